//! Expressions, read once: layout asks for each part again and again, and is only told.

use super::chain::{Link, is_chain, links};
use super::{ARGUMENTS, CHAIN, STRUCT, compact, json};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprMacro, ExprStruct, Token};

/// An expression.
pub(super) struct Node {
    /// On one line.
    pub(super) flat: String,
    /// The characters of that line.
    pub(super) width: usize,
    /// Whether it, and each part of it, is short enough for one line.
    pub(super) is_small: bool,
    pub(super) kind: Kind,
}

/// How an expression can be broken.
pub(super) enum Kind {
    /// Not at all.
    Leaf,
    /// Behind a sign: a reference, or a unary operator.
    Signed(String, Box<Node>),
    /// Between brackets, behind what is called or `vec!`.
    List { before: String, brackets: [&'static str; 2], items: Vec<Node> },
    /// A struct, with its fields and what it takes the others from.
    Struct { path: String, fields: Vec<(String, Node)>, rest: Option<String> },
    /// `json!`
    Json { before: String, content: json::Node },
    /// Methods behind dots.
    Chain { root: Box<Node>, links: Vec<Link> },
    /// Before a question mark.
    Tried(Box<Node>),
}

impl Node {
    pub(super) fn read(expr: &Expr) -> Node {
        match expr {
            Expr::Lit(it) => leaf(it.lit.to_token_stream().to_string()),
            Expr::Path(it) => leaf(compact(it)),
            Expr::Reference(it) => signed("&".to_owned(), &it.expr),
            Expr::Unary(it) => signed(compact(&it.op), &it.expr),
            Expr::Paren(it) => {
                let inner = Node::read(&it.expr);
                node(format!("({})", inner.flat), inner.is_small, Kind::Leaf)
            }
            Expr::Call(it) => list(Node::read(&it.func).flat, ["(", ")"], &it.args),
            Expr::Array(it) => list(String::new(), ["[", "]"], &it.elems),
            Expr::Tuple(it) => list(String::new(), ["(", ")"], &it.elems),
            Expr::Struct(it) => structure(it),
            Expr::Macro(it) if it.mac.path.is_ident("vec") => {
                list("vec!".to_owned(), ["[", "]"], &elements(&it.mac.tokens))
            }
            Expr::Macro(it) => json(it),
            _ if is_chain(expr) => chain(expr),
            Expr::Try(it) => {
                let inner = Node::read(&it.expr);
                node(format!("{}?", inner.flat), inner.is_small, Kind::Tried(Box::new(inner)))
            }
            other => panic!("no snippet has such an expression: {}", other.to_token_stream()),
        }
    }

    /// How many characters it begins with, if it ends with the bracket that belongs to them; `None` for others.
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

fn node(flat: String, is_small: bool, kind: Kind) -> Node {
    Node { width: flat.chars().count(), flat, is_small, kind }
}

fn leaf(flat: String) -> Node {
    node(flat, true, Kind::Leaf)
}

fn signed(sign: String, inner: &Expr) -> Node {
    let inner = Node::read(inner);
    node(format!("{sign}{}", inner.flat), inner.is_small, Kind::Signed(sign, Box::new(inner)))
}

fn list(before: String, brackets: [&'static str; 2], items: &Punctuated<Expr, Token![,]>) -> Node {
    let items: Vec<Node> = items.iter().map(Node::read).collect();
    let [open, close] = brackets;
    node(format!("{before}{open}{}{close}", joined(&items)), are_small(&items), Kind::List { before, brackets, items })
}

fn structure(it: &ExprStruct) -> Node {
    let path = compact(&it.path);
    let fields: Vec<(String, Node)> = it.fields.iter().map(|it| (compact(&it.member), Node::read(&it.expr))).collect();
    let rest = it.rest.as_ref().map(|it| format!("..{}", Node::read(it).flat));
    let shown = fields.iter().map(|(name, it)| format!("{name}: {}", it.flat)).chain(rest.clone());
    let inside = shown.collect::<Vec<_>>().join(", ");
    let is_small = fields.iter().all(|(_, it)| it.is_small) && inside.chars().count() <= STRUCT;
    node(format!("{path} {{ {inside} }}"), is_small, Kind::Struct { path, fields, rest })
}

fn json(it: &ExprMacro) -> Node {
    let before = compact(&it.mac.path) + "!";
    let content = json::Node::read(it.mac.tokens.clone());
    let line = content.flat();
    node(format!("{before}({line})"), line.chars().count() <= ARGUMENTS, Kind::Json { before, content })
}

fn chain(expr: &Expr) -> Node {
    let (root, links) = links(expr);
    let root = Node::read(root);
    let flat = links.iter().fold(root.flat.clone(), |res, it| res + &it.flat);
    let is_short = match &links[..] {
        [] | [_] => true,
        // rustfmt counts a question mark at the end twice.
        [.., last] => flat.chars().count() + usize::from(last.is_tried) <= CHAIN,
    };
    let are_small = || links.iter().flat_map(Link::arguments).all(|it| it.is_small);
    let is_small = root.is_small && is_short && are_small();
    node(flat, is_small, Kind::Chain { root: Box::new(root), links })
}

/// Whether arguments are short enough for one line. One that could not be broken has the whole line.
pub(super) fn are_small(items: &[Node]) -> bool {
    let width = items.iter().map(|it| it.width + 2).sum::<usize>().saturating_sub(2);
    let is_simple = items.len() == 1 && items.iter().all(|it| it.head().is_none());
    items.iter().all(|it| it.is_small) && (is_simple || width <= ARGUMENTS)
}

/// On one line.
pub(super) fn joined(items: &[Node]) -> String {
    items.iter().map(|it| it.flat.as_str()).collect::<Vec<_>>().join(", ")
}

/// The elements of `vec!`.
fn elements(tokens: &TokenStream) -> Punctuated<Expr, Token![,]> {
    let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
    syn::parse::Parser::parse2(parser, tokens.clone()).expect("a vector has expressions")
}
