//! The kinds of planted errors, grouped by what they are about.

mod bodies;
mod examples;
mod front_matter;
mod further;
mod links;
mod messages;
mod metadata;
mod permissions;
mod requests;
mod structure;

use super::plant::Kind;

/// The titles of the groups.
pub(super) const ITEMS: [&str; 10] = [
    "Tables of members and methods, JSON representations",
    "Methods and URLs",
    "Types in examples",
    "Permissions",
    "Links",
    "Sections of pages",
    "Front matter and namespaces",
    "Annotations, headers and tabs",
    "Metadata",
    "Further errors",
];

/// The groups, in the order of their titles.
pub(super) const KINDS: [&[Kind]; 10] = [
    &bodies::KINDS,
    &requests::KINDS,
    &examples::KINDS,
    &permissions::KINDS,
    &links::KINDS,
    &structure::KINDS,
    &front_matter::KINDS,
    &messages::KINDS,
    &metadata::KINDS,
    &further::KINDS,
];

#[cfg(test)]
mod tests {
    use super::KINDS;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique() {
        let names: Vec<_> = KINDS.iter().flat_map(|it| it.iter()).map(|it| it.name).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    }
}
