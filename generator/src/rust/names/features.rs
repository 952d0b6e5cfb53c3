//! Names of Cargo features, derived from areas.

use super::module::ascii;
use crate::analysis::areas::Areas;
use std::collections::BTreeSet;

/// Features that every crate has, and features that the runtime depends on.
const RESERVED: [&str; 8] =
    ["azure-identity", "blocking", "certificate", "default", "full", "graphwright-runtime", "reqwest", "test"];

/// Whether a configured name is the name of a feature; the error is a predicate.
pub(crate) fn check_feature(name: &str) -> Result<(), &'static str> {
    let is_part = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    if !name.starts_with(|it: char| it.is_ascii_lowercase()) || !name.chars().all(is_part) {
        return Err("is not the name of a Cargo feature: use lower-case letters, digits and `-`, after a letter");
    }
    if RESERVED.contains(&name) {
        return Err("is a feature that every crate has; choose another name");
    }
    Ok(())
}

/// The names of the features of all areas. They are ASCII, as registries require.
pub(super) fn features(areas: &Areas) -> Vec<String> {
    unique(areas.all.iter().map(|it| it.name.as_str()))
}

fn unique<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken: BTreeSet<String> = RESERVED.into_iter().map(str::to_owned).collect();
    let feature = |name: &str| {
        let mut res = ascii(name.to_owned()).replace('_', "-").trim_start_matches('-').to_owned();
        if res.is_empty() {
            res = "area".to_owned();
        }
        while !taken.insert(res.clone()) {
            res += "-area";
        }
        res
    };
    names.map(feature).collect()
}

#[cfg(test)]
mod tests {
    use super::unique;

    #[test]
    fn features_are_names_that_cargo_takes() {
        let names = ["to-do-tasks", "test", "test-area", "other", "other", "", "über", "uber", "価格"];
        let expected = [
            "to-do-tasks",
            "test-area",
            "test-area-area",
            "other",
            "other-area",
            "area",
            "uber-b0683c83",
            "uber",
            "c92da93d",
        ];
        assert_eq!(unique(names.into_iter()), expected);
    }
}
