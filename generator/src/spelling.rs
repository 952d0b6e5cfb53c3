//! Spellings of names: similar names, singulars of plurals, and names in texts.

use std::ops::Range;

/// `did you mean ...?`, if one of some names is near.
pub(crate) fn did_you_mean<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    nearest(written, names).map(|it| format!("did you mean `{it}`?"))
}

/// The most similar of some names, if it is near: few letters differ, without regard to case. Names that differ only in
/// case or digits are not near: `phone1` and `phone2` are two names.
pub(crate) fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let lower = written.to_lowercase();
    let (chars, letters) = (lower.chars().collect::<Vec<_>>(), letters(written));
    let most = most_edits(without_digits(&lower).count())?;
    let is_candidate = |it: &&str| {
        let others = self::letters(it);
        // An edit adds at most one letter, and removes at most one.
        let is_similar = (letters & !others).count_ones() <= most && (others & !letters).count_ones() <= most;
        is_similar && it.chars().count().abs_diff(chars.len()) <= most as usize
    };
    let distance = |it: &'n str| {
        let other = it.to_lowercase();
        // Names that differ in digits only are different names.
        if without_digits(&lower).eq(without_digits(&other)) {
            return None;
        }
        let other: Vec<char> = other.chars().collect();
        Some((edits(&chars, &other, most as usize)?, it))
    };
    names.into_iter().filter(is_candidate).filter_map(distance).min().map(|(_, name)| name)
}

/// The number of letters that are added, removed, replaced or swapped between two names, if it is at most `most`: only cells
/// of the table near the diagonal are computed.
fn edits(a: &[char], b: &[char], most: usize) -> Option<usize> {
    // Every difference in length is an edit, and rows that are too long have no cell near the diagonal.
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let far = most + 1;
    let mut rows = [vec![far; b.len() + 1], vec![far; b.len() + 1], (0..=b.len()).collect()];
    for i in 1..=a.len() {
        rows.rotate_left(1);
        let [before, last, row] = &mut rows;
        let (start, end) = (i.saturating_sub(most).max(1), b.len().min(i + most));
        row[start - 1] = if start == 1 { i } else { far };
        for j in start..=end {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        // The next row reads one cell more.
        if end < b.len() {
            row[end + 1] = far;
        }
    }
    Some(rows[2][b.len()]).filter(|it| *it <= most)
}

/// Suffixes that distinguish a name from an equal one, shortest first. They only depend on `qualified`, the name with what
/// contains it: a counter would change when another name is added.
pub(crate) fn suffixes(qualified: &str) -> impl Iterator<Item = String> + use<> {
    let digest = blake3::hash(qualified.as_bytes()).to_hex();
    (4..=digest.len()).step_by(4).map(move |count| digest[..count].to_owned())
}

/// The possible singulars of a plural, the most specific first: `companies` may be the plural of `company`, `compani` or
/// `companie`.
pub(crate) fn singulars(plural: &str) -> impl Iterator<Item = String> {
    let stem = |(end, instead): (&str, &str)| Some(plural.strip_suffix(end)?.to_owned() + instead);
    [("ies", "y"), ("es", ""), ("s", "")].into_iter().filter_map(stem).filter(|it| !it.is_empty())
}

/// The position of a word in a text, if it occurs once.
pub(crate) fn only_word(text: &str, word: &str) -> Option<Range<usize>> {
    let mut places = text.match_indices(word).filter(|(at, _)| {
        let is_part = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
        !is_part(text[..*at].chars().next_back()) && !is_part(text[at + word.len()..].chars().next())
    });
    let (at, _) = places.next()?;
    places.next().is_none().then_some(at..at + word.len())
}

/// The number of letters that may differ in a name with so many characters besides digits. `None` for short names: all of them are similar.
fn most_edits(count: usize) -> Option<u32> {
    match count {
        0..4 => None,
        4..8 => Some(1),
        8..16 => Some(2),
        _ => Some(3),
    }
}

/// The set of ASCII letters of a name, as bits.
fn letters(name: &str) -> u32 {
    let letters = name.bytes().filter(u8::is_ascii_alphabetic);
    letters.fold(0, |set, it| set | 1 << (it.to_ascii_lowercase() - b'a'))
}

fn without_digits(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|it| !it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{edits, nearest, singulars};

    #[test]
    fn plurals_have_several_singulars() {
        assert_eq!(singulars("companies").collect::<Vec<_>>(), ["company", "compani", "companie"]);
        assert_eq!(singulars("s").count() + singulars("staff").count(), 0);
    }

    #[test]
    fn few_letters_differ() {
        let names = ["displayName", "mail", "sets", "artist", "includeTargets"];
        assert_eq!(nearest("dispalyNmae", names), Some("displayName"));
        assert_eq!(nearest("mial", names), Some("mail"));
        assert_eq!(nearest("Artits", names), Some("artist"));
        assert_eq!(nearest("arts", names), None);
        assert_eq!(nearest("set", names), None, "short names are always similar");
    }

    #[test]
    fn edits_are_those_of_the_whole_table() {
        let names = ["", "a", "ba", "ab", "abc", "acb", "bookshelf", "bokoshelf", "bookshelves", "shelf", "bookself"];
        for (a, b) in names.iter().flat_map(|a| names.iter().map(move |b| (a, b))) {
            let chars = |it: &str| it.chars().collect::<Vec<_>>();
            for most in 0..4 {
                let expected = Some(strsim::osa_distance(a, b)).filter(|it| *it <= most);
                assert_eq!(edits(&chars(a), &chars(b), most), expected, "{a} {b} {most}");
            }
        }
    }

    #[test]
    fn case_and_digits_are_no_misspelling() {
        assert_eq!(nearest("MAIL", ["mail"]), None);
        assert_eq!(nearest("phone1", ["phone2", "phone"]), None);
    }

    #[test]
    fn the_result_does_not_depend_on_the_order() {
        assert_eq!(nearest("books", ["cooks", "looks"]), Some("cooks"));
        assert_eq!(nearest("books", ["looks", "cooks"]), Some("cooks"));
    }
}
