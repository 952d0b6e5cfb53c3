//! The runtime's names in a generated crate.

use super::{MAIN_MODULE, Names, PLACES_MODULE};
use std::collections::BTreeSet;

/// What the runtime has that programs name often; a type of the API that is called the same comes first. The rest is in the
/// module [`RUNTIME_MODULE`].
const REEXPORTS: [&str; 38] = [
    "Additional",
    "Batch",
    "Binary",
    "Bytes",
    "Change",
    "Client",
    "ClientSecret",
    "Cloud",
    "Collection",
    "Credential",
    "Date",
    "DateTime",
    "Decimal",
    "DeltaLink",
    "DeviceCode",
    "Download",
    "Duration",
    "Error",
    "Extends",
    "Field",
    "Filter",
    "Flags",
    "Guid",
    "Method",
    "Model",
    "Path",
    "Place",
    "Reference",
    "Request",
    "RetryPolicy",
    "StaticToken",
    "StringEnum",
    "TimeOfDay",
    "Untyped",
    "Update",
    "Upload",
    "Value",
    "json",
];

/// The name of the runtime in generated code, short so that lines fit. No module at the root has it.
pub const RUNTIME_CRATE: &str = "rt";

/// The whole runtime, unless a namespace of the API is called so.
pub const RUNTIME_MODULE: &str = "runtime";

impl Names {
    /// The runtime's items that are known at the crate's root: those whose names nothing else has there.
    pub fn reexports(&self) -> impl Iterator<Item = &'static str> {
        let is_root = |module: &str| matches!(module, MAIN_MODULE | PLACES_MODULE);
        let items = self.items().filter(|it| is_root(&it.module));
        let taken: BTreeSet<&str> = items.map(|it| it.ident.as_str()).collect();
        let free: Vec<&'static str> = REEXPORTS.into_iter().filter(|it| !taken.contains(it)).collect();
        free.into_iter()
    }
}
