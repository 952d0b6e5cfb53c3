//! Dependencies between modules.

use super::modules::Crate;

/// A module names an item of another one.
#[derive(Debug)]
pub(super) struct Edge {
    /// Names from the root of the crate.
    pub(super) from: Vec<String>,
    /// The module that defines the item; the root of the crate has no names.
    pub(super) to: Vec<String>,
    /// The file of the module that uses it, from the root of the repository.
    pub(super) file: String,
    /// The path, as written.
    pub(super) path: String,
}

/// All edges between different modules of one crate.
///
/// An edge is a written path: method calls on a value are not edges, but the import of its type is.
pub(super) fn edges(krate: &Crate) -> Vec<Edge> {
    let of_module = |from: usize| {
        let module = &krate.modules[from];
        module.uses.paths.iter().filter_map(move |path| {
            let to = krate.resolve(from, path)?.module();
            let (from, to) = (module.names.clone(), krate.modules[to].names.clone());
            (from != to).then(|| Edge { from, to, file: module.file.clone(), path: path.join("::") })
        })
    };
    (0..krate.modules.len()).flat_map(of_module).collect()
}
