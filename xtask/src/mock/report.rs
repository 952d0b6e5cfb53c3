//! What came of the requests.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

/// The most characters of a body in a report.
const MAX_BODY: usize = 300;

/// The result of a request.
#[derive(Deserialize)]
pub(super) struct Line {
    id: usize,
    seen: Option<Seen>,
    error: Option<String>,
}

/// The request, and what the server says about it.
#[derive(Deserialize)]
struct Seen {
    request: String,
    media_type: Option<String>,
    body: Option<String>,
    answer: String,
    status: u16,
    violations: Option<Vec<Violation>>,
}

/// A violation of the description.
#[derive(Deserialize)]
struct Violation {
    /// The part of the message: `query`, `response`.
    #[serde(default)]
    location: Vec<String>,
    severity: String,
    message: String,
}

/// The problems of all requests of a description.
#[derive(Default)]
pub(super) struct Report {
    n_requests: usize,
    pub(super) problems: Vec<String>,
    /// The numbers of violations that are limits of the server.
    limits: BTreeMap<&'static str, usize>,
    /// The number of responses that are not valid: the server answers with examples of the description.
    n_invalid_answers: usize,
}

impl Report {
    /// Reads the results of requests with these names. `is_invalid`: whether a response to a request, by its number, contradicts
    /// the description.
    pub(super) fn new(lines: &[Line], names: &[String], is_invalid: impl Fn(usize, &str) -> bool) -> Report {
        let (n_requests, mut res) = (names.len(), Report::default());
        for line in lines {
            let violations = line.seen.iter().flat_map(Seen::violations);
            violations.filter_map(|(_, limit)| limit).for_each(|it| *res.limits.entry(it).or_default() += 1);
            match problem(line) {
                Some(Problem::Unread) if line.seen.iter().any(|it| is_invalid(line.id, &it.answer)) => {
                    res.n_invalid_answers += 1;
                }
                Some(it) => res.problems.push(format!("{}: {}", names[line.id], text(line, &it))),
                None => {}
            }
        }
        Report { n_requests, ..res }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} requests, {} with problems", self.n_requests, self.problems.len())?;
        self.limits.iter().try_for_each(|(why, n)| write!(f, "\n  {n} violations are not counted: {why}"))?;
        match self.n_invalid_answers {
            0 => Ok(()),
            n => write!(f, "\n  {n} responses are not counted: they are examples that contradict the description"),
        }
    }
}

impl Seen {
    /// The violations of the request, and why the server reports a valid one. It cannot make all responses, and its examples
    /// may violate the description, which is not a fault of the crate.
    fn violations(&self) -> impl Iterator<Item = (&Violation, Option<&'static str>)> {
        let all = self.violations.iter().flatten();
        let is_ours = |it: &&Violation| it.severity == "Error" && it.location.first().is_none_or(|it| it != "response");
        all.filter(is_ours).map(|it| (it, self.limit(it)))
    }

    /// The limit of the server that is the reason of a violation.
    fn limit(&self, it: &Violation) -> Option<&'static str> {
        let is_of = |part: &str| it.location.iter().any(|it| it == part);
        let types: Vec<&str> = it.message.rsplit_once("must be ").map_or("", |it| it.1).split(',').collect();
        let is_form = self.is_form() && is_of("body");
        // Of `a=1&a=2`, Prism keeps only the last value, and of parts with the same name the last one, as a text.
        if is_form && (types.contains(&"array") || types.contains(&"object")) {
            return Some("the server reads each member of a form as one text, lists and objects too");
        }
        // Prism removes members that the schema does not describe, before it looks for those that it requires.
        if is_form && required_member(&it.message).is_some_and(|it| self.sends(it)) {
            return Some("the server does not read members of forms that are required, but not described");
        }
        // OpenAPI does not define how lists of objects are written in queries.
        let is_item = it.location.last().is_some_and(|it| it.parse::<usize>().is_ok());
        (is_of("query") && is_item && types.contains(&"object"))
            .then_some("the server reads items of lists in queries as texts, objects too")
    }

    fn is_form(&self) -> bool {
        let is_media_type = |name: &str| self.media_type.as_ref().is_some_and(|it| it.starts_with(name));
        is_media_type("application/x-www-form-urlencoded") || is_media_type("multipart/form-data")
    }

    /// Whether the form has a member of this name.
    fn sends(&self, name: &str) -> bool {
        let starts = format!("{name}=");
        self.body.as_ref().is_some_and(|it| it.split('&').any(|it| it.starts_with(&starts)))
    }

    /// The request, and its body if a violation is about it.
    fn text(&self) -> String {
        let is_of_body = |it: &Violation| it.location.iter().any(|it| it == "body");
        match &self.body {
            Some(body) if self.violations.iter().flatten().any(is_of_body) => {
                format!("{} {}", self.request, body.chars().take(MAX_BODY).collect::<String>())
            }
            _ => self.request.clone(),
        }
    }
}

/// The member that is missing, by the message.
fn required_member(message: &str) -> Option<&str> {
    message.split_once("must have required property '")?.1.strip_suffix('\'')
}

/// What is wrong with a request.
enum Problem<'l> {
    /// Nothing was sent.
    Unsent,
    /// The response cannot be read.
    Unread,
    Violations(Vec<&'l str>),
}

fn problem(line: &Line) -> Option<Problem<'_>> {
    let Some(seen) = &line.seen else { return Some(Problem::Unsent) };
    let errors = seen.violations().filter(|(_, limit)| limit.is_none()).map(|(it, _)| it.message.as_str());
    let errors: Vec<&str> = errors.collect();
    let is_unread = line.error.is_some() && (200..300).contains(&seen.status);
    match errors.is_empty() {
        true => is_unread.then_some(Problem::Unread),
        false => Some(Problem::Violations(errors)),
    }
}

fn text(line: &Line, problem: &Problem<'_>) -> String {
    let error = line.error.as_deref().unwrap_or_default();
    let request = line.seen.as_ref().map(Seen::text).unwrap_or_default();
    match problem {
        Problem::Unsent => format!("nothing was sent: {error}"),
        Problem::Unread => format!("{request}: {error}"),
        Problem::Violations(all) => format!("{request}: {}", all.join("; ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(body: &str, location: [&str; 2], message: &str) -> Line {
        let violation = serde_json::json!({ "location": ["request", location[0], location[1]], "severity": "Error", "message": message });
        let seen = serde_json::json!({
            "request": "POST /a", "media_type": "application/x-www-form-urlencoded", "body": body, "answer": "",
            "status": 200, "violations": [violation],
        });
        serde_json::from_value(serde_json::json!({ "id": 0, "seen": seen, "error": null })).expect("a line")
    }

    #[test]
    fn limits_of_the_server_are_no_problems() {
        let has_problem = |it: Line| problem(&it).is_some();
        assert!(!has_problem(seen("a=1&a=2", ["body", "a"], "Request body property a must be array,null")));
        assert!(has_problem(seen("a=x", ["body", "a"], "Request body property a must be integer")));
        assert!(!has_problem(seen("a=x&b=1", ["body", ""], "Request body must have required property 'b'")));
        assert!(has_problem(seen("a=x", ["body", ""], "Request body must have required property 'b'")));
        assert!(!has_problem(seen("", ["query", "0"], "Request query parameter a.0 must be object")));
        assert!(has_problem(seen("", ["query", "a"], "Request query parameter a must be object")));
    }
}
