//! Typed property names for queries and updates.

use crate::model::set_null;
use crate::{Filter, Literal, Model};
use std::borrow::Cow;
use std::marker::PhantomData;

/// A property of the model `M` with values of type `V`: `User::DISPLAY_NAME`. Used by `select`, `filter`, `order_by`,
/// `expand` and `update`.
pub struct Field<M, V> {
    name: Cow<'static, str>,
    types: PhantomData<fn() -> (M, V)>,
}

/// [`Field::new`] for generated constants: the compiler resolves a free function faster than an associated one.
pub const fn field<M, V>(name: &'static str) -> Field<M, V> {
    Field::new(name)
}

impl<M, V> Field<M, V> {
    /// Creates a property from its name in JSON.
    pub const fn new(name: &'static str) -> Field<M, V> {
        Field { name: Cow::Borrowed(name), types: PhantomData }
    }

    /// The name in JSON; the segments of a path are separated by slashes.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Sets the property to null, which removes its value: for bodies in which null and a missing member differ. The
    /// segments of a path are not supported.
    ///
    /// ```
    /// use msgraph::User;
    /// use msgraph::runtime::serde_json;
    ///
    /// let mut user = User { department: Some("R&D".to_owned()), ..User::default() };
    /// User::DEPARTMENT.set_null(&mut user);
    /// assert_eq!(serde_json::to_string(&user).unwrap(), r#"{"department":null}"#);
    /// ```
    pub fn set_null(&self, model: &mut M)
    where
        M: Model,
    {
        set_null(model, &self.name);
    }

    /// `name eq value`
    pub fn eq(self, value: impl Literal<V>) -> Filter<M> {
        Filter::compare(&self.name, "eq", value.to_literal())
    }

    /// `name ne value`
    pub fn ne(self, value: impl Literal<V>) -> Filter<M> {
        Filter::compare(&self.name, "ne", value.to_literal())
    }

    /// `name gt value`
    pub fn gt(self, value: impl Literal<V>) -> Filter<M> {
        Filter::compare(&self.name, "gt", value.to_literal())
    }

    /// `name ge value`
    pub fn ge(self, value: impl Literal<V>) -> Filter<M> {
        Filter::compare(&self.name, "ge", value.to_literal())
    }

    /// `name lt value`
    pub fn lt(self, value: impl Literal<V>) -> Filter<M> {
        Filter::compare(&self.name, "lt", value.to_literal())
    }

    /// `name le value`
    pub fn le(self, value: impl Literal<V>) -> Filter<M> {
        Filter::compare(&self.name, "le", value.to_literal())
    }

    /// `name eq null`
    pub fn is_null(self) -> Filter<M> {
        Filter::compare(&self.name, "eq", "null".to_owned())
    }

    /// `name ne null`
    pub fn is_not_null(self) -> Filter<M> {
        Filter::compare(&self.name, "ne", "null".to_owned())
    }

    /// `name in (value, value)`
    pub fn is_in<L: Literal<V>>(self, values: impl IntoIterator<Item = L>) -> Filter<M> {
        let values: Vec<String> = values.into_iter().map(|it| it.to_literal()).collect();
        Filter::compare(&self.name, "in", format!("({})", values.join(",")))
    }

    /// Ascending order.
    pub fn asc(self) -> Order<M> {
        Order { text: self.name.into_owned(), model: PhantomData }
    }

    /// Descending order.
    pub fn desc(self) -> Order<M> {
        Order { text: format!("{} desc", self.name), model: PhantomData }
    }
}

impl<M> Field<M, String> {
    /// `startswith(name,value)`
    pub fn starts_with(self, value: impl Literal<String>) -> Filter<M> {
        Filter::call("startswith", &self.name, value.to_literal())
    }

    /// `endswith(name,value)`
    pub fn ends_with(self, value: impl Literal<String>) -> Filter<M> {
        Filter::call("endswith", &self.name, value.to_literal())
    }

    /// `contains(name,value)`
    pub fn contains(self, value: impl Literal<String>) -> Filter<M> {
        Filter::call("contains", &self.name, value.to_literal())
    }
}

impl<M, V: Model> Field<M, V> {
    /// A property of a complex value: `from/emailAddress`.
    pub fn field<W>(self, field: Field<V, W>) -> Field<M, W> {
        Field { name: Cow::Owned(format!("{}/{}", self.name, field.name)), types: PhantomData }
    }
}

