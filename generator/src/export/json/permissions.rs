//! The permissions of an operation as JSON.

use super::view::{At, Ctx, Word};
use crate::model::permission::{Alternative, Caller, Permissions, Requirement};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct CallerView<'a> {
    caller: &'static str,
    requirements: Vec<RequirementView<'a>>,
}

#[derive(Serialize)]
struct RequirementView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<At<'a>>,
    alternatives: Vec<Vec<Word<'a>>>,
}

impl<'a> Ctx<'a> {
    pub(super) fn permissions(self, it: &'a Permissions) -> Vec<CallerView<'a>> {
        let view = |(caller, all): (&Caller, &'a Vec<Requirement>)| CallerView {
            caller: match caller {
                Caller::DelegatedWork => "delegatedWork",
                Caller::DelegatedPersonal => "delegatedPersonal",
                Caller::Application => "application",
            },
            requirements: all.iter().map(|it| self.requirement(it)).collect(),
        };
        it.callers.iter().map(view).collect()
    }

    fn requirement(self, it: &'a Requirement) -> RequirementView<'a> {
        let words = |it: &'a Alternative| it.names.iter().map(|it| self.word(it)).collect();
        RequirementView {
            subject: it.subject.as_ref().map(|it| it.value.as_str()),
            at: it.subject.as_ref().map(|it| self.at(it.span)),
            alternatives: it.alternatives.iter().map(words).collect(),
        }
    }
}
