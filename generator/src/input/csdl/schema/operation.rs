//! Actions and functions, and the entity container.

use super::{Annotation, Facets, TypeRef};
use crate::source::Spanned;

/// An overload of an action (12.1) or a function (12.3).
#[derive(Clone, Debug)]
pub struct Operation {
    /// `Name`, shared by overloads.
    pub name: Spanned<String>,
    /// `IsBound` (12.5): whether it is bound to the value of the first parameter.
    pub is_bound: bool,
    /// `IsComposable` (12.7): whether a URL may continue after it. Always false for actions.
    pub is_composable: bool,
    /// `EntitySetPath` (12.6): the origin of returned entities.
    pub entity_set_path: Option<Spanned<String>>,
    /// The parameters (12.9), the binding parameter first.
    pub parameters: Vec<Parameter>,
    /// The return type (12.8). Functions without it are reported.
    pub return_type: Option<ReturnType>,
    /// Annotations of the overload.
    pub annotations: Vec<Annotation>,
}

impl Operation {
    /// The parameter that it is bound to.
    pub fn binding(&self) -> Option<&Parameter> {
        self.parameters.first().filter(|_| self.is_bound)
    }

    /// The parameters without the binding parameter.
    pub fn own_parameters(&self) -> &[Parameter] {
        let bound = usize::from(self.is_bound && !self.parameters.is_empty());
        &self.parameters[bound..]
    }
}

/// A parameter: `edm:Parameter` (12.9).
#[derive(Clone, Debug)]
pub struct Parameter {
    /// `Name`.
    pub name: Spanned<String>,
    /// `Type`. `Edm.Untyped` if it is missing, which is reported.
    pub ty: TypeRef,
    /// `Nullable`.
    pub nullable: Option<Spanned<bool>>,
    /// The other facets.
    pub facets: Facets,
    /// Annotations of the parameter.
    pub annotations: Vec<Annotation>,
}

/// The return type of an operation: `edm:ReturnType` (12.8).
#[derive(Clone, Debug)]
pub struct ReturnType {
    /// `Type`. `Edm.Untyped` if it is missing, which is reported.
    pub ty: TypeRef,
    /// `Nullable`.
    pub nullable: Option<Spanned<bool>>,
    /// The other facets.
    pub facets: Facets,
    /// Annotations of the return type.
    pub annotations: Vec<Annotation>,
}

/// The root of a service: `edm:EntityContainer` (13).
#[derive(Clone, Debug)]
pub struct Container {
    /// `Name`.
    pub name: Spanned<String>,
    /// `Extends` (13.1): the container whose children this one inherits.
    pub extends: Option<Spanned<String>>,
    /// Entity sets (13.2).
    pub entity_sets: Vec<EntitySet>,
    /// Singletons (13.3).
    pub singletons: Vec<Singleton>,
    /// Action imports (13.5).
    pub action_imports: Vec<OperationImport>,
    /// Function imports (13.6).
    pub function_imports: Vec<OperationImport>,
    /// Annotations of the container.
    pub annotations: Vec<Annotation>,
}

/// Entities at the root of a service: `edm:EntitySet` (13.2).
#[derive(Clone, Debug)]
pub struct EntitySet {
    /// `Name`.
    pub name: Spanned<String>,
    /// `EntityType`, as written.
    pub entity_type: Spanned<String>,
    /// Bindings of its navigation properties.
    pub bindings: Vec<NavigationBinding>,
    /// `IncludeInServiceDocument`; true by default.
    pub in_service_document: Option<Spanned<bool>>,
    /// Annotations of the set.
    pub annotations: Vec<Annotation>,
}

/// One entity at the root of a service: `edm:Singleton` (13.3).
#[derive(Clone, Debug)]
pub struct Singleton {
    /// `Name`.
    pub name: Spanned<String>,
    /// `Type`, as written.
    pub ty: Spanned<String>,
    /// `Nullable`.
    pub nullable: Option<Spanned<bool>>,
    /// Bindings of its navigation properties.
    pub bindings: Vec<NavigationBinding>,
    /// Annotations of the singleton.
    pub annotations: Vec<Annotation>,
}

/// The entity set of a navigation property: `edm:NavigationPropertyBinding` (13.4).
#[derive(Clone, Debug)]
pub struct NavigationBinding {
    /// `Path`: to the navigation property, possibly with type casts (13.4.1).
    pub path: Spanned<String>,
    /// `Target`: an entity set or singleton, or a path that begins with one (13.4.2).
    pub target: Spanned<String>,
}

/// An unbound operation at the root of a service: `edm:ActionImport` (13.5), `edm:FunctionImport` (13.6).
#[derive(Clone, Debug)]
pub struct OperationImport {
    /// `Name`.
    pub name: Spanned<String>,
    /// `Action` or `Function`: the qualified name, as written.
    pub operation: Spanned<String>,
    /// `EntitySet`: the entity set of returned entities.
    pub entity_set: Option<Spanned<String>>,
    /// `IncludeInServiceDocument` of functions; false by default.
    pub in_service_document: Option<Spanned<bool>>,
    /// Annotations of the import.
    pub annotations: Vec<Annotation>,
}
