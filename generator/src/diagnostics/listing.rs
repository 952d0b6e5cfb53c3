//! Lists of names in messages.

/// The names that a message lists; it counts the others.
const SHOWN: usize = 8;

/// `` `a`, `b` and 3 others ``.
pub(crate) fn listing(names: &[&str]) -> String {
    let shown = |names: &[&str]| format!("`{}`", names.join("`, `"));
    match names {
        [] => String::new(),
        [first] => format!("`{first}`"),
        // The last name is as short as the number of others.
        _ if names.len() > SHOWN + 1 => format!("{} and {} others", shown(&names[..SHOWN]), names.len() - SHOWN),
        [first @ .., last] => format!("{} and `{last}`", shown(first)),
    }
}

/// ` (and 3 more)`, behind the first of several; empty if it is the only one.
pub(crate) fn and_more(others: usize) -> String {
    if others > 0 { format!(" (and {others} more)") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::listing;

    #[test]
    fn long_lists_are_counted() {
        assert_eq!(listing(&["a"]), "`a`");
        assert_eq!(listing(&["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(listing(&["a"; 12]), "`a`, `a`, `a`, `a`, `a`, `a`, `a`, `a` and 4 others");
    }
}
