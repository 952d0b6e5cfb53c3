//! Numbers that serde rejects or rounds: they are written back unchanged.

use crate::server::{Server, json, response};
use graphwright_runtime::{
    Additional, Collection, Decimal, Extends, Field, Method, Model, Path, Request, Source, Untyped, Update, Visit,
    json, model,
};
use msgraph::DriveItem;

#[derive(Default)]
struct Probe {
    additional: Additional,
    size: Option<i64>,
    sizes: Option<Vec<i64>>,
    ratio: Option<f64>,
    single: Option<f32>,
    ratios: Option<Vec<f64>>,
    price: Option<Decimal>,
}

impl Model for Probe {
    const TYPE_NAME: &'static str = "test.probe";

    fn set<S: Source>(&mut self, name: &str, source: &mut S) {
        match name {
            "size" => source.read(&mut self.size),
            "sizes" => source.read_list(&mut self.sizes),
            "ratio" => source.read(&mut self.ratio),
            "single" => source.read(&mut self.single),
            "ratios" => source.read_list(&mut self.ratios),
            "price" => source.read(&mut self.price),
            _ => source.additional(&mut self.additional),
        }
    }

    fn each<'a, V: Visit<'a>>(&'a self, visit: &mut V) {
        visit.additional(&self.additional);
        visit.member("size", &self.size);
        visit.list("sizes", &self.sizes);
        visit.member("ratio", &self.ratio);
        visit.member("single", &self.single);
        visit.list("ratios", &self.ratios);
        visit.member("price", &self.price);
    }
}

model!(Probe);

/// A model without declared members.
#[derive(Default)]
struct Base {
    additional: Additional,
}

impl Model for Base {
    const TYPE_NAME: &'static str = "test.base";

    fn set<S: Source>(&mut self, _: &str, source: &mut S) {
        source.additional(&mut self.additional);
    }

    fn each<'a, V: Visit<'a>>(&'a self, visit: &mut V) {
        visit.additional(&self.additional);
    }
}

model!(Base);

impl Extends<Base> for Probe {}

fn path() -> Path {
    Path::root("v1.0").segment("probe")
}

/// The request body after the server has sent this JSON.
async fn returned(body: &'static str) -> String {
    let server = Server::start(move |_, _| json(body)).await;
    let client = server.client();
    let probe: Probe =
        Request::new(Method::GET, path(), []).send(&client).await.unwrap_or_else(|err| panic!("{err:?}"));
    let update: Update<Probe, Probe> = Update::new(Request::new(Method::PATCH, path(), []));
    update.with(&probe).send(&client).await.unwrap_or_else(|err| panic!("{err:?}"));
    String::from_utf8(server.seen()[1].body.clone()).expect("UTF-8")
}

#[tokio::test]
async fn numbers_go_back_as_they_came() {
    for body in [
        r#"{"ratio":1.5777777777770001}"#,
        r#"{"ratio":1.0000000000000001e-23,"ratios":[5e-324,1.7976931348623157e+308,-0.0]}"#,
        r#"{"single":0.1}"#,
        r#"{"price":1234567890123456.78}"#,
        r#"{"price":1e-23}"#,
        r#"{"price":12.50}"#,
        r#"{"price":18446744073709551616}"#,
        r#"{"x":18446744073709551616}"#,
        r#"{"x":1e400}"#,
        r#"{"x":1.50}"#,
        r#"{"x":{"a":[1.5777777777770001,{"b":1.0e-400}]}}"#,
        r#"{"x":"1.50","y":1.5777777777770001,"z":[1,null]}"#,
        r#"{"ratio":"INF","ratios":["-INF",1.5,"NaN"],"single":"-INF"}"#,
    ] {
        assert_eq!(returned(body).await, body);
    }
}

