//! The inputs that errors are planted into, and their findings before.

use super::facts::Facts;
use graphwright::diagnostics::policy::Requested;
use graphwright::diagnostics::{Code, Diagnostics};
use graphwright::input::read;
use graphwright::pipeline::{self, Settings};
use graphwright::service::Service;
use graphwright::source::{FileId, SourceFile, SourceMap};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Which inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Set {
    /// The pages and the metadata of v1.0.
    Pages,
    /// The same with a list of permissions.
    Permissions,
    /// The pages and the metadata of beta, which calls members deprecated.
    Beta,
}

/// A finding, independent of the lines before it: code, file, message and the text of its line.
pub(super) type Key = (Code, FileId, String, String);

/// One set of inputs.
pub(super) struct Loaded {
    /// The texts.
    pub(super) sources: SourceMap,
    /// Their findings.
    pub(super) findings: Diagnostics,
    /// How often each finding occurs.
    pub(super) known: BTreeMap<Key, usize>,
    /// What kinds of errors know about them.
    pub(super) facts: Facts,
    version: &'static str,
}

/// All inputs.
pub(super) struct Sets {
    pages: Loaded,
    permissions: Loaded,
    beta: Loaded,
}

impl Sets {
    /// Reads and checks the inputs, which are below the folder of the corpus.
    pub(super) fn load(corpus: &Path) -> Result<Sets, String> {
        let permissions = [corpus.join("current/permissions-2026-08.json")];
        Ok(Sets {
            pages: Loaded::read(corpus, "v1.0", &[])?,
            permissions: Loaded::read(corpus, "v1.0", &permissions)?,
            beta: Loaded::read(corpus, "beta", &[])?,
        })
    }

    /// One of the sets.
    pub(super) fn get(&self, set: Set) -> &Loaded {
        match set {
            Set::Pages => &self.pages,
            Set::Permissions => &self.permissions,
            Set::Beta => &self.beta,
        }
    }
}

impl Loaded {
    /// Reads and checks the inputs of a version.
    fn read(corpus: &Path, version: &'static str, permissions: &[PathBuf]) -> Result<Loaded, String> {
        let docs = [corpus.join("graph-2021-07/api-reference").join(version)];
        let csdl = [corpus.join(format!("csdl/{version}-2021-07.xml"))];
        if let Some(it) = docs.iter().chain(&csdl).chain(permissions).find(|it| !it.exists()) {
            return Err(format!("the corpus is missing: `{}` does not exist; use `--corpus`", it.display()));
        }
        let sources = read::read(&docs, &csdl, permissions).map_err(|err| err.to_string())?;
        Ok(Loaded::new(sources, version))
    }

    fn new(sources: SourceMap, version: &'static str) -> Loaded {
        let findings = check(&sources, version);
        let mut known = BTreeMap::new();
        findings.iter().for_each(|it| *known.entry(key(&sources, it)).or_default() += 1);
        let facts = Facts::of(&sources);
        Loaded { sources, findings, known, facts, version }
    }

    /// The findings about changed inputs.
    pub(super) fn check(&self, sources: &SourceMap) -> Diagnostics {
        check(sources, self.version)
    }

    /// The inputs with other texts of some files.
    pub(super) fn with(&self, changed: &BTreeMap<FileId, String>) -> SourceMap {
        let file = |(id, it): (FileId, &SourceFile)| match changed.get(&id) {
            Some(text) => SourceFile::new(it.path.clone(), it.name.clone(), it.kind, text.clone()),
            None => it.clone(),
        };
        SourceMap::new(self.sources.iter().map(file).collect())
    }
}

/// The findings about some inputs, also those that are off by default.
fn check(sources: &SourceMap, version: &str) -> Diagnostics {
    let service = &Service::of_version(version);
    pipeline::check_with(sources, &Settings { requested: Requested::all(), ..Settings::of(service) }).diagnostics
}

/// The key of a finding.
pub(super) fn key(sources: &SourceMap, it: &graphwright::diagnostics::Diagnostic) -> Key {
    let file = sources.file(it.primary.span.file);
    let line = &file.text[file.lines_of(it.primary.span.start as usize..it.primary.span.start as usize)];
    (it.code, it.primary.span.file, it.message.clone(), line.trim().to_owned())
}
