//! Tokens → text, laid out as rustfmt does it: examples are read by people, and pasted where rustfmt runs.
//!
//! Only what snippets consist of is known here.

mod chain;
mod json;

use chain::{chain, is_chain, links};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{Expr, ExprStruct, Local, Stmt, Token};

/// The widths of rustfmt's defaults.
const LINE: usize = 100;
const CHAIN: usize = 60;
const ARGUMENTS: usize = 60;
const STRUCT: usize = 18;

/// Statements, one after the other, each line with this indentation.
///
/// # Panics
/// If the tokens are no statements, or something that no snippet has: that is a mistake of whoever wrote them.
pub(super) fn statements(tokens: &TokenStream, indent: usize) -> String {
    let block: syn::Block =
        syn::parse2(quote!({ #tokens })).unwrap_or_else(|err| panic!("a snippet is no Rust: {err}\n{tokens}"));
    let mut res = String::new();
    for statement in &block.stmts {
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
            let value = layout(&init.expr, room);
            if room.begins(&value) {
                return format!("{head} {value};");
            }
            let room = room.inner();
            format!("{head}\n{}{};", blank(room.indent), layout(&init.expr, room))
        }
        Stmt::Expr(expr, Some(_)) => layout(expr, Room { indent, at: indent, after: 1 }) + ";",
        other => panic!("no snippet has such a statement: {}", other.to_token_stream()),
    }
}

/// Where an expression begins.
#[derive(Clone, Copy)]
struct Room {
    /// The indentation of the line.
    indent: usize,
    /// How much of the line is taken.
    at: usize,
    /// What must still follow on the expression's last line.
    after: usize,
}

impl Room {
    /// Behind some more text.
    fn behind(self, text: &str) -> Room {
        Room { at: self.at + text.chars().count(), ..self }
    }

    /// A line of its own, one level deeper.
    fn inner(self) -> Room {
        Room { indent: self.indent + 4, at: self.indent + 4, after: 1 }
    }

    /// Whether the first line of a text fits.
    fn begins(self, text: &str) -> bool {
        let first = text.lines().next().unwrap_or_default();
        // rustfmt leaves room behind a bracket that it opens.
        let after = if first.len() == text.len() { self.after } else { 2 };
        self.at + first.chars().count() + after <= LINE
    }

    fn holds(self, text: &str) -> bool {
        self.at + text.chars().count() + self.after <= LINE
    }
}

fn layout(expr: &Expr, room: Room) -> String {
    if is_small(expr) {
        let line = flat(expr);
        if room.holds(&line) {
            return line;
        }
    }
    broken(expr, room)
}

/// An expression on several lines, if it can be broken.
fn broken(expr: &Expr, room: Room) -> String {
    match expr {
        Expr::Reference(it) => format!("&{}", broken(&it.expr, room.behind("&"))),
        Expr::Unary(it) => {
            let sign = compact(&it.op);
            format!("{sign}{}", broken(&it.expr, room.behind(&sign)))
        }
        Expr::Call(it) => {
            let head = flat(&it.func);
            head.clone() + &list("(", &it.args, ")", room.behind(&head))
        }
        Expr::Array(it) => list("[", &it.elems, "]", room),
        Expr::Tuple(it) => list("(", &it.elems, ")", room),
        Expr::Struct(it) => structure(it, room),
        Expr::Macro(it) if it.mac.path.is_ident("vec") => {
            format!("vec!{}", list("[", &elements(&it.mac.tokens), "]", room.behind("vec!")))
        }
        Expr::Macro(it) => {
            let head = compact(&it.mac.path) + "!";
            let content = json::layout(it.mac.tokens.clone(), room.indent, room.behind(&head).at + 1, room.after + 1);
            format!("{head}({content})")
        }
        _ if is_chain(expr) => chain(expr, room),
        Expr::Try(it) => layout(&it.expr, Room { after: room.after + 1, ..room }) + "?",
        _ => flat(expr),
    }
}

/// Things between brackets: all of them on lines of their own, but for a single one that has an end of its own.
fn list(open: &str, items: &Punctuated<Expr, Token![,]>, close: &str, room: Room) -> String {
    if let (1, Some(only)) = (items.len(), items.first()) {
        let behind = room.behind(open);
        let inner = || broken(only, Room { after: room.after + 1, ..behind });
        if let Some(head) = head(only) {
            // rustfmt leaves room for all that is closed behind it.
            if behind.at + head.chars().count() + room.after < LINE {
                return format!("{open}{}{close}", inner());
            }
        } else if is_chain(only) && is_small(links(only).0) {
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

/// What an expression begins with that ends with the bracket that belongs to it; `None` for others.
fn head(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Struct(it) => Some(compact(&it.path) + " {"),
        Expr::Call(it) => Some(flat(&it.func) + "("),
        Expr::Macro(it) => Some(compact(&it.mac.path) + "!["),
        Expr::Array(_) | Expr::Tuple(_) => Some("(".to_owned()),
        Expr::Reference(it) => head(&it.expr).map(|it| format!("&{it}")),
        _ => None,
    }
}

fn structure(it: &ExprStruct, room: Room) -> String {
    let inner = room.inner();
    let mut res = compact(&it.path) + " {\n";
    for field in &it.fields {
        let head = compact(&field.member) + ": ";
        let value = layout(&field.expr, inner.behind(&head));
        res.push_str(&format!("{}{head}{value},\n", blank(inner.indent)));
    }
    if let Some(rest) = &it.rest {
        res.push_str(&format!("{}..{}\n", blank(inner.indent), flat(rest)));
    }
    res + &blank(room.indent) + "}"
}

/// Whether an expression, and each part of it, is short enough for one line.
fn is_small(expr: &Expr) -> bool {
    match expr {
        Expr::Reference(it) => is_small(&it.expr),
        Expr::Unary(it) => is_small(&it.expr),
        Expr::Paren(it) => is_small(&it.expr),
        Expr::Call(it) => are_small(&it.args),
        Expr::Array(it) => are_small(&it.elems),
        Expr::Tuple(it) => are_small(&it.elems),
        Expr::Struct(it) => {
            let inner = flat(expr).chars().count() - compact(&it.path).chars().count() - 5;
            it.fields.iter().all(|it| is_small(&it.expr)) && inner <= STRUCT
        }
        Expr::Macro(it) if it.mac.path.is_ident("vec") => are_small(&elements(&it.mac.tokens)),
        Expr::Macro(it) => json::flat(it.mac.tokens.clone()).chars().count() <= ARGUMENTS,
        Expr::Try(it) if !is_chain(expr) => is_small(&it.expr),
        Expr::MethodCall(_) | Expr::Await(_) | Expr::Try(_) => {
            let (root, links) = links(expr);
            let arguments = links.iter().filter_map(|it| it.arguments).flatten();
            let is_short = match &links[..] {
                [_] => true,
                // rustfmt counts a question mark at the end twice.
                [.., last] => flat(expr).chars().count() + usize::from(last.is_tried) <= CHAIN,
                [] => true,
            };
            is_small(root) && arguments.into_iter().all(is_small) && is_short
        }
        _ => true,
    }
}

/// Whether arguments are short enough for one line. One that could not be broken has the whole line.
fn are_small(items: &Punctuated<Expr, Token![,]>) -> bool {
    let width = items.iter().map(|it| flat(it).chars().count() + 2).sum::<usize>().saturating_sub(2);
    let is_simple = items.len() == 1 && items.iter().all(|it| head(it).is_none());
    items.iter().all(is_small) && (is_simple || width <= ARGUMENTS)
}

/// An expression on one line.
fn flat(expr: &Expr) -> String {
    let all = |items: &Punctuated<Expr, Token![,]>| items.iter().map(flat).collect::<Vec<_>>().join(", ");
    match expr {
        Expr::Lit(it) => it.lit.to_token_stream().to_string(),
        Expr::Path(it) => compact(it),
        Expr::Reference(it) => format!("&{}", flat(&it.expr)),
        Expr::Unary(it) => compact(&it.op) + &flat(&it.expr),
        Expr::Paren(it) => format!("({})", flat(&it.expr)),
        Expr::Call(it) => format!("{}({})", flat(&it.func), all(&it.args)),
        Expr::Array(it) => format!("[{}]", all(&it.elems)),
        Expr::Tuple(it) => format!("({})", all(&it.elems)),
        Expr::Struct(it) => {
            let fields = it.fields.iter().map(|it| format!("{}: {}", compact(&it.member), flat(&it.expr)));
            let rest = it.rest.as_ref().map(|it| format!("..{}", flat(it)));
            format!("{} {{ {} }}", compact(&it.path), fields.chain(rest).collect::<Vec<_>>().join(", "))
        }
        Expr::Macro(it) if it.mac.path.is_ident("vec") => format!("vec![{}]", all(&elements(&it.mac.tokens))),
        Expr::Macro(it) => format!("{}!({})", compact(&it.mac.path), json::flat(it.mac.tokens.clone())),
        Expr::MethodCall(_) | Expr::Await(_) => {
            let (root, links) = links(expr);
            links.iter().fold(flat(root), |res, it| res + &it.flat())
        }
        Expr::Try(it) => flat(&it.expr) + "?",
        other => panic!("no snippet has such an expression: {}", other.to_token_stream()),
    }
}

/// The elements of `vec!`.
fn elements(tokens: &TokenStream) -> Punctuated<Expr, Token![,]> {
    let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
    syn::parse::Parser::parse2(parser, tokens.clone()).expect("a vector has expressions")
}

/// A path.
pub(super) fn path(tokens: &TokenStream) -> String {
    compact(tokens)
}

/// A path, a name, an operator: without the blanks between its tokens.
fn compact(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "").replace(',', ", ")
}

fn blank(indent: usize) -> String {
    " ".repeat(indent)
}
