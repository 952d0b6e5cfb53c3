//! Parses `$filter`: the part of OData's grammar that typed filters support.

use crate::analysis::requests::literal::Literal;

/// A condition.
#[derive(Debug, PartialEq)]
pub(super) enum Condition {
    Or(Box<Condition>, Box<Condition>),
    And(Box<Condition>, Box<Condition>),
    Not(Box<Condition>),
    /// Path, operator, value.
    Compare(String, &'static str, Literal),
    /// Path, values.
    In(String, Vec<Literal>),
    /// Method, path, value.
    Call(&'static str, String, Literal),
    /// Path, `any` or `all`, and the variable with its condition.
    Lambda(String, &'static str, Option<(String, Box<Condition>)>),
}

const OPERATORS: [&str; 6] = ["eq", "ne", "gt", "ge", "lt", "le"];

/// Functions of two arguments, and their methods.
const FUNCTIONS: [(&str, &str); 3] =
    [("startswith", "starts_with"), ("endswith", "ends_with"), ("contains", "contains")];

/// Parses a condition; `None` if a part of it is not supported.
pub(super) fn read(text: &str) -> Option<Condition> {
    let mut reader = Reader { rest: text };
    let res = reader.or()?;
    reader.rest.trim().is_empty().then_some(res)
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn or(&mut self) -> Option<Condition> {
        let mut res = self.and()?;
        while self.word("or") {
            res = Condition::Or(Box::new(res), Box::new(self.and()?));
        }
        Some(res)
    }

    fn and(&mut self) -> Option<Condition> {
        let mut res = self.not()?;
        while self.word("and") {
            res = Condition::And(Box::new(res), Box::new(self.not()?));
        }
        Some(res)
    }

    fn not(&mut self) -> Option<Condition> {
        if self.word("not") {
            return Some(Condition::Not(Box::new(self.not()?)));
        }
        self.primary()
    }

    fn primary(&mut self) -> Option<Condition> {
        if self.sign('(') {
            let res = self.or()?;
            return self.sign(')').then_some(res);
        }
        let path = self.path()?;
        if self.sign('(') {
            return self.call(path);
        }
        if self.word("in") {
            return self.list(path);
        }
        let operator = OPERATORS.into_iter().find(|it| self.word(it))?;
        Some(Condition::Compare(path.to_owned(), operator, self.literal()?))
    }

    /// A function or a lambda operator, after the opening parenthesis.
    fn call(&mut self, path: &str) -> Option<Condition> {
        let lower = path.to_lowercase();
        if let Some((_, method)) = FUNCTIONS.into_iter().find(|(name, _)| *name == lower) {
            let property = self.path()?.to_owned();
            let literal = self.sign(',').then(|| self.literal())??;
            let call = self.sign(')').then_some(Condition::Call(method, property, literal))?;
            return self.is_true(call);
        }
        let (path, operator) = path.rsplit_once('/')?;
        let operator = ["any", "all"].into_iter().find(|it| it.eq_ignore_ascii_case(operator))?;
        if self.sign(')') {
            return Some(Condition::Lambda(path.to_owned(), operator, None));
        }
        let variable = self.path()?.to_owned();
        let inner = self.sign(':').then(|| self.or())??;
        self.sign(')').then(|| Condition::Lambda(path.to_owned(), operator, Some((variable, Box::new(inner)))))
    }

    /// `startswith(…) eq true` means the same as `startswith(…)`.
    fn is_true(&mut self, call: Condition) -> Option<Condition> {
        if !self.word("eq") {
            return Some(call);
        }
        match self.literal()? {
            Literal::Boolean(true) => Some(call),
            Literal::Boolean(false) => Some(Condition::Not(Box::new(call))),
            _ => None,
        }
    }

    fn list(&mut self, path: &str) -> Option<Condition> {
        let mut literals = Vec::new();
        if !self.sign('(') {
            return None;
        }
        loop {
            literals.push(self.literal()?);
            if self.sign(')') {
                return Some(Condition::In(path.to_owned(), literals));
            }
            if !self.sign(',') {
                return None;
            }
        }
    }

    /// A keyword, which must not be followed by a letter.
    fn word(&mut self, word: &str) -> bool {
        let text = self.rest.trim_start();
        let Some(rest) = text.strip_prefix(word) else { return false };
        let ends = rest.starts_with(|it: char| it.is_whitespace() || it == '(');
        if ends {
            self.rest = rest;
        }
        ends
    }

    fn sign(&mut self, sign: char) -> bool {
        let rest = self.rest.trim_start().strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Names separated by slashes.
    fn path(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_start();
        let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '/');
        let end = text.find(|it| !is_name(it)).unwrap_or(text.len());
        let (path, rest) = text.split_at(end);
        self.rest = rest;
        (path.starts_with(|it: char| it.is_alphabetic() || it == '_') && !path.ends_with('/')).then_some(path)
    }

    fn literal(&mut self) -> Option<Literal> {
        let text = self.rest.trim_start();
        let end = match text.find('\'') {
            Some(open) if text[..open].chars().all(|it| it.is_alphanumeric() || it == '.') => {
                open + 1 + end_of_text(&text[open + 1..])? + 1
            }
            _ => text.find([' ', ',', ')', '\t']).unwrap_or(text.len()),
        };
        let (literal, rest) = text.split_at(end);
        self.rest = rest;
        (!literal.is_empty()).then(|| Literal::read(literal))
    }
}

/// The quote that ends a string: not a doubled one.
fn end_of_text(text: &str) -> Option<usize> {
    let mut quotes = text.match_indices('\'').map(|(at, _)| at).peekable();
    while let Some(at) = quotes.next() {
        if quotes.next_if_eq(&(at + 1)).is_none() {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Condition, read};

    fn shown(text: &str) -> String {
        read(text).map_or_else(|| "-".to_owned(), |it| show(&it))
    }

    fn show(it: &Condition) -> String {
        match it {
            Condition::Or(a, b) => format!("({} or {})", show(a), show(b)),
            Condition::And(a, b) => format!("({} and {})", show(a), show(b)),
            Condition::Not(it) => format!("!{}", show(it)),
            Condition::Compare(path, operator, literal) => format!("{path} {operator} {literal:?}"),
            Condition::In(path, literals) => format!("{path} in {literals:?}"),
            Condition::Call(method, path, literal) => format!("{path}.{method}({literal:?})"),
            Condition::Lambda(path, operator, None) => format!("{path}.{operator}"),
            Condition::Lambda(path, operator, Some((variable, inner))) => {
                format!("{path}.{operator}({variable}: {})", show(inner))
            }
        }
    }

    #[test]
    fn conditions() {
        for (text, expected) in [
            ("isRead eq false", "isRead eq Boolean(false)"),
            ("a eq 'O''Neil' or b ne null and c gt 5", r#"(a eq Text("O'Neil") or (b ne Null and c gt Number("5")))"#),
            ("(a eq 1 or b eq 2) and not(c eq 3)", r#"((a eq Number("1") or b eq Number("2")) and !c eq Number("3"))"#),
            ("startsWith(name,'J')", r#"name.starts_with(Text("J"))"#),
            ("endswith(a/b, 'x') eq true", r#"a/b.ends_with(Text("x"))"#),
            ("a in ('x', 'y')", r#"a in [Text("x"), Text("y")]"#),
            ("t ge 2019-03-11T00:00:00.000Z", r#"t ge Bare("2019-03-11T00:00:00.000Z")"#),
            ("mails/any(c:c eq 'x')", r#"mails.any(c: c eq Text("x"))"#),
            ("l/Any(u: u/skuId eq 1 and u/x eq 2)", r#"l.any(u: (u/skuId eq Number("1") and u/x eq Number("2")))"#),
            ("members/any()", "members.any"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_something_else_is_left() {
        for text in [
            "",
            "a eq",
            "a",
            "a eq 1 b",
            "tolower(a) eq 'x'",
            "a/$count eq 0",
            "isof('microsoft.graph.user')",
            "microsoft.graph.user/name eq 'x'",
            "a eq 'x",
            "(a eq 1",
            "a add 1 eq 2",
        ] {
            assert_eq!(shown(text), "-", "{text}");
        }
    }
}
