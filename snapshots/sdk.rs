//! Uses the generated SDK like a program.

use msgraph::{DirectoryObject, Message, Model, StringEnum, User};

#[test]
fn a_query_is_the_documented_url() {
    let request = msgraph::users()
        .id("adele@contoso.com")
        .messages()
        .list()
        .filter(Message::IS_READ.eq(false).and(Message::SUBJECT.starts_with("O'Neil")))
        .select((Message::SUBJECT, Message::FROM))
        .order_by(Message::RECEIVED_DATE_TIME.desc())
        .top(50);
    let http = request.to_http().expect("nothing is wrong with it");
    assert_eq!(
        http.uri(),
        "/v1.0/users/adele@contoso.com/messages\
         ?$filter=isRead%20eq%20false%20and%20startswith(subject,'O''Neil')\
         &$select=subject,from&$orderby=receivedDateTime%20desc&$top=50"
    );
    assert_eq!(request.template(), "/users/{id}/messages");
    let page = request.page().expect("it is documented");
    let required = page.delegated_work().expect("it is documented");
    assert!(required[0].alternatives().any(|it| it.eq(["Mail.ReadBasic"])));
}

#[test]
fn references_are_added_to_references() {
    let to = msgraph::directory_objects().id("b");
    let request = msgraph::groups().id("a").members().add_ref(&to).to_http().expect("nothing is wrong with it");
    assert_eq!(request.method(), "POST");
    assert!(request.uri().path().ends_with("/groups/a/members/$ref"));
    assert!(request.body().starts_with(b"{\"@odata.id\":\"/v1.0/directoryObjects/b\""));
}

#[test]
fn base_types_keep_what_they_do_not_know() {
    let text = r##"{"@odata.type":"#microsoft.graph.user","id":"1","displayName":"Adele","extension_x":[1]}"##;
    let object: DirectoryObject = serde_json::from_str(text).expect("an object");
    let user: User = object.downcast().expect("it is a user");
    assert_eq!(user.display_name.as_deref(), Some("Adele"));
    assert!(user.additional.get("extension_x").is_some());
    assert_eq!(serde_json::to_value(&user).expect("JSON"), serde_json::to_value(&object).expect("JSON"));
}

#[test]
fn updates_name_what_they_change() {
    let update = msgraph::users().id("1").update().set(User::DEPARTMENT, "R&D").set_null(User::MOBILE_PHONE);
    let http = update.into_request().to_http().expect("nothing is wrong with it");
    assert_eq!(http.method(), "PATCH");
    assert_eq!(&**http.body(), br#"{"department":"R&D","mobilePhone":null}"#);
}

#[test]
fn enums_know_their_members() {
    assert_eq!(msgraph::Importance::from_name("HIGH"), msgraph::Importance::High);
    assert_eq!(msgraph::Importance::from_name("urgent").as_str(), "urgent");
}

#[test]
fn models_and_requests_can_be_sent_to_other_threads() {
    fn is_shared(_: impl Send + Sync) {}
    is_shared(User::default());
    is_shared(msgraph::users().list());
    fn is_sent(_: impl Send) {}
    let _ = |client: &'static msgraph::Client| is_sent(async { msgraph::users().list().send(client).await });
}
