//! The layout of method chains.

use super::node::{Link, Node, are_small, joined};
use super::{CHAIN, Room, blank, layout, list};

/// A method chain: each method on its own line, indented unless the chain starts at the end of a struct.
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

impl Link {
    fn layout(&self, room: Room) -> String {
        let arguments = self.list.as_ref().map_or_else(String::new, |it| {
            let line = format!("({})", joined(it));
            let room = room.behind(&self.head);
            if are_small(it) && room.holds(&line) { line } else { list(["(", ")"], it, room) }
        });
        format!("{}{arguments}{}", self.head, if self.is_tried { "?" } else { "" })
    }
}
