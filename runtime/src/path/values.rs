//! Segments with variables at any place: `{base}...{head}`, `{id}:cancel`, `{name}.json`.

use super::Path;
use crate::Argument;
use crate::parameter::{Encoding, Form, Style, text};
use percent_encoding::percent_decode_str;

impl Path {
    /// Appends a segment of literals and variables, with one value for each variable. Values are encoded.
    ///
    /// A variable is written as in a URI template (RFC 6570, 2.3): `{id}` as [`Style::Simple`], `{.id}` as
    /// [`Style::Label`], `{;id}` as [`Style::Matrix`], `{+id}` with reserved characters like `/` left as they are; and
    /// with `*` at its end, `{id*}`, exploded. An empty value, a null, and a segment `.` or `..` are a problem.
    ///
    /// ```
    /// # use graphwright_runtime::{Argument, Path};
    /// let path = Path::root("").segment("compare");
    /// let path = path.values("{base}...{head}", &[Argument::new("main"), Argument::new("fix/a b")]);
    /// assert_eq!(path.url(), "/compare/main...fix%2Fa%20b");
    /// assert_eq!(path.template(), "/compare/{base}...{head}");
    /// ```
    #[must_use]
    pub fn values(&self, segment: &'static str, values: &[Argument]) -> Path {
        let mut res = self.clone();
        res.push_both('/');
        let start = res.url.len();
        let mut values = values.iter();
        let mut rest = segment;
        while let Some((literal, more)) = rest.split_once('{') {
            let (variable, more) = more.split_once('}').unwrap_or((more, ""));
            rest = more;
            res.push_text(literal);
            res.push_variable(variable, values.next());
        }
        res.push_text(rest);
        let has_dots = res.url[start..].split('/').any(|it| {
            let decoded: Vec<u8> = percent_decode_str(it).collect();
            matches!(&decoded[..], b"." | b"..")
        });
        if has_dots {
            res.fail(format!("`{segment}` would be `.` or `..`"));
        }
        res
    }

    fn push_variable(&mut self, variable: &'static str, value: Option<&Argument>) {
        let (style, encoding, name) = match variable.as_bytes().first() {
            Some(b'.') => (Style::Label, Encoding::All, &variable[1..]),
            Some(b';') => (Style::Matrix, Encoding::All, &variable[1..]),
            Some(b'+') => (Style::Simple, Encoding::OfPath, &variable[1..]),
            _ => (Style::Simple, Encoding::All, variable),
        };
        let (name, explode) = name.strip_suffix('*').map_or((name, false), |it| (it, true));
        self.template.extend(["{", name, "}"]);
        let form = Form { name, style, explode, encoding };
        let written = match value.map(Argument::json) {
            None => Err("it has no value"),
            Some(json) => json.map(|it| text(form, it).filter(|it| !it.is_empty())),
        };
        match written {
            Ok(Some(text)) => self.url.push_str(&text),
            Ok(None) => self.fail(format!("`{name}` is empty")),
            Err(why) => self.fail(format!("`{name}` cannot be written: {why}")),
        }
    }

    fn fail(&mut self, problem: String) {
        self.problem.get_or_insert_with(|| problem.into());
    }
}

#[cfg(test)]
mod tests {
    use crate::{Argument, Path};

    fn url(segment: &'static str, values: &[Argument]) -> Result<String, String> {
        let path = Path::root("").values(segment, values);
        path.problem().map_or_else(|| Ok(path.url()), |it| Err(it.to_owned()))
    }

    #[test]
    fn every_variable_is_encoded_by_itself() {
        let (a, b) = (Argument::new("a/b?c#d"), Argument::new(&5));
        let five = std::slice::from_ref(&b);
        assert_eq!(url("{a}...{b}", &[a.clone(), b.clone()]).as_deref(), Ok("/a%2Fb%3Fc%23d...5"));
        assert_eq!(url("{id}:cancel", five).as_deref(), Ok("/5:cancel"));
        assert_eq!(url("{a}.json", five).as_deref(), Ok("/5.json"));
        assert_eq!(url("{+path}", &[a]).as_deref(), Ok("/a/b%3Fc%23d"));
        assert_eq!(url("x{;id*}", &[Argument::new(&[1, 2])]).as_deref(), Ok("/x;id=1;id=2"));
        assert_eq!(url("x{.id}", five).as_deref(), Ok("/x.5"));
        assert_eq!(url("{ids}", &[Argument::new(&["a", "b,c"])]).as_deref(), Ok("/a,b%2Cc"));
    }

    #[test]
    fn a_value_does_not_change_the_path() {
        for value in ["", ".", ".."] {
            assert!(url("{id}", &[Argument::new(value)]).is_err(), "{value}");
            assert!(url("x{id}", &[Argument::new(value)]).is_ok() != value.is_empty(), "{value}");
        }
        for value in ["a/../b", "..", "a/%2e%2E", "."] {
            assert!(url("{+path}", &[Argument::new(value)]).is_err(), "{value}");
        }
        assert!(url("{id}", &[Argument::new(&None::<u8>)]).is_err());
        assert!(url("{a}{b}", &[Argument::new(&1)]).is_err());
        assert_eq!(url("{id}", &[Argument::new("%2e%2e")]).as_deref(), Ok("/%252e%252e"));
    }
}
