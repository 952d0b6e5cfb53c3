//! Parameters of requests.

use super::set::Set;
use super::{Parts, Request};
use crate::parameter::{Argument, Encoding, Form, Location, Parameter, pairs, text};
use http::header::{CONTENT_TYPE, COOKIE, HeaderName, HeaderValue};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

impl<T> Request<T> {
    /// Sets a parameter; a value that was set before is replaced. A null, an empty list and an empty object are not
    /// sent.
    #[inline]
    pub fn parameter(mut self, parameter: Parameter, value: Argument) -> Self {
        self.parts.parameter(parameter, &value);
        self
    }
}

impl Parts {
    pub(crate) fn parameter(&mut self, parameter: Parameter, value: &Argument) {
        let name = parameter.name;
        let json = match value.json() {
            Ok(json) => json,
            Err(why) => return self.refuse(format!("the parameter `{name}` cannot be written: {why}")),
        };
        match parameter.location {
            Location::Query | Location::Cookie => {
                self.parameters.retain(|it| (it.name, it.location) != (name, parameter.location));
                let pairs = pairs(parameter, json);
                self.parameters.push(Set { name, location: parameter.location, pairs });
            }
            Location::Header => self.typed_header(parameter, json),
            Location::Body => self.member(name, json),
        }
    }

    fn typed_header(&mut self, parameter: Parameter, json: &RawValue) {
        let Parameter { name, style, explode, is_json, .. } = parameter;
        let form = Form { name, style, explode, encoding: Encoding::Nothing };
        let value = if is_json { Some(json.get().to_owned()) } else { text(form, json) };
        let Ok(name) = HeaderName::try_from(name) else {
            return self.refuse(format!("`{name}` is not the name of a header"));
        };
        // Other than `from_str`, this accepts text that is not ASCII.
        match value.map(|it| HeaderValue::from_bytes(it.as_bytes())) {
            Some(Ok(value)) => drop(self.headers.insert(name, value)),
            Some(Err(_)) => self.refuse(format!("the header `{name}` has an invalid value")),
            None => drop(self.headers.remove(name)),
        }
    }

    /// Sets a member of a JSON body.
    fn member(&mut self, name: &str, json: &RawValue) {
        let is_form = self.headers.get(CONTENT_TYPE).is_some_and(|it| it.as_bytes().starts_with(b"application/x-www"));
        let members: Option<BTreeMap<String, Box<RawValue>>> = match self.body.as_ref() {
            [] => Some(BTreeMap::new()),
            body => serde_json::from_slice(body).ok(),
        };
        match members {
            Some(mut members) if !is_form => {
                members.insert(name.to_owned(), json.to_owned());
                self.json(serde_json::to_vec(&members));
            }
            _ => self.refuse(format!("the body is not an object, so it cannot have the member `{name}`")),
        }
    }

    /// The parameters that are sent with links of the response: a link contains its query.
    pub(super) fn set_for_links(&self) -> Vec<Set> {
        self.parameters.iter().filter(|it| it.location == Location::Cookie).cloned().collect()
    }

    /// The value of a query parameter that has one.
    pub(crate) fn value_of(&self, name: &str) -> Option<&str> {
        let set = self.parameters.iter().find(|it| it.location == Location::Query && it.name == name)?;
        set.pairs.first().map(|(_, value)| value.as_str())
    }

    /// The encoded query parameters.
    pub(super) fn set_in_query(&self) -> impl Iterator<Item = &(String, String)> {
        self.parameters.iter().filter(|it| it.location == Location::Query).flat_map(|it| &it.pairs)
    }

    /// The header with all cookies, if there are any (RFC 6265, 4.2.1).
    pub(super) fn cookies(&self) -> Option<(HeaderName, HeaderValue)> {
        let cookies = self.parameters.iter().filter(|it| it.location == Location::Cookie).flat_map(|it| &it.pairs);
        let texts: Vec<String> = cookies.map(|(name, value)| format!("{name}={value}")).collect();
        let value = (!texts.is_empty()).then(|| texts.join("; "))?;
        Some((COOKIE, HeaderValue::try_from(value).ok()?))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Argument, Bytes, Method, Parameter, Path, Request, Value};
    use serde_json::json;

    fn request() -> Request<Value> {
        Request::new(Method::POST, Path::root("").segment("x"), [])
    }

    #[test]
    fn a_parameter_that_is_set_again_is_replaced() {
        let (a, b) = (Parameter::query("a"), Parameter::query("b"));
        let request = request().parameter(a, Argument::new(&[1, 2])).parameter(b, Argument::new(&true));
        let request = request.parameter(a, Argument::new(&3)).parameter(Parameter::header("b"), Argument::new(&[1, 2]));
        assert_eq!(request.to_http().expect("valid").uri(), "/x?b=true&a=3");
        assert_eq!(request.clone().parameter(b, Argument::new(&None::<u8>)).to_http().expect("valid").uri(), "/x?a=3");
        assert_eq!(request.to_http().expect("valid").headers()["b"], "1,2");
    }

    #[test]
    fn cookies_share_a_header() {
        let request = request().parameter(Parameter::cookie("a"), Argument::new("x;y"));
        let request = request.parameter(Parameter::cookie("b"), Argument::new(&[1, 2])).to_http().expect("valid");
        assert_eq!(request.headers()["cookie"], "a=x%3By; b=1; b=2");
        assert_eq!(request.uri(), "/x");
    }

    #[test]
    fn headers_may_have_any_text_of_one_line() {
        let header = Parameter::header("x-name");
        let http = request().parameter(header, Argument::new("ä, b")).to_http().expect("valid");
        assert_eq!(http.headers()["x-name"].as_bytes(), "ä, b".as_bytes());
        assert!(request().parameter(header, Argument::new("a\r\nb: c")).to_http().is_err());
        assert!(request().parameter(Parameter::header("a b"), Argument::new("c")).to_http().is_err());
    }

    #[test]
    fn a_member_is_added_to_json() {
        let member = Parameter::member("cursor");
        let http = request().json(&json!({ "a": 1 })).parameter(member, Argument::new("c")).to_http().expect("valid");
        assert_eq!(http.body(), r#"{"a":1,"cursor":"c"}"#);
        assert!(
            request().content("text/plain", Bytes::from("a")).parameter(member, Argument::new("c")).to_http().is_err()
        );
    }
}
