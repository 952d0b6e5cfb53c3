//! What a resolved model knows of its types.

use super::{ItemType, Model, Property, Type, TypeId};
use std::collections::BTreeMap;

impl<R> Model<R> {
    /// The index of the type that is spelled like this.
    pub(crate) fn spelled(&self, namespace: &str, name: &str) -> Option<usize> {
        let found = self.types.binary_search_by(|it| {
            let it = &it.name.value;
            (it.namespace.as_str(), it.name.as_str()).cmp(&(namespace, name))
        });
        found.ok()
    }
}

impl Model<TypeId> {
    /// The base types of a type, nearest first. Lowering has broken circles.
    pub fn bases(&self, id: TypeId) -> Vec<TypeId> {
        let mut res: Vec<TypeId> = Vec::new();
        let mut at = self.type_def(id).structure().and_then(|it| it.base);
        while let Some(base) = at.filter(|it| *it != id && !res.contains(it)) {
            res.push(base);
            at = self.type_def(base).structure().and_then(|it| it.base);
        }
        res
    }

    /// The type of this qualified name, in whatever case.
    pub fn find_type(&self, name: &str) -> Option<TypeId> {
        let (namespace, last) = name.rsplit_once('.')?;
        let in_any_case = || self.types.iter().position(|it| it.name.value.eq_ignore_ascii_case(name));
        let found = self.spelled(namespace, last).or_else(in_any_case)?;
        Some(TypeId(found as u32))
    }

    /// The property of this name that the type declares or inherits: by its type and index. Names match without regard to
    /// case if none matches exactly.
    pub fn find_property(&self, id: TypeId, name: &str) -> Option<(TypeId, u32)> {
        let mut types = vec![id];
        types.extend(self.bases(id));
        let find = |matches: &dyn Fn(&str) -> bool| {
            types.iter().find_map(|ty| {
                let idx = self.type_def(*ty).structure()?.properties.iter().position(|it| matches(&it.name.value))?;
                Some((*ty, idx as u32))
            })
        };
        find(&|it| it == name).or_else(|| find(&|it| it.eq_ignore_ascii_case(name)))
    }

    /// A property found by [`Model::find_property`].
    pub fn property(&self, (ty, idx): (TypeId, u32)) -> Option<&Property<TypeId>> {
        self.type_def(ty).structure()?.properties.get(idx as usize)
    }

    /// The qualified names of the types that derive from each type, directly or not, sorted.
    pub fn derived_names(&self) -> BTreeMap<TypeId, Vec<String>> {
        let mut res: BTreeMap<TypeId, Vec<String>> = BTreeMap::new();
        for (idx, def) in self.types.iter().enumerate() {
            for base in self.bases(TypeId(idx as u32)) {
                res.entry(base).or_default().push(def.name.value.to_string());
            }
        }
        res
    }

    /// The key properties of a type, its own or those of the nearest base type that has some: paths where metadata has paths.
    pub fn keys(&self, id: TypeId) -> &[String] {
        let types = std::iter::once(id).chain(self.bases(id));
        let mut keys = types.filter_map(|it| self.type_def(it).structure()).map(|it| &it.keys[..]);
        keys.find(|it| !it.is_empty()).unwrap_or_default()
    }

    /// The sets of properties that can stand in for the key of a type.
    pub fn alternate_keys(&self, id: TypeId) -> Vec<&[String]> {
        let types = std::iter::once(id).chain(self.bases(id));
        types
            .filter_map(|it| self.type_def(it).structure())
            .flat_map(|it| &it.alternate_keys)
            .map(|it| &it[..])
            .collect()
    }

    /// The type of a key property as metadata declares it; `None` for what only pages tell of, and for aliases.
    pub fn key_type(&self, id: TypeId, key: &str) -> Option<&Type<TypeId>> {
        let (first, rest) = key.split_once('/').map_or((key, None), |(first, rest)| (first, Some(rest)));
        let property = self.property(self.find_property(id, first)?).filter(|it| it.declared.is_some())?;
        match (rest, &property.ty.item) {
            (None, _) => Some(&property.ty),
            (Some(rest), ItemType::Named(part)) => self.key_type(*part, rest),
            _ => None,
        }
    }
}
