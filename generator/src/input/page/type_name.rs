//! Type cells: `[itemActivity][] collection`, `Edm.Int32`, `microsoft.graph.user`.

use super::sections::{begins_with, ends_with};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::markdown::inline;
use crate::model::Primitive;
use crate::source::{SourceMap, Span, Spanned};

/// A parsed type cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeText {
    /// The type of one item.
    pub item: ItemText,
    /// Whether it is a collection.
    pub is_collection: bool,
    /// Whether it is marked as optional, by parentheses or words (`(optional)`).
    pub is_optional: bool,
}

/// The type of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemText {
    /// `String`, `Edm.Int32`, `bool`, `Timestamp`.
    Primitive(Primitive),
    /// A name, as written (`user`, `microsoft.graph.user`).
    Named(String),
    /// `Enumeration`, `String (enum)`: the enum has the name of the property.
    Enumeration,
    /// `a or b`: alternatives, as written.
    Union(Vec<String>),
}

/// Reads the type cell at `span`. `None` if it is empty. An unrecognized type is reported as `Code::TypeCell` and treated
/// as `Primitive::Untyped`.
pub fn type_text(diagnostics: &mut Diagnostics, sources: &SourceMap, span: Span) -> Option<Spanned<TypeText>> {
    let raw = sources[span].trim();
    if raw.is_empty() {
        return None;
    }
    let (text, links) = inline::plain_and_links(sources, span);
    let names: Vec<String> = links.iter().map(|it| it.text.value.clone()).filter(|it| is_name(it)).collect();
    let value = read(&text, &names).unwrap_or_else(|| {
        let report = Diagnostic::new(Code::TypeCell, span, "unrecognized type")
            .label("not a type")
            .note("treated as untyped JSON")
            .help("write a type such as `String`, `user`, `Collection(user)` or `user collection`");
        diagnostics.report(report);
        TypeText {
            item: ItemText::Primitive(Primitive::Untyped),
            is_collection: text.to_lowercase().contains("collection"),
            is_optional: false,
        }
    });
    // Reports point at the text of the link, not at the cell around it.
    let span = match (&value.item, &links[..]) {
        (ItemText::Named(_), [first, ..]) => first.text.span,
        _ => span,
    };
    Some(Spanned::new(value, span))
}

/// The type in a cell that may contain something else: a primitive type, or one link.
pub fn certain_type(sources: &SourceMap, span: Span) -> Option<Spanned<TypeText>> {
    let (text, links) = inline::plain_and_links(sources, span);
    let names: Vec<String> = links.iter().map(|it| it.text.value.clone()).filter(|it| is_name(it)).collect();
    let value = read(&text, &names)?;
    let is_certain = match &value.item {
        ItemText::Primitive(_) => true,
        ItemText::Named(name) => names.contains(name),
        ItemText::Enumeration | ItemText::Union(_) => false,
    };
    is_certain.then(|| Spanned::new(value, links.first().map_or(span, |it| it.text.span)))
}

/// Whether a word is the name of a primitive type.
pub fn is_primitive(word: &str) -> bool {
    primitive(word).is_some()
}

/// Reads the text of a cell. `links` are the names that are links.
fn read(text: &str, links: &[String]) -> Option<TypeText> {
    // Most cells are one word.
    let is_word = text.bytes().all(|it| it.is_ascii_alphanumeric());
    let (text, is_optional) = if is_word { (text, false) } else { without_qualifiers(text) };
    let (inner, is_collection) = if is_word { (text, false) } else { without_collection(text) };
    let res = |item| Some(TypeText { item, is_collection, is_optional });
    if ["enumeration", "enum"].iter().any(|it| inner.eq_ignore_ascii_case(it)) {
        return res(ItemText::Enumeration);
    }
    if let Some(primitive) = primitive(inner) {
        return res(ItemText::Primitive(primitive));
    }
    // `user object`, `importance enum`: the last word is the kind, not the name.
    let name = ["object", "resource", "enum", "enumeration", "entity", "type"]
        .iter()
        .find_map(|it| inner.strip_suffix(it)?.strip_suffix(' '))
        .unwrap_or(inner)
        .trim();
    if is_name(name) {
        return res(ItemText::Named(name.to_owned()));
    }
    if let Some(names) = union(inner) {
        // `String or null` is one type.
        return match &names[..] {
            [one] => read(one, links).map(|it| TypeText { is_collection: is_collection || it.is_collection, ..it }),
            _ => res(ItemText::Union(names)),
        };
    }
    match links {
        // A link, and a description that belongs in a different cell.
        [name] if inner.starts_with(&**name) => {
            let is_many = begins_with(inner[name.len()..].trim_start(), "collection");
            Some(TypeText { item: ItemText::Named(name.clone()), is_collection: is_collection || is_many, is_optional })
        }
        // A description before the type: the last word may be the type.
        _ => {
            let last = inner.rsplit([' ', '.']).next()?;
            let primitive = primitive(last).filter(|_| inner.contains(". "))?;
            res(ItemText::Primitive(primitive))
        }
    }
}

/// Removes qualifiers such as `(optional)`, `(url)` and `, maximum size 20`. Also returns whether the type is optional.
fn without_qualifiers(text: &str) -> (&str, bool) {
    let mut text = text.trim().trim_end_matches('.').trim();
    let is_optional = text.to_lowercase().contains("(optional)");
    if let Some(rest) = text.strip_prefix('(').and_then(|it| it.split_once(')')) {
        // `(boolean or string or number) collection` is not a qualifier.
        if !begins_with(rest.1.trim_start(), "collection") && !rest.1.trim().is_empty() {
            text = rest.1.trim();
        }
    }
    text = text.split(", maximum").next().unwrap_or(text).trim();
    if let Some((head, tail)) = text.rsplit_once('(') {
        let is_call = ends_with(head.trim_end(), "collection");
        let is_enum = begins_with(tail, "enum");
        if is_enum {
            return ("enumeration", is_optional);
        }
        if !is_call && tail.ends_with(')') && !head.trim().is_empty() {
            text = head.trim();
        }
    }
    (text, is_optional)
}

