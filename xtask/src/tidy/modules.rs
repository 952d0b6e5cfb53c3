//! The modules of one crate, and path resolution in each.

use super::sources::Sources;
use super::uses::Uses;
use syn::Item;

/// One crate: its library, its program, or both.
pub(super) struct Crate {
    /// The name of the library in programs of the package.
    library: String,
    /// In order of declaration; a parent is before its children.
    pub(super) modules: Vec<Module>,
}

/// A file, or a module that is written inside one.
pub(super) struct Module {
    /// Names from the root of the crate; none for the root.
    pub(super) names: Vec<String>,
    /// The path of the file, from the root of the repository.
    pub(super) file: String,
    pub(super) uses: Uses,
    parent: Option<usize>,
    children: Vec<(String, usize)>,
}

/// The target of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Target {
    Module(usize),
    /// An item, and the module that defines it.
    Item(usize),
}

impl Target {
    pub(super) fn module(self) -> usize {
        let (Self::Module(it) | Self::Item(it)) = self;
        it
    }
}

/// A limit for re-exports of re-exports.
const MAX_DEPTH: usize = 16;

impl Crate {
    /// Parses the modules that the root files declare. Like rustc, it ignores other files.
    pub(super) fn parse(sources: &Sources, library: &str) -> Result<Self, String> {
        let mut res = Self { library: library.to_owned(), modules: Vec::new() };
        for root in ["lib.rs", "main.rs"] {
            if sources.files.contains_key(root) {
                res.add_file(sources, root, Vec::new(), None)?;
            }
        }
        Ok(res)
    }

    fn add_file(
        &mut self,
        sources: &Sources,
        path: &str,
        names: Vec<String>,
        parent: Option<usize>,
    ) -> Result<usize, String> {
        let file = format!("{}/{path}", sources.folder);
        let text = sources.files.get(path).ok_or_else(|| format!("{file} is declared and missing"))?;
        let items = syn::parse_file(text).map_err(|err| format!("{file}: {err}"))?.items;
        self.add(sources, file, items, names, parent)
    }

    fn add(
        &mut self,
        sources: &Sources,
        file: String,
        items: Vec<Item>,
        names: Vec<String>,
        parent: Option<usize>,
    ) -> Result<usize, String> {
        let mut uses = Uses::of(items);
        let (files, inline) = (std::mem::take(&mut uses.files), std::mem::take(&mut uses.inline));
        let id = self.modules.len();
        self.modules.push(Module { names: names.clone(), file: file.clone(), uses, parent, children: Vec::new() });
        let below = |name: &String| [names.as_slice(), std::slice::from_ref(name)].concat();
        for name in files {
            let child = self.add_file(sources, &format!("{}.rs", below(&name).join("/")), below(&name), Some(id))?;
            self.modules[id].children.push((name, child));
        }
        for (name, items) in inline {
            let child = self.add(sources, file.clone(), items, below(&name), Some(id))?;
            self.modules[id].children.push((name, child));
        }
        Ok(id)
    }

    /// Resolves a path in a module to the module that defines the item, through re-exports. `None` if that is in another
    /// crate.
    pub(super) fn resolve(&self, from: usize, path: &[String]) -> Option<Target> {
        self.resolve_at(from, path, 0)
    }

    fn resolve_at(&self, from: usize, path: &[String], depth: usize) -> Option<Target> {
        if depth > MAX_DEPTH {
            return None;
        }
        let (first, rest) = path.split_first()?;
        let mut res = match first.as_str() {
            "crate" => Target::Module(self.root(from)),
            "self" => Target::Module(from),
            "super" => Target::Module(self.modules[from].parent?),
            name if name == self.library && self.root(from) != 0 => Target::Module(0),
            name => self.lookup(from, name, !rest.is_empty(), depth)?,
        };
        for (idx, name) in rest.iter().enumerate() {
            // The rest of the path is a variant or an associated item.
            let Target::Module(module) = res else { break };
            res = match name.as_str() {
                "super" => Target::Module(self.modules[module].parent?),
                // An item that is not found is defined by a macro, or re-exported from another crate.
                name => self.lookup(module, name, idx + 1 < rest.len(), depth).unwrap_or(Target::Item(module)),
            };
        }
        Some(res)
    }

