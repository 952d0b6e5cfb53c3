//! The long text about a code: a section of `docs/codes.md`.

use super::Code;

/// The document, which `cargo xtask codes` writes.
const CODES: &str = include_str!("codes.md");

impl Code {
    /// The section of `docs/codes.md`, as plain text.
    pub fn section(self) -> &'static str {
        let heading = format!("\n## {}\n\n", self.number());
        let start = CODES.find(&heading).map(|it| it + heading.len());
        let section = start.map_or(self.explanation(), |it| &CODES[it..]);
        // Examples may contain headings.
        section.find("\n## G").map_or(section, |end| &section[..end]).trim()
    }

    /// The address of the section, if the address of the repository is known.
    pub fn url(self) -> Option<String> {
        let repository = Some(env!("CARGO_PKG_REPOSITORY")).filter(|it| !it.is_empty())?;
        Some(format!("{repository}/blob/main/docs/codes.md#{}", self.number().to_lowercase()))
    }

    /// How to silence findings of this code, or to show them if they are off by default.
    pub fn silencing(self) -> String {
        let number = self.number();
        if self.is_off() {
            return format!(
                "Off by default. To see it: `--warn {number}` or `{number} = \"warn\"` below `[lints]` in `graphwright.toml`."
            );
        }
        let everywhere = format!("`--allow {number}` or `{number} = \"allow\"` below `[lints]` in `graphwright.toml`");
        match self {
            // Comments in JSON and YAML are not read.
            _ if number.starts_with("G08") => format!("To silence it: {everywhere}."),
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
