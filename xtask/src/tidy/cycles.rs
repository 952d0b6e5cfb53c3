//! Cycles between modules, at every level of the module tree.
//!
//! At each level, the modules of one parent, each with everything below it, must not form a cycle. This includes folders
//! (the modules of the root) and the files of one folder. Uses of a module above are not edges: in Rust, a parent usually
//! calls its children, which use its types. Two children that use each other are a cycle, and so is a longer path from one
//! child through others back to it.

use super::boundaries::Excused;
use super::edges::Edge;
use std::collections::{BTreeMap, BTreeSet};

/// The edges between the children of one module, by name, each with one use as an example.
type Siblings<'a> = BTreeMap<&'a str, BTreeMap<&'a str, &'a Edge>>;

/// The cycles of one crate, and unused excuses.
pub(super) fn problems(folder: &str, excused: &[Excused], edges: &[Edge]) -> Vec<String> {
    let mut unneeded: BTreeSet<&Excused> = excused.iter().collect();
    let mut res = Vec::new();
    for (parent, siblings) in levels(edges) {
        let full = |name: &str| if parent.is_empty() { name.to_owned() } else { format!("{parent}/{name}") };
        let excuse = |from: &str, to: &str| excused.iter().find(|it| it.from == full(from) && it.to == full(to));
        let mut rest = siblings.clone();
        for (&from, uses) in &siblings {
            for &to in uses.keys() {
                if let Some(it) = excuse(from, to)
                    && way(&siblings, to, from).is_some()
                {
                    unneeded.remove(it);
                    rest.get_mut(from).expect("same keys").remove(to);
                }
            }
        }
        res.extend(cycles(&rest).iter().map(|it| describe(folder, &parent, it, &rest)));
    }
    res.extend(
        unneeded.iter().map(|it| format!("{folder}: `{}` → `{}` is excused but not on a cycle", it.from, it.to)),
    );
    res
}

fn levels(edges: &[Edge]) -> BTreeMap<String, Siblings<'_>> {
    let mut res: BTreeMap<String, Siblings<'_>> = BTreeMap::new();
    for edge in edges {
        let n_common = edge.from.iter().zip(&edge.to).take_while(|(a, b)| a == b).count();
        if let (Some(from), Some(to)) = (edge.from.get(n_common), edge.to.get(n_common)) {
            let siblings = res.entry(edge.from[..n_common].join("/")).or_default();
            siblings.entry(from).or_default().entry(to).or_insert(edge);
        }
    }
    res
}

/// One shortest cycle for each set of modules that are on one.
fn cycles<'a>(siblings: &Siblings<'a>) -> Vec<Vec<&'a str>> {
    let mut seen = BTreeSet::new();
    let mut res = Vec::new();
    for (&from, uses) in siblings {
        for &to in uses.keys() {
            let Some(mut cycle) = way(siblings, to, from) else { continue };
            cycle.insert(0, from);
            if seen.insert(cycle.iter().copied().collect::<BTreeSet<_>>()) {
                res.push(cycle);
            }
        }
    }
    res
}

/// The shortest path from one module to another, both included.
fn way<'a>(siblings: &Siblings<'a>, from: &'a str, to: &'a str) -> Option<Vec<&'a str>> {
    let mut before = BTreeMap::from([(from, from)]);
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        if at == to {
            let mut res = vec![at];
            while res[0] != from {
                res.insert(0, before[res[0]]);
            }
            return Some(res);
        }
        for &next in siblings.get(at).into_iter().flat_map(BTreeMap::keys) {
            before.entry(next).or_insert_with(|| {
                queue.push_back(next);
                at
            });
        }
    }
    None
}

fn describe(folder: &str, parent: &str, cycle: &[&str], siblings: &Siblings<'_>) -> String {
    let uses = cycle.windows(2).map(|it| {
        let edge = siblings[it[0]][it[1]];
        format!("\n  {}: `{}`", edge.file, edge.path)
    });
    let parent = if parent.is_empty() { folder.to_owned() } else { format!("{folder}/{parent}") };
    format!("{parent}: cycle {}{}", cycle.join(" → "), uses.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: &str, to: &str) -> Edge {
        let names = |it: &str| it.split('/').map(str::to_owned).collect();
        Edge { from: names(from), to: names(to), file: format!("{from}.rs"), path: to.replace('/', "::") }
    }

    fn found(edges: &[(&str, &str)], excused: &[Excused]) -> Vec<String> {
        problems("src", excused, &edges.iter().map(|(from, to)| edge(from, to)).collect::<Vec<_>>())
    }

    #[test]
    fn parents_and_children_may_use_each_other() {
        assert!(found(&[("a", "a/b"), ("a/b", "a"), ("a/b/c", "a"), ("a/b", "a/d")], &[]).is_empty());
    }

    #[test]
    fn siblings_must_not_use_each_other() {
        let found = found(&[("a/b", "a/c"), ("a/c", "a/b")], &[]);
        assert_eq!(found, ["src/a: cycle b → c → b\n  a/b.rs: `a::c`\n  a/c.rs: `a::b`"]);
    }

    #[test]
    fn children_count_as_their_folder() {
        let found = found(&[("a/b/x", "c"), ("c/y", "d"), ("d", "a/e")], &[]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("src: cycle a → c → d → a"), "{found:?}");
    }

    #[test]
    fn excuses_are_needed_or_wrong() {
        let excused = [Excused { from: "a/c", to: "a/b", reason: "a test" }];
        assert!(found(&[("a/b", "a/c"), ("a/c", "a/b")], &excused).is_empty());
        assert_eq!(found(&[("a/c", "a/b")], &excused), ["src: `a/c` → `a/b` is excused but not on a cycle"]);
    }
}
