//! Declared steps: entries, properties, actions and functions, casts, keys.

use super::graph::{Edge, EdgeOrigin, Graph, RequestEnd, Target};
use super::{Found, PlaceId, PlaceKind, StepKind, literal, overloads};
use crate::model::http::{Argument, Segment};
use crate::model::{EntryKind, ItemType, ODataOperationId, ODataOperationKind, Primitive, Type, TypeId, TypeKind};

/// The target of a step, and its spelling in the model.
pub(super) struct Implied {
    /// The step as the model spells it.
    pub(super) step: StepKind,
    /// Its target.
    pub(super) edge: Edge,
    /// How the written step was found.
    pub(super) found: Found,
}

impl Implied {
    fn new(step: StepKind, target: Target, found: Found) -> Implied {
        // A different spelling belongs to the written step; a missing cast belongs to the edge.
        let of_edge = if found == Found::WithoutCast { found } else { Found::Declared };
        Implied { step, edge: Edge { target, found: of_edge }, found }
    }
}

impl Graph<'_> {
    /// The declaration of a step. `request_end` is set if the step is the last one of a request.
    pub(super) fn implied(&mut self, at: PlaceId, step: &StepKind, request_end: Option<RequestEnd>) -> Option<Implied> {
        match (self.kind(at).clone(), step) {
            (_, StepKind::ByPath) => Some(self.declared_place(step.clone(), at, EdgeOrigin::Nothing)),
            (PlaceKind::Root, StepKind::Segment(name)) => self.entry(name),
            (PlaceKind::Root, StepKind::Function(name, arguments)) => self.imported(name, arguments),
            (PlaceKind::Collection(ty), StepKind::Key) => self.key(ty),
            (PlaceKind::Collection(ty), StepKind::Keys(names)) => self.keys(ty, names),
            (PlaceKind::Segment { owner, name, is_item: false }, StepKind::Key) => {
                let target = self.place(PlaceKind::Segment { owner, name, is_item: true });
                Some(self.told_place(step.clone(), target))
            }
            (PlaceKind::Segment { owner, name: collection, is_item: false }, StepKind::Segment(name)) => {
                if !literal::is_key(self.model, name) || request_end.is_some_and(RequestEnd::is_action) {
                    return None;
                }
                let item = self.place(PlaceKind::Segment { owner, name: collection, is_item: true });
                Some(Implied::new(StepKind::Key, Target::Place(item, EdgeOrigin::Nothing), Found::LiteralKey))
            }
            (PlaceKind::Segment { .. }, _) => None,
            (PlaceKind::Item(ty), StepKind::Segment(name)) => self.member(ty, name),
            (PlaceKind::Item(ty), StepKind::Function(name, arguments)) => {
                self.odata_operation(ty, false, name, arguments)
            }
            (PlaceKind::Collection(ty), StepKind::Segment(name)) => {
                let declared =
                    self.odata_operation(ty, true, name, &[]).or_else(|| self.cast_step(name, PlaceKind::Collection));
                declared.or_else(|| self.literal_key(ty, name, request_end))
            }
            (PlaceKind::Collection(ty), StepKind::Function(name, arguments)) => {
                self.odata_operation(ty, true, name, arguments)
            }
            (PlaceKind::Item(_) | PlaceKind::Root, StepKind::Key | StepKind::Keys(_)) | (_, StepKind::Values(_)) => {
                None
            }
        }
    }

    fn declared_place(&self, step: StepKind, target: PlaceId, origin: EdgeOrigin) -> Implied {
        Implied::new(step, Target::Place(target, origin), Found::Declared)
    }

    fn told_place(&self, step: StepKind, target: PlaceId) -> Implied {
        let edge = Edge { target: Target::Place(target, EdgeOrigin::Nothing), found: Found::Inferred };
        Implied { step, edge, found: Found::Inferred }
    }

    /// An entity set, a singleton or an import.
    fn entry(&mut self, name: &str) -> Option<Implied> {
        let model = self.model;
        let exact = model.entries.iter().find(|it| it.name.value == name);
        let entry = exact.or_else(|| model.entries.iter().find(|it| it.name.value.eq_ignore_ascii_case(name)))?;
        let found = if entry.name.value == name { Found::Declared } else { Found::Case };
        let kind = match &entry.kind {
            EntryKind::EntitySet(ty) => PlaceKind::Collection(*ty),
            EntryKind::Singleton(ty) => PlaceKind::Item(*ty),
            EntryKind::Import(_) => return self.imported(name, &[]),
        };
        let target = Target::Place(self.place(kind), EdgeOrigin::Nothing);
        Some(Implied::new(StepKind::Segment(entry.name.value.clone()), target, found))
    }

    /// The entity set and the key of `users(userPrincipalName='…')`: a key, or an alternate key, in parentheses.
    pub(super) fn keyed_entry(&self, at: PlaceId, step: &StepKind) -> Option<(StepKind, StepKind)> {
        let (PlaceKind::Root, StepKind::Function(name, arguments)) = (self.kind(at), step) else { return None };
        let entry = self.model.entries.iter().find(|it| it.name.value.eq_ignore_ascii_case(name))?;
        let EntryKind::EntitySet(ty) = entry.kind else { return None };
        let is_meant = |keys: &&[String]| {
            keys.len() == arguments.len() && keys.iter().all(|key| arguments.iter().any(|it| it.name == *key))
        };
        let all = std::iter::once(self.model.keys(ty)).chain(self.model.alternate_keys(ty));
        let keys = all.filter(|it| !it.is_empty()).find(is_meant)?;
        Some((StepKind::Segment(name.clone()), StepKind::Keys(keys.to_vec())))
    }

    /// The collection and the key of `borders({index})`: a placeholder in parentheses after the name of a collection.
    pub(super) fn keyed_items(&mut self, at: PlaceId, segment: &Segment) -> Option<(StepKind, StepKind)> {
        let Segment::Call(name, arguments) = segment else { return None };
        if !literal::is_positional(arguments) {
            return None;
        }
        let set = StepKind::Segment(name.clone());
        let is_key = match self.follow(at, set.clone(), None).ok().map(|(edge, _)| edge.target) {
            Some(Target::Place(_, EdgeOrigin::Function(_))) => false,
            Some(Target::Place(place, _)) => match self.kind(place) {
                PlaceKind::Collection(_) => true,
                PlaceKind::Segment { is_item: false, .. } => literal::is_id(&arguments[0].value),
                _ => false,
            },
            Some(_) => false,
            None => !self.is_closed && literal::is_id(&arguments[0].value),
        };
        is_key.then_some((set, StepKind::Key))
    }

    fn imported(&mut self, name: &str, arguments: &[Argument]) -> Option<Implied> {
        let model = self.model;
        let entry = model.entries.iter().find(|it| it.name.value.eq_ignore_ascii_case(name))?;
        let EntryKind::Import(odata_operation) = &entry.kind else { return None };
        let all = self.unbound.get(odata_operation)?.clone();
        self.overload(&all, &odata_operation.name, Some(&entry.name.value), arguments)
    }

    /// Keys follow collections of entities, or any collection if entity types are known from pages only.
    fn key(&mut self, ty: TypeId) -> Option<Implied> {
        let is_entity = matches!(self.model.type_def(ty).kind, TypeKind::Entity(_));
        if !is_entity && self.is_closed {
            return None;
        }
        let target = self.place(PlaceKind::Item(ty));
        Some(self.declared_place(self.key_step(ty), target, EdgeOrigin::Nothing))
    }

    /// The step from a collection to an item.
    pub(super) fn key_step(&self, ty: TypeId) -> StepKind {
        match self.model.keys(ty) {
            keys if keys.len() > 1 && self.is_closed => StepKind::Keys(keys.to_vec()),
            _ => StepKind::Key,
        }
    }

    /// A key of one property may be written with its name, too.
    fn keys(&mut self, ty: TypeId, names: &[String]) -> Option<Implied> {
        if self.model.keys(ty) == names && names.len() == 1 {
            return self.key(ty);
        }
        let target = self.place(PlaceKind::Item(ty));
        Some(self.declared_place(StepKind::Keys(names.to_vec()), target, EdgeOrigin::Nothing))
    }

    /// `mailFolders/inbox`: a literal key. If the request is a call, the last segment is an undeclared action instead. If only
    /// pages describe members, names like `inbox` may be anything, and only values are keys.
    fn literal_key(&mut self, ty: TypeId, name: &str, request_end: Option<RequestEnd>) -> Option<Implied> {
        let is_entity = matches!(self.model.type_def(ty).kind, TypeKind::Entity(_));
        let is_key = if self.is_closed { is_entity } else { literal::is_key(self.model, name) };
        if !is_key || request_end.is_some_and(RequestEnd::is_action) {
            return None;
        }
        let target = Target::Place(self.place(PlaceKind::Item(ty)), EdgeOrigin::Nothing);
        Some(Implied::new(StepKind::Key, target, Found::LiteralKey))
    }

    /// A segment after an item: an exact match, then a cast, then another case, then a member of a derived type.
    fn member(&mut self, ty: TypeId, name: &str) -> Option<Implied> {
        let by_property = self.property(ty, name);
        if by_property.as_ref().is_some_and(|it| it.found == Found::Declared) {
            return by_property;
        }
        let by_operation = self.odata_operation(ty, false, name, &[]);
        match (by_property, by_operation) {
            (_, Some(odata_operation)) if odata_operation.found <= Found::Arguments => Some(odata_operation),
            (Some(property), _) => Some(property),
            (None, odata_operation) => {
                let by_cast = self.cast_step(name, PlaceKind::Item).or(odata_operation);
                by_cast.or_else(|| self.derived_member(ty, name))
            }
        }
    }

    fn property(&mut self, ty: TypeId, name: &str) -> Option<Implied> {
        let at = self.model.find_property(ty, name)?;
        let spelled = self.model.property(at)?.name.value.clone();
        let found = if spelled == name { Found::Declared } else { Found::Case };
        let target = self.property_target(at)?;
        Some(Implied::new(StepKind::Segment(spelled), target, found))
    }

    /// A member that only derived types declare: URLs often omit the cast.
    fn derived_member(&mut self, ty: TypeId, name: &str) -> Option<Implied> {
        for derived in self.names.derived(ty) {
            let own = self.property(derived, name).or_else(|| self.odata_operation(derived, false, name, &[]));
            if let Some(own) = own {
                return Some(Implied::new(own.step, own.edge.target, Found::WithoutCast));
            }
        }
        None
    }

    fn cast_step(&mut self, segment: &str, kind: fn(TypeId) -> PlaceKind) -> Option<Implied> {
        let ty = self.names.cast(segment)?;
        let target = self.place(kind(ty));
        let step = StepKind::Segment(if self.is_closed {
            self.model.type_def(ty).name.value.to_string()
        } else {
            segment.to_owned()
        });
        Some(self.declared_place(step, target, EdgeOrigin::Nothing))
    }

    /// The target of a property. A property without a structured type ends the path.
    pub(super) fn property_target(&mut self, at: (TypeId, u32)) -> Option<Target> {
        let property = self.model.property(at)?;
        match property.ty.item {
            ItemType::Named(ty) if self.model.type_def(ty).structure().is_some() => {
                let kind = if property.ty.is_collection { PlaceKind::Collection(ty) } else { PlaceKind::Item(ty) };
                Some(Target::Place(self.place(kind), EdgeOrigin::Property(at)))
            }
            ItemType::Primitive(Primitive::Stream) => Some(Target::Stream),
            _ if self.is_closed => Some(Target::Operation),
            _ => None,
        }
    }

    /// An action or function bound to an item (or a collection) of a type or of a base type.
    fn odata_operation(
        &mut self,
        ty: TypeId,
        is_collection: bool,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Implied> {
        let short = name.rsplit('.').next().unwrap_or(name);
        let owners = self.model.lineage(ty);
        let key = short.to_lowercase();
        let all: Vec<_> = owners
            .into_iter()
            .filter_map(|owner| self.bound.get(&(owner, is_collection, key.clone())))
            .flatten()
            .copied()
            .collect();
        self.overload(&all, short, None, arguments)
    }

    /// The best matching overload; ties go to the first one.
    fn overload(
        &mut self,
        all: &[ODataOperationId],
        name: &str,
        import: Option<&str>,
        arguments: &[Argument],
    ) -> Option<Implied> {
        let model = self.model;
        let fit = |id: &ODataOperationId| {
            let odata_operation = model.odata_operation(*id);
            let spelled = if odata_operation.name.value.name == name { Found::Declared } else { Found::Case };
            (spelled.max(overloads::fit(odata_operation, arguments)), overloads::distance(odata_operation, arguments))
        };
        let id = *all.iter().min_by_key(|it| fit(it))?;
        let found = fit(&id).0;
        let odata_operation = model.odata_operation(id);
        let goes_on = odata_operation.kind == ODataOperationKind::Function && odata_operation.is_composable;
        let target = odata_operation.result.as_ref().filter(|_| goes_on).and_then(|it| self.structured_place(it));
        let target = target.map_or(Target::Call(id), |place| Target::Place(place, EdgeOrigin::Function(id)));
        Some(Implied::new(self.spelling(id, import), target, found))
    }

    fn structured_place(&mut self, ty: &Type<TypeId>) -> Option<PlaceId> {
        let ItemType::Named(id) = ty.item else { return None };
        self.model.type_def(id).structure()?;
        Some(self.place(if ty.is_collection { PlaceKind::Collection(id) } else { PlaceKind::Item(id) }))
    }
}