/// Only a separate word indicates a collection: `sourceCollection` is a name.
fn without_collection(text: &str) -> (&str, bool) {
    let mut text = text.trim();
    let mut is_collection = false;
    loop {
        let inner = if begins_with(text, "collection(") {
            Some(text["collection(".len()..].trim_end_matches(')'))
        } else if begins_with(text, "collection of ") {
            Some(&text["collection of ".len()..])
        } else if ends_with(text, " collection") {
            Some(&text[..text.len() - " collection".len()])
        } else {
            text.strip_suffix("[]")
        };
        let Some(inner) = inner else { return (text, is_collection) };
        text = inner.trim();
        is_collection = true;
    }
}

/// The primitive type of a word in any case: a CSDL name, or a common name.
fn primitive(word: &str) -> Option<Primitive> {
    let word = if begins_with(word, "Edm.") { &word["Edm.".len()..] } else { word };
    Primitive::ALL.iter().copied().find(|it| it.name().eq_ignore_ascii_case(word)).or_else(|| {
        let word = &*word.to_lowercase();
        Some(match word {
            "url" | "uri" | "etag" => Primitive::String,
            "bool" => Primitive::Boolean,
            "short" => Primitive::Int16,
            "int" | "integer" => Primitive::Int32,
            "long" => Primitive::Int64,
            "number" | "numeric" => Primitive::Double,
            "float" => Primitive::Single,
            "datetime" | "timestamp" => Primitive::DateTimeOffset,
            "timespan" => Primitive::Duration,
            "uuid" => Primitive::Guid,
            "json" | "object" | "json object" | "untyped json object" | "any" => Primitive::Untyped,
            // A type of the API with this name holds any JSON, too.
            _ if word.rsplit_once('.').is_some_and(|(_, name)| name == "json") => Primitive::Untyped,
            _ => return None,
        })
    })
}

fn is_name(text: &str) -> bool {
    let is_part = |it: &str| {
        it.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
            && it.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
    };
    !text.is_empty() && text.split('.').all(is_part)
}

/// `a or b`, `string/number`: alternatives, without `null`.
fn union(text: &str) -> Option<Vec<String>> {
    let text = text.trim_matches(['(', ')']);
    let parts: Vec<&str> = if text.contains(" or ") {
        text.split(" or ").flat_map(|it| it.split(", ")).collect()
    } else {
        text.split(['/', ',']).collect()
    };
    let mut names: Vec<String> = parts.iter().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect();
    let is_union = names.len() > 1 && names.iter().all(|it| is_name(it));
    names.retain(|it| it != "null");
    (is_union && !names.is_empty()).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, FileKind, SourceFile};

    fn read_cell(cell: &str) -> String {
        let file = SourceFile::new("a.md".to_owned(), "a.md".to_owned(), FileKind::Page, cell.to_owned());
        let sources = SourceMap::new(vec![file]);
        let mut diagnostics = Diagnostics::default();
        let Some(found) = type_text(&mut diagnostics, &sources, Span::new(FileId(0), 0..cell.len())) else {
            return "-".to_owned();
        };
        let item = match &found.value.item {
            ItemText::Primitive(it) => format!("{it:?}"),
            ItemText::Named(it) => format!("`{it}`"),
            ItemText::Enumeration => "enumeration".to_owned(),
            ItemText::Union(names) => names.join("|"),
        };
        let many = if found.value.is_collection { "[]" } else { "" };
        format!("{item}{many}{}", if diagnostics.is_empty() { "" } else { " reported" })
    }

    #[test]
    fn cells() {
        for (cell, expected) in [
            ("String", "String"),
            ("string (url)", "String"),
            ("string, maximum size 20", "String"),
            ("(Optional) String", "String"),
            ("Edm.Int32", "Int32"),
            ("edm.DateTime", "DateTimeOffset"),
            ("`Guid` collection", "Guid[]"),
            ("Collection(String)", "String[]"),
            ("Collection of String", "String[]"),
            ("String Collection", "String[]"),
            ("[user](user.md)", "`user`"),
            ("[itemActivity][] collection", "`itemActivity`[]"),
            ("Collection([DriveRecipient][])", "`DriveRecipient`[]"),
            ("Collection(microsoft.graph.user)", "`microsoft.graph.user`[]"),
            ("microsoft.graph.ediscovery.sourceCollection", "`microsoft.graph.ediscovery.sourceCollection`"),
            ("sourceCollection collection", "`sourceCollection`[]"),
            ("routingPolicy collection collection", "`routingPolicy`[]"),
            ("[a](a.md) or [b](b.md)", "a|b"),
            ("string/number", "string|number"),
            ("String or null", "String"),
            ("[user](user.md) or null", "`user`"),
            ("(boolean or string or number) collection", "boolean|string|number[]"),
            ("[educationOutcome](x.md) collection. Holds grades and more", "`educationOutcome`[]"),
            ("Moment in time when it was created. DateTimeOffset", "DateTimeOffset"),
            ("[info](info.md", "`info`"),
            ("importance enum", "`importance`"),
            ("audio resource", "`audio`"),
            ("Enumeration", "enumeration"),
            ("String (enum)", "enumeration"),
            ("Untyped JSON object", "Untyped"),
            ("** Unknown Type **", "Untyped reported"),
            ("", "-"),
        ] {
            assert_eq!(read_cell(cell), expected, "{cell}");
        }
    }
}
