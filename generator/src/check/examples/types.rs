//! What examples ask of the model, looked up once: types by name, members by type, derived types.

use crate::model::{Model, Property, TypeDef, TypeId};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// An index of a model. What is asked of few types is found out when it is asked.
pub(crate) struct Types<'a> {
    pub(super) model: &'a Model<TypeId>,
    root: String,
    /// By qualified name, in lower case.
    names: BTreeMap<String, TypeId>,
    /// By the last part of the name, in lower case: the first type of each.
    short: BTreeMap<String, TypeId>,
    /// The types that derive from each type, directly.
    children: BTreeMap<TypeId, Vec<TypeId>>,
    members: Vec<OnceLock<Members<'a>>>,
    below: Vec<OnceLock<BTreeMap<&'a str, Vec<TypeId>>>>,
}

/// The members of a type, inherited ones too.
#[derive(Default)]
struct Members<'a> {
    exact: BTreeMap<&'a str, &'a Property<TypeId>>,
    /// By name in lower case.
    folded: BTreeMap<String, &'a Property<TypeId>>,
}

/// How a type that an example names stands to the type of its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    Same,
    /// It derives from the type of the place.
    Derived,
    /// It is a base type of the type of the place.
    Base,
    Unrelated,
}

impl<'a> Types<'a> {
    pub(crate) fn new(model: &'a Model<TypeId>) -> Types<'a> {
        let mut res = Types {
            model,
            root: model.root_namespace().to_lowercase(),
            names: BTreeMap::new(),
            short: BTreeMap::new(),
            children: BTreeMap::new(),
            members: model.types.iter().map(|_| OnceLock::new()).collect(),
            below: model.types.iter().map(|_| OnceLock::new()).collect(),
        };
        for (idx, def) in model.types.iter().enumerate() {
            let id = TypeId(idx as u32);
            res.names.insert(def.name.value.to_string().to_lowercase(), id);
            res.short.entry(def.name.value.name.to_lowercase()).or_insert(id);
            if let Some(base) = def.structure().and_then(|it| it.base) {
                res.children.entry(base).or_default().push(id);
            }
        }
        res
    }

    pub(super) fn def(&self, id: TypeId) -> &'a TypeDef<TypeId> {
        self.model.type_def(id)
    }

    /// The name of a type in messages.
    pub(super) fn name(&self, id: TypeId) -> &'a str {
        &self.def(id).name.value.name
    }

    /// The type that a name means: qualified (also with the alias of the root), or of the root.
    pub(crate) fn find(&self, name: &str) -> Option<TypeId> {
        let name = name.to_lowercase();
        let in_root = |short: &str| self.names.get(&format!("{}.{short}", self.root));
        let found = self.names.get(&name).or_else(|| match name.rsplit_once('.') {
            Some(("graph", short)) => in_root(short),
            Some(_) => None,
            None => in_root(&name),
        });
        found.copied()
    }

    /// A type whose last name is that of `name`, in whatever namespace.
    pub(super) fn similar(&self, name: &str) -> Option<TypeId> {
        let short = name.rsplit('.').next().unwrap_or(name).to_lowercase();
        self.short.get(&short).copied()
    }

    /// The type and its base types, nearest first.
    pub(super) fn lineage(&self, id: TypeId) -> Vec<TypeId> {
        let mut res = vec![id];
        res.extend(self.model.bases(id));
        res
    }

    pub(crate) fn relation(&self, named: TypeId, place: TypeId) -> Relation {
        if named == place {
            Relation::Same
        } else if self.lineage(named).contains(&place) {
            Relation::Derived
        } else if self.lineage(place).contains(&named) {
            Relation::Base
        } else {
            Relation::Unrelated
        }
    }

    /// Whether instances have members that nothing declares.
    pub(super) fn is_open(&self, id: TypeId) -> bool {
        self.lineage(id).iter().any(|it| self.def(*it).structure().is_some_and(|it| it.is_open))
    }

    fn members(&self, id: TypeId) -> &Members<'a> {
        self.members[id.0 as usize].get_or_init(|| {
            let mut res = Members::default();
            for owner in self.lineage(id) {
                for property in self.def(owner).structure().map_or(&[][..], |it| &it.properties) {
                    res.exact.entry(&property.name.value).or_insert(property);
                    res.folded.entry(property.name.value.to_lowercase()).or_insert(property);
                }
            }
            res
        })
    }

    /// The member of this name.
    pub(super) fn member(&self, id: TypeId, name: &str) -> Option<&'a Property<TypeId>> {
        self.members(id).exact.get(name).copied()
    }

    /// The member of this name in other upper and lower case.
    pub(super) fn member_folded(&self, id: TypeId, name: &str) -> Option<&'a Property<TypeId>> {
        self.members(id).folded.get(&name.to_lowercase()).copied()
    }

    /// Whether nothing is known of what a type consists of.
    pub(super) fn is_hollow(&self, id: TypeId) -> bool {
        self.members(id).exact.is_empty()
    }

    /// The types below a type that declare a member.
    pub(super) fn declaring_below(&self, id: TypeId, name: &str) -> &[TypeId] {
        let below = self.below[id.0 as usize].get_or_init(|| {
            let mut res: BTreeMap<&'a str, Vec<TypeId>> = BTreeMap::new();
            for derived in self.all_below(id) {
                for property in self.def(derived).structure().map_or(&[][..], |it| &it.properties) {
                    res.entry(&property.name.value).or_default().push(derived);
                }
            }
            res
        });
        below.get(name).map_or(&[], |it| it)
    }

    /// Every type that derives from a type, near ones first.
    fn all_below(&self, id: TypeId) -> Vec<TypeId> {
        let mut res = vec![id];
        let mut next = 0;
        // Lowering has broken circles, so that each type is met once.
        while let Some(at) = res.get(next) {
            let more = self.children.get(at).cloned().unwrap_or_default();
            res.extend(more);
            next += 1;
        }
        res.remove(0);
        res
    }

    /// The nearest type below `id` of which all `names` are members.
    pub(super) fn fitting_below(&self, id: TypeId, names: &[&str]) -> Option<TypeId> {
        self.all_below(id).into_iter().find(|it| names.iter().all(|name| self.member(*it, name).is_some()))
    }

    /// The member whose name is written most like `name`.
    pub(super) fn nearest(&self, id: TypeId, name: &str) -> Option<&'a str> {
        let far = name.chars().count() / 3 + 1;
        let lower = name.to_lowercase();
        let all = self.members(id).folded.iter();
        let distances = all.map(|(folded, it)| (distance(&lower, folded, far), &*it.name.value));
        distances.filter(|(distance, _)| *distance < far).min().map(|(_, name)| name)
    }
}

/// How many characters have to be inserted, removed or replaced; not less than `far` if that is reached.
fn distance(a: &str, b: &str, far: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) >= far {
        return far;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (idx, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = idx + 1;
        for (at, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(diagonal + 1).min(row[at] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distances() {
        assert_eq!(distance("displayname", "displayname", 4), 0);
        assert_eq!(distance("dispalyname", "displayname", 4), 2);
        assert_eq!(distance("id", "identifier", 3), 3);
    }
}
