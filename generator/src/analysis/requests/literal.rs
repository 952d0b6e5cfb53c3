//! Literals in URLs, as pages write them (OData ABNF: `primitiveLiteral`).

/// A value in a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean(bool),
    /// A number, as written.
    Number(String),
    /// `'text'`: without the quotes. A key that is a whole segment is text, too.
    Text(String),
    /// `duration'PT1H'`: the prefix, and the text in quotes.
    Prefixed(String, String),
    /// `["a"]`, `{"a":1}`: JSON.
    Json(String),
    /// Anything else without quotes: a date, a GUID, a placeholder.
    Bare(String),
}

impl Literal {
    /// Reads a percent-decoded literal.
    pub fn read(text: &str) -> Literal {
        let text = text.trim();
        match text {
            "null" => return Literal::Null,
            "true" => return Literal::Boolean(true),
            "false" => return Literal::Boolean(false),
            _ => {}
        }
        if let Some((prefix, quoted)) = quoted(text) {
            let inner = quoted.replace("''", "'");
            return if prefix.is_empty() { Literal::Text(inner) } else { Literal::Prefixed(prefix.to_owned(), inner) };
        }
        let is_json = text.starts_with('[') || text.starts_with("{\"");
        if is_json && serde_json::from_str::<serde_json::Value>(text).is_ok() {
            return Literal::Json(text.to_owned());
        }
        match is_number(text) {
            true => Literal::Number(text.to_owned()),
            false => Literal::Bare(text.to_owned()),
        }
    }

    /// The text of a string: in quotes, or a placeholder without quotes.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Literal::Text(text) => Some(text),
            Literal::Bare(text) if is_placeholder(text) => Some(text),
            _ => None,
        }
    }
}

/// The prefix before single quotes and the text in them, if the text ends with them.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let (prefix, rest) = text.split_once('\'')?;
    let inner = rest.strip_suffix('\'')?;
    let is_name = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '_');
    (prefix.chars().all(is_name) && !inner.replace("''", "").contains('\'')).then_some((prefix, inner))
}

/// Whether a text is a number that is also valid in Rust and JSON.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_written = digits.starts_with(|it: char| it.is_ascii_digit()) && text.parse::<f64>().is_ok();
    is_written && digits.ends_with(|it: char| it.is_ascii_digit())
}

/// `{id}`, `<id>`
fn is_placeholder(text: &str) -> bool {
    text.starts_with('{') && text.ends_with('}') || text.starts_with('<') && text.ends_with('>')
}

#[cfg(test)]
mod tests {
    use super::Literal;

    #[test]
    fn literals() {
        let text = |it: &str| Literal::Text(it.to_owned());
        let bare = |it: &str| Literal::Bare(it.to_owned());
        for (written, expected) in [
            ("null", Literal::Null),
            ("true", Literal::Boolean(true)),
            ("-1.5", Literal::Number("-1.5".to_owned())),
            ("'O''Neil'", text("O'Neil")),
            ("''", text("")),
            ("duration'PT1H'", Literal::Prefixed("duration".to_owned(), "PT1H".to_owned())),
            ("['a', 'b']", bare("['a', 'b']")),
            (r#"["a"]"#, Literal::Json(r#"["a"]"#.to_owned())),
            ("{id}", bare("{id}")),
            ("2021-01-01", bare("2021-01-01")),
            ("'a' or 'b'", bare("'a' or 'b'")),
        ] {
            assert_eq!(Literal::read(written), expected, "{written}");
        }
        assert_eq!(Literal::read("{id}").as_text(), Some("{id}"));
        assert_eq!(Literal::read("2021-01-01").as_text(), None);
    }
}
