//! The files of a description: recognizing one, and finding those that it refers to.

use memchr::memmem;

/// Whether a text is a description: an object whose first level declares a version of OpenAPI or Swagger.
pub(crate) fn is_description(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let keys = ["openapi", "swagger"];
    if text.trim_start().starts_with('{') {
        return keys.iter().any(|key| {
            let quoted = format!("\"{key}\"");
            let declares = |at: usize| {
                let value = text[at + quoted.len()..].trim_start().strip_prefix(':').unwrap_or_default();
                ["\"3.", "\"2."].iter().any(|it| value.trim_start().starts_with(it))
            };
            text.match_indices(&quoted).any(|(at, _)| declares(at))
        });
    }
    keys.iter().any(|key| {
        let declares = |at: usize| {
            let before = text[..at].trim_end_matches(['"', '\'']);
            // The rest of the line is searched only after a line break: a line may be long.
            let is_first = before.is_empty() || before.ends_with('\n');
            let line = || text[at + key.len()..].lines().next().unwrap_or_default();
            is_first && line().trim_start_matches(['"', '\'']).trim_start().starts_with(':')
        };
        memmem::find_iter(text.as_bytes(), key).any(declares)
    })
}

/// The references in a text to other files, as written, without fragments. The result may contain data that has the form of
/// a reference.
pub(crate) fn references(text: &str) -> Vec<&str> {
    let after = text.match_indices("$ref").map(|(at, key)| text[at + key.len()..].trim_start_matches(['"', '\'']));
    after.filter_map(reference).collect()
}

/// The file of a reference, from the text after `$ref` and its quote.
fn reference(after: &str) -> Option<&str> {
    let value = after.trim_start().strip_prefix(':')?.trim_start();
    let uri = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split([quote, '\n']).next()?,
        _ => value.split(['\n', ',', '}']).next()?.split(" #").next()?.trim_end(),
    };
    let file = uri.split('#').next()?;
    (!file.is_empty() && !is_remote(file)).then_some(file)
}

/// Whether a reference has a host or a scheme.
pub(crate) fn is_remote(uri: &str) -> bool {
    let scheme = uri.split(['/', '?', '#']).next().unwrap_or_default();
    uri.starts_with("//") || scheme.len() > 2 && scheme.ends_with(':')
}

/// The path of the file that a reference in the file `from` names; `None` if it is absolute or above the first folder.
pub(crate) fn join(from: &str, file: &str) -> Option<String> {
    let file = decoded(file);
    if file.starts_with('/') || file.contains('\\') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop().filter(|it| !matches!(*it, "" | ".."))?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A text with percent-encoded bytes decoded. Anything else is kept.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).filter(|it| *first == b'%' && it.iter().all(u8::is_ascii_hexdigit));
        match hex.and_then(|it| u8::from_str_radix(str::from_utf8(it).ok()?, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_recognized_by_their_content() {
        for text in ["openapi: 3.0.0\n", "\u{feff}# x\n\"openapi\": 3.1.0", "{\"info\": {}, \"openapi\" : \"3.1.0\"}"] {
            assert!(is_description(text), "{text}");
        }
        for text in ["", "type: object\n", "a:\n  openapi: 3.0.0\n", "{\"openapi\": true}", "openapis: 1"] {
            assert!(!is_description(text), "{text}");
        }
    }

    #[test]
    fn references_to_files_are_found() {
        let text = "a: {$ref: b.yml}\nc:\n  $ref: 'd/e.yml#/f' \n  \"$ref\" : \"g.json\"\n$ref: '#/h'\n$ref: https://a.b/c.yml\n";
        assert_eq!(references(text), ["b.yml", "d/e.yml", "g.json"]);
        assert_eq!(join("x/y/a.yml", "../b%20c.yml").as_deref(), Some("x/b c.yml"));
        assert_eq!(join("x/a.yml", "../../b.yml"), None);
        assert_eq!(join("x/a.yml", "/etc/passwd"), None);
    }
}
