//! A model, an enum and a place as the generator writes them, and requests over a transport with fixed responses.

use crate::{
    Additional, Body, BoxFuture, Bytes, Client, Collection, Extends, Field, Flags, Method, Model, Page, Path, Request,
    Requirement, Source, StaticToken, StringEnum, Transport, TransportError, Update, Visit,
};
use serde_test::{Configure, Token, assert_ser_tokens};
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Default)]
struct Entity {
    id: Option<String>,
    additional: Additional,
}

impl Model for Entity {
    const TYPE_NAME: &'static str = "microsoft.graph.entity";

    fn set<S: Source>(&mut self, name: &str, source: &mut S) {
        match name {
            "id" => source.read(&mut self.id),
            _ => source.additional(&mut self.additional),
        }
    }

    fn each<'a, V: Visit<'a>>(&'a self, visit: &mut V) {
        visit.additional(&self.additional);
        visit.member("id", &self.id);
    }
}

crate::model!(Entity);

#[derive(Default)]
struct User {
    id: Option<String>,
    name: Option<String>,
    kind: Option<Kind>,
    scores: Option<Vec<f64>>,
    additional: Additional,
}

impl User {
    const NAME: Field<User, String> = Field::new("name");
    const KIND: Field<User, Kind> = Field::new("kind");
}

impl Model for User {
    const TYPE_NAME: &'static str = "microsoft.graph.user";
    const DERIVED: &'static [&'static str] = &["microsoft.graph.guestUser"];

    fn set<S: Source>(&mut self, name: &str, source: &mut S) {
        match name {
            "id" => source.read(&mut self.id),
            "name" => source.read(&mut self.name),
            "kind" => source.read(&mut self.kind),
            "scores" => source.read_list(&mut self.scores),
            _ => source.additional(&mut self.additional),
        }
    }

    fn each<'a, V: Visit<'a>>(&'a self, visit: &mut V) {
        visit.additional(&self.additional);
        visit.member("id", &self.id);
        visit.member("name", &self.name);
        visit.member("kind", &self.kind);
        visit.list("scores", &self.scores);
    }
}

crate::model!(User);

impl Extends<Entity> for User {}

#[derive(Clone)]
enum Kind {
    Guest,
    Member,
    Unrecognized(Box<str>),
}

impl StringEnum for Kind {
    const TYPE_NAME: &'static str = "microsoft.graph.kind";
    const MEMBERS: &'static [Self] = &[Kind::Guest, Kind::Member];

    fn unrecognized(name: Box<str>) -> Self {
        Kind::Unrecognized(name)
    }

    fn as_str(&self) -> &str {
        match self {
            Kind::Guest => "guest",
            Kind::Member => "member",
            Kind::Unrecognized(name) => name,
        }
    }
}

crate::string_enum!(Kind);

const PAGE: Page = Page::new(
    "Get a user\nhttps://learn.microsoft.com/graph/api/user-get\nUser.Read User.ReadWrite\n?\n\nGET /users/{id}\nGET /me",
);

fn users() -> Path {
    Path::root("v1.0").segment("users")
}

fn get(id: &str) -> Request<User> {
    Request::new(Method::GET, users().key(id), [PAGE])
}

#[test]
fn unknown_members_come_back() {
    let text = r##"{"@odata.type":"#microsoft.graph.user","new":{"a":[1,null]},"id":"1","kind":"Guest"}"##;
    let entity: Entity = serde_json::from_str(text).expect("an object");
    let user: User = entity.downcast().expect("the type is named");
    assert_eq!(user.kind, Some(Kind::Guest));
    let mut expected: serde_json::Value = serde_json::from_str(text).expect("JSON");
    expected["kind"] = "guest".into();
    assert_eq!(serde_json::to_value(&user).expect("JSON"), expected);
    assert!(serde_json::to_string(&user).expect("JSON").starts_with("{\"@odata.type\""));
}

