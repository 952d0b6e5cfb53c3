//! Levels of codes.

use super::{Level, Policy, Selector};
use crate::diagnostics::{Code, Severity};

fn policy(levels: &[(&str, Level)]) -> Policy {
    let mut res = Policy::default();
    for (selector, level) in levels {
        res.set(selector.parse().expect("a selector"), *level);
    }
    res
}

#[test]
fn the_narrower_selector_holds() {
    let policy = policy(&[("G03", Level::Deny), ("g0304", Level::Allow), ("G0", Level::Allow)]);
    assert_eq!(policy.severity(Code::SegmentUnknown), None);
    assert_eq!(policy.severity(Code::ExampleUrl), Some(Severity::Error));
    assert_eq!(policy.severity(Code::TypeCell), None);
}

#[test]
fn groups_select_by_what_codes_have_become() {
    let strict = policy(&[("warnings", Level::Deny), ("G0203", Level::Allow), ("G0304", Level::Warn)]);
    assert_eq!(strict.severity(Code::TypeCell), None);
    assert_eq!(strict.severity(Code::SegmentUnknown), Some(Severity::Error));
    assert_eq!(strict.severity(Code::TypeCase), Some(Severity::Note));
    let quiet = policy(&[("notes", Level::Allow)]);
    assert_eq!(quiet.severity(Code::TypeCase), None);
    assert_eq!(quiet.severity(Code::TypeCell), Some(Severity::Warning));
    let all = policy(&[("notes", Level::Warn), ("warnings", Level::Deny)]);
    assert_eq!(all.severity(Code::TypeCase), Some(Severity::Error));
}

#[test]
fn a_selector_of_codes_enables_what_is_off() {
    for (selector, expected) in [("warnings", None), ("notes", None), ("G0129", Some(Severity::Warning))] {
        assert_eq!(policy(&[(selector, Level::Warn)]).severity(Code::LinkCase), expected, "{selector}");
    }
}

#[test]
fn groups_are_between_codes_and_ranges() {
    let policy = policy(&[("links", Level::Deny), ("G01", Level::Allow), ("G0130", Level::Warn)]);
    assert_eq!(policy.severity(Code::LinkMissing), Some(Severity::Error));
    assert_eq!(policy.severity(Code::LinkAnchor), Some(Severity::Warning));
    assert_eq!(policy.severity(Code::TitleMissing), None);
    assert_eq!(policy.severity(Code::LinkCase), None, "a group does not enable what is off");
}

#[test]
fn what_is_no_code_is_refused() {
    for (typed, meant) in [("G0399", "G0309"), ("warning", "warnings"), ("note", "notes"), ("GO203", "G0203")] {
        let message = typed.parse::<Selector>().expect_err("no code").to_string();
        assert_eq!(message, format!("unknown code `{typed}`; did you mean `{meant}`?"));
    }
    assert!(
        "".parse::<Selector>().is_err() && "G".parse::<Selector>().is_err() && "G03040".parse::<Selector>().is_err()
    );
}