    /// Resolves a name in a module. A module and a function can share a name; `is_module` selects one of them.
    fn lookup(&self, module: usize, name: &str, is_module: bool, depth: usize) -> Option<Target> {
        let Module { uses, children, .. } = &self.modules[module];
        let child = children.iter().find(|(it, _)| it == name).map(|(_, it)| Target::Module(*it));
        let item = uses.items.contains(name).then_some(Target::Item(module));
        let declared = if is_module { child.or(item) } else { item.or(child) };
        let imported = || self.resolve_at(module, uses.imports.get(name)?, depth + 1);
        let by_glob = || {
            uses.globs.iter().find_map(|glob| match self.resolve_at(module, glob, depth + 1)? {
                Target::Module(it) if it != module => self.lookup(it, name, is_module, depth + 1),
                _ => None,
            })
        };
        declared.or_else(imported).or_else(by_glob).or_else(|| self.exported_macro(module, name))
    }

    /// Exported macros are at the root.
    fn exported_macro(&self, module: usize, name: &str) -> Option<Target> {
        let is_root = self.modules[module].parent.is_none();
        let defines = |it: &Module| it.uses.exported_macros.contains(name);
        self.modules.iter().position(defines).filter(|_| is_root).map(Target::Item)
    }

    fn root(&self, mut module: usize) -> usize {
        while let Some(parent) = self.modules[module].parent {
            module = parent;
        }
        module
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_where_items_are_defined() {
        let files = [
            ("lib.rs", "pub mod a; mod b; pub use a::inner::Deep; pub mod macros { pub use crate::b::helper; }"),
            (
                "a.rs",
                "pub mod inner; pub mod lower; pub use self::inner::*; pub fn lower() {} pub use other::External;",
            ),
            ("a/inner.rs", "pub struct Deep; enum Kind { A }"),
            ("a/lower.rs", "pub fn go() {}"),
            ("b.rs", "use crate::a; fn helper() {} #[macro_export] macro_rules! shown { () => {} }"),
            ("main.rs", "mod cli;"),
            ("cli.rs", "use demo::Deep;"),
        ];
        let krate = Crate::parse(&Sources::planted("demo/src", files), "demo").expect("valid");
        let at = |file: &str| {
            let file = format!("demo/src/{file}");
            krate.modules.iter().position(|it| it.file == file).expect("declared")
        };
        let target = |from: &str, path: &str| {
            let path: Vec<_> = path.split("::").map(str::to_owned).collect();
            krate.resolve(at(from), &path).map(|it| krate.modules[it.module()].file.trim_start_matches("demo/src/"))
        };
        assert_eq!(target("b.rs", "crate::Deep"), Some("a/inner.rs"));
        assert_eq!(target("b.rs", "a::Deep::new"), Some("a/inner.rs"));
        assert_eq!(target("b.rs", "a::lower::go"), Some("a/lower.rs"));
        assert_eq!(target("b.rs", "a::lower"), Some("a.rs"));
        assert_eq!(target("a/inner.rs", "super::super::b::helper"), Some("b.rs"));
        assert_eq!(target("a.rs", "crate::macros::helper"), Some("b.rs"));
        assert_eq!(target("a.rs", "crate::shown"), Some("b.rs"));
        assert_eq!(target("b.rs", "a::External"), Some("a.rs"));
        assert_eq!(target("a/inner.rs", "Kind::A"), Some("a/inner.rs"));
        assert_eq!(target("cli.rs", "demo::Deep"), Some("a/inner.rs"));
        assert_eq!(target("cli.rs", "crate::cli::x"), Some("cli.rs"));
        assert_eq!(target("b.rs", "std::fmt"), None);
    }
}
