//! Chains of methods.

use super::{CHAIN, Room, are_small, blank, compact, flat, is_small, layout, list};
use syn::punctuated::Punctuated;
use syn::{Expr, Token};

/// Whether an expression is methods behind dots.
pub(super) fn is_chain(expr: &Expr) -> bool {
    match expr {
        Expr::MethodCall(_) | Expr::Await(_) => true,
        Expr::Try(it) => is_chain(&it.expr),
        _ => false,
    }
}

/// A chain of methods: a line for each, deeper than the first; not deeper than the end of a struct.
pub(super) fn chain(expr: &Expr, room: Room) -> String {
    let (root, links) = links(expr);
    if let Some((last, before)) = links.split_last()
        && last.arguments.is_some_and(|it| !it.is_empty())
        && is_small(root)
    {
        let head = before.iter().fold(flat(root), |res, it| res + &it.flat());
        let same_line = last.layout(room.behind(&head));
        let next_line = last.layout(Room { indent: room.indent + 4, at: room.indent + 4, after: room.after });
        let is_extended = before.is_empty() || head.chars().count() < CHAIN && same_line.contains('\n');
        if is_extended && same_line.contains('\n') == next_line.contains('\n') {
            return head + &same_line;
        }
    }
    let mut res = layout(root, Room { after: 0, ..room });
    let is_block = res.contains('\n');
    let indent = if is_block { room.indent } else { room.indent + 4 };
    for (idx, link) in links.iter().enumerate() {
        let after = if idx + 1 == links.len() { room.after } else { 0 };
        let line = link.layout(Room { indent, at: indent, after });
        res.push_str(&format!("\n{}{line}", blank(indent)));
    }
    res
}

/// A method, or what else stands behind a dot.
pub(super) struct Link<'a> {
    head: String,
    pub(super) arguments: Option<&'a Punctuated<Expr, Token![,]>>,
    pub(super) is_tried: bool,
}

impl Link<'_> {
    pub(super) fn flat(&self) -> String {
        let arguments = self.arguments.map(|it| format!("({})", it.iter().map(flat).collect::<Vec<_>>().join(", ")));
        format!("{}{}{}", self.head, arguments.unwrap_or_default(), if self.is_tried { "?" } else { "" })
    }

    fn layout(&self, room: Room) -> String {
        let arguments = self.arguments.map_or_else(String::new, |it| {
            let line = format!("({})", it.iter().map(flat).collect::<Vec<_>>().join(", "));
            let room = room.behind(&self.head);
            if are_small(it) && room.holds(&line) { line } else { list("(", it, ")", room) }
        });
        format!("{}{arguments}{}", self.head, if self.is_tried { "?" } else { "" })
    }
}

/// What a chain begins with, and what follows.
pub(super) fn links(expr: &Expr) -> (&Expr, Vec<Link<'_>>) {
    match expr {
        Expr::MethodCall(it) => {
            let (root, mut links) = links(&it.receiver);
            let turbofish = it.turbofish.as_ref().map(compact).unwrap_or_default();
            let head = format!(".{}{turbofish}", it.method);
            links.push(Link { head, arguments: Some(&it.args), is_tried: false });
            (root, links)
        }
        Expr::Await(it) => {
            let (root, mut links) = links(&it.base);
            links.push(Link { head: ".await".to_owned(), arguments: None, is_tried: false });
            (root, links)
        }
        Expr::Try(it) => {
            let (root, mut links) = links(&it.expr);
            match links.last_mut() {
                Some(last) => {
                    last.is_tried = true;
                    (root, links)
                }
                None => (expr, links),
            }
        }
        _ => (expr, Vec::new()),
    }
}
