//! Metadata without prose, one element on each line.

use super::prose;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::fmt::Write;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// An element; names and values as written.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
    text: String,
}

/// The facts of metadata. The order of the elements is kept. An error begins with its line and column.
pub(super) fn facts(xml: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Element::default()];
    loop {
        let start = usize::try_from(reader.buffer_position()).expect("the text is in memory");
        let at = |message: &str| {
            let (line, column) = graphwright::source::line_column(xml, start);
            format!("{line}:{column}: {message}")
        };
        match reader.read_event().map_err(|err| at(&err.to_string()))? {
            Event::Start(tag) => open.push(element(&tag).map_err(|err| at(&err))?),
            Event::Empty(tag) => {
                let element = element(&tag).map_err(|err| at(&err))?;
                close(&mut open, element);
            }
            Event::End(_) => {
                let element = open.pop().expect("the reader checks the names of end tags");
                close(&mut open, element);
            }
            Event::Text(_) | Event::GeneralRef(_) => {
                let end = usize::try_from(reader.buffer_position()).expect("the text is in memory");
                if let Some(element) = open.last_mut() {
                    element.text += &xml[start..end];
                }
            }
            Event::CData(_) => return Err(at("CDATA is not supported")),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_) => {}
            Event::Eof if open.len() > 1 => return Err(at("an element is not closed")),
            Event::Eof => break,
        }
    }
    let mut res = DECLARATION.to_owned();
    open[0].children.iter().for_each(|it| it.write(&mut res, 0));
    Ok(res)
}

fn element(tag: &BytesStart<'_>) -> Result<Element, String> {
    let mut attributes = Vec::new();
    for it in tag.attributes() {
        let it = it.map_err(|err| err.to_string())?;
        // Values that were in single quotes may contain double ones.
        attributes.push((it.key.as_ref().to_owned(), it.value.replace('"', "&quot;")));
    }
    Ok(Element { name: tag.name().as_ref().to_owned(), attributes, ..Element::default() })
}

/// Adds an element to its parent, unless it is prose, or held only prose.
fn close(open: &mut [Element], element: Element) {
    let parent = open.last_mut().expect("the first one is never closed");
    if !element.is_prose() && !element.is_empty_target() {
        parent.children.push(element);
    }
}

impl Element {
    /// The name without its prefix.
    fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or(&self.name)
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(it, _)| it == name).map(|(_, value)| &**value)
    }

    fn is_prose(&self) -> bool {
        let name = match self.local() {
            "Annotation" => self.attribute("Term"),
            "PropertyValue" => self.attribute("Property"),
            name => Some(name).filter(|it| matches!(*it, "Documentation" | "Summary" | "LongDescription")),
        };
        let value = self.attribute("String").unwrap_or_else(|| if self.local() == "String" { &self.text } else { "" });
        name.is_some_and(prose::is_name) || prose::is_sentence(value)
    }

    /// Whether it is a list of annotations without any.
    fn is_empty_target(&self) -> bool {
        self.local() == "Annotations" && self.children.is_empty()
    }

    fn write(&self, res: &mut String, depth: usize) {
        let indent = "  ".repeat(depth);
        let _ = write!(res, "{indent}<{}", self.name);
        for (name, value) in &self.attributes {
            let _ = write!(res, " {name}=\"{value}\"");
        }
        let text = self.text.trim();
        if self.children.is_empty() && text.is_empty() {
            *res += " />\n";
        } else if self.children.is_empty() {
            let _ = writeln!(res, ">{text}</{}>", self.name);
        } else {
            *res += ">\n";
            self.children.iter().for_each(|it| it.write(res, depth + 1));
            let _ = writeln!(res, "{indent}</{}>", self.name);
        }
    }
}
