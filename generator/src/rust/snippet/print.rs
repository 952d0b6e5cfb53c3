//! Prints tokens in the layout of rustfmt, because examples are read and copied by people.
//!
//! Only supports the syntax of snippets.

mod chain;
mod json;
mod node;
mod read;

use chain::chain;
use node::{Kind, Node};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::Parser;
use syn::{Block, Local, Stmt};

/// The default widths of rustfmt.
const LINE: usize = 100;
const CHAIN: usize = 60;
const ARGUMENTS: usize = 60;
const STRUCT: usize = 18;

/// Prints statements, with this indentation for each line.
///
/// # Panics
/// Panics if the text is not a list of statements, or if it has unsupported syntax, which is a bug of the caller.
pub(super) fn statements(text: &str, indent: usize) -> String {
    let statements = Parser::parse_str(Block::parse_within, text)
        .unwrap_or_else(|err| panic!("a snippet is not valid Rust: {err}\n{text}"));
    let mut res = String::new();
    for statement in &statements {
        res.push_str(&blank(indent));
        res.push_str(&self::statement(statement, indent));
        res.push('\n');
    }
    res
}

fn statement(statement: &Stmt, indent: usize) -> String {
    match statement {
        Stmt::Local(Local { pat, init: Some(init), .. }) => {
            let head = format!("let {} =", compact(pat));
            let room = Room { indent, at: indent + head.len() + 1, after: 1 };
            let node = Node::read(&init.expr);
            let value = layout(&node, room);
            if room.begins(&value) {
                return format!("{head} {value};");
            }
            let room = room.inner();
            format!("{head}\n{}{};", blank(room.indent), layout(&node, room))
        }
        Stmt::Expr(expr, Some(_)) => layout(&Node::read(expr), Room { indent, at: indent, after: 1 }) + ";",
        other => panic!("unsupported statement in a snippet: {}", other.to_token_stream()),
    }
}

/// The space for an expression.
#[derive(Clone, Copy)]
struct Room {
    /// The indentation of the line.
    indent: usize,
    /// The width that is already used.
    at: usize,
    /// The width of the text after the expression on its last line.
    after: usize,
}

impl Room {
    /// The space after this text.
    fn behind(self, text: &str) -> Room {
        Room { at: self.at + text.chars().count(), ..self }
    }

    /// A new line, one level deeper.
    fn inner(self) -> Room {
        Room { indent: self.indent + 4, at: self.indent + 4, after: 1 }
    }

    /// Whether the first line of a text fits.
    fn begins(self, text: &str) -> bool {
        let first = text.lines().next().unwrap_or_default();
        // rustfmt reserves space after an opening bracket.
        let after = if first.len() == text.len() { self.after } else { 2 };
        self.at + first.chars().count() + after <= LINE
    }

    fn holds(self, text: &str) -> bool {
        self.at + text.chars().count() + self.after <= LINE
    }
}

fn layout(node: &Node, room: Room) -> String {
    if node.is_small && room.holds(&node.flat) { node.flat.clone() } else { broken(node, room) }
}

/// An expression on several lines, if it can be broken.
fn broken(node: &Node, room: Room) -> String {
    match &node.kind {
        Kind::Leaf => node.flat.clone(),
        Kind::Signed(sign, inner) => format!("{sign}{}", broken(inner, room.behind(sign))),
        Kind::List { before, brackets, items } => format!("{before}{}", list(*brackets, items, room.behind(before))),
        Kind::Struct { path, fields, rest } => structure(path, fields, rest.as_deref(), room),
        Kind::Json { before, content } => {
            let content = content.layout(room.indent, room.behind(before).at + 1, room.after + 1);
            format!("{before}({content})")
        }
        Kind::Chain { root, links } => chain(root, links, room),
        Kind::Tried(inner) => layout(inner, Room { after: room.after + 1, ..room }) + "?",
    }
}

/// Items between brackets: each on its own line, except a single one that ends with a bracket.
fn list([open, close]: [&str; 2], items: &[Node], room: Room) -> String {
    if let [only] = items {
        let behind = room.behind(open);
        let inner = || broken(only, Room { after: room.after + 1, ..behind });
        if let Some(head) = only.head() {
            // rustfmt reserves space for all closing brackets after it.
            if behind.at + head + room.after < LINE {
                return format!("{open}{}{close}", inner());
            }
        } else if matches!(&only.kind, Kind::Chain { root, .. } if root.is_small) {
            let inner = inner();
            let last = inner.lines().skip(1).last();
            if last.is_some_and(|it| it.starts_with(&(blank(room.indent) + ")"))) && behind.begins(&inner) {
                return format!("{open}{inner}{close}");
            }
        }
    }
    if items.is_empty() {
        return format!("{open}{close}");
    }
    let inner = room.inner();
    let lines: Vec<String> =
        items.iter().map(|it| format!("{}{},\n", blank(inner.indent), layout(it, inner))).collect();
    format!("{open}\n{}{}{close}", lines.concat(), blank(room.indent))
}

fn structure(path: &str, fields: &[(String, Node)], rest: Option<&str>, room: Room) -> String {
    let inner = room.inner();
    let mut res = format!("{path} {{\n");
    for (name, value) in fields {
        let head = format!("{name}: ");
        let value = layout(value, inner.behind(&head));
        res.push_str(&format!("{}{head}{value},\n", blank(inner.indent)));
    }
    if let Some(rest) = rest {
        res.push_str(&format!("{}{rest}\n", blank(inner.indent)));
    }
    res + &blank(room.indent) + "}"
}

/// A path.
pub(super) fn path(tokens: &TokenStream) -> String {
    compact(tokens)
}

/// A path, a name or an operator, without spaces between its tokens.
fn compact(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "").replace(',', ", ")
}

fn blank(indent: usize) -> String {
    " ".repeat(indent)
}
