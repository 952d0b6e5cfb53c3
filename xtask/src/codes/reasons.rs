//! The texts that only people can write: `reasons.toml`.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The texts by code.
pub(super) type Reasons = BTreeMap<String, Reason>;

/// Why findings of a code matter, and how to correct them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reason {
    pub(super) why: String,
    pub(super) fix: String,
    /// The corrected text, if it is not that of a patch.
    pub(super) right: Option<String>,
}

pub(super) fn read() -> Result<Reasons, toml::de::Error> {
    toml::from_str(include_str!("reasons.toml"))
}

#[cfg(test)]
mod tests {
    use graphwright::diagnostics::Code;

    #[test]
    fn reasons_are_for_known_codes() {
        let reasons = super::read().expect("reasons.toml is valid");
        let is_known = |it: &String| Code::ALL.iter().any(|code| code.number() == it);
        let unknown: Vec<_> = reasons.keys().filter(|it| !is_known(it)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        assert_eq!(reasons.len(), Code::ALL.len(), "each code has a reason");
    }
}
