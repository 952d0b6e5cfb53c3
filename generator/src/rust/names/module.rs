//! Names of modules and their files.

use super::ident::{is_keyword, unique};
use super::letters::{Case, cased};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Names of devices, which Windows reserves with any extension.
const DEVICES: [&str; 22] = [
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1", "lpt2", "lpt3",
    "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// The maximum length of file names; file systems allow 255 bytes, and Windows allows paths of 260.
const LONGEST: usize = 128;

/// The name of a module and of its file: `drive_item`, `type_`. It is lower-case ASCII: rustc does not find the files
/// of modules with other letters, and file systems differ in which names are equal. It is never a raw identifier, and
/// never `mod`, whose file `mod.rs` belongs to the folder.
pub(super) fn module(name: &str) -> String {
    let text = ascii(cased(name, Case::Snake));
    if is_keyword(&text) || DEVICES.contains(&text.as_str()) { text + "_" } else { text }
}

/// Returns a module name that is not taken.
pub(super) fn unique_module(taken: &mut BTreeSet<String>, name: &str, qualified: &str) -> String {
    unique(taken, Case::Snake, [module(name)], qualified).0
}

/// The ASCII letters of a name, and a digest if the name has other letters or is too long: the result only depends on
/// the name.
pub(super) fn ascii(name: String) -> String {
    if name.is_ascii() && name.len() <= LONGEST {
        return name;
    }
    // An accented letter is replaced by its base letter.
    let mut res: String = name.nfd().filter(char::is_ascii).take(LONGEST).collect();
    if !res.ends_with('_') {
        res.push('_');
    }
    let digest = blake3::hash(name.as_bytes()).to_hex();
    res + &digest[..8]
}

#[cfg(test)]
mod tests {
    use super::module;

    #[test]
    fn modules_are_called_like_their_files() {
        for (name, expected) in [
            ("driveItem", "drive_item"),
            ("Self_", "self_"),
            ("crate", "crate_"),
            ("mod", "mod_"),
            ("type", "type_"),
            ("CON", "con_"),
            ("com1", "com1_"),
            ("com10", "com10"),
            ("größe", "groe_18ee8410"),
            ("価格", "_c92da93d"),
        ] {
            assert_eq!(module(name), expected);
        }
    }

    #[test]
    fn no_module_is_called_like_another() {
        assert_ne!(module("größe"), module("groe"));
        assert_ne!(module("größe"), module("gröse"));
        assert_ne!(module("価格"), module("名前"));
        let long = "a".repeat(200);
        assert_eq!(module(&long).len(), 128 + 9);
        assert_ne!(module(&long), module(&(long + "a")));
    }
}
