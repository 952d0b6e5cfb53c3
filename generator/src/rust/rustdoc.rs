//! Converts the prose of pages to Markdown that rustdoc accepts without warnings.

mod html;
mod link;

pub use link::PublishedPage;
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;

/// Converts Markdown of a page to Markdown that rustdoc accepts without warnings. Relative links are resolved against
/// the published page; without one, only their text is kept.
pub fn rustdoc(markdown: &str, page: Option<&PublishedPage<'_>>) -> String {
    if is_plain(markdown) {
        return markdown.trim_end().to_owned();
    }
    let text = cleaned(markdown);
    let mut unknown = unknown_link;
    let parser = Parser::new_with_broken_link_callback(&text, Options::ENABLE_TABLES, Some(&mut unknown));
    let mut writer = Writer { page, events: Vec::new(), links: Vec::new(), code: None };
    for event in parser {
        writer.event(event);
    }
    writer.written()
}

/// Converts plain text to Markdown that shows it unchanged; URLs become links.
pub fn plain(text: &str) -> String {
    let mut writer = Writer { page: None, events: vec![Event::Start(Tag::Paragraph)], links: Vec::new(), code: None };
    writer.text(text.trim().to_owned().into());
    writer.events.push(Event::End(TagEnd::Paragraph));
    writer.written()
}

/// Whether the text cannot contain markup. Most descriptions are one plain sentence.
fn is_plain(markdown: &str) -> bool {
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || b" .,:;?'\"()/-".contains(&it);
    markdown.starts_with(|it: char| it.is_ascii_alphabetic())
        && markdown.bytes().all(is_plain)
        && !markdown.contains("://")
}

/// Removes or replaces carriage returns, zero-width characters, tabs and includes.
fn cleaned(markdown: &str) -> String {
    let invisible = ['\r', '\u{200b}', '\u{feff}', '\u{200e}', '\u{200f}'];
    let mut res = markdown.replace(invisible, "").replace('\t', "    ");
    for opening in ["[!INCLUDE", "[!include", "[!VIDEO", "[!video"] {
        while let Some(start) = res.find(opening) {
            let end = res[start..].find(['\n']).map_or(res.len(), |it| start + it);
            let close = if opening.eq_ignore_ascii_case("[!include") { ")]" } else { "]" };
            let end = res[start..end].find(close).map_or(end, |it| start + it + close.len());
            res.replace_range(start..end, "");
        }
    }
    res
}

/// The placeholder URL of the label of a note: `[!NOTE]`.
const LABEL: &str = "label:";

/// Treats brackets without a definition as links, to distinguish them from literal brackets.
fn unknown_link<'a>(link: BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let target = if link.reference.starts_with('!') { LABEL } else { "" };
    Some((target.into(), "".into()))
}

/// Writes events.
struct Writer<'a> {
    page: Option<&'a PublishedPage<'a>>,
    events: Vec<Event<'a>>,
    /// For every open link: whether it is written as a link or as text only.
    links: Vec<Opened>,
    /// The text of the open code block.
    code: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    Link,
    Text,
    Label,
}

impl<'a> Writer<'a> {
    fn written(&self) -> String {
        let mut res = String::new();
        // Writing to a string cannot fail.
        let _ = pulldown_cmark_to_cmark::cmark(self.events.iter(), &mut res, Options::ENABLE_TABLES);
        // The writer adds a space before the marks of quotes, and an empty line first.
        let lines = res
            .trim()
            .lines()
            .map(str::trim_end)
            .map(|it| it.strip_prefix(' ').filter(|it| it.starts_with('>')).unwrap_or(it));
        let mut lines: Vec<&str> = lines.collect();
        if lines.first() == Some(&">") {
            lines.remove(0);
        }
        lines.join("\n")
    }

    fn event(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(text),
            Event::Code(text) => self.events.push(Event::Code(text)),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::Rule => {}
            other => self.events.push(other),
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        let tag = match tag {
            Tag::Heading { .. } => {
                self.events.push(Event::Start(Tag::Paragraph));
                Tag::Strong
            }
            Tag::CodeBlock(kind) => {
                self.code = Some(String::new());
                let language = match kind {
                    CodeBlockKind::Fenced(info) if info.trim() == "json" => "json",
                    _ => "text",
                };
                Tag::CodeBlock(CodeBlockKind::Fenced(language.into()))
            }
            Tag::Link { link_type, dest_url, title, id } => {
                let target = link::resolve(&dest_url, self.page);
                let opened = match &target {
                    _ if &*dest_url == LABEL => Opened::Label,
                    Some(_) if !self.links.contains(&Opened::Link) => Opened::Link,
                    _ => Opened::Text,
                };
                self.links.push(opened);
                let _ = (link_type, title);
                match (opened, target) {
                    (Opened::Label, _) => Tag::Strong,
                    (Opened::Link, Some(target)) => Tag::Link {
                        link_type: pulldown_cmark::LinkType::Inline,
                        dest_url: target.into(),
                        title: "".into(),
                        id,
                    },
                    _ => return,
                }
            }
            Tag::HtmlBlock | Tag::Image { .. } => return,
            Tag::BlockQuote(_) => Tag::BlockQuote(None),
            other => other,
        };
        self.events.push(Event::Start(tag));
    }

