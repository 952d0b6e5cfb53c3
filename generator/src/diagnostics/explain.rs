//! The long text about a code: a section of `docs/codes.md`.

use super::Code;

/// The document, which `cargo xtask codes` writes.
const CODES: &str = include_str!("../../../docs/codes.md");

impl Code {
    /// The section of `docs/codes.md`, as plain text.
    pub fn section(self) -> &'static str {
        let heading = format!("\n## {}\n\n", self.number());
        let start = CODES.find(&heading).map(|it| it + heading.len());
        let section = start.map_or(self.explanation(), |it| &CODES[it..]);
        section.find("\n## ").map_or(section, |end| &section[..end]).trim()
    }

    /// The address of the section, if the address of the repository is known.
    pub fn url(self) -> Option<String> {
        let repository = Some(env!("CARGO_PKG_REPOSITORY")).filter(|it| !it.is_empty())?;
        Some(format!("{repository}/blob/main/docs/codes.md#{}", self.number().to_lowercase()))
    }

    /// Why findings of this kind matter, by topic.
    pub fn consequence(self) -> &'static str {
        match &self.number()[..3] {
            "G01" => {
                "Why it matters: readers and tools see a different page than the author intended, or a part of the page is \
                 missing from the model, the generated crate and its documentation."
            }
            "G02" => {
                "Why it matters: types and properties become types and fields of generated crates. If their description is \
                 incomplete or contradictory, a field is missing, or has a type that values of the service do not fit."
            }
            "G03" => {
                "Why it matters: request lines, responses, permissions and examples become request functions. Readers copy \
                 examples: one that contradicts the reference fails when it is sent."
            }
            "G04" => "Why it matters: the name in the generated crate differs from the name in the reference.",
            "G05" => "Why it matters: stale comments and baselines hide findings that should be shown.",
            "G06" => {
                "Why it matters: metadata decides the names and types of generated crates. A part that cannot be read is \
                 missing from them."
            }
            _ => {
                "Why it matters: the page and the metadata contradict each other, so one of them misleads its readers. \
                 Programs that follow the page may fail."
            }
        }
    }

    /// How to silence findings of this code.
    pub fn silencing(self) -> String {
        let number = self.number();
        let everywhere = format!("`--allow {number}` or `{number} = \"allow\"` below `[lints]` in `graphwright.toml`");
        match self {
            Code::BaselineUnused | Code::TocMalformed | Code::TocEntry | Code::FileUnreadable => {
                format!("To silence it: {everywhere}.")
            }
            Code::MetadataMalformed | Code::MetadataEmpty | Code::MetadataVersion => {
                format!("To silence it: {everywhere}. `generate` and `export` still refuse such metadata.")
            }
            _ => format!("To silence it: `<!-- graphwright: allow({number}) reason -->` in the file, {everywhere}."),
        }
    }
}
