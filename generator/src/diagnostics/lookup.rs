//! Looks up codes that users type.

use super::Code;

impl Code {
    /// The code with this number or name, in any case.
    pub fn find(text: &str) -> Option<Code> {
        let is_meant = |it: &Code| [it.number(), it.name()].iter().any(|it| it.eq_ignore_ascii_case(text));
        Code::ALL.iter().copied().find(is_meant)
    }
}

/// The most similar code, or one of `others`, for a mistyped code.
pub fn similar(typed: &str, others: &[&'static str]) -> Option<&'static str> {
    let folded = typed.to_lowercase();
    let known = Code::ALL.iter().flat_map(|it| [it.number(), it.name()]).chain(others.iter().copied());
    let near = known.map(|it| (strsim::damerau_levenshtein(&folded, &it.to_lowercase()), it));
    near.filter(|(distance, _)| *distance <= 2).min_by_key(|(distance, _)| *distance).map(|(_, it)| it)
}

/// `; did you mean …?`, if something is similar.
pub(crate) fn did_you_mean(typed: &str, others: &[&'static str]) -> String {
    similar(typed, others).map_or_else(String::new, |it| format!("; did you mean `{it}`?"))
}

#[cfg(test)]
mod tests {
    use super::similar;

    #[test]
    fn what_was_meant_is_found() {
        assert_eq!(similar("G0310 ", &[]), Some("G0310"));
        assert_eq!(similar("G399", &[]), Some("G0309"));
        assert_eq!(similar("warning", &["warnings"]), Some("warnings"));
        assert_eq!(similar("clippy", &["warnings"]), None);
    }
}
