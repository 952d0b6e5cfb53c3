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

    /// The declared type of a key property; `None` for undeclared properties and aliases.
    pub fn key_type(&self, id: TypeId, key: &str) -> Option<&Type<TypeId>> {
        let (first, rest) = key.split_once('/').map_or((key, None), |(first, rest)| (first, Some(rest)));
        let property = self.property(self.find_property(id, first)?).filter(|it| it.declared().is_some())?;
        match (rest, &property.ty.item) {
            (None, _) => Some(&property.ty),
            (Some(rest), ItemType::Named(part)) => self.key_type(*part, rest),
            _ => None,
        }
    }
}
