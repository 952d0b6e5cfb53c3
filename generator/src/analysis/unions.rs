//! How the variants of unions are told apart: by JSON, and never by trying one type after the other.

mod objects;
mod shape;
#[cfg(test)]
mod tests;

use crate::model::{Model, TypeId, Union};
use shape::{Object, Scalar, Shape};
use std::collections::BTreeSet;

/// What determines the variants of a union.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tells {
    /// The conditions in the order in which they are tested, with the indices of their variants. A variant may have
    /// several.
    pub conditions: Vec<(Tell, usize)>,
    /// The variants without a condition.
    pub views: Vec<View>,
}

/// A condition for a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tell {
    /// The value is of this kind.
    Kind(Kind),
    /// The value is an object, and this member is one of these texts.
    Member(String, Vec<String>),
    /// The value is an object, and this member is one of these numbers or booleans, as JSON.
    Constant(String, Vec<String>),
    /// The value is an object with this member.
    Has(String),
    /// The value is an empty array, or the condition holds for its first item.
    Items(Box<Tell>),
}

/// A kind of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `true`, `false`
    Boolean,
    /// A number without fraction and exponent.
    Integer,
    /// Any number.
    Number,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

/// A variant that cannot be told from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The index of the variant.
    pub variant: usize,
    /// The members that its values have.
    pub required: Vec<String>,
}

/// Determines the conditions for the variants of a union.
pub fn tells(model: &Model<TypeId>, union: &Union<TypeId>) -> Tells {
    let shapes = shape::of_union(model, union);
    let discriminator = union.discriminator.as_ref().map(|it| it.value.as_str());
    let conditions = conditions(&shapes, discriminator);
    let told: BTreeSet<usize> = conditions.iter().map(|(_, variant)| *variant).collect();
    let mut views: Vec<View> = Vec::new();
    for own in shapes.chunk_by(|(a, _), (b, _)| a == b).filter(|it| !told.contains(&it[0].0)) {
        views.push(View { variant: own[0].0, required: required(own) });
    }
    Tells { conditions, views }
}

/// A form of the JSON of a variant.
type Owned<'m> = (usize, Shape<'m>);

fn conditions(shapes: &[Owned<'_>], discriminator: Option<&str>) -> Vec<(Tell, usize)> {
    let mut res = scalars(shapes);
    res.extend(lists(shapes));
    let objects = shapes.iter().filter_map(|(variant, it)| match it {
        Shape::Object(it) => Some((*variant, it)),
        _ => None,
    });
    let all: Vec<(usize, &Object<'_>)> = objects.collect();
    res.extend(objects::conditions(&all, discriminator));
    res
}

fn scalars(shapes: &[Owned<'_>]) -> Vec<(Tell, usize)> {
    // An integer is also a number, so it is tested first.
    let kinds = [Kind::Boolean, Kind::Integer, Kind::Number, Kind::Text];
    kinds.into_iter().filter_map(|kind| Some((Tell::Kind(kind), owner(shapes, kind)?))).collect()
}

/// The variant that reads all values of a kind: the first one that accepts all of them, else the only one.
fn owner(shapes: &[Owned<'_>], kind: Kind) -> Option<usize> {
    let claims = shapes.iter().filter_map(|(variant, it)| match it {
        Shape::Scalar(it) if it.kind == kind => Some((*variant, it)),
        _ => None,
    });
    let claims: Vec<(usize, &Scalar)> = claims.collect();
    let general = claims.iter().find(|(_, it)| it.is_general).map(|(variant, _)| *variant);
    general.or_else(|| only(claims.iter().map(|(variant, _)| *variant)))
}

fn lists(shapes: &[Owned<'_>]) -> Vec<(Tell, usize)> {
    let lists = shapes.iter().filter_map(|(variant, it)| match it {
        Shape::List(items) => Some((*variant, items)),
        _ => None,
    });
    if let Some(variant) = only(lists.clone().map(|(variant, _)| variant)) {
        return vec![(Tell::Kind(Kind::List), variant)];
    }
    let items: Vec<Owned<'_>> =
        lists.flat_map(|(variant, items)| items.iter().map(move |it| (variant, it.clone()))).collect();
    if items.is_empty() {
        return Vec::new();
    }
    conditions(&items, None).into_iter().map(|(tell, variant)| (Tell::Items(Box::new(tell)), variant)).collect()
}

/// The variant, if there is exactly one.
fn only(variants: impl Iterator<Item = usize>) -> Option<usize> {
    let variants: BTreeSet<usize> = variants.collect();
    if variants.len() == 1 { variants.into_iter().next() } else { None }
}

/// The members that the values of a variant with these forms have.
fn required(forms: &[Owned<'_>]) -> Vec<String> {
    match forms {
        [(_, Shape::Object(it))] => it.required.iter().map(|it| (*it).to_owned()).collect(),
        _ => Vec::new(),
    }
}
