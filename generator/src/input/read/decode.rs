//! Bytes → text: UTF-8, UTF-16, or the encoding that XML declares (XML 1.0, 4.3.3).

use crate::source::{FileKind, Problem};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Decodes a file. Invalid bytes become U+FFFD, and the problem contains the place of the first one.
pub(super) fn decode(bytes: Vec<u8>, kind: FileKind) -> (String, Option<Problem>) {
    let declared = match utf_16(&bytes) {
        None if kind == FileKind::Metadata => declared(&bytes),
        found => found.map(Ok),
    };
    match declared {
        None => utf_8(bytes),
        Some(Ok(encoding)) => other(&bytes, encoding),
        Some(Err(label)) => (utf_8(bytes).0, Some(Problem::UnknownEncoding(label))),
    }
}

fn utf_8(bytes: Vec<u8>) -> (String, Option<Problem>) {
    String::from_utf8(bytes).map_or_else(
        |err| {
            let offset = err.utf8_error().valid_up_to();
            (String::from_utf8_lossy(err.as_bytes()).into_owned(), Some(not_decoded(offset, "UTF-8")))
        },
        |text| (text, None),
    )
}

fn other(bytes: &[u8], encoding: &'static Encoding) -> (String, Option<Problem>) {
    // This also removes the byte order mark, which UTF-8 texts keep.
    let (text, _, has_errors) = encoding.decode(bytes);
    let problem = has_errors.then(|| not_decoded(text.find('\u{fffd}').unwrap_or_default(), encoding.name()));
    (text.into_owned(), problem)
}

fn not_decoded(offset: usize, encoding: &'static str) -> Problem {
    Problem::NotDecoded { offset: offset.try_into().unwrap_or(u32::MAX), encoding }
}

/// UTF-16, recognized by its byte order mark or by the bytes of `<?`.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] | [b'<', 0, b'?', 0, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] | [0, b'<', 0, b'?', ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that an XML declaration names, or its name if it is not known. `None` for UTF-8.
fn declared(bytes: &[u8]) -> Option<Result<&'static Encoding, String>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.strip_prefix(b"<?xml")?;
    let declaration = &start[..start.iter().position(|it| *it == b'>')?];
    let (_, value) = str::from_utf8(declaration).ok()?.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    let label = value[1..].split(quote).next()?;
    match Encoding::for_label(label.as_bytes()) {
        Some(it) if it == encoding_rs::UTF_8 => None,
        // UTF-16 text would have been recognized: the file was converted without changing the declaration.
        Some(it) if it == UTF_16LE || it == UTF_16BE => None,
        Some(it) => Some(Ok(it)),
        None => Some(Err(label.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::source::{FileKind, Problem};

    fn metadata(bytes: &[u8]) -> (String, Option<Problem>) {
        decode(bytes.to_vec(), FileKind::Metadata)
    }

    #[test]
    fn xml_is_read_in_its_encoding() {
        let text = "<?xml version=\"1.0\" encoding=\"utf-16\"?><a b=\"\u{fc}\u{4fa1}\"/>";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(metadata(&[&[0xff, 0xfe], &le[..]].concat()), (text.to_owned(), None));
        assert_eq!(metadata(&le), (text.to_owned(), None), "without a mark");
        assert_eq!(metadata(&[&[0xfe, 0xff], &be[..]].concat()), (text.to_owned(), None));
        assert_eq!(metadata(text.as_bytes()), (text.to_owned(), None), "converted to UTF-8");
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a b='\xfc'/>";
        assert_eq!(metadata(latin).0, "<?xml version='1.0' encoding='ISO-8859-1'?><a b='\u{fc}'/>");
        let unknown = b"<?xml version=\"1.0\" encoding=\"ebcdic\"?><a/>";
        assert_eq!(metadata(unknown).1, Some(Problem::UnknownEncoding("ebcdic".to_owned())));
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_replaced() {
        let page = |bytes: &[u8]| decode(bytes.to_vec(), FileKind::Page);
        assert_eq!(page("# \u{fc}\n".as_bytes()), ("# \u{fc}\n".to_owned(), None));
        let problem = Problem::NotDecoded { offset: 4, encoding: "UTF-8" };
        assert_eq!(page(b"# it\x92s"), ("# it\u{fffd}s".to_owned(), Some(problem)));
        assert_eq!(page(b"\xff\xfe#\0 \0A\0"), ("# A".to_owned(), None));
        // Only XML declares its encoding.
        assert_eq!(page(b"<?xml encoding='latin1'?>\xfc").1.map(|_| ()), Some(()));
    }
}
