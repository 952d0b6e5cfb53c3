//! Code and message of errors that do not have the form of OData.

use serde_json::Value;

/// The names of a message, in the order of preference.
const MESSAGES: [&str; 7] = ["message", "detail", "error_description", "title", "msg", "description", "errorMessage"];

/// The names of a code, in the order of preference.
const CODES: [&str; 4] = ["code", "errorCode", "error_code", "type"];

#[derive(Default)]
pub(super) struct Reason {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
}

impl Reason {
    /// Reads a body: an object with an object `error`, a problem (RFC 9457), an error of OAuth 2.0 (RFC 6749, 5.2), or
    /// an object with the usual names.
    pub(super) fn of(body: &Value) -> Reason {
        let inner = body.get("error").filter(|it| it.is_object());
        let listed = ["errors", "detail"].iter().find_map(|it| body.get(it)?.get(0));
        let objects = || [inner, Some(body), listed].into_iter().flatten();
        let text = body.get("error").and_then(Value::as_str);
        let message = objects().find_map(|it| named(it, &MESSAGES)).or_else(|| listed?.as_str().map(str::to_owned));
        let code = objects().find_map(|it| named(it, &CODES)).filter(|it| it != "about:blank");
        match message {
            Some(_) => Reason { code: code.or_else(|| text.map(str::to_owned)), message },
            None => Reason { code, message: text.map(str::to_owned) },
        }
    }
}

/// The first of these members that is a text or a number.
fn named(object: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match object.get(name)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::Reason;
    use serde_json::{Value, json};

    fn read(body: Value) -> (Option<String>, Option<String>) {
        let reason = Reason::of(&body);
        (reason.code, reason.message)
    }

    fn both(code: &str, message: &str) -> (Option<String>, Option<String>) {
        (Some(code.to_owned()).filter(|it| !it.is_empty()), Some(message.to_owned()))
    }

    #[test]
    fn many_forms_of_errors_are_read() {
        let problem =
            json!({ "type": "https://e.com/credit", "title": "No credit", "status": 403, "detail": "Only 30." });
        assert_eq!(read(problem), both("https://e.com/credit", "Only 30."));
        assert_eq!(read(json!({ "type": "about:blank", "title": "Not found" })), both("", "Not found"));
        let nested = json!({ "error": { "message": "No model", "type": "invalid_request_error", "code": null } });
        assert_eq!(read(nested), both("invalid_request_error", "No model"));
        assert_eq!(read(json!({ "code": 404, "message": "No pet" })), both("404", "No pet"));
        let oauth = json!({ "error": "invalid_grant", "error_description": "It expired" });
        assert_eq!(read(oauth), both("invalid_grant", "It expired"));
        assert_eq!(read(json!({ "error": "not found" })), both("", "not found"));
        assert_eq!(read(json!({ "errors": ["too long"] })), both("", "too long"));
        let listed = json!({ "errors": [{ "code": "E1", "message": "too long" }] });
        assert_eq!(read(listed), both("E1", "too long"));
        let fields = json!({ "detail": [{ "loc": ["body"], "msg": "required", "type": "missing" }] });
        assert_eq!(read(fields), both("missing", "required"));
        assert_eq!(read(json!([1])), (None, None));
    }
}