impl<M, T> Field<M, Vec<T>> {
    /// Whether any item matches: `name/any(x:…)`.
    pub fn any(self, filter: Filter<T>) -> Filter<M> {
        Filter::lambda(&self.name, "any", filter)
    }

    /// Whether all items match: `name/all(x:…)`.
    pub fn all(self, filter: Filter<T>) -> Filter<M> {
        Filter::lambda(&self.name, "all", filter)
    }

    /// Whether any item equals this value: `name/any(x:x eq value)`.
    pub fn any_eq(self, value: impl Literal<T>) -> Filter<M> {
        Filter::lambda(&self.name, "any", Filter::<T>::item("eq", value.to_literal()))
    }

    /// Whether the collection is empty: `not name/any()`.
    pub fn is_empty(self) -> Filter<M> {
        Filter::no_items(&self.name)
    }
}

impl<M, V> Clone for Field<M, V> {
    fn clone(&self) -> Self {
        Field { name: self.name.clone(), types: PhantomData }
    }
}

impl<M, V> std::fmt::Debug for Field<M, V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

/// A property to sort by, with its direction.
#[derive(Clone, Debug)]
pub struct Order<M> {
    text: String,
    model: PhantomData<fn() -> M>,
}

/// One or more fields of `M`: a field, a tuple of fields of any types, an array or a vector of fields of one type.
pub trait Fields<M> {
    /// Adds the names to `names`.
    fn names(&self, names: &mut Vec<String>);
}

impl<M, V> Fields<M> for Field<M, V> {
    fn names(&self, names: &mut Vec<String>) {
        names.push(self.name.clone().into_owned());
    }
}

impl<M, F: Fields<M>, const N: usize> Fields<M> for [F; N] {
    fn names(&self, names: &mut Vec<String>) {
        self.iter().for_each(|it| it.names(names));
    }
}

impl<M, F: Fields<M>> Fields<M> for Vec<F> {
    fn names(&self, names: &mut Vec<String>) {
        self.iter().for_each(|it| it.names(names));
    }
}

/// One or more sort orders: an order, a field (ascending), or a tuple of them.
pub trait Orders<M> {
    /// Adds the clauses of `$orderby` to `clauses`.
    fn clauses(&self, clauses: &mut Vec<String>);
}

impl<M> Orders<M> for Order<M> {
    fn clauses(&self, clauses: &mut Vec<String>) {
        clauses.push(self.text.clone());
    }
}

impl<M, V> Orders<M> for Field<M, V> {
    fn clauses(&self, clauses: &mut Vec<String>) {
        clauses.push(self.name.clone().into_owned());
    }
}

/// One or more properties to expand: a field, an [`Expand`](crate::Expand), an array, a vector or a tuple of them.
pub trait Expands<M> {
    /// Adds the clauses of `$expand` to `clauses`.
    fn clauses(&self, clauses: &mut Vec<String>);
}

impl<M, V> Expands<M> for Field<M, V> {
    fn clauses(&self, clauses: &mut Vec<String>) {
        clauses.push(self.name.clone().into_owned());
    }
}

impl<M, E: Expands<M>, const N: usize> Expands<M> for [E; N] {
    fn clauses(&self, clauses: &mut Vec<String>) {
        self.iter().for_each(|it| it.clauses(clauses));
    }
}

impl<M, E: Expands<M>> Expands<M> for Vec<E> {
    fn clauses(&self, clauses: &mut Vec<String>) {
        self.iter().for_each(|it| it.clauses(clauses));
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        impl<Model, $($name: Fields<Model>),+> Fields<Model> for ($($name,)+) {
            #[allow(non_snake_case)]
            fn names(&self, names: &mut Vec<String>) {
                let ($($name,)+) = self;
                $($name.names(names);)+
            }
        }

        impl<Model, $($name: Expands<Model>),+> Expands<Model> for ($($name,)+) {
            #[allow(non_snake_case)]
            fn clauses(&self, clauses: &mut Vec<String>) {
                let ($($name,)+) = self;
                $($name.clauses(clauses);)+
            }
        }

        impl<Model, $($name: Orders<Model>),+> Orders<Model> for ($($name,)+) {
            #[allow(non_snake_case)]
            fn clauses(&self, clauses: &mut Vec<String>) {
                let ($($name,)+) = self;
                $($name.clauses(clauses);)+
            }
        }
    };
}

tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
tuples!(A B C D E F G H I);
tuples!(A B C D E F G H I J);
tuples!(A B C D E F G H I J K);
tuples!(A B C D E F G H I J K L);
