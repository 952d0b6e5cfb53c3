//! Phrases of descriptions.

use super::*;

fn read(description: &str) -> (bool, Vec<&'static str>, Vec<&'static str>) {
    let lower = text::unmarked(&text::marked(description)).to_ascii_lowercase();
    let (mut options, mut filter) = (Vec::new(), Vec::new());
    options::supported(&lower, &mut options, &mut filter);
    (options::is_select_only(&lower), options, filter)
}

#[test]
fn query_options() {
    let all = ["filter", "search", "orderBy"];
    for (description, expected) in [
        (
            "A name.<br><br>Returned only on [$select](/x). Supports `$filter` (`eq`, `NOT`, `startsWith`).",
            (true, vec!["filter"], vec!["eq", "not", "startsWith"]),
        ),
        (
            "Supports `$filter` (`eq`, `in`, and `eq` on `null` values), `$search`, and `$orderBy`.",
            (false, all.to_vec(), vec!["eq", "in"]),
        ),
        ("Required. Supports $filter (eq only) and $orderby.", (false, vec!["filter", "orderBy"], vec!["eq"])),
        ("Supports $filter (eq, perhaps others).", (false, vec!["filter"], vec![])),
        ("Supports $filter on null values. Read-only.", (false, vec![], vec![])),
        ("Does not support $filter. It supports one more.", (false, vec![], vec![])),
        ("Not returned by default. Use `$select`.", (false, vec![], vec![])),
    ] {
        assert_eq!(read(description), expected, "{description}");
    }
}

#[test]
fn limits_of_values() {
    for (description, expected) in [
        ("Maximum length is 64 characters.", Some(64)),
        ("Can have a maximum of 1,024 characters.", Some(1024)),
        ("Must not exceed 120 characters in length. Allowed characters are 20.", Some(120)),
        ("A 512 character limit.", Some(512)),
        ("The maximum length is 250.", Some(250)),
        ("Teams will only show first 150 characters.", None),
        ("It is 28 characters long.", None),
        ("Able to exceed the standard limit of 255 characters.", None),
    ] {
        assert_eq!(limits::max_length(&description.to_ascii_lowercase()), expected, "{description}");
    }
    for (description, expected) in [
        ("Valid values 1 to 365", (Some(1), Some(365))),
        ("Valid values -5 to 10,000.", (Some(-5), Some(10_000))),
        ("This must be set between 0 and 50, inclusive.", (Some(0), Some(50))),
        ("The minimum value is 5, maximum is 30.", (Some(5), Some(30))),
        ("The range is between 15 and 90 seconds.", (None, None)),
        ("Maximum is 1.5.", (None, None)),
    ] {
        assert_eq!(limits::range(&description.to_ascii_lowercase()), expected, "{description}");
    }
    assert_eq!(limits::max_items("this collection can contain a maximum of 500 elements."), Some(500));
}

#[test]
fn default_values() {
    for (description, expected) in [
        ("The default value is `false`.", Some("false")),
        ("Default is true", Some("true")),
        ("Defaults to **none**, as before.", Some("none")),
        ("The default is 30 minutes.", None),
        ("Returned by default.", None),
        ("Whether this is the default: it may be.", None),
    ] {
        let marked = text::marked(description);
        assert_eq!(default::default(&marked).map(|it| it.value), expected, "{description}");
    }
}
