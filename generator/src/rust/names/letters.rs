//! Converts letters of names to letters of identifiers.
//!
//! Identifiers keep letters of all languages if Rust allows them. A letter that is not allowed, or that has no form in
//! the required case, is replaced by its code point, so names are not truncated and stay distinct. Identifiers are
//! normalized like in rustc, which compares them in that form.

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_normalization::UnicodeNormalization;

/// The case of an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `display_name`: fields, functions, parameters.
    Snake,
    /// `DisplayName`: types and variants.
    Camel,
    /// `DISPLAY_NAME`: constants.
    Shouty,
}

/// The words of a name in a case. A name without letters is replaced; a name that cannot start an identifier gets a
/// prefix.
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
        // The upper case of a letter is one letter: `MAẞE` is not `MASSE`.
        Case::Shouty => name.to_snake_case().replace('ß', "ẞ").to_uppercase(),
    }
}

/// A name in composed form, without letters and marks that identifiers cannot have or that would end a word.
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

/// A text in composed form, with code points instead of letters that are not kept.
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
        // Rust does not allow `²`; `ª` is a lower-case letter without an upper case.
        check("x²", ["xub2", "Xub2", "XUB2"]);
        check("ª", ["ª", "Valueª", "UAA"]);
        // U+0663, a digit, cannot be the first character. U+094D, a mark, would end the word.
        check("٣", ["_٣", "Value٣", "_٣"]);
        check("हिन्दी", ["हिनu94dदी", "हिनu94dदी", "हिनU94Dदी"]);
    }

    #[test]
    fn other_signs_end_words() {
        check("Kunden–Nr. №", ["kunden_nr", "KundenNr", "KUNDEN_NR"]);
    }
}
