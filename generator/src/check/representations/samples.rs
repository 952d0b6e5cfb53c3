//! Sample values of JSON representations: values, or words for types.

use crate::input::page::Property as Row;
use crate::input::page::type_name::ItemText;
use crate::model::json::{Json, Member, Value};
use crate::model::{Index, ItemType, Primitive, Type, TypeId, TypeKind};
use crate::source::Span;

/// Why a sample does not fit a type.
pub(super) struct Problem {
    pub(super) span: Span,
    pub(super) declared: String,
    pub(super) shown: String,
}

/// The form of a value in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Any,
    Boolean,
    Number,
    Text,
    Object,
}

/// The problem with a sample, if it is certain: most samples are words that describe a value.
pub(super) fn problem(index: &Index<'_>, sample: &Json, ty: &Type<TypeId>) -> Option<Problem> {
    let declared = declared(index, ty);
    if declared == Form::Any {
        return None;
    }
    match (is_many(sample)?, ty.is_collection) {
        (true, false) => Some(new(sample, "a single value", "an array")),
        (false, true) => Some(new(sample, "a collection", "a single value")),
        (true, true) => match &sample.value {
            Value::Array(items) => items.iter().find_map(|it| item(it, declared)),
            _ => None,
        },
        (false, false) => item(sample, declared),
    }
}

/// Whether the row of a member differs from its declaration in the same way as a sample.
pub(super) fn is_as_listed(sample: &Json, row: &Row, declared: &Type<TypeId>) -> bool {
    let Some(stated) = row.ty.as_ref().map(|it| &it.value) else { return false };
    if let Some(is_many) = is_many(sample).filter(|it| *it != declared.is_collection) {
        return is_many == stated.is_collection;
    }
    let of_row = match &stated.item {
        ItemText::Primitive(it) => of_primitive(*it),
        ItemText::Enumeration => Form::Text,
        ItemText::Named(_) | ItemText::Union(_) => return false,
    };
    let first = match &sample.value {
        Value::Array(items) => items.first(),
        _ => Some(sample),
    };
    of_row == Form::Any || first.and_then(shown) == Some(of_row)
}

fn new(sample: &Json, declared: &str, shown: &str) -> Problem {
    let span = match sample.value {
        Value::Array(_) | Value::Object(_) => sample.span.part(0..1),
        _ => sample.span,
    };
    Problem { span, declared: declared.to_owned(), shown: shown.to_owned() }
}

/// Whether a sample shows a collection. `None` if this is not clear.
fn is_many(sample: &Json) -> Option<bool> {
    match &sample.value {
        Value::Array(_) => Some(true),
        Value::Null => None,
        Value::Object(members) => (!names_collection(members)).then_some(false),
        Value::String(text) => word(text).map(|_| false),
        Value::Bool(_) | Value::Number(_) => Some(false),
    }
}

/// `{"@odata.type": "Collection(microsoft.graph.user)"}`.
fn names_collection(members: &[Member]) -> bool {
    members.iter().any(|(_, it)| it.value.as_str().is_some_and(|it| it.to_lowercase().contains("collection")))
}

fn item(sample: &Json, declared: Form) -> Option<Problem> {
    let shown = shown(sample).filter(|it| *it != declared)?;
    Some(new(sample, noun(declared), noun(shown)))
}

/// The form that a sample shows; `None` if this is not clear.
fn shown(sample: &Json) -> Option<Form> {
    match &sample.value {
        Value::Bool(_) => Some(Form::Boolean),
        Value::Number(_) => Some(Form::Number),
        Value::String(text) => word(text),
        // `{"@odata.type": "microsoft.graph.status"}` names the type of any value.
        Value::Object(members) if members.iter().any(|(it, _)| !it.value.starts_with('@')) => Some(Form::Object),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The form that a word stands for: `String (timestamp)`, `Int32`.
fn word(text: &str) -> Option<Form> {
    let (word, qualifier) = text.split_once(" (").unwrap_or((text, ""));
    let word = word.strip_prefix("Edm.").unwrap_or(word);
    let is_same = |it: &&Primitive| it.name().eq_ignore_ascii_case(word);
    let primitive = Primitive::ALL.iter().find(is_same)?;
    (!qualifier.to_lowercase().contains("collection")).then(|| of_primitive(*primitive)).filter(|it| *it != Form::Any)
}

fn declared(index: &Index<'_>, ty: &Type<TypeId>) -> Form {
    match &ty.item {
        ItemType::Primitive(it) => of_primitive(*it),
        ItemType::Named(id) => match &index.def(*id).kind {
            TypeKind::Enum(_) => Form::Text,
            TypeKind::Entity(_) | TypeKind::Complex(_) => Form::Object,
            TypeKind::Union(_) => Form::Any,
        },
        ItemType::List(_) | ItemType::Map(_) => Form::Any,
    }
}

fn of_primitive(ty: Primitive) -> Form {
    use Primitive::{Boolean, Byte, Decimal, Double, Int16, Int32, Int64, SByte, Single, Stream, Untyped};
    match ty {
        Untyped | Stream => Form::Any,
        Boolean => Form::Boolean,
        Byte | SByte | Int16 | Int32 | Int64 | Decimal | Double | Single => Form::Number,
        _ => Form::Text,
    }
}

fn noun(form: Form) -> &'static str {
    match form {
        Form::Any => "any value",
        Form::Boolean => "a Boolean",
        Form::Number => "a number",
        Form::Text => "a string",
        Form::Object => "an object",
    }
}
