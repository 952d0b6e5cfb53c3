//! Facts that descriptions state in prose. They are recognized when an output shows them.

mod default;
mod limits;
mod options;
mod text;

use super::{ItemType, Model, Primitive, Property, TypeId, TypeKind};

/// What the description of a property says about its values and about queries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whether responses contain the property only if `$select` names it.
    pub is_select_only: bool,
    /// The query options that the property supports, without the `$`.
    pub options: Vec<&'static str>,
    /// The operators and functions that `$filter` may use; empty if the description does not list them.
    pub filter: Vec<&'static str>,
    /// The maximum number of characters.
    pub max_length: Option<u64>,
    /// The maximum number of items.
    pub max_items: Option<u64>,
    /// The least number.
    pub minimum: Option<i64>,
    /// The greatest number.
    pub maximum: Option<i64>,
    /// The value if none is set.
    pub default: Option<String>,
}

/// Every fact contains one of these words.
const WORDS: [&str; 8] = ["$", "efault", "aximum", "haracter", "alid values", "etween", "inimum", "ength"];

impl Facts {
    /// The facts in the description of a property.
    pub fn new(model: &Model<TypeId>, property: &Property<TypeId>) -> Facts {
        let mut res = Facts::default();
        for prose in &property.docs.paragraphs {
            if WORDS.iter().any(|it| prose.text.contains(it)) {
                res.read(&prose.text, model, property);
            }
        }
        res
    }

    fn read(&mut self, description: &str, model: &Model<TypeId>, property: &Property<TypeId>) {
        let marked = text::marked(description);
        let lower = text::unmarked(&marked).to_ascii_lowercase();
        self.is_select_only |= options::is_select_only(&lower);
        options::supported(&lower, &mut self.options, &mut self.filter);
        let ty = &property.ty;
        if ty.is_collection {
            self.max_items = self.max_items.or_else(|| limits::max_items(&lower));
            return;
        }
        match ty.item {
            ItemType::Primitive(Primitive::String) => {
                self.max_length = self.max_length.or_else(|| limits::max_length(&lower));
            }
            ItemType::Primitive(it) if is_number(it) => {
                let (minimum, maximum) = limits::range(&lower);
                self.minimum = self.minimum.or(minimum);
                self.maximum = self.maximum.or(maximum);
            }
            _ => {}
        }
        let found = default::default(&marked);
        let is_value = |it: &default::Found<'_>| is_value(model, &ty.item, it);
        self.default = self.default.take().or_else(|| found.filter(is_value).map(|it| it.value.to_owned()));
    }
}

fn is_number(ty: Primitive) -> bool {
    use Primitive::{Byte, Decimal, Double, Int16, Int32, Int64, SByte, Single};
    matches!(ty, Byte | SByte | Int16 | Int32 | Int64 | Decimal | Double | Single)
}

/// Whether a word is a value of the type.
fn is_value(model: &Model<TypeId>, ty: &ItemType<TypeId>, found: &default::Found<'_>) -> bool {
    match ty {
        ItemType::Primitive(Primitive::Boolean) => matches!(found.value, "true" | "false"),
        ItemType::Primitive(it) if is_number(*it) => found.value.parse::<f64>().is_ok(),
        ItemType::Primitive(_) => found.is_marked,
        ItemType::Named(id) => match &model.type_def(*id).kind {
            TypeKind::Enum(it) => it.members.iter().any(|it| it.name.value.eq_ignore_ascii_case(found.value)),
            _ => false,
        },
        ItemType::List(_) | ItemType::Map(_) => false,
    }
}

#[cfg(test)]
mod tests;
