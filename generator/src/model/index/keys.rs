//! Keys: the properties that identify an entity.

use crate::model::{ItemType, Model, Type, TypeId};

impl Model<TypeId> {
    /// The key properties of a type, or of the nearest base type that has some: paths where metadata has paths.
    pub fn keys(&self, id: TypeId) -> &[String] {
        let types = self.lineage(id).into_iter();
        let mut keys = types.filter_map(|it| self.type_def(it).structure()).map(|it| &it.keys[..]);
        keys.find(|it| !it.is_empty()).unwrap_or_default()
    }

    /// The alternate keys of a type: sets of properties.
    pub fn alternate_keys(&self, id: TypeId) -> Vec<&[String]> {
        let types = self.lineage(id).into_iter();
        types
            .filter_map(|it| self.type_def(it).structure())
            .flat_map(|it| &it.alternate_keys)
            .map(|it| &it[..])
            .collect()
    }

    /// The declared type of a key property, by its name, path or alias; `None` for undeclared properties.
    pub fn key_type(&self, id: TypeId, key: &str) -> Option<&Type<TypeId>> {
        let structures = self.lineage(id).into_iter().filter_map(|it| self.type_def(it).structure());
        let mut aliases = structures.flat_map(|it| &it.key_aliases);
        let path = aliases.find(|(alias, _)| alias == key).map_or(key, |(_, path)| path);
        self.type_at(id, path)
    }

    /// The declared type of a property, by its path.
    fn type_at(&self, id: TypeId, path: &str) -> Option<&Type<TypeId>> {
        let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
        let property = self.property(self.find_property(id, first)?).filter(|it| it.declared().is_some())?;
        match (rest, &property.ty.item) {
            (None, _) => Some(&property.ty),
            (Some(rest), ItemType::Named(part)) => self.type_at(*part, rest),
            _ => None,
        }
    }
}
