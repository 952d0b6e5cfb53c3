//! The names of responses that differ by status.

use super::UNRECOGNIZED;
use crate::analysis::paths::Outcome;
use crate::model::StatusRange;

/// The enum of the responses to a request.
#[derive(Clone, Debug)]
pub struct ResponseName {
    /// Its name.
    pub ident: String,
    /// The variants, in the order of the outcomes.
    pub variants: Vec<String>,
}

/// The variants of all outcomes: statuses are unique.
pub(super) fn variants(outcomes: &[Outcome]) -> Vec<String> {
    outcomes.iter().map(|it| variant(it.statuses)).collect()
}

fn variant(statuses: StatusRange) -> String {
    match statuses {
        StatusRange::Code(code) => reason(code).map_or_else(|| format!("Status{code}"), str::to_owned),
        StatusRange::Class(2) => "Success".to_owned(),
        StatusRange::Class(class) => format!("Status{class}xx"),
        StatusRange::Default => UNRECOGNIZED.to_owned() + "Status",
    }
}

/// The reason phrase of a success (RFC 9110, 15.3; IANA).
fn reason(code: u16) -> Option<&'static str> {
    Some(match code {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritative",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        208 => "AlreadyReported",
        226 => "ImUsed",
        _ => return None,
    })
}
