//! Values of examples as arguments of generated functions.

use graphwright::model::http::Argument;
use graphwright::model::{ItemType, Model, ODataOperationId, Primitive, Type, TypeId};

/// Statements that read values, and arguments that use them.
pub(crate) struct Values<'m> {
    model: &'m Model<TypeId>,
    pub(crate) statements: String,
    pub(crate) arguments: Vec<String>,
}

impl<'m> Values<'m> {
    pub(crate) fn new(model: &'m Model<TypeId>) -> Values<'m> {
        Values { model, statements: String::new(), arguments: Vec::new() }
    }

    /// A string.
    pub(crate) fn text(&mut self) {
        self.push("a.text()?", By::Value, true);
    }

    /// A value whose type is evident: a number, a string.
    pub(crate) fn bare(&mut self) {
        self.push("a.bare()?", By::Value, true);
    }

    /// The parameters of a function, as metadata declares them or as pages show them.
    pub(crate) fn function(&mut self, odata_operation: Option<ODataOperationId>, arguments: &[Argument]) {
        match odata_operation {
            Some(id) => {
                self.model.odata_operation(id).parameters.iter().for_each(|it| self.typed(&it.ty, it.is_required))
            }
            None => arguments.iter().for_each(|it| if it.is_quoted { self.text() } else { self.bare() }),
        }
    }

    /// A value of a type.
    pub(crate) fn typed(&mut self, ty: &Type<TypeId>, is_required: bool) {
        let is_text = ty.item == ItemType::Primitive(Primitive::String);
        let (value, by) = match &ty.item {
            _ if ty.is_collection && is_text => ("a.texts()".to_owned(), By::Slice),
            _ if ty.is_collection => ("a.json::<Vec<_>>()".to_owned(), By::Slice),
            _ if is_text => ("a.text()".to_owned(), By::Value),
            ItemType::Named(_)
            | ItemType::List(_)
            | ItemType::Map(_)
            | ItemType::Primitive(Primitive::Stream | Primitive::Untyped) => ("a.scalar()".to_owned(), By::Reference),
            ItemType::Primitive(it) => (format!("a.scalar::<{}>()", converted(*it)), By::Value),
        };
        let value = if is_required {
            format!("{value}?")
        } else {
            format!("if a.has() {{ Some({value}?) }} else {{ a.skip() }}")
        };
        self.push(&value, by, is_required);
    }

    fn push(&mut self, value: &str, by: By, is_required: bool) {
        let name = format!("v{}", self.arguments.len());
        self.statements += &format!("    let {name} = {value};\n");
        self.arguments.push(match (by, is_required) {
            (By::Value, _) => name,
            (By::Reference | By::Slice, true) => format!("&{name}"),
            (By::Reference, false) => format!("{name}.as_ref()"),
            (By::Slice, false) => format!("{name}.as_deref()"),
        });
    }
}

/// How a function accepts a value.
#[derive(Clone, Copy)]
enum By {
    Value,
    Reference,
    Slice,
}

/// The type of values that functions take as `impl Into<…>`; `_` where the function determines it.
fn converted(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Binary => "graphwright_runtime::Binary",
        Primitive::Date => "graphwright_runtime::Date",
        Primitive::DateTimeOffset => "graphwright_runtime::DateTime",
        Primitive::Decimal => "graphwright_runtime::Decimal",
        Primitive::Duration => "graphwright_runtime::Duration",
        Primitive::Guid => "graphwright_runtime::Guid",
        Primitive::TimeOfDay => "graphwright_runtime::TimeOfDay",
        _ => "_",
    }
}
