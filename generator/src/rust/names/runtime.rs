//! Names of runtime items in a generated crate.

use super::Names;
use std::collections::BTreeSet;

/// The most used items of the runtime, which are re-exported at the root; a type of the API with the same name takes
/// precedence. Other items are in the module [`RUNTIME_MODULE`].
const REEXPORTS: [&str; 37] = [
    "Additional",
    "Batch",
    "Binary",
    "Bytes",
    "Change",
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

/// The name of the runtime in generated code, short so that lines fit. No module at the root has this name.
pub const RUNTIME_CRATE: &str = "rt";

/// The module of the whole runtime, unless a namespace of the API has this name.
pub const RUNTIME_MODULE: &str = "runtime";

/// The type of the service's client, in the module of the service and at the root.
pub const CLIENT: &str = "Client";

impl Names {
    /// Whether the client is re-exported at the crate's root.
    pub fn reexports_client(&self) -> bool {
        !self.items().any(|it| self.is_at_root(&it.module) && it.ident == CLIENT)
    }

    /// The runtime items that are re-exported at the crate's root: those whose names are free.
    pub fn reexports(&self) -> impl Iterator<Item = &'static str> {
        let items = self.items().filter(|it| self.is_at_root(&it.module)).map(|it| it.ident.as_str());
        let requests = self.requests.values().map(|it| it.ident.as_str());
        let responses = self.responses.values().map(|it| it.ident.as_str());
        let taken: BTreeSet<&str> = items.chain(requests).chain(responses).collect();
        let free: Vec<&'static str> = REEXPORTS.into_iter().filter(|it| !taken.contains(it)).collect();
        free.into_iter()
    }
}
