//! Looks up codes and groups that users type.

use super::{Code, GROUPS, Group};

impl Code {
    /// The code with this number or name, in any case.
    pub fn find(text: &str) -> Option<Code> {
        position(text).map(|idx| Code::ALL[idx])
    }
}

fn position(text: &str) -> Option<usize> {
    let is_meant = |it: &Code| [it.number(), it.name()].iter().any(|it| it.eq_ignore_ascii_case(text));
    Code::ALL.iter().position(is_meant)
}

/// The codes that a number, a name or the name of a group selects, and how to show them.
pub fn select(text: &str) -> Option<(&'static str, &'static [Code])> {
    match position(text) {
        Some(idx) => Some((Code::ALL[idx].number(), std::slice::from_ref(&Code::ALL[idx]))),
        None => Group::find(text).map(|it| (it.name, it.codes)),
    }
}

/// The most similar code or group, or one of `others`, for a mistyped code.
pub fn similar(typed: &str, others: &[&'static str]) -> Option<&'static str> {
    let folded = typed.to_lowercase();
    let codes = Code::ALL.iter().flat_map(|it| [it.number(), it.name()]);
    let known = codes.chain(GROUPS.iter().map(|it| it.name)).chain(others.iter().copied());
    let near = known.map(|it| (strsim::damerau_levenshtein(&folded, &it.to_lowercase()), it));
    near.filter(|(distance, _)| *distance <= 2).min_by_key(|(distance, _)| *distance).map(|(_, it)| it)
}

/// `; did you mean …?`, if something is similar.
pub(crate) fn did_you_mean(typed: &str, others: &[&'static str]) -> String {
    similar(typed, others).map_or_else(String::new, |it| format!("; did you mean `{it}`?"))
}

#[cfg(test)]
mod tests {
    use super::{select, similar};
    use crate::diagnostics::Code;

    #[test]
    fn what_was_meant_is_found() {
        assert_eq!(similar("G0310 ", &[]), Some("G0310"));
        assert_eq!(similar("G399", &[]), Some("G0309"));
        assert_eq!(similar("warning", &["warnings"]), Some("warnings"));
        assert_eq!(similar("linsk", &[]), Some("links"));
        assert_eq!(similar("clippy", &["warnings"]), None);
    }

    #[test]
    fn groups_select_several_codes() {
        assert_eq!(select("typecell"), Some(("G0203", &[Code::TypeCell][..])));
        let (name, codes) = select("links").expect("a group");
        assert!(name == "links" && codes.contains(&Code::LinkMissing));
        assert_eq!(select("link"), None);
    }
}
