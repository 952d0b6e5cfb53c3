//! Chains of methods.

use super::node::{Node, are_small, joined};
use super::{CHAIN, Room, blank, compact, layout, list};
use syn::Expr;

/// Whether an expression is methods behind dots.
pub(super) fn is_chain(expr: &Expr) -> bool {
    match expr {
        Expr::MethodCall(_) | Expr::Await(_) => true,
        Expr::Try(it) => is_chain(&it.expr),
        _ => false,
    }
}

/// A chain of methods: a line for each, deeper than the first; not deeper than the end of a struct.
pub(super) fn chain(root: &Node, links: &[Link], room: Room) -> String {
    if let Some((last, before)) = links.split_last()
        && !last.arguments().is_empty()
        && root.is_small
    {
        let head = before.iter().fold(root.flat.clone(), |res, it| res + &it.flat);
        let same_line = last.layout(room.behind(&head));
        let is_extended = before.is_empty() || head.chars().count() < CHAIN && same_line.contains('\n');
        let next_line = || last.layout(Room { indent: room.indent + 4, at: room.indent + 4, after: room.after });
        if is_extended && same_line.contains('\n') == next_line().contains('\n') {
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
pub(super) struct Link {
    /// On one line.
    pub(super) flat: String,
    head: String,
    arguments: Option<Vec<Node>>,
    pub(super) is_tried: bool,
}

impl Link {
    fn new(head: String, arguments: Option<Vec<Node>>) -> Link {
        let list = arguments.as_ref().map(|it| format!("({})", joined(it)));
        Link { flat: format!("{head}{}", list.unwrap_or_default()), head, arguments, is_tried: false }
    }

    /// None, if it takes none.
    pub(super) fn arguments(&self) -> &[Node] {
        self.arguments.as_deref().unwrap_or_default()
    }

    fn layout(&self, room: Room) -> String {
        let arguments = self.arguments.as_ref().map_or_else(String::new, |it| {
            let line = format!("({})", joined(it));
            let room = room.behind(&self.head);
            if are_small(it) && room.holds(&line) { line } else { list(["(", ")"], it, room) }
        });
        format!("{}{arguments}{}", self.head, if self.is_tried { "?" } else { "" })
    }
}

/// What a chain begins with, and what follows.
pub(super) fn links(expr: &Expr) -> (&Expr, Vec<Link>) {
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
            // A second question mark shows nowhere.
            if !last.is_tried {
                last.is_tried = true;
                last.flat.push('?');
            }
            (root, links)
        }
        _ => (expr, Vec::new()),
    }
}
