//! Annotations and their values (14).

use crate::source::{Span, Spanned};

/// Annotations with a target path: `edm:Annotations` (5.2).
#[derive(Clone, Debug)]
pub struct TargetedAnnotations {
    /// `Target`: `graph.user/mail`, `graph.invite(graph.user)`, as written.
    pub target: Spanned<String>,
    /// `Qualifier` of all of them.
    pub qualifier: Option<Spanned<String>>,
    /// The annotations.
    pub annotations: Vec<Annotation>,
}

/// An annotation: `edm:Annotation` (14.2).
#[derive(Clone, Debug)]
pub struct Annotation {
    /// The start tag.
    pub span: Span,
    /// `Term`: its qualified name, as written.
    pub term: Spanned<String>,
    /// `Qualifier`: distinguishes several annotations with the same term.
    pub qualifier: Option<Spanned<String>>,
    /// The value; by default the default value of the term.
    pub value: Option<Spanned<Expression>>,
    /// Annotations of the annotation.
    pub annotations: Vec<Annotation>,
}

impl Annotation {
    /// The text of a string.
    pub fn string(&self) -> Option<&str> {
        self.value.as_ref()?.value.string()
    }

    /// Whether it is set. Tags (Core.Tag) are true by default.
    pub fn bool(&self) -> Option<bool> {
        self.value.as_ref().map_or(Some(true), |it| it.value.bool())
    }

    /// A property of the record in the value.
    pub fn property(&self, name: &str) -> Option<&Spanned<Expression>> {
        self.value.as_ref()?.value.property(name)
    }
}

/// A value of an annotation (14.3, 14.4).
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A constant (14.3), as text. Values of `Bool` and `Int` are valid.
    Constant(ConstantKind, String),
    /// A path (14.4.1), as text.
    Path(PathKind, String),
    /// `edm:Null` (14.4.11).
    Null,
    /// `edm:Collection` (14.4.6).
    Collection(Vec<Spanned<Expression>>),
    /// `edm:Record` (14.4.12).
    Record(Record),
    /// An expression that requires evaluation: the name of its element (`If`, `Apply`, `Cast`, …). Its content is ignored.
    Unsupported(String),
}

impl Expression {
    /// The text of a string.
    pub fn string(&self) -> Option<&str> {
        match self {
            Expression::Constant(ConstantKind::String, text) => Some(text),
            _ => None,
        }
    }

    /// The text of a path.
    pub fn path(&self) -> Option<&str> {
        match self {
            Expression::Path(_, text) => Some(text),
            _ => None,
        }
    }

    /// A Boolean.
    pub fn bool(&self) -> Option<bool> {
        match self {
            Expression::Constant(ConstantKind::Bool, text) => Some(text == "true"),
            _ => None,
        }
    }

    /// An integer.
    pub fn int(&self) -> Option<i64> {
        match self {
            Expression::Constant(ConstantKind::Int, text) => text.parse().ok(),
            _ => None,
        }
    }

    /// A date, as text.
    pub fn date(&self) -> Option<&str> {
        match self {
            Expression::Constant(ConstantKind::Date, text) => Some(text),
            _ => None,
        }
    }

    /// The members of an enum value, without their type: `a.T/x a.T/y` → `x`, `y`. Empty for other values.
    pub fn enum_members(&self) -> impl Iterator<Item = &str> {
        let text = match self {
            Expression::Constant(ConstantKind::EnumMember, text) => text,
            _ => "",
        };
        text.split_whitespace().map(|it| it.rsplit_once('/').map_or(it, |(_, name)| name))
    }

    /// The items of a collection. Empty for other values.
    pub fn items(&self) -> &[Spanned<Expression>] {
        match self {
            Expression::Collection(items) => items,
            _ => &[],
        }
    }

    /// A property of a record.
    pub fn property(&self, name: &str) -> Option<&Spanned<Expression>> {
        match self {
            Expression::Record(it) => it.properties.iter().find(|it| it.name.value == name)?.value.as_ref(),
            _ => None,
        }
    }
}

/// The kind of a constant (14.3), named like its element and attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstantKind {
    /// `Binary` (14.3.1), base64url.
    Binary,
    /// `Bool` (14.3.2).
    Bool,
    /// `Date` (14.3.3).
    Date,
    /// `DateTimeOffset` (14.3.4).
    DateTimeOffset,
    /// `Decimal` (14.3.5).
    Decimal,
    /// `Duration` (14.3.6).
    Duration,
    /// `EnumMember` (14.3.7): members of an enum type, separated by spaces.
    EnumMember,
    /// `Float` (14.3.8).
    Float,
    /// `Guid` (14.3.9).
    Guid,
    /// `Int` (14.3.10).
    Int,
    /// `String` (14.3.11).
    String,
    /// `TimeOfDay` (14.3.12).
    TimeOfDay,
}

/// The kind of a path (14.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// `AnnotationPath` (14.4.1.3): an annotation.
    Annotation,
    /// `ModelElementPath` (14.4.1.4): an element of the model.
    ModelElement,
    /// `NavigationPropertyPath` (14.4.1.5): a navigation property.
    NavigationProperty,
    /// `PropertyPath` (14.4.1.6): a property.
    Property,
    /// `Path` (14.4.1.7): a value.
    Value,
}

/// A record: `edm:Record` (14.4.12).
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// `Type`, as written; by default the type of the term.
    pub ty: Option<Spanned<String>>,
    /// The properties.
    pub properties: Vec<PropertyValue>,
}

/// A property of a record: `edm:PropertyValue` (14.4.12).
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyValue {
    /// `Property`.
    pub name: Spanned<String>,
    /// The value; by default the default value of the property.
    pub value: Option<Spanned<Expression>>,
}
