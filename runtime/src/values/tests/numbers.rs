//! Tests of GUIDs, decimals and bytes.

use super::{assert_sorted, written_back};
use crate::{Binary, Decimal, Guid};

#[test]
fn guids_are_read() {
    const TEXT: &str = "6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0";
    let uuid: uuid::Uuid = TEXT.parse().expect("a GUID");
    assert_eq!(Guid::from_text(TEXT).as_uuid(), Some(uuid));
    assert_eq!(Guid::from_text("n/a").as_uuid(), None);
    assert_eq!(Guid::from(uuid).as_str(), TEXT);
    assert_eq!(Guid::from(uuid), Guid::from_text(TEXT.to_uppercase()));
    assert_eq!(TEXT.to_uppercase().parse::<Guid>().expect("a GUID").as_str(), TEXT.to_uppercase());
    for text in ["{6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0}", "6ea91a8de32e41a1b7bdd2d185eed0e0"] {
        assert_eq!(text.parse::<Guid>().expect(text).as_str(), TEXT);
    }
    assert!("6ea91a8d".parse::<Guid>().is_err());
    let first = "00000000-0000-0000-0000-000000000000";
    assert_sorted(|it| Guid::from_text(it), &[&[first], &[TEXT, &TEXT.to_uppercase()], &["guid", "GUID"], &["n/a"]]);
}

#[test]
fn decimals_keep_their_kind() {
    for json in ["12", "-3", "0", "12.5", "\"12.50\"", "18446744073709551615", "-9223372036854775808", "\"NaN\"", "0.1"]
    {
        assert_eq!(written_back::<Decimal>(json), json);
    }
    let value: Decimal = serde_json::from_str("12.5").expect("a number");
    assert!(value.is_json_number());
    assert_eq!(value.as_str(), "12.5");
    let value: Decimal = serde_json::from_str("\"12.5\"").expect("a string");
    assert!(!value.is_json_number());
    assert_eq!(value.to_f64(), Some(12.5));
    assert_eq!(Decimal::from_text("many").to_f64(), None);
    assert_eq!(Decimal::from_text("-INF").to_f64(), Some(f64::NEG_INFINITY));
}

#[test]
fn decimals_keep_value_and_scale() {
    for json in [
        "1.50",
        "1e-23",
        "1E5",
        "-0",
        "0.0",
        "1234567890123456.78",
        "18446744073709551616",
        "1.5777777777770001",
        "1e400",
        "0.10000000000000000000000000000000000001",
        "\"-0.00\"",
    ] {
        let value: Decimal = serde_json::from_str(json).expect("a decimal");
        assert_eq!((value.as_str(), value.is_json_number()), (json.trim_matches('"'), !json.starts_with('"')));
        assert_eq!(serde_json::to_string(&value).expect("JSON"), json);
        let value: Vec<Decimal> = serde_json::from_reader(format!("[ {json} ]").as_bytes()).expect("decimals");
        assert_eq!(serde_json::to_string(&value).expect("JSON"), format!("[{json}]"));
    }
    for json in ["true", "{}", "[1]", "null"] {
        let err = serde_json::from_str::<Decimal>(json).expect_err(json).to_string();
        assert!(err.contains("expected a decimal number, or a string with one"), "{err}");
    }
    let price: Decimal = "12.50".parse().expect("a number");
    assert_eq!(serde_json::to_string(&price).expect("JSON"), "12.50");
    let number: Decimal = serde_json::from_value(serde_json::json!(12.5)).expect("a number");
    assert!(number.is_json_number() && number == price);
}

#[test]
fn decimals_are_made() {
    let json = |value: &Decimal| serde_json::to_string(value).expect("JSON");
    assert_eq!(json(&Decimal::from(i64::MIN)), "-9223372036854775808");
    assert_eq!(json(&Decimal::from(5)), "5");
    assert_eq!(json(&Decimal::try_from(0.1).expect("finite")), "0.1");
    assert!(Decimal::try_from(f64::NAN).is_err());
    let price: Decimal = "12.50".parse().expect("a number");
    assert_eq!(price.as_str(), "12.50");
    assert!(price.is_json_number());
    // A JSON number would lose digits, unless serde_json keeps them all.
    let long: Decimal = "0.1234567890123456789012345".parse().expect("a number");
    assert!(json(&long).contains("0.1234567890123456789012345"), "{}", json(&long));
    for text in
        ["", "-", ".", "1.", ".5", "1e", "e1", "1e99999999999", "0x1", "1,5", "inf", "--1", "1 ", "é", "1.-2", "1.2.3"]
    {
        assert!(text.parse::<Decimal>().is_err(), "{text}");
    }
}

#[test]
fn decimals_are_sorted_by_number() {
    assert_sorted(
        |it| Decimal::from_text(it),
        &[
            &["-1e2147483647"],
            &["-100", "-1e2", "-1E+2", "-00100.0"],
            &["-12.51"],
            &["-12.5"],
            &["-0.001"],
            &["0", "-0", "0.000", "0e5"],
            &["0.001", "1e-3"],
            &["12.5", "12.50", "1.25e1", "+12.5", "125e-1"],
            &["12.51"],
            &["100"],
            &["79228162514264337593543950335"],
            &["79228162514264337593543950336"],
            &["-INF"],
            &["NaN"],
        ],
    );
    let number: Decimal = serde_json::from_str("12.5").expect("a number");
    assert_eq!(number, Decimal::from_text("12.50"));
}

#[test]
fn binaries_are_read_from_every_alphabet() {
    for text in ["-_8=", "-_8", "+/8=", "+/8"] {
        assert_eq!(Binary::from_base64(text).as_bytes(), Some(&[0xfb, 0xff][..]), "{text}");
        assert_eq!(written_back::<Binary>(&format!("\"{text}\"")), "\"+/8=\"");
    }
    assert_eq!(Binary::from_base64("").as_bytes(), Some(&[][..]));
    assert_eq!(Binary::from(vec![0xfb, 0xff]), Binary::from_base64("-_8"));
    assert_eq!(Binary::from(&[1, 2][..]).to_bytes().as_deref(), Some(&[1, 2][..]));
    let odd = Binary::from_base64("no base64");
    assert_eq!((odd.as_bytes(), odd.to_bytes()), (None, None));
    assert_eq!(odd.to_string(), "no base64");
    assert_ne!(odd, Binary::from(b"no base64".to_vec()));
    assert_eq!(format!("{:?}", Binary::from(vec![0; 3])), "3 bytes");
    assert_eq!(format!("{odd:?}"), "9 bytes of text that is not base64");
}
