//! Shrinking of failing inputs.

/// The shortest text found that still fails.
pub(crate) fn shrink(text: &str, fails: impl Fn(&str) -> bool) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let mut size = chars.len().div_ceil(2).max(1);
    loop {
        let before = chars.len();
        remove(&mut chars, size, &fails);
        if size == 1 && chars.len() == before {
            return chars.into_iter().collect();
        }
        size = size.div_ceil(2).max(1);
    }
}

/// Removes pieces of a given size while the rest fails.
fn remove(chars: &mut Vec<char>, size: usize, fails: &impl Fn(&str) -> bool) {
    let mut at = 0;
    while at < chars.len() {
        let end = (at + size).min(chars.len());
        let rest: String = chars[..at].iter().chain(&chars[end..]).collect();
        if fails(&rest) {
            chars.drain(at..end);
        } else {
            at = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::shrink;

    #[test]
    fn what_matters_is_left() {
        assert_eq!(shrink("some { longer } text", |it| it.contains('{') && it.contains('x')), "{x");
        assert_eq!(shrink("", |_| true), "");
    }
}
