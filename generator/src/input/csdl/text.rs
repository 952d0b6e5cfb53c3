//! The text of an attribute or an element, as it stands in the file.

use quick_xml::escape;

/// Text without the syntax of XML, blanks folded. What cannot be unescaped, which was reported, stays as it is.
pub fn text(raw: &str) -> String {
    let mut res = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once("<![CDATA[") {
        let (literal, after) = after.split_once("]]>").unwrap_or((after, ""));
        res += &unescaped(before);
        res += literal;
        rest = after;
    }
    res += &unescaped(rest);
    res.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unescaped(raw: &str) -> String {
    escape::unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn syntax_is_gone() {
        assert_eq!(text("a &lt;b&gt;\n  &amp; c"), "a <b> & c");
        assert_eq!(text(" a <![CDATA[<&]]> &#x41;"), "a <& A");
        assert_eq!(text("a &b"), "a &b");
    }
}
