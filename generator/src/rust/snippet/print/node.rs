//! Expressions for layout: the text of each part on one line, and how it can be broken.

use super::{ARGUMENTS, json};

/// An expression.
pub(super) struct Node {
    /// On one line.
    pub(super) flat: String,
    /// The number of characters of that line.
    pub(super) width: usize,
    /// Whether the expression, and each part of it, is short enough for one line.
    pub(super) is_small: bool,
    pub(super) kind: Kind,
}

/// How an expression can be broken.
pub(super) enum Kind {
    /// Cannot be broken.
    Leaf,
    /// After a sign: a reference, or a unary operator.
    Signed(String, Box<Node>),
    /// Between brackets, after a function or `vec!`.
    List { before: String, brackets: [&'static str; 2], items: Vec<Node> },
    /// A struct, with its fields and its base expression.
    Struct { path: String, fields: Vec<(String, Node)>, rest: Option<String> },
    /// `json!`
    Json { before: String, content: json::Node },
    /// Methods after dots.
    Chain { root: Box<Node>, links: Vec<Link> },
    /// Before a question mark.
    Tried(Box<Node>),
}

/// A method or field after a dot.
pub(super) struct Link {
    /// On one line.
    pub(super) flat: String,
    /// The text before the arguments.
    pub(super) head: String,
    /// `None` if it has no parentheses.
    pub(super) list: Option<Vec<Node>>,
    pub(super) is_tried: bool,
}

impl Link {
    pub(super) fn new(head: String, list: Option<Vec<Node>>) -> Link {
        let arguments = list.as_ref().map(|it| format!("({})", joined(it)));
        Link { flat: format!("{head}{}", arguments.unwrap_or_default()), head, list, is_tried: false }
    }

    /// None if it has no arguments.
    pub(super) fn arguments(&self) -> &[Node] {
        self.list.as_deref().unwrap_or_default()
    }
}

impl Node {
    /// The length of the prefix before the last bracket, if the expression ends with one; otherwise `None`.
    pub(super) fn head(&self) -> Option<usize> {
        match &self.kind {
            Kind::Struct { path, .. } => Some(path.chars().count() + " {".len()),
            Kind::List { before, .. } => Some(before.chars().count() + "(".len()),
            Kind::Json { before, .. } => Some(before.chars().count() + "(".len()),
            Kind::Signed(sign, inner) if sign == "&" => inner.head().map(|it| it + 1),
            _ => None,
        }
    }
}

/// Whether arguments are short enough for one line. A single argument that cannot be broken may use the whole line.
pub(super) fn are_small(items: &[Node]) -> bool {
    let width = items.iter().map(|it| it.width + 2).sum::<usize>().saturating_sub(2);
    let is_simple = items.len() == 1 && items.iter().all(|it| it.head().is_none());
    items.iter().all(|it| it.is_small) && (is_simple || width <= ARGUMENTS)
}

/// On one line.
pub(super) fn joined(items: &[Node]) -> String {
    items.iter().map(|it| it.flat.as_str()).collect::<Vec<_>>().join(", ")
}
