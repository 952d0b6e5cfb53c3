//! The types that other sources declare: their members, and their base types; the names of functions.

use crate::model::{
    NameMap, Namespaces, ODataOperation, Property, QualifiedName, SourceModel, Structure, TypeDef, Unresolved,
};

/// The declarations of other sources.
pub(super) struct Declarations<'a> {
    namespaces: &'a Namespaces,
    types: NameMap<&'a TypeDef<Unresolved>, &'a QualifiedName>,
    odata_operations: Vec<&'a ODataOperation<Unresolved>>,
}

impl<'a> Declarations<'a> {
    pub(super) fn new(others: &[&'a SourceModel], namespaces: &'a Namespaces) -> Declarations<'a> {
        let types = others.iter().flat_map(|it| &it.model.types);
        let odata_operations = others.iter().flat_map(|it| &it.model.odata_operations).collect();
        Declarations { namespaces, types: types.map(|it| (&it.name.value, it)).collect(), odata_operations }
    }

    /// Whether a function has this name, which may be qualified.
    pub(super) fn has_function(&self, name: &str) -> bool {
        let name = name.rsplit('.').next().unwrap_or(name);
        self.odata_operations.iter().any(|it| it.name.value.name.eq_ignore_ascii_case(name))
    }

    /// Whether nothing is declared.
    pub(super) fn is_empty(&self) -> bool {
        self.types.is_empty()
    }

    /// The declaration of a type.
    pub(super) fn find(&self, name: &QualifiedName) -> Option<&'a TypeDef<Unresolved>> {
        self.types.get(&name.namespace, &name.name).copied()
    }

    /// Whether a type has members of its own that are not relations; `None` if it is not declared.
    pub(super) fn has_data(&self, name: &QualifiedName) -> Option<bool> {
        self.find(name)
            .map(|it| it.structure().is_none_or(|it| it.properties.iter().any(|it| !it.kind.is_navigation())))
    }

    /// A structured type, and its base types, the nearest first.
    pub(super) fn lineage(&self, name: &QualifiedName) -> Vec<&'a TypeDef<Unresolved>> {
        let mut res: Vec<&TypeDef<Unresolved>> = Vec::new();
        let mut next = self.find(name);
        // Base types may be circular.
        while let Some((def, structure)) = next.and_then(|it| Some((it, it.structure()?)))
            && !res.iter().any(|it| std::ptr::eq(*it, def))
        {
            res.push(def);
            let base = structure.base.as_ref();
            next = base.and_then(|it| self.namespaces.find(&self.types, it.to_name())).copied();
        }
        res
    }

    /// The members that a structured type declares or inherits; `None` if it is not declared.
    pub(super) fn members(&self, name: &QualifiedName) -> Option<Vec<&'a Property<Unresolved>>> {
        let lineage = self.lineage(name);
        let structures = lineage.iter().filter_map(|it| it.structure());
        (!lineage.is_empty()).then(|| structures.flat_map(|it: &Structure<Unresolved>| &it.properties).collect())
    }

    /// Whether a structured type or one of its base types is open.
    pub(super) fn is_open(&self, name: &QualifiedName) -> bool {
        self.lineage(name).iter().filter_map(|it| it.structure()).any(|it| it.is_open)
    }

    /// The nearest abstract base type of all of these types.
    pub(super) fn common_base(&self, names: &[QualifiedName]) -> Option<&'a TypeDef<Unresolved>> {
        let (first, others) = names.split_first()?;
        let is_base = |def: &TypeDef<Unresolved>, of: &QualifiedName| {
            self.lineage(of).iter().any(|it| it.name.value == def.name.value)
        };
        let is_common = |it: &&TypeDef<Unresolved>| others.iter().all(|name| is_base(it, name));
        let found = self.lineage(first).into_iter().skip(1).find(is_common)?;
        // Nearly all types have the same root.
        found.structure().is_some_and(|it| it.is_abstract && it.keys.is_empty()).then_some(found)
    }
}
