//! The names of types and places, and their modules.

use super::ident::{self, precedence, type_name, variant};
use super::letters::Case;
use super::module::unique_module;
use super::requests::{self, RequestName};
use super::responses::{self, ResponseName};
use super::{
    CLOUDS_MODULE, HEADERS_MODULE, PAGES_MODULE, PLACES_MODULE, ROOT_MODULE, RUNTIME_CRATE, SERVERS_MODULE,
    SERVICE_MODULE, report,
};
use crate::analysis::paths::{Call, Paths, Payload, PlaceId, PlaceKind};
use crate::diagnostics::Diagnostics;
use crate::model::{Model, OperationId, TypeId};
use crate::source::Spanned;
use std::collections::{BTreeMap, BTreeSet};

/// The location and the name of an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// The module, which is also its folder: `graph`, `call_records`, `places`.
    pub module: String,
    /// The submodule, which is also its file in that folder.
    pub file: String,
    /// The name.
    pub ident: String,
}

/// Names that are reserved at the root: fixed modules, the runtime, and names of Cargo targets.
const ROOT_FILES: [&str; 11] = [
    PLACES_MODULE,
    ROOT_MODULE,
    PAGES_MODULE,
    SERVICE_MODULE,
    CLOUDS_MODULE,
    SERVERS_MODULE,
    HEADERS_MODULE,
    RUNTIME_CRATE,
    "bin",
    "lib",
    "main",
];

/// The module of a main namespace without a name.
const NAMELESS: &str = "model";

/// The names of types and places.
pub(super) struct Items {
    /// The module of the main namespace.
    pub(super) main_module: String,
    pub(super) types: BTreeMap<TypeId, Item>,
    /// By [`PlaceId`].
    pub(super) places: Vec<Item>,
    /// The requests with optional parameters, by place and index of the call.
    pub(super) requests: BTreeMap<(PlaceId, usize), RequestName>,
    /// The responses that differ by status, by operation.
    pub(super) responses: BTreeMap<OperationId, ResponseName>,
}

/// Names all generated types and places. `has_headers` is whether responses to an operation have typed headers.
pub(super) fn items(
    diagnostics: &mut Diagnostics,
    model: &Model<TypeId>,
    paths: &Paths,
    has_headers: &dyn Fn(OperationId) -> bool,
) -> Items {
    let (main_module, modules) = modules(model, paths);
    let taken = Taken { main_module, ..Taken::default() };
    let mut namer = Namer { modules, taken, types: BTreeMap::new(), places: vec![None; paths.places.len()] };
    let mut types: Vec<TypeId> = paths.types.iter().copied().collect();
    types.sort_by_cached_key(|id| {
        let name = &model.type_def(*id).name.value;
        (&name.namespace, precedence(&name.name))
    });
    // A type `userPath` that is added later does not rename the path of `user`.
    let (paths_last, types): (Vec<TypeId>, Vec<TypeId>) =
        types.into_iter().partition(|id| type_name(&model.type_def(*id).name.value.name).ends_with("Path"));
    types.into_iter().for_each(|id| namer.add_type(diagnostics, model, id));
    namer.add_places(paths, |namer, kind| kind.ty().is_some_and(|it| namer.types.contains_key(&it)));
    paths_last.into_iter().for_each(|id| namer.add_type(diagnostics, model, id));
    namer.add_places(paths, |_, _| true);
    let requests = namer.requests(model, paths, has_headers);
    let responses = namer.responses(paths);
    let places = namer.places.into_iter().flatten().collect();
    Items { main_module: namer.taken.main_module, types: namer.types, places, requests, responses }
}

/// The module of the main namespace, and that of every namespace.
fn modules(model: &Model<TypeId>, paths: &Paths) -> (String, BTreeMap<String, String>) {
    let main = model.namespaces.root();
    let namespaces: BTreeSet<&str> =
        paths.types.iter().map(|it| model.type_def(*it).name.value.namespace.as_str()).collect();
    let mut taken: BTreeSet<String> = ROOT_FILES.into_iter().map(str::to_owned).collect();
    let last = main.rsplit('.').next().filter(|it| !it.is_empty()).unwrap_or(NAMELESS);
    let main_module = unique_module(&mut taken, model.service.module.as_deref().unwrap_or(last), main);
    let mut res = BTreeMap::new();
    for namespace in namespaces {
        let module = if namespace == main {
            main_module.clone()
        } else {
            let rest = namespace.strip_prefix(main).filter(|it| it.starts_with('.')).unwrap_or(namespace);
            unique_module(&mut taken, rest, namespace)
        };
        res.insert(namespace.to_owned(), module);
    }
    (main_module, res)
}

/// Names that are taken.
#[derive(Default)]
struct Taken {
    main_module: String,
    /// By module; all items that are available at the root share one scope.
    idents: BTreeMap<String, BTreeSet<String>>,
    files: BTreeMap<String, BTreeSet<String>>,
}

impl Taken {
    fn ident(&mut self, module: &str, ident: String, qualified: &str) -> (String, bool) {
        let scope =
            if module == self.main_module || matches!(module, PLACES_MODULE | ROOT_MODULE) { "" } else { module };
        ident::unique(self.idents.entry(scope.to_owned()).or_default(), Case::Camel, [ident], qualified)
    }

