//! The content of `json!`.

use super::{LINE, blank};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A value.
pub(super) enum Node {
    /// `null`, `5`, `"text"`
    Leaf(String),
    Array(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    pub(super) fn read(tokens: TokenStream) -> Node {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        match &trees[..] {
            [TokenTree::Group(group)] if group.delimiter() == Delimiter::Bracket => {
                Node::Array(divided(group.stream()).into_iter().map(Node::read).collect())
            }
            [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => {
                let members = divided(group.stream()).into_iter().map(|it| {
                    let mut tokens = it.into_iter();
                    let name = tokens.next().map(|it| it.to_string()).unwrap_or_default();
                    // The colon.
                    tokens.next();
                    (name, Node::read(tokens.collect()))
                });
                Node::Object(members.collect())
            }
            _ => Node::Leaf(trees.iter().map(ToString::to_string).collect()),
        }
    }

    /// The value on one line.
    pub(super) fn flat(&self) -> String {
        match self {
            Node::Leaf(text) => text.clone(),
            Node::Array(items) => format!("[{}]", items.iter().map(Node::flat).collect::<Vec<_>>().join(", ")),
            Node::Object(members) if members.is_empty() => "{}".to_owned(),
            Node::Object(members) => {
                let members = members.iter().map(|(name, it)| format!("{name}: {}", it.flat()));
                format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// The value, starting at a column of a line with this indentation.
    pub(super) fn layout(&self, indent: usize, at: usize, after: usize) -> String {
        let line = self.flat();
        let width = line.chars().count();
        let is_short = matches!(self, Node::Leaf(_)) || width <= super::ARGUMENTS;
        if is_short && at + width + after <= LINE {
            return line;
        }
        let inner = indent + 4;
        match self {
            Node::Leaf(text) => text.clone(),
            Node::Array(items) => {
                let lines = items.iter().map(|it| format!("{}{},\n", blank(inner), it.layout(inner, inner, 1)));
                format!("[\n{}{}]", lines.collect::<String>(), blank(indent))
            }
            Node::Object(members) => {
                let lines = members.iter().map(|(name, it)| {
                    let value = it.layout(inner, inner + name.chars().count() + 2, 1);
                    format!("{}{name}: {value},\n", blank(inner))
                });
                format!("{{\n{}{}}}", lines.collect::<String>(), blank(indent))
            }
        }
    }
}

/// Splits tokens at commas.
fn divided(tokens: TokenStream) -> Vec<TokenStream> {
    let mut res: Vec<Vec<TokenTree>> = vec![Vec::new()];
    for tree in tokens {
        match &tree {
            TokenTree::Punct(it) if it.as_char() == ',' => res.push(Vec::new()),
            _ => res.last_mut().into_iter().for_each(|last| last.push(tree.clone())),
        }
    }
    res.retain(|it| !it.is_empty());
    res.into_iter().map(|it| it.into_iter().collect()).collect()
}