    fn end(&mut self, tag: TagEnd) {
        let tag = match tag {
            TagEnd::Heading(_) => {
                self.events.push(Event::End(TagEnd::Strong));
                TagEnd::Paragraph
            }
            TagEnd::Link => match self.links.pop() {
                Some(Opened::Link) => TagEnd::Link,
                Some(Opened::Label) => TagEnd::Strong,
                _ => return,
            },
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                self.events.push(Event::Text(code.into()));
                TagEnd::CodeBlock
            }
            TagEnd::HtmlBlock | TagEnd::Image => return,
            TagEnd::BlockQuote(_) => TagEnd::BlockQuote(None),
            other => other,
        };
        self.events.push(Event::End(tag));
    }

    fn text(&mut self, text: CowStr<'a>) {
        if let Some(code) = &mut self.code {
            code.push_str(&text);
        } else if self.links.last() == Some(&Opened::Label) {
            self.events.push(Event::Text(label(&text).into()));
        } else if self.links.contains(&Opened::Link) || !text.contains("://") {
            self.events.push(Event::Text(text));
        } else {
            self.with_urls(&text);
        }
    }

    /// Adds text; URLs in it become links.
    fn with_urls(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = ["http://", "https://"].iter().filter_map(|it| rest.find(it)).min() {
            let end = rest[at..].find(link::ends_url).map_or(rest.len(), |it| at + it);
            let url = rest[at..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '"']);
            self.events.push(Event::Text(rest[..at].to_owned().into()));
            self.events.push(Event::InlineHtml(format!("<{url}>").into()));
            rest = &rest[at + url.len()..];
            if url.ends_with("//") {
                break;
            }
        }
        self.events.push(Event::Text(rest.to_owned().into()));
    }

    fn html(&mut self, html: &str) {
        for piece in html::pieces(html) {
            match piece {
                html::Piece::Text(text) => self.text(Cow::into_owned(text).into()),
                html::Piece::Break => self.events.push(Event::SoftBreak),
                html::Piece::Placeholder(text) => self.events.push(Event::Code(text.to_owned().into())),
            }
        }
    }
}

/// `!NOTE` → `Note:`
fn label(text: &str) -> String {
    let word = text.trim_start_matches('!').to_lowercase();
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| format!("{}{}:", first.to_uppercase(), chars.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{PublishedPage, plain, rustdoc};
    use crate::service::Service;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    fn shown(markdown: &str) -> String {
        let template = |text: &str| Some(text.parse().expect("a template"));
        let service = Service {
            documentation: template("https://docs.example.com/api/{page}?view={version}"),
            concepts: template("https://docs.example.com/{page}"),
            ..Service::default()
        };
        rustdoc(markdown, Some(&PublishedPage { service: &service, version: "v1.0", path: "user-get".to_owned() }))
    }

    #[test]
    fn prose_is_cleaned() {
        for (markdown, expected) in [
            ("A [user](../resources/user.md).", "A [user](https://docs.example.com/api/resources/user?view=1.0)."),
            (
                "[Here](#Top), [there](/a/b.md)",
                "[Here](https://docs.example.com/api/user-get?view=1.0#top), [there](https://docs.example.com/a/b)",
            ),
            (
                "[Concept](/concepts/Query.md#X), [again](../../../concepts/query.md)",
                "[Concept](https://docs.example.com/query#x), [again](https://docs.example.com/query)",
            ),
            ("A [user][] or [group].", "A user or group."),
            ("See https://example.com/a.", "See <https://example.com/a>."),
            ("A `<token>` and <token>.<br/>Next", "A `<token>` and `<token>`.\nNext"),
            ("## Title", "**Title**"),
            ("> [!NOTE]\n> Read this.", "> **Note:**\n> Read this."),
            ("<!-- hidden -->Shown", "Shown"),
            ("[!INCLUDE [x](../includes/x.md)]\n\nText", "Text"),
            (
                "A user's name (\"display name\"): first, last - or both; e.g. one/two? ",
                "A user's name (\"display name\"): first, last - or both; e.g. one/two?",
            ),
        ] {
            assert_eq!(shown(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn without_published_pages_there_are_no_links_to_them() {
        let markdown = "A [user](../resources/user.md), [here](#top), [there](/a), [mail](mailto:a@example.com).";
        assert_eq!(rustdoc(markdown, None), "A user, here, there, [mail](mailto:a@example.com).");
        let page = PublishedPage { service: &Service::default(), version: "", path: "user-get".to_owned() };
        assert_eq!(rustdoc(markdown, Some(&page)), rustdoc(markdown, None));
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        for text in ["a * b [x] <y> _z_ `q` #1 & c", "- one", "1. x", "> x", "A user's name: {id}", "# x", "    x"] {
            let mut shown = String::new();
            for event in Parser::new_ext(&plain(text), Options::ENABLE_TABLES) {
                match event {
                    Event::Text(it) => shown += &it,
                    Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                    other => panic!("{other:?} in {text}"),
                }
            }
            assert_eq!(shown, text.trim());
        }
        assert_eq!(plain("See https://example.com/a."), "See <https://example.com/a>.");
    }

    #[test]
    fn output_is_stable() {
        for markdown in
            ["a * b [x] <y> _z_ `q`", "- one\n- two\n  more", "| a | b |\n|---|---|\n| 1 | 2 |", "1. x\n\n   y"]
        {
            let once = shown(markdown);
            assert_eq!(shown(&once), once, "{markdown}");
        }
    }
}
