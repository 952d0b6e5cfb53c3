//! `$filter` expressions (OData URL Conventions 4.01, 5.1.1).

use std::fmt;
use std::marker::PhantomData;

/// A condition on values of type `M`. Literals are escaped.
pub struct Filter<M> {
    parts: Vec<Part>,
    /// Whether it is an `or`, which needs parentheses if it is combined.
    is_or: bool,
    /// The nesting depth of lambda operators.
    depth: usize,
    model: PhantomData<fn() -> M>,
}

/// A part of the expression.
#[derive(Clone, PartialEq)]
enum Part {
    /// Text that is written unchanged.
    Text(String),
    /// A property of `M`: within a lambda operator, prefixed with its variable.
    Property(String),
    /// The value itself, written as the variable of a lambda operator.
    Item,
}

impl<M> Filter<M> {
    /// A raw expression, for conditions that the methods cannot express. It is neither checked nor escaped, and within
    /// `any` and `all`, it must not refer to properties.
    pub fn raw(text: impl Into<String>) -> Filter<M> {
        Filter { is_or: true, ..Filter::of(vec![Part::Text(text.into())]) }
    }

    /// Matches if both conditions match.
    #[must_use]
    pub fn and(self, other: Filter<M>) -> Filter<M> {
        let depth = self.depth.max(other.depth);
        let mut parts = self.grouped();
        parts.push(Part::Text(" and ".to_owned()));
        parts.extend(other.grouped());
        Filter { depth, ..Filter::of(parts) }
    }

    /// Matches if at least one condition matches.
    #[must_use]
    pub fn or(self, other: Filter<M>) -> Filter<M> {
        let depth = self.depth.max(other.depth);
        let mut parts = self.parts;
        parts.push(Part::Text(" or ".to_owned()));
        parts.extend(other.parts);
        Filter { depth, is_or: true, ..Filter::of(parts) }
    }

    /// `name operator literal`
    pub(crate) fn compare(name: &str, operator: &str, literal: String) -> Filter<M> {
        Filter::of(vec![Part::Property(name.to_owned()), Part::Text(format!(" {operator} {literal}"))])
    }

    /// `function(name,literal)`
    pub(crate) fn call(function: &str, name: &str, literal: String) -> Filter<M> {
        Filter::of(vec![
            Part::Text(format!("{function}(")),
            Part::Property(name.to_owned()),
            Part::Text(format!(",{literal})")),
        ])
    }

    /// Compares the value itself with a literal.
    pub(crate) fn item(operator: &str, literal: String) -> Filter<M> {
        Filter::of(vec![Part::Item, Part::Text(format!(" {operator} {literal}"))])
    }

    /// `name/any(x:…)`
    pub(crate) fn lambda<T>(name: &str, operator: &str, filter: Filter<T>) -> Filter<M> {
        let depth = filter.depth + 1;
        // Each depth has its own variable: `x1`, `x2`, …
        let variable = format!("x{depth}");
        let mut parts = vec![Part::Property(name.to_owned()), Part::Text(format!("/{operator}({variable}:"))];
        parts.extend(filter.parts.into_iter().map(|it| match it {
            Part::Property(name) => Part::Text(format!("{variable}/{name}")),
            Part::Item => Part::Text(variable.clone()),
            Part::Text(text) => Part::Text(text),
        }));
        parts.push(Part::Text(")".to_owned()));
        Filter { depth, ..Filter::of(parts) }
    }

    /// `not name/any()`
    pub(crate) fn no_items(name: &str) -> Filter<M> {
        Filter::of(vec![
            Part::Text("not ".to_owned()),
            Part::Property(name.to_owned()),
            Part::Text("/any()".to_owned()),
        ])
    }

    fn of(parts: Vec<Part>) -> Filter<M> {
        Filter { parts, is_or: false, depth: 0, model: PhantomData }
    }

    fn grouped(self) -> Vec<Part> {
        if !self.is_or {
            return self.parts;
        }
        let mut res = vec![Part::Text("(".to_owned())];
        res.extend(self.parts);
        res.push(Part::Text(")".to_owned()));
        res
    }
}

impl<M> std::ops::Not for Filter<M> {
    type Output = Filter<M>;

    /// `not (…)`
    fn not(self) -> Filter<M> {
        let depth = self.depth;
        let mut parts = vec![Part::Text("not (".to_owned())];
        parts.extend(self.parts);
        parts.push(Part::Text(")".to_owned()));
        Filter { depth, ..Filter::of(parts) }
    }
}

impl<M> Clone for Filter<M> {
    fn clone(&self) -> Self {
        Filter { parts: self.parts.clone(), is_or: self.is_or, depth: self.depth, model: PhantomData }
    }
}

impl<M> fmt::Display for Filter<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Text(text) | Part::Property(text) => f.write_str(text),
            Part::Item => f.write_str("$it"),
        })
    }
}

impl<M> fmt::Debug for Filter<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Field, Filter};

    struct User;
    struct License;

    const NAME: Field<User, String> = Field::new("displayName");
    const IS_ENABLED: Field<User, bool> = Field::new("accountEnabled");
    const LICENSES: Field<User, Vec<License>> = Field::new("assignedLicenses");
    const MAILS: Field<User, Vec<String>> = Field::new("otherMails");
    const SKU: Field<License, String> = Field::new("skuId");

    fn shown(filter: Filter<User>) -> String {
        filter.to_string()
    }

    #[test]
    fn literals_are_escaped() {
        assert_eq!(shown(NAME.eq("O'Neil")), "displayName eq 'O''Neil'");
        assert_eq!(shown(NAME.starts_with("a")), "startswith(displayName,'a')");
        assert_eq!(shown(NAME.is_in(["a", "b"])), "displayName in ('a','b')");
    }

    #[test]
    fn alternatives_are_grouped() {
        let either = NAME.eq("a").or(NAME.eq("b"));
        assert_eq!(
            shown(either.clone().and(IS_ENABLED.eq(true))),
            "(displayName eq 'a' or displayName eq 'b') and accountEnabled eq true"
        );
        assert_eq!(shown(!either), "not (displayName eq 'a' or displayName eq 'b')");
    }

    #[test]
    fn items_have_variables() {
        assert_eq!(shown(LICENSES.any(SKU.eq("x"))), "assignedLicenses/any(x1:x1/skuId eq 'x')");
        assert_eq!(shown(MAILS.any_eq("a@b")), "otherMails/any(x1:x1 eq 'a@b')");
    }
}
