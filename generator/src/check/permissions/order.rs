//! The order of permissions in a cell, as far as their names decide it.

use super::Table;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::permission::Requirement;
use crate::source::Spanned;

/// Reports the first permission of each cell that is less privileged than one before it.
pub(super) fn check(diagnostics: &mut Diagnostics, tables: &[Table<'_>]) {
    for table in tables {
        let cells = table.permissions.callers.values().flatten();
        diagnostics.report_all(cells.filter_map(finding));
    }
}

fn finding(cell: &Requirement) -> Option<Diagnostic> {
    let names = cell.alternatives.iter().filter_map(|it| match &it.names[..] {
        [only] => Some((only, parts(&only.value)?)),
        _ => None,
    });
    let names: Vec<(&Spanned<String>, Parts<'_>)> = names.collect();
    let (before, after) = names.iter().enumerate().find_map(|(idx, (after, parts))| {
        let (before, _) = names[..idx].iter().find(|(_, it)| parts.is_less(it))?;
        Some((*before, *after))
    })?;
    if before.span > after.span {
        let message = format!("`{}` is more privileged than `{}` before it", before.value, after.value);
        let report = Diagnostic::new(Code::PermissionRank, before.span, message)
            .symbol(&before.value)
            .also(after.span, "less privileged")
            .note("the header says that the most privileged permission is the first one");
        return Some(report.help("correct the header or the order"));
    }
    let message = format!("`{}` is less privileged than `{}` before it", after.value, before.value);
    let report = Diagnostic::new(Code::PermissionRank, after.span, message)
        .symbol(&after.value)
        .also(before.span, "more privileged")
        .note("the first permission is used as the least privileged one")
        .help(format!("list it before `{}`", before.value));
    Some(report)
}

/// The parts of a name: `User`, reading, `All`.
#[derive(PartialEq, Eq)]
struct Parts<'a> {
    resource: &'a str,
    rank: usize,
    limit: Option<&'a str>,
}

impl Parts<'_> {
    /// Whether a permission permits less than another one of the same resource: `User.Read.All` than `User.ReadWrite.All`.
    fn is_less(&self, other: &Parts<'_>) -> bool {
        let is_within = self.limit == other.limit || other.limit == Some("All");
        self.resource == other.resource && self.rank <= other.rank && is_within && self != other
    }
}

fn parts(name: &str) -> Option<Parts<'_>> {
    let mut parts = name.split('.');
    let (resource, action, limit) = (parts.next()?, parts.next()?, parts.next());
    let rank = ["ReadBasic", "Read", "ReadWrite"].iter().position(|it| *it == action)?;
    // Permissions of groups, chats and owned objects are neither less nor more than those of users.
    let is_known = limit.is_none_or(|it| it == "All") && parts.next().is_none();
    is_known.then_some(Parts { resource, rank, limit })
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn names_decide() {
        let is_less = |a, b| parts(a).zip(parts(b)).is_some_and(|(a, b)| a.is_less(&b));
        assert!(is_less("User.Read.All", "User.ReadWrite.All"));
        assert!(is_less("Chat.ReadBasic", "Chat.Read"));
        assert!(is_less("Files.Read", "Files.Read.All"));
        assert!(!is_less("Files.ReadWrite", "Files.Read.All"));
        assert!(!is_less("Directory.Read.All", "User.ReadWrite.All"));
        assert!(!is_less("Sites.Read.Selected", "Sites.Read.All"));
    }
}
