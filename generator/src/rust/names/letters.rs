//! Letters of names → letters of identifiers.
//!
//! Identifiers keep the letters of all languages that Rust takes in them. What it does not take, or what has no form in the case
//! that rustc asks for, becomes its code point, so that no name is cut and none becomes another. Identifiers are normalized as
//! rustc does it, since it compares them so.

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_normalization::UnicodeNormalization;

/// How words are written in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `display_name`: fields, functions, parameters.
    Snake,
    /// `DisplayName`: types and variants.
    Camel,
    /// `DISPLAY_NAME`: constants.
    Shouty,
}

/// The words of a name in a case. What has no letters gets a name; what cannot begin an identifier gets a prefix.
pub(super) fn cased(name: &str, case: Case) -> String {
    let text = if name.is_ascii() { words(name, case) } else { letters(&words(&composed(name), case), case) };
    match (text.chars().next(), case) {
        (None, Case::Snake) => "unnamed".to_owned(),
        (None, Case::Camel) => "Unnamed".to_owned(),
        (None, Case::Shouty) => "UNNAMED".to_owned(),
        (Some(first), Case::Camel) if !is_xid_start(first) || first.is_lowercase() => format!("Value{text}"),
        (Some(first), _) if !is_xid_start(first) => format!("_{text}"),
        (Some(_), _) => text,
    }
}

fn words(name: &str, case: Case) -> String {
    match case {
        Case::Snake => name.to_snake_case(),
        Case::Camel => name.to_upper_camel_case(),
        // The capital of one letter is one letter: `MAẞE` is not `MASSE`.
        Case::Shouty => name.to_snake_case().replace('ß', "ẞ").to_uppercase(),
    }
}

/// A name in composed form, without letters and marks that identifiers cannot have or that would be taken for the end of a word.
fn composed(name: &str) -> String {
    escaped(name, |it| {
        let is_letter = it.is_alphanumeric();
        it.is_ascii() || if is_xid_continue(it) { is_letter } else { !is_letter }
    })
}

/// A cased name in composed form, without letters of another case.
fn letters(text: &str, case: Case) -> String {
    match case {
        Case::Snake => escaped(text, |it| is_xid_continue(it) && !it.is_uppercase()),
        Case::Camel => escaped(text, is_xid_continue),
        Case::Shouty => escaped(text, |it| is_xid_continue(it) && !it.is_lowercase()).to_ascii_uppercase(),
    }
}

/// A text in composed form, in which code points stand for the letters that are not kept.
fn escaped(text: &str, is_kept: impl Fn(char) -> bool) -> String {
    text.nfc().fold(String::new(), |mut res, it| {
        if is_kept(it) {
            res.push(it);
        } else {
            res += &format!("u{:x}", u32::from(it));
        }
        res
    })
}

#[cfg(test)]
mod tests {
    use super::{Case, cased};

    #[track_caller]
    fn check(name: &str, expected: [&str; 3]) {
        assert_eq!([Case::Snake, Case::Camel, Case::Shouty].map(|it| cased(name, it)), expected);
    }

    #[test]
    fn letters_of_all_languages_are_kept() {
        check("größe", ["größe", "Größe", "GRÖẞE"]);
        check("ÄrztlicheNotiz", ["ärztliche_notiz", "ÄrztlicheNotiz", "ÄRZTLICHE_NOTIZ"]);
        check("価格", ["価格", "価格", "価格"]);
        check("цена Товара", ["цена_товара", "ЦенаТовара", "ЦЕНА_ТОВАРА"]);
    }

    #[test]
    fn names_are_normalized() {
        let (composed, combining) = ("caf\u{e9}", "cafe\u{301}");
        for case in [Case::Snake, Case::Camel, Case::Shouty] {
            assert_eq!(cased(composed, case), cased(combining, case));
        }
    }

    #[test]
    fn no_name_is_cut_or_becomes_another() {
        check("maße", ["maße", "Maße", "MAẞE"]);
        check("masse", ["masse", "Masse", "MASSE"]);
        // Rust does not take `²`; `ª` is a small letter without a capital.
        check("x²", ["xub2", "Xub2", "XUB2"]);
        check("ª", ["ª", "Valueª", "UAA"]);
        // U+0663, a digit, cannot come first. U+094D, a mark, would end the word.
        check("٣", ["_٣", "Value٣", "_٣"]);
        check("हिन्दी", ["हिनu94dदी", "हिनu94dदी", "हिनU94Dदी"]);
    }

    #[test]
    fn other_signs_end_words() {
        check("Kunden–Nr. №", ["kunden_nr", "KundenNr", "KUNDEN_NR"]);
    }
}