#[test]
fn annotations_are_written_first_and_unknown_members_last() {
    let text = r#"{"new":1,"id":"1","Old":[2],"name@odata.type":"String","@odata.etag":"e","name":"Adele"}"#;
    let user: User = serde_json::from_str(text).expect("an object");
    let expected = r#"{"@odata.etag":"e","name@odata.type":"String","id":"1","name":"Adele","Old":[2],"new":1}"#;
    assert_eq!(serde_json::to_string(&user).expect("JSON"), expected);
    assert_eq!(serde_json::to_string(&User::default()).expect("JSON"), "{}");
}

#[test]
fn binary_formats_are_told_how_many_members_follow() {
    let text = r#"{"new":1,"id":"1","Old":[2],"name@odata.type":"String","@odata.etag":"e","name":"Adele"}"#;
    let user: User = serde_json::from_str(text).expect("an object");
    let texts = ["@odata.etag", "e", "name@odata.type", "String", "id", "1", "name", "Adele", "Old"].map(Token::Str);
    let list = [Token::Seq { len: Some(1) }, Token::U64(2), Token::SeqEnd];
    let last = [Token::Str("new"), Token::U64(1), Token::MapEnd];
    let object = |len: Option<usize>| [&[Token::Map { len }][..], &texts, &list, &last].concat();
    assert_ser_tokens(&user.clone().compact(), &object(Some(6)));
    assert_ser_tokens(&user.readable(), &object(None));
}

