//! How the API uses each type and place: looked up by the documentation of items.

use crate::analysis::paths::{Origins, Paths, PlaceId, PlaceKind, Routes};
use crate::model::{ItemType, Model, ODataOperationId, TypeId};
use std::collections::{BTreeMap, BTreeSet};

/// The uses of all types and places, in the order of the model.
pub(super) struct Usage {
    /// URLs of places.
    pub(super) routes: Routes,
    /// The properties and entry points by which places are reached.
    pub(super) origins: Origins,
    /// The types that bodies of requests in OpenAPI descriptions consist of.
    pub(super) sent: BTreeSet<TypeId>,
    /// By type: the properties that hold it.
    pub(super) holders: BTreeMap<TypeId, Vec<(TypeId, u32)>>,
    /// By type: the actions and functions that return it.
    pub(super) returned: BTreeMap<TypeId, Vec<ODataOperationId>>,
    /// By type: the action of which it holds the parameters.
    pub(super) bodies: BTreeMap<TypeId, ODataOperationId>,
    /// By type: the types that derive from it directly.
    pub(super) children: BTreeMap<TypeId, Vec<TypeId>>,
    /// By type: its place as one item, and as a collection.
    pub(super) places: BTreeMap<TypeId, Vec<PlaceId>>,
    /// The security schemes of all operations.
    pub(super) schemes: BTreeSet<String>,
}

impl Usage {
    pub(super) fn new(model: &Model<TypeId>, paths: &Paths) -> Usage {
        let mut res = Usage {
            routes: Routes::new(model, paths),
            origins: Origins::new(paths),
            sent: sent(model),
            holders: BTreeMap::new(),
            returned: BTreeMap::new(),
            bodies: BTreeMap::new(),
            children: BTreeMap::new(),
            places: BTreeMap::new(),
            schemes: BTreeSet::new(),
        };
        res.add_types(model, paths);
        res.add_odata_operations(model);
        let alternatives = model.operations.iter().filter_map(|it| it.contract.as_ref()?.security.as_ref()).flatten();
        res.schemes = alternatives.flatten().map(|it| it.name.clone()).collect();
        for (id, place) in (0..).map(PlaceId).zip(&paths.places) {
            if let PlaceKind::Item(ty) | PlaceKind::Collection(ty) = place.kind {
                res.places.entry(ty).or_default().push(id);
            }
        }
        res
    }

    fn add_types(&mut self, model: &Model<TypeId>, paths: &Paths) {
        for id in &paths.types {
            let Some(structure) = model.type_def(*id).structure() else { continue };
            if let Some(base) = structure.base {
                self.children.entry(base).or_default().push(*id);
            }
            for (idx, property) in (0..).zip(&structure.properties) {
                if let ItemType::Named(ty) = property.ty.item {
                    self.holders.entry(ty).or_default().push((*id, idx));
                }
            }
        }
    }

    fn add_odata_operations(&mut self, model: &Model<TypeId>) {
        for (id, it) in (0..).map(ODataOperationId).zip(&model.odata_operations) {
            if let Some(ItemType::Named(ty)) = it.result.as_ref().map(|it| &it.item) {
                self.returned.entry(*ty).or_default().push(id);
            }
            if let Some(ty) = it.body {
                self.bodies.insert(ty, id);
            }
        }
    }
}

/// The types of bodies, and all types that these refer to.
fn sent(model: &Model<TypeId>) -> BTreeSet<TypeId> {
    let contracts = model.operations.iter().filter_map(|it| it.contract.as_ref());
    let bodies = contracts.flat_map(|it| &it.bodies).filter_map(|it| it.ty.as_ref()?.item.innermost());
    let mut open: Vec<TypeId> = bodies.copied().collect();
    let mut res = BTreeSet::new();
    while let Some(id) = open.pop() {
        if res.insert(id) {
            open.extend(model.type_def(id).references());
        }
    }
    res
}