#[tokio::test]
async fn infinity_is_read_and_written() {
    let server = Server::start(|_, _| json(r#"{"value":[{"ratio":"INF","single":"NaN","ratios":["-INF",0]}]}"#)).await;
    let client = server.client();
    let page: Collection<Probe> = Request::new(Method::GET, path(), []).send(&client).await.expect("a page");
    let probe = &page.value[0];
    assert_eq!((probe.ratio, probe.ratios.as_deref()), (Some(f64::INFINITY), Some(&[f64::NEG_INFINITY, 0.0][..])));
    assert!(probe.single.is_some_and(f32::is_nan));

    let ratio: Field<Probe, f64> = Field::new("ratio");
    let single: Field<Probe, f32> = Field::new("inner/single");
    let update: Update<Probe, Probe> = Update::new(Request::new(Method::PATCH, path(), []));
    let update = update.set(ratio, f64::INFINITY).set(single, f32::NAN);
    assert_eq!(
        &**update.into_request().to_http().expect("a request").body(),
        br#"{"inner":{"single":"NaN"},"ratio":"INF"}"#
    );

    let server = Server::start(|_, _| json(r#"{"value":"-INF"}"#)).await;
    let value: f64 = Request::scalar(Method::GET, path(), []).send(&server.client()).await.expect("a number");
    assert_eq!(value, f64::NEG_INFINITY);
    for text in ["inf", "infinity", "nan", "+INF", "", "1e400"] {
        let err = serde_json::from_value::<Probe>(json!({ "ratio": text })).expect_err(text);
        assert!(err.to_string().contains("expected f64"), "{err}");
    }
}

#[tokio::test]
async fn integers_and_counts_may_be_text() {
    let body = r#"{"@odata.count":"7","value":[{"size":"9007199254740993","sizes":["-1",2],"price":"1.50"}]}"#;
    let server = Server::start(move |_, _| json(body)).await;
    let page: Collection<Probe> = Request::new(Method::GET, path(), []).send(&server.client()).await.expect("a page");
    let probe = &page.value[0];
    assert_eq!(
        (page.count, probe.size, probe.sizes.as_deref()),
        (Some(7), Some(9_007_199_254_740_993), Some(&[-1, 2][..]))
    );
    assert_eq!(probe.price.as_ref().map(Decimal::as_str), Some("1.50"));

    let server = Server::start(|_, _| json(r#"{"value":"5"}"#)).await;
    assert_eq!(Request::<i64>::scalar(Method::GET, path(), []).send(&server.client()).await.expect("a number"), 5);
    let server = Server::start(|_, count| response(200, &[], ["\u{feff}5", "\"5\""][count])).await;
    let count = || Request::<u64>::number(Method::GET, path(), []);
    assert_eq!(count().send(&server.client()).await.expect("a number"), 5);
    assert_eq!(count().send(&server.client()).await.expect("a number"), 5);
    for size in [json!("x"), json!(1.5), json!(true), json!("9223372036854775808")] {
        let err = serde_json::from_value::<Probe>(json!({ "size": size })).expect_err("no integer");
        assert!(err.to_string().contains("expected i64"), "{err}");
    }
}

#[tokio::test]
async fn types_may_be_urls_and_text_may_have_a_mark() {
    let body = "\u{feff}{\"@odata.type\":\"https://example.com/v1.0/$metadata#test.probe\",\"price\":1.50}";
    let server = Server::start(move |_, _| json(body)).await;
    let base: Base = Request::new(Method::GET, path(), []).send(&server.client()).await.expect("an object");
    assert_eq!(base.odata_type(), Some("test.probe"));
    let probe: Probe = base.downcast().expect("it is one");
    assert_eq!(probe.price.as_ref().map(Decimal::as_str), Some("1.50"));
    // Requests do not lose digits, either.
    let base: Base = probe.upcast();
    assert_eq!((base.additional.text("price"), base.additional.get("price")), (Some("1.50"), Some(&json!(1.5))));

    let server = Server::start(|_, _| response(404, &[], "\u{feff}{\"error\":{\"code\":\"gone\"}}")).await;
    let err = Request::<Probe>::new(Method::GET, path(), []).send(&server.client()).await.expect_err("a 404");
    assert_eq!(err.code(), Some("gone"));
}

#[test]
fn a_text_is_forgotten_with_its_value() {
    let mut probe: Probe = serde_json::from_str(r#"{"x":1.50}"#).expect("an object");
    let other: Probe = serde_json::from_str(r#"{"x":1.5}"#).expect("an object");
    assert_ne!(probe, other, "they are written differently");
    assert_eq!(probe.additional.text("x"), Some("1.50"));
    probe.additional.insert("x", 2);
    assert_eq!(serde_json::to_string(&probe).expect("JSON"), r#"{"x":2}"#);
    let mut probe: Probe = serde_json::from_str(r#"{"x":1.50}"#).expect("an object");
    probe.additional.remove("x");
    assert_eq!(serde_json::to_string(&probe).expect("JSON"), "{}");
}

#[tokio::test]
async fn values_of_no_type_go_back_as_they_came() {
    for text in ["1e400", "1.5777777777770001", "[1,{\"a\":18446744073709551616}]", "\"1.50\"", "{\"a\":null}", "1.5"] {
        let body = format!(r#"{{"content":{text},"id":"1"}}"#);
        let item: DriveItem = serde_json::from_str(&body).expect("an item");
        let sent = serde_json::to_string(&item).expect("JSON");
        assert!(sent.contains(&format!(r#""content":{text}"#)), "{sent}");

        let server = Server::start(move |_, _| json(text)).await;
        let client = server.client();
        let value: Untyped = Request::new(Method::POST, path(), []).send(&client).await.expect("a value");
        let (): () = Request::empty(Method::POST, path(), []).json(&value).send(&client).await.expect("an answer");
        assert_eq!(server.seen()[1].body, text.as_bytes());
    }
    let server = Server::start(move |_, _| json(r#"{"value":[1e400,null,{"a":1.50}]}"#)).await;
    let request: Request<Collection<Untyped>> = Request::new(Method::GET, path(), []);
    let page = request.send(&server.client()).await.expect("a page");
    assert_eq!(serde_json::to_string(&page).expect("JSON"), r#"{"value":[1e400,null,{"a":1.50}]}"#);
    assert_eq!(page.value[1]["a"], 1.5);
    let server = Server::start(move |_, _| json(r#"{"value":1e400}"#)).await;
    let value: Untyped = Request::scalar(Method::GET, path(), []).send(&server.client()).await.expect("a value");
    assert_eq!((value.text(), value.as_str()), (Some("1e400"), Some("1e400")));
    assert!(value.read_as::<f64>().is_err() && value.read_as::<Decimal>().is_ok_and(|it| it.as_str() == "1e400"));
    assert_ne!(value, json!("1e400"));
    let update = DriveItem { content: Some(json!({ "a": 1 }).into()), ..DriveItem::default() };
    assert_eq!(serde_json::to_value(&update).expect("JSON"), json!({ "content": { "a": 1 } }));
}
