//! Members with the same name.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::json::{Json, Member, Value};
use std::collections::HashMap;

/// Reports members that a later one of the same name replaces, and removes them, in an entire tree.
pub(super) fn remove(diagnostics: &mut Diagnostics, node: &mut Json) {
    match &mut node.value {
        Value::Array(items) => items.iter_mut().for_each(|it| remove(diagnostics, it)),
        Value::Object(members) => {
            if has_duplicates(members) {
                remove_from(diagnostics, members);
            }
            members.iter_mut().for_each(|(_, it)| remove(diagnostics, it));
        }
        _ => {}
    }
}

/// Objects with few members are the rule, and comparing them is faster than a map.
const FEW: usize = 16;

fn has_duplicates(members: &[Member]) -> bool {
    let name = |it: usize| &members[it].0.value;
    if members.len() <= FEW {
        return (1..members.len()).any(|a| (0..a).any(|b| name(a) == name(b)));
    }
    let mut seen = std::collections::HashSet::with_capacity(members.len());
    members.iter().any(|(name, _)| !seen.insert(&name.value))
}

fn remove_from(diagnostics: &mut Diagnostics, members: &mut Vec<Member>) {
    // Iteration order is never observable.
    let last: HashMap<_, _> = members.iter().map(|(name, _)| (name.value.clone(), name.span)).collect();
    members.retain(|(name, _)| {
        let kept = last[&name.value];
        if kept != name.span {
            let message = format!("a later member has the same name: `{}`", name.value);
            let report = Diagnostic::new(Code::DescriptionDuplicate, name.span, message)
                .symbol(name.value.as_str())
                .also(kept, "the member that is kept")
                .note("this member is ignored");
            diagnostics.report(report);
        }
        kept == name.span
    });
}
