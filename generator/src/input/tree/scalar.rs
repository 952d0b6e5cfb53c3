//! Plain scalars of YAML, by the core schema of YAML 1.2 (10.3.2).

use crate::model::json::Value;
use smol_str::{SmolStr, format_smolstr};

/// The value of a plain scalar. A number keeps its text if JSON has the same number with this text: `1.10`.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::String(text.into()), Value::Number),
    }
}

/// A number in the syntax of JSON. Infinity and NaN do not have it.
fn number(text: &str) -> Option<SmolStr> {
    let prefixed = |prefix: &str, radix| u64::from_str_radix(text.strip_prefix(prefix)?, radix).ok();
    if !text.starts_with(|it: char| it.is_ascii_digit() || matches!(it, '-' | '+' | '.')) {
        return None;
    }
    if let Some(value) = prefixed("0x", 16).or_else(|| prefixed("0o", 8)) {
        return Some(format_smolstr!("{value}"));
    }
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.strip_prefix('+').unwrap_or(text)), |it| ("-", it));
    let end = digits.find(['e', 'E']).unwrap_or(digits.len());
    let (mantissa, exponent) = digits.split_at(end);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    let power = exponent.get(1..).map(|it| it.strip_prefix(['+', '-']).unwrap_or(it));
    let is_number = is_digits(whole) && is_digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    if !is_number || power.is_some_and(|it| it.is_empty() || !is_digits(it)) {
        return None;
    }
    let significant = whole.trim_start_matches('0');
    let whole = if significant.is_empty() { "0" } else { significant };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format_smolstr!("{sign}{whole}{point}{fraction}{exponent}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_have_the_types_of_yaml_1_2() {
        for (text, expected) in [
            ("1.10", Some("1.10")),
            ("-0", Some("-0")),
            ("+1", Some("1")),
            (".5", Some("0.5")),
            ("1.", Some("1")),
            ("012", Some("12")),
            ("0x1F", Some("31")),
            ("0o17", Some("15")),
            ("1e-3", Some("1e-3")),
            (".inf", None),
            (".", None),
            ("-", None),
            ("1e", None),
            ("1.2.3", None),
            ("2020-01-01", None),
            ("no", None),
        ] {
            let number = expected.map_or(Value::String(text.into()), |it| Value::Number(it.into()));
            assert_eq!(plain(text), number, "{text}");
        }
        assert_eq!(plain("~"), Value::Null);
        assert_eq!(plain("True"), Value::Bool(true));
    }
}