    fn file(&mut self, module: &str, ident: &str, qualified: &str) -> String {
        unique_module(self.files.entry(module.to_owned()).or_default(), ident, qualified)
    }
}

struct Namer {
    modules: BTreeMap<String, String>,
    taken: Taken,
    types: BTreeMap<TypeId, Item>,
    /// By [`PlaceId`]; `None` if it has no name yet.
    places: Vec<Option<Item>>,
}

impl Namer {
    fn add_type(&mut self, diagnostics: &mut Diagnostics, model: &Model<TypeId>, id: TypeId) {
        let Spanned { value: name, span } = &model.type_def(id).name;
        let module = self.modules[name.namespace.as_str()].clone();
        let wanted = type_name(&name.name);
        let qualified = name.to_string();
        let (ident, is_first) = self.taken.ident(&module, wanted.clone(), &qualified);
        if !is_first {
            report(diagnostics, Spanned::new(&name.name, *span), &qualified, &wanted, &ident);
        }
        let file = self.taken.file(&module, &ident, &qualified);
        self.types.insert(id, Item { module, file, ident });
    }

    /// Names those places of a kind that have no name.
    fn add_places(&mut self, paths: &Paths, is_due: impl Fn(&Namer, &PlaceKind) -> bool) {
        for (idx, place) in paths.places.iter().enumerate() {
            if self.places[idx].is_none() && is_due(self, &place.kind) {
                self.places[idx] = Some(self.place(&place.kind));
            }
        }
    }

    /// The name of a place: its type, or its segment with the names of the previous places.
    fn place(&mut self, kind: &PlaceKind) -> Item {
        let (module, file, wanted) = match kind {
            PlaceKind::Root => return Item { module: ROOT_MODULE.into(), file: String::new(), ident: String::new() },
            PlaceKind::Item(ty) => self.beside(*ty, "Path"),
            PlaceKind::Collection(ty) => self.beside(*ty, "CollectionPath"),
            PlaceKind::Segment { owner, name, is_item } => {
                let owner = self.owner(*owner);
                let item = if *is_item { "Item" } else { "" };
                (
                    PLACES_MODULE.to_owned(),
                    None,
                    format!("{}{}{item}Path", owner.trim_end_matches("Path"), variant(name)),
                )
            }
        };
        let qualified = match kind {
            PlaceKind::Segment { owner, name, .. } => format!("{}/{name}", self.owner(*owner)),
            _ => wanted.clone(),
        };
        let (ident, _) = self.taken.ident(&module, wanted, &qualified);
        let file = file.unwrap_or_else(|| self.taken.file(&module, ident.trim_end_matches("Path"), &qualified));
        Item { module, file, ident }
    }

    /// Names the requests with methods of their own, after their places.
    fn requests(
        &mut self,
        model: &Model<TypeId>,
        paths: &Paths,
        has_headers: &dyn Fn(OperationId) -> bool,
    ) -> BTreeMap<(PlaceId, usize), RequestName> {
        let mut res = BTreeMap::new();
        for (id, place) in (0..).map(PlaceId).zip(&paths.places) {
            for (idx, call) in place.calls.iter().enumerate() {
                let setters = requests::setters(model, call);
                let has_headers = call.reads_headers() && call.operations.first().is_some_and(|it| has_headers(*it));
                if !setters.is_empty() || call.paging.is_some() || has_headers {
                    let ident = self.request(id, call);
                    res.insert((id, idx), RequestName { ident, setters });
                }
            }
        }
        res
    }

    fn request(&mut self, id: PlaceId, call: &Call) -> String {
        self.beside_place(id, call, "Request")
    }

    /// Names the responses that differ by status, after the first call of their operation.
    fn responses(&mut self, paths: &Paths) -> BTreeMap<OperationId, ResponseName> {
        let mut res = BTreeMap::new();
        for (id, place) in (0..).map(PlaceId).zip(&paths.places) {
            for call in &place.calls {
                let (Payload::ByStatus(all), Some(operation)) = (&call.result, call.operations.first()) else {
                    continue;
                };
                if !res.contains_key(operation) {
                    let ident = self.beside_place(id, call, "Response");
                    res.insert(*operation, ResponseName { ident, variants: responses::variants(all) });
                }
            }
        }
        res
    }

    /// The name of a type for a call, in the module of its place.
    fn beside_place(&mut self, id: PlaceId, call: &Call, suffix: &str) -> String {
        let module = self.places[id.0 as usize].as_ref().map_or(ROOT_MODULE, |it| &it.module).to_owned();
        let place = self.owner(id).trim_end_matches("Path").to_owned();
        let wanted = format!("{place}{}{suffix}", variant(requests::word(call)));
        self.taken.ident(&module, wanted, &format!("{place} {} {}", call.method, requests::word(call))).0
    }

    fn owner(&self, id: PlaceId) -> &str {
        self.places.get(id.0 as usize).and_then(Option::as_ref).map_or("", |it| &it.ident)
    }

    fn beside(&self, ty: TypeId, suffix: &str) -> (String, Option<String>, String) {
        let Item { module, file, ident } = self.types[&ty].clone();
        (module, Some(file), ident.trim_end_matches('_').to_owned() + suffix)
    }
}
