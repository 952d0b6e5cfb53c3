//! Overload resolution, and the spelling of functions in URLs.

use super::graph::Graph;
use super::verb::last;
use super::{Found, StepKind, Tail};
use crate::model::http::Argument;
use crate::model::{ItemType, ODataOperation, ODataOperationId, ODataOperationKind, Primitive, Type, TypeId, TypeKind};

/// How well arguments match the parameters: exactly, except for case, or not.
pub(super) fn fit(odata_operation: &ODataOperation<TypeId>, arguments: &[Argument]) -> Found {
    if odata_operation.kind == ODataOperationKind::Action {
        return if arguments.is_empty() { Found::Declared } else { Found::Arguments };
    }
    let fits = |same: &dyn Fn(&str, &str) -> bool| {
        let is_declared =
            |it: &Argument| odata_operation.parameters.iter().any(|parameter| same(&parameter.name.value, &it.name));
        let is_given = |name: &str| arguments.iter().any(|it| same(name, &it.name));
        arguments.iter().all(is_declared)
            && odata_operation.parameters.iter().all(|it| !it.is_required || is_given(&it.name.value))
    };
    if fits(&|a, b| a == b) {
        Found::Declared
    } else if fits(&|a, b| a.eq_ignore_ascii_case(b)) {
        Found::Case
    } else if arguments.is_empty() {
        Found::NoArguments
    } else {
        Found::Arguments
    }
}

/// How many arguments are missing or too many.
pub(super) fn distance(odata_operation: &ODataOperation<TypeId>, arguments: &[Argument]) -> usize {
    let has = |name: &str| arguments.iter().filter(|it| it.name.eq_ignore_ascii_case(name)).count();
    let shared: usize = odata_operation.parameters.iter().map(|it| has(&it.name.value)).sum();
    (odata_operation.parameters.len() + arguments.len()).saturating_sub(2 * shared)
}

impl<'a> Graph<'a> {
    /// Whether an action or function with this name is bound to a type itself, without regard to case.
    pub(super) fn binds(&self, ty: TypeId, is_collection: bool, name: &str) -> bool {
        self.bound.contains_key(&(ty, is_collection, name.to_lowercase()))
    }

    /// The names of the actions and functions that are bound to one of some types.
    pub(super) fn bound_names(&self, types: &[TypeId], is_collection: bool) -> impl Iterator<Item = &'a str> {
        let model = self.model;
        let own = self.bound.iter().filter(move |((ty, many, _), _)| *many == is_collection && types.contains(ty));
        own.filter_map(|(_, ids)| ids.first()).map(move |it| model.odata_operation(*it).name.value.name.as_str())
    }

    /// How URLs spell an action or function. `import` is its name in the container. Bound operations have qualified names,
    /// unless pages show that the service accepts names of the main namespace unqualified (URL Conventions 4.01, 4.4).
    pub(super) fn spelling(&self, id: ODataOperationId, import: Option<&str>) -> StepKind {
        let odata_operation = self.model.odata_operation(id);
        let own = &odata_operation.name.value;
        let is_short = !self.is_strict && own.namespace == self.model.namespaces.root();
        let name = import.map_or_else(|| if is_short { own.name.to_string() } else { own.to_string() }, str::to_owned);
        // Empty parentheses are optional since OData 4.01 only.
        let is_bare = odata_operation.parameters.is_empty() && !self.is_strict;
        if odata_operation.kind == ODataOperationKind::Action || is_bare {
            return StepKind::Segment(name);
        }
        // Services accept members of enums in quotes, as pages show. OData requires the name of the enum before them.
        let is_quoted = |ty: &Type<TypeId>| match ty.item {
            _ if ty.is_collection => false,
            ItemType::Primitive(it) => it == Primitive::String,
            ItemType::List(_) | ItemType::Map(_) => false,
            ItemType::Named(id) => !self.is_strict && matches!(self.model.type_def(id).kind, TypeKind::Enum(_)),
        };
        let arguments = odata_operation.parameters.iter().map(|it| Argument {
            name: it.name.value.clone(),
            value: it.name.value.clone(),
            is_quoted: is_quoted(&it.ty),
        });
        StepKind::Function(name, arguments.collect())
    }
}

impl Tail {
    /// The end of a URL that calls an action or function.
    pub(super) fn of_call(spelling: StepKind) -> Tail {
        match spelling {
            StepKind::Function(name, arguments) => Tail::Function(name, arguments),
            StepKind::Segment(name) => Tail::Segment(name),
            StepKind::Key | StepKind::Keys(_) | StepKind::ByPath | StepKind::Values(_) => Tail::None,
        }
    }

    /// The name of the action or function that a URL ends with, without its namespace.
    pub(super) fn called(&self) -> Option<&str> {
        match self {
            Tail::Segment(name) | Tail::Function(name, _) => Some(last(name)),
            Tail::None => None,
        }
    }
}
