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
    let names: Vec<&Spanned<String>> = cell
        .alternatives
        .iter()
        .filter_map(|it| match &it.names[..] {
            [only] => Some(only),
            _ => None,
        })
        .collect();
    let (before, after) = names.iter().enumerate().find_map(|(idx, after)| {
        let before = names[..idx].iter().find(|it| is_less(&after.value, &it.value))?;
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

/// Whether a permission permits less than another one of the same resource: `User.Read.All` than `User.ReadWrite.All`.
fn is_less(name: &str, other: &str) -> bool {
    let (Some(one), Some(two)) = (parts(name), parts(other)) else { return false };
    let is_within = one.limit == two.limit || two.limit == Some("All");
    one.resource == two.resource && one.rank <= two.rank && is_within && name != other
}

/// The parts of a name: `User`, reading, `All`.
struct Parts<'a> {
    resource: &'a str,
    rank: usize,
    limit: Option<&'a str>,
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
    use super::is_less;

    #[test]
    fn names_decide() {
        assert!(is_less("User.Read.All", "User.ReadWrite.All"));
        assert!(is_less("Chat.ReadBasic", "Chat.Read"));
        assert!(is_less("Files.Read", "Files.Read.All"));
        assert!(!is_less("Files.ReadWrite", "Files.Read.All"));
        assert!(!is_less("Directory.Read.All", "User.ReadWrite.All"));
        assert!(!is_less("Sites.Read.Selected", "Sites.Read.All"));
    }
}