#[test]
fn objects_are_also_of_the_bases_of_their_type() {
    let entity = |ty: &str| {
        serde_json::from_str::<Entity>(&format!(r##"{{"@odata.type":"#{ty}","id":"1"}}"##)).expect("an object")
    };
    assert!(entity("microsoft.graph.guestUser").downcast::<User>().is_some());
    assert!(entity("microsoft.graph.group").downcast::<User>().is_none());
}

#[test]
fn objects_stand_where_their_base_type_does() {
    let user = User {
        id: Some("1".to_owned()),
        name: Some("Adele".to_owned()),
        additional: Additional::from([("new", 1)]),
        ..User::default()
    };
    let entity: Entity = user.upcast();
    assert_eq!(entity.id.as_deref(), Some("1"));
    assert_eq!(
        serde_json::to_string(&entity).expect("JSON"),
        r##"{"@odata.type":"#microsoft.graph.user","id":"1","name":"Adele","new":1}"##
    );
    assert_eq!(entity.downcast::<User>().expect("it was one").name, user.name);
}

#[test]
fn copies_are_equal_until_a_member_changes() {
    let user: User = serde_json::from_str(r#"{"scores":[0.5],"new":1,"id":"1","kind":"robot"}"#).expect("an object");
    assert_eq!(user.clone(), user);
    assert_eq!(format!("{user:?}"), "User { new: number, id: String, kind: Kind, scores: Vec<f64> }");
    let shown = format!("{:?}", user.show_values());
    assert_eq!(shown, r#"User { new: Number(1), id: "1", kind: robot, scores: [0.5] }"#);
    assert_eq!(format!("{user:?}"), "User { new: number, id: String, kind: Kind, scores: Vec<f64> }");
    assert_ne!(User { kind: Some(Kind::Guest), ..user.clone() }, user);
    assert_ne!(User { name: Some(String::new()), ..user.clone() }, user);
    assert_ne!(User { additional: Additional::new(), ..user.clone() }, user);
    let odd = User { scores: Some(vec![f64::NAN]), ..user };
    assert_ne!(odd.clone(), odd);
}

#[test]
fn the_first_error_is_told() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, text: &[u8]) -> std::io::Result<usize> {
            if text == b"a" { Err(std::io::Error::other("full")) } else { Ok(text.len()) }
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let user = User { id: Some("a".to_owned()), name: Some("b".to_owned()), ..User::default() };
    assert_eq!(serde_json::to_writer(Full, &user).expect_err("the disk is full").to_string(), "full");
    let err = serde_json::from_str::<User>(r#"{"id":1,"name":2}"#).expect_err("no strings");
    assert!(err.to_string().starts_with("invalid type: integer `1`"), "{err}");
}

#[test]
fn pages_are_taken_apart() {
    assert_eq!((PAGE.title(), PAGE.url()), ("Get a user", Some("https://learn.microsoft.com/graph/api/user-get")));
    assert_eq!(Page::new("Get a user\n\n?\n?\n?").url(), None);
    assert_eq!(PAGE.templates().collect::<Vec<_>>(), ["GET /users/{id}", "GET /me"]);
    assert_eq!((PAGE.delegated_personal(), PAGE.application()), (None, Some(vec![])));
    let required = PAGE.delegated_work().expect("the page lists this caller");
    let names = |it: Requirement| it.alternatives().map(Iterator::collect).collect::<Vec<Vec<_>>>();
    assert_eq!((required.len(), required[0].subject()), (1, None));
    assert_eq!(names(required[0]), [vec!["User.Read"], vec!["User.ReadWrite"]]);
}

#[test]
fn permissions_are_conjunctions_for_subjects() {
    let page = Page::new("Get\n\nuser:A B+C;device:D+E;group:\n?\nA+B C");
    let required = page.delegated_work().expect("the page lists this caller");
    let shown: Vec<_> = required.iter().map(|it| (it.subject(), it.to_string())).collect();
    let expected = [("user", "A, B and C"), ("device", "D and E"), ("group", "not supported")];
    assert_eq!(shown, expected.map(|(subject, names)| (Some(subject), names.to_owned())));
    let required = page.application().expect("the page lists this caller");
    assert_eq!((required[0].subject(), required[0].to_string()), (None, "A and B, C".to_owned()));
}

#[test]
fn enums_are_open() {
    assert_eq!(Kind::from_name("robot"), Kind::Unrecognized("robot".into()));
    assert_eq!(Kind::from_name("MEMBER"), Kind::Member);
    let flags: Flags<Kind> = serde_json::from_str("\"guest,robot\"").expect("a string");
    assert!(flags.contains(&Kind::Guest));
    assert_eq!(serde_json::to_string(&flags).expect("JSON"), "\"guest,robot\"");
}

#[test]
fn requests_can_be_looked_at() {
    let request: Request<Collection<User>> = Request::new(Method::GET, users(), []);
    let request =
        request.select((User::NAME, User::KIND)).filter(User::NAME.eq("a&b")).top(5).order_by(User::NAME.desc());
    assert_eq!(
        request.to_http().expect("valid").uri(),
        "/v1.0/users?$select=name,kind&$filter=name%20eq%20'a%26b'&$top=5&$orderby=name%20desc"
    );
    assert_eq!(get("1").page(), Some(PAGE));
    assert!(get("..").to_http().is_err());
}

#[test]
fn what_is_no_json_is_not_asked_for_as_json() {
    let accept = |request: http::Request<Bytes>| request.headers().get("accept").cloned();
    let photo = Request::bytes(Method::GET, users().segment("$value"), []);
    assert_eq!(accept(photo.to_http().expect("a request")).expect("a header"), "*/*");
    let count = Request::number(Method::GET, users().segment("$count"), []);
    assert_eq!(accept(count.to_http().expect("a request")).expect("a header"), "*/*");
    assert_eq!(accept(get("x").to_http().expect("a request")), None);
}

#[test]
fn paths_that_address_something_else_are_not_referred_to() {
    struct UserPath(Path);
    crate::place!(UserPath);
    let user = UserPath(users().key(".."));
    let request = Request::empty(Method::POST, users().segment("$ref"), []).reference(&user);
    assert!(request.to_http().expect_err("it is no id").to_string().contains("`..`"));
}

#[test]
fn updates_tell_null_from_absent() {
    let update: Update<User, User> = Update::new(Request::new(Method::PATCH, users().key("1"), []));
    let request = update.set(User::NAME, "Adele").set_null(User::KIND).into_request();
    let body = request.to_http().expect("valid").into_body();
    // Compared as values: features of other crates determine whether `serde_json` keeps the order of members.
    let body: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(body, serde_json::json!({ "kind": null, "name": "Adele" }));
}

#[test]
fn updates_take_undeclared_names_as_they_are() {
    let mut user = User::default();
    user.additional.insert("http://example.com".to_owned(), serde_json::json!({ "type": "Other" }));
    let update: Update<User, User> = Update::new(Request::new(Method::PATCH, users().key("1"), []));
    let body = update.with(&user).into_request().to_http().expect("valid").into_body();
    let body: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(body, serde_json::json!({ "http://example.com": { "type": "Other" } }));
}

/// Returns the same response for every request, and keeps the requests.
#[derive(Clone)]
struct Answer {
    status: u16,
    body: &'static str,
    seen: Arc<Mutex<Vec<http::Request<Body>>>>,
}

impl Transport for Answer {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.seen.lock().expect("no test panics in here").push(request);
        let response = http::Response::builder().status(self.status).header("retry-after", "7").body(self.body.into());
        Box::pin(std::future::ready(response.map_err(TransportError::new)))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

fn client(status: u16, body: &'static str) -> (Client, Answer) {
    let answer = Answer { status, body, seen: Arc::default() };
    let client = Client::at("https://graph.microsoft.com")
        .credential(StaticToken::new("secret"))
        .transport(answer.clone())
        .build();
    (client.expect("a valid configuration"), answer)
}

#[tokio::test]
async fn responses_are_read() {
    let (client, answer) = client(200, r#"{"id":"1","name":"Adele"}"#);
    let user = get("1").send(&client).await.expect("an answer");
    assert_eq!(user.name.as_deref(), Some("Adele"));
    let seen = answer.seen.lock().expect("no test panics in here");
    assert_eq!(seen[0].uri(), "https://graph.microsoft.com/v1.0/users/1");
    assert_eq!(seen[0].headers()["authorization"], "Bearer secret");
    assert!(!format!("{client:?} {:?}", seen[0]).contains("secret"));
}

#[tokio::test]
async fn errors_say_what_is_missing() {
    let (client, _) = client(403, r#"{"error":{"code":"Denied","message":"No.","innerError":{"code":"inner"}}}"#);
    let err = get("1").send(&client).await.expect_err("a 403");
    assert!(err.is_forbidden());
    assert_eq!(err.code(), Some("Denied"));
    assert_eq!(err.inner_codes().collect::<Vec<_>>(), ["inner"]);
    assert_eq!(err.retry_after(), Some(Duration::from_secs(7)));
    let text = err.to_string();
    assert!(text.contains("delegated: User.Read, User.ReadWrite; application: not supported;"), "{text}");
}

#[tokio::test]
async fn errors_show_conjunctions_and_subjects() {
    let (client, _) = client(403, "{}");
    let page = Page::new("Get\n\nuser:A B+C;device:D\n\nA+B\nGET /users/{id}");
    let request: Request<User> = Request::new(Method::GET, users().key("1"), [page]);
    let text = request.send(&client).await.expect_err("a 403").to_string();
    let expected = "delegated (user): A, B and C; delegated (device): D; \
                    delegated, personal account: not supported; application: A and B;";
    assert!(text.contains(expected), "{text}");
}

#[tokio::test]
async fn permissions_without_a_page_are_for_their_own_urls() {
    let (client, _) = client(403, "{}");
    let pages = [Page::new("\n\nUser.Read\n\n\nGET /me"), Page::new("\n\nUser.Read.All\n\n\nGET /users/{id}")];
    let get = |path: Path| Request::<User>::new(Method::GET, path, pages);
    let text = get(users().key("1")).send(&client).await.expect_err("a 403").to_string();
    assert!(text.contains("delegated: User.Read.All;") && !text.contains("see"), "{text}");
    let request = get(Path::root("v1.0").segment("groups").key("1"));
    assert_eq!(request.page(), None);
    let text = request.send(&client).await.expect_err("a 403").to_string();
    assert!(!text.contains("permissions"), "{text}");
}

#[tokio::test]
async fn tokens_stay_at_home() {
    let (client, answer) = client(200, "{}");
    for url in ["https://example.com/v1.0/users", "http://graph.microsoft.com/v1.0", "https://graph.microsoft.com:444/"]
    {
        let request = http::Request::get(url).body(Bytes::new()).expect("valid");
        assert!(client.execute(request).await.is_err(), "{url}");
    }
    assert!(answer.seen.lock().expect("no test panics in here").is_empty());
    assert!(Client::at("http://example.com").credential(StaticToken::new("x")).build().is_err());
}
