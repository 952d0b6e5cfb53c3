//! Schemas: JSON Schema 2020-12, and the schemas of OpenAPI 3.0.

use super::{Extensions, ExternalDocs, Reference, Text};
use crate::model::json::{Json, Name};
use crate::source::{Span, Spanned};
use smol_str::SmolStr;

/// A schema. Keywords that are absent have no value.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Its place.
    pub span: Span,
    /// `true` accepts every value, `false` none: a schema without keywords.
    pub accepts: Option<bool>,
    /// Another schema that also holds.
    pub reference: Option<Reference>,
    /// The types, without null; any type if there are none.
    pub types: Vec<Spanned<Type>>,
    /// Where null is allowed explicitly.
    pub nullable: Option<Span>,
    /// The format of a text or a number.
    pub format: Option<Text>,
    /// A short description.
    pub title: Option<Text>,
    /// The description.
    pub description: Option<Text>,
    /// The members of objects.
    pub properties: Vec<(Name, Schema)>,
    /// The members that objects must have.
    pub required: Vec<Text>,
    /// All other members of objects.
    pub additional_properties: Option<Box<Schema>>,
    /// The items of lists.
    pub items: Option<Box<Schema>>,
    /// All of these hold.
    pub all_of: Vec<Schema>,
    /// Exactly one of these holds.
    pub one_of: Vec<Schema>,
    /// At least one of these holds.
    pub any_of: Vec<Schema>,
    /// This does not hold.
    pub not: Option<Box<Schema>>,
    /// The property that determines which of several schemas holds.
    pub discriminator: Option<Box<Discriminator>>,
    /// The allowed values.
    pub values: Option<Vec<Json>>,
    /// The only allowed value.
    pub constant: Option<Box<Json>>,
    /// The value if there is none.
    pub default: Option<Box<Json>>,
    /// Examples.
    pub examples: Vec<Json>,
    /// Limits of values.
    pub constraints: Option<Box<Constraints>>,
    /// The encoding of binary content in a text.
    pub content_encoding: Option<Text>,
    /// The media type of the content of a text.
    pub content_media_type: Option<Text>,
    /// Whether only responses contain the value.
    pub is_read_only: bool,
    /// Whether only requests contain the value.
    pub is_write_only: bool,
    /// Whether it should not be used.
    pub is_deprecated: bool,
    /// How it is written as XML.
    pub xml: Option<Box<Xml>>,
    /// More documentation.
    pub external_docs: Option<Box<ExternalDocs>>,
    /// Schemas for references.
    pub definitions: Vec<(Name, Schema)>,
    /// Extensions.
    pub extensions: Extensions,
}

/// A type of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// `true`, `false`
    Boolean,
    /// A number without a fraction.
    Integer,
    /// A number.
    Number,
    /// A text.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}

/// Limits of values. Numbers are kept as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// The smallest number.
    pub minimum: Option<SmolStr>,
    /// The largest number.
    pub maximum: Option<SmolStr>,
    /// The number that all values are greater than.
    pub exclusive_minimum: Option<SmolStr>,
    /// The number that all values are less than.
    pub exclusive_maximum: Option<SmolStr>,
    /// The number that all values are multiples of.
    pub multiple_of: Option<SmolStr>,
    /// The fewest characters.
    pub min_length: Option<SmolStr>,
    /// The most characters.
    pub max_length: Option<SmolStr>,
    /// The regular expression that all texts match.
    pub pattern: Option<SmolStr>,
    /// The fewest items.
    pub min_items: Option<SmolStr>,
    /// The most items.
    pub max_items: Option<SmolStr>,
    /// Whether all items differ.
    pub has_unique_items: bool,
    /// The fewest members.
    pub min_properties: Option<SmolStr>,
    /// The most members.
    pub max_properties: Option<SmolStr>,
}

/// The property that determines which of several schemas holds.
#[derive(Clone, Debug)]
pub struct Discriminator {
    /// Its name.
    pub property: Text,
    /// The schema of each value.
    pub mapping: Vec<(Name, Reference)>,
    /// Extensions.
    pub extensions: Extensions,
}

/// How a value is written as XML.
#[derive(Clone, Debug)]
pub struct Xml {
    /// The name of its element or attribute.
    pub name: Option<Text>,
    /// The namespace.
    pub namespace: Option<Text>,
    /// The prefix of the name.
    pub prefix: Option<Text>,
    /// Whether it is an attribute.
    pub is_attribute: bool,
    /// Whether a list has an element of its own.
    pub is_wrapped: bool,
    /// Extensions.
    pub extensions: Extensions,
}
