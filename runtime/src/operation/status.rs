//! Responses of monitors.

use crate::Error;
use crate::raw::without_mark;
use crate::request::read_json;
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::fmt;

/// The status of an operation, according to the last response.
#[derive(Clone)]
pub struct MonitorStatus {
    is_done: bool,
    text: Option<String>,
    percentage: Option<f64>,
    resource_id: Option<String>,
    resource_location: Option<String>,
    body: Bytes,
}

impl MonitorStatus {
    pub(super) fn done(body: &Bytes) -> MonitorStatus {
        MonitorStatus { is_done: true, body: body.clone(), ..MonitorStatus::running() }
    }

    pub(super) fn running() -> MonitorStatus {
        MonitorStatus {
            is_done: false,
            text: None,
            percentage: None,
            resource_id: None,
            resource_location: None,
            body: Bytes::new(),
        }
    }

    pub(super) fn at(self, location: Option<String>) -> MonitorStatus {
        MonitorStatus { resource_location: location, ..self }
    }

    /// Whether the operation is complete. (A failure is an [`Error`].)
    pub fn is_done(&self) -> bool {
        self.is_done
    }

    /// The status as named by the service: `inProgress`, `completed`, `skipped`.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The progress in percent.
    pub fn percentage(&self) -> Option<f64> {
        self.percentage
    }

    /// The id of the resource that the operation created or changed.
    pub fn resource_id(&self) -> Option<&str> {
        self.resource_id.as_deref()
    }

    /// The absolute URL of the resource that the operation created or changed.
    pub fn resource_location(&self) -> Option<&str> {
        self.resource_location.as_deref()
    }

    /// Reads the response as a type of the API: `PrinterCreateOperation`.
    ///
    /// # Errors
    /// Fails if the response does not match the type: [`Error::is_decode`].
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        read_json(&self.body).map_err(|err| Error::decode(http::Response::new(self.body.clone()), &err))
    }
}

impl fmt::Debug for MonitorStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MonitorStatus")
            .field("is_done", &self.is_done)
            .field("text", &self.text)
            .field("percentage", &self.percentage)
            .finish_non_exhaustive()
    }
}

/// The values of the service's status enums, in lower case.
const SUCCEEDED: [&str; 5] = ["completed", "succeeded", "success", "partiallysucceeded", "skipped"];
const FAILED: [&str; 8] =
    ["failed", "failure", "deletefailed", "submissionfailed", "cancelled", "canceled", "invalid", "timedout"];
const RUNNING: [&str; 10] = [
    "notstarted",
    "inprogress",
    "running",
    "waiting",
    "updating",
    "deletepending",
    "pending",
    "queued",
    "accepted",
    "unspecified",
];

/// Members that identify a status report.
const OF_REPORTS: [&str; 8] = [
    "percentageComplete",
    "percentComplete",
    "percentProgress",
    "resourceLocation",
    "targetResourceLocation",
    "statusDescription",
    "statusDetail",
    "lastActionDateTime",
];

/// Recognizes a status report, in one of the forms that services use. Other bodies are results.
pub(super) struct Report {
    members: Map<String, Value>,
    word: String,
}

impl Report {
    pub(super) fn read(body: &[u8]) -> Option<Report> {
        let members: Map<String, Value> = serde_json::from_slice(without_mark(body)).ok()?;
        let word = word(members.get("status")?)?.to_owned();
        let lower = word.to_ascii_lowercase();
        let is_known = [&SUCCEEDED[..], &FAILED, &RUNNING].iter().any(|it| it.contains(&lower.as_str()));
        let is_report = is_known || OF_REPORTS.iter().any(|it| members.contains_key(*it));
        is_report.then_some(Report { members, word })
    }

    fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|it| it.eq_ignore_ascii_case(&self.word))
    }

    fn text(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|it| self.members.get(*it)?.as_str()).filter(|it| !it.is_empty())
    }

    /// Returns the reason if the operation failed, as an OData error.
    pub(super) fn failure(&self) -> Option<Value> {
        if !self.is_one_of(&FAILED) {
            return None;
        }
        let told = ["error", "resultInfo"].iter().find_map(|it| self.members.get(*it).filter(|it| it.is_object()));
        if let Some(error) = told {
            return Some(error.clone());
        }
        let message = self
            .text(&["statusDescription", "statusDetail"])
            .or_else(|| self.members.get("status")?.get("description")?.as_str());
        let code = self.text(&["errorCode"]).unwrap_or(&self.word);
        Some(json!({ "code": code, "message": message }))
    }

    pub(super) fn location(&self) -> Option<&str> {
        self.text(&["resourceLocation", "targetResourceLocation"])
    }

    pub(super) fn status(&self, body: &Bytes) -> MonitorStatus {
        MonitorStatus {
            is_done: self.is_one_of(&SUCCEEDED),
            text: Some(self.word.clone()),
            percentage: self.percentage(),
            resource_id: self.text(&["resourceId", "targetResourceId"]).map(str::to_owned),
            resource_location: None,
            body: body.clone(),
        }
    }

    /// A number; OneNote sends it as a string.
    fn percentage(&self) -> Option<f64> {
        let value =
            ["percentageComplete", "percentComplete", "percentProgress"].iter().find_map(|it| self.members.get(*it))?;
        value.as_f64().or_else(|| value.as_str()?.trim_end_matches('%').parse().ok())
    }
}

/// The status as text. Printers send an object with this text.
fn word(status: &Value) -> Option<&str> {
    status.as_str().or_else(|| status.get("state").or_else(|| status.get("processingState"))?.as_str())
}
