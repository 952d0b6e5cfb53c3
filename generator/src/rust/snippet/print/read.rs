//! Converts syntax to expressions once, because layout reads each part many times.

use super::node::{Kind, Link, Node, are_small, joined};
use super::{ARGUMENTS, CHAIN, STRUCT, compact, json};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprMacro, ExprStruct, Token};

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
            other => panic!("unsupported expression in a snippet: {}", other.to_token_stream()),
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

/// The elements of `vec!`.
fn elements(tokens: &TokenStream) -> Punctuated<Expr, Token![,]> {
    let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
    syn::parse::Parser::parse2(parser, tokens.clone()).expect("a vector has expressions")
}

/// Whether an expression is a method chain.
fn is_chain(expr: &Expr) -> bool {
    match expr {
        Expr::MethodCall(_) | Expr::Await(_) => true,
        Expr::Try(it) => is_chain(&it.expr),
        _ => false,
    }
}

/// The start of a chain, and its methods.
fn links(expr: &Expr) -> (&Expr, Vec<Link>) {
    match expr {
        Expr::MethodCall(it) => {
            let (root, mut links) = links(&it.receiver);
            let turbofish = it.turbofish.as_ref().map(compact).unwrap_or_default();
            let arguments = it.args.iter().map(Node::read).collect();
            links.push(Link::new(format!(".{}{turbofish}", it.method), Some(arguments)));
            (root, links)
        }
        Expr::Await(it) => {
            let (root, mut links) = links(&it.base);
            links.push(Link::new(".await".to_owned(), None));
            (root, links)
        }
        Expr::Try(it) => {
            let (root, mut links) = links(&it.expr);
            let Some(last) = links.last_mut() else { return (expr, links) };
            // A second question mark has no effect on the layout.
            if !last.is_tried {
                last.is_tried = true;
                last.flat.push('?');
            }
            (root, links)
        }
        _ => (expr, Vec::new()),
    }
}
