//! Bodies that are forms (`application/x-www-form-urlencoded`).

use super::{Parts, Request};
use crate::parameter::{Argument, Data, Parameter, pairs, plain};
use http::Method;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;

impl<T> Request<T> {
    /// Sets the body to the members of this value as a form. A null becomes an empty value.
    ///
    /// Without an entry in `members`, each item of a list is written by itself, and an object as JSON.
    ///
    /// ```
    /// # use graphwright_runtime::{Method, Parameter, Path, Request, Style, Value, json};
    /// let body = json!({ "email": "a@b.c", "metadata": { "order": 5 } });
    /// let request = Request::<Value>::new(Method::POST, Path::root("v1").segment("customers"), []);
    /// let request = request.form(&body, &[Parameter::member("metadata").style(Style::DeepObject)]).to_http()?;
    /// assert_eq!(request.body(), "email=a%40b.c&metadata%5Border%5D=5");
    /// # Ok::<(), graphwright_runtime::Error>(())
    /// ```
    pub fn form<B: Serialize + ?Sized>(mut self, body: &B, members: &[Parameter]) -> Self {
        self.parts.form(&Argument::new(body), members);
        self
    }

    /// Sets the body to the members of this value as a form, if there is one: [`Request::form`].
    pub fn optional_form<B: Serialize + ?Sized>(self, body: Option<&B>, members: &[Parameter]) -> Self {
        match body {
            Some(body) => self.form(body, members),
            None => self,
        }
    }

    /// Sets the media type of the body. Before [`Request::json`], it must be one of JSON, which is then kept.
    pub fn content_type(mut self, media_type: &str) -> Self {
        self.parts.media_type(media_type);
        self
    }
}

impl Parts {
    pub(super) fn media_type(&mut self, media_type: &str) {
        match HeaderValue::from_str(media_type) {
            Ok(value) => drop(self.headers.insert(CONTENT_TYPE, value)),
            Err(_) => self.refuse(format!("`{media_type}` is not a media type")),
        }
        // Operations like `add` have another effect if they are executed twice (RFC 6902, 4.1).
        if self.method == Method::PATCH && media_type.starts_with("application/json-patch") {
            self.is_idempotent = false;
        }
    }

    fn form(&mut self, body: &Argument, styles: &[Parameter]) {
        let members = match body.json().map(Data::of) {
            Ok(Data::Object(members)) => members,
            Ok(_) => return self.refuse("the body of a form is not an object".to_owned()),
            Err(why) => return self.refuse(format!("the body cannot be written: {why}")),
        };
        let all = members.iter().flat_map(|(name, value)| match styles.iter().find(|it| it.name == name) {
            Some(style) => pairs(*style, value),
            None => plain(name, value),
        });
        let texts: Vec<String> = all.map(|(name, value)| format!("{name}={value}")).collect();
        self.set_body(texts.join("&").into());
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    }
}

#[cfg(test)]
mod tests {
    use crate::{Bytes, Method, Parameter, Path, Request, Style, Value};
    use serde_json::json;

    fn form(body: &Value, members: &[Parameter]) -> Bytes {
        let request = Request::empty(Method::POST, Path::root(""), []).form(body, members).to_http().expect("valid");
        assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
        request.into_body()
    }

    #[test]
    fn members_have_the_style_that_is_described() {
        let deep = |name| Parameter::member(name).style(Style::DeepObject);
        let body = json!({
            "expand": ["a", "b"], "items": [{ "price": "p" }], "metadata": { "k": null, "l": "ü" }, "name": null, "tags": [1, 2],
        });
        let text = form(&body, &[deep("expand"), deep("items"), deep("metadata")]);
        let text = String::from_utf8_lossy(&text).replace("%5B", "[").replace("%5D", "]");
        assert_eq!(text, "expand[]=a&expand[]=b&items[0][price]=p&metadata[k]=&metadata[l]=%C3%BC&name=&tags=1&tags=2");
    }

    #[test]
    fn a_list_of_changes_is_not_idempotent() {
        let request = Request::empty(Method::PATCH, Path::root(""), []).json(&json!([{ "op": "add" }]));
        assert!(request.parts.is_idempotent);
        let request = request.content_type("application/json-patch+json");
        assert!(!request.parts.is_idempotent && request.idempotent().parts.is_idempotent);
    }

    #[test]
    fn an_object_without_style_is_json() {
        assert_eq!(
            form(&json!({ "a": { "b": 1 }, "c": [{ "d": 2 }] }), &[]),
            "a=%7B%22b%22%3A1%7D&c=%7B%22d%22%3A2%7D"
        );
        assert_eq!(form(&json!({ "a": [1, 2] }), &[Parameter::member("a").explode(false)]), "a=1,2");
        assert_eq!(form(&json!({}), &[]), "");
        assert!(Request::empty(Method::POST, Path::root(""), []).form(&5, &[]).to_http().is_err());
    }
}
