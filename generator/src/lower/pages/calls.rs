//! Which requests call an action or a function: determined by URL, body, result and title.

use super::{Ctx, DefId};
use crate::input::page::{Operation, Page, Property as Row, Request};
use crate::model::http::{Method, Segment};
use crate::model::{Type, Unresolved};
use crate::spelling::singulars;

/// The first words of titles that create an item of a collection.
const CREATING: &[&str] = &["create", "add", "post", "new", "upload", "publish", "invite"];

/// The first words of names of actions. Items of collections have other names.
const VERBS: &[&str] = &[
    "accept", "activate", "add", "apply", "approve", "assign", "attach", "cancel", "check", "clear", "clone",
    "convert", "copy", "create", "delete", "enable", "evaluate", "export", "find", "forward", "generate", "get",
    "grant", "import", "install", "invite", "move", "post", "publish", "register", "remove", "reply", "send", "set",
    "share", "start", "submit", "update", "upload", "validate",
];

/// The facts of a page, except for its URLs, that show whether its requests are calls.
pub(super) struct Evidence<'a> {
    title: String,
    /// The type of the result.
    result: Option<&'a str>,
    /// Whether the body consists of parameters: most rows are not members of the result.
    pub(super) has_parameters: bool,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(
        ctx: &Ctx<'_>,
        page: &Page,
        operation: &Operation,
        response: Option<&'a Type<Unresolved>>,
    ) -> Evidence<'a> {
        let result = response.and_then(|it| it.item.named());
        let rows = &operation.body.properties;
        Evidence {
            title: page.title.value.to_lowercase(),
            has_parameters: result.and_then(|it| ctx.find(it)).is_some_and(|id| are_foreign(ctx, id, rows)),
            result: result.map(|it| it.name.name.as_str()),
        }
    }

    /// Whether a request calls an action or a function.
    pub(super) fn is_call(&self, request: &Request) -> bool {
        let name = match request.url.value.segments.last() {
            Some(Segment::Call(..)) => return true,
            Some(Segment::Literal(name)) if !name.starts_with('$') => name.rsplit('.').next().unwrap_or(name),
            _ => return false,
        };
        match request.method.value {
            Method::Get => self.is_title(name),
            Method::Post => self.is_title(name) || self.is_action(name),
            _ => false,
        }
    }

    /// Whether the title names the action or function: `sendMail`, `user: sendMail`, `assign action`.
    fn is_title(&self, name: &str) -> bool {
        let title = &self.title;
        let title = title.strip_suffix(" action").or_else(|| title.strip_suffix(" function")).unwrap_or(title);
        let name = name.to_lowercase();
        title == name || title.strip_suffix(&name).is_some_and(|it| it.ends_with(": "))
    }

    /// Whether a POST calls an action. A title like *Create a link* is the weakest evidence: it also describes
    /// `POST …/createLink`.
    fn is_action(&self, name: &str) -> bool {
        if self.result.is_some_and(|it| are_items(name, it)) {
            return false;
        }
        let verb = self.title.split_whitespace().next().unwrap_or_default();
        !CREATING.contains(&verb) || VERBS.contains(&first_word(name)) || self.has_parameters
    }
}

/// Whether a segment is named after the items of its collection: `charts`, with items of the type `workbookChart`.
fn are_items(segment: &str, ty: &str) -> bool {
    let (segment, ty) = (segment.to_lowercase(), ty.to_lowercase());
    segment == ty || singulars(&segment).any(|it| ty.ends_with(&it))
}

/// The first word of a name in camel case.
fn first_word(name: &str) -> &str {
    let end = name.char_indices().skip(1).find(|(_, it)| !it.is_ascii_lowercase()).map_or(name.len(), |(idx, _)| idx);
    &name[..end]
}

/// Whether most rows are not members of a type, nor of a type that is derived from it.
fn are_foreign(ctx: &Ctx<'_>, id: DefId, rows: &[Row]) -> bool {
    let are_foreign = |ids: &[DefId]| rows.iter().filter(|row| !is_member(ctx, ids, row)).count() * 2 > rows.len();
    is_described(ctx, id) && are_foreign(&[id]) && are_foreign(&ctx.types.with_derived(id))
}

/// Whether pages list members of a type or of its base types.
fn is_described(ctx: &Ctx<'_>, id: DefId) -> bool {
    ctx.types.with_bases(id).any(|it| ctx.types.get(it).structure().is_some_and(|it| !it.properties.is_empty()))
}

/// Whether one of several types, or a base type of theirs, has the member of a row.
fn is_member(ctx: &Ctx<'_>, types: &[DefId], row: &Row) -> bool {
    let name = row.name.value.split('@').next().unwrap_or_default();
    let has = |id| {
        let structure = ctx.types.get(id).structure();
        structure.is_some_and(|it| it.properties.iter().any(|it| it.name.value.eq_ignore_ascii_case(name)))
    };
    types.iter().any(|it| ctx.types.with_bases(*it).any(has))
}
