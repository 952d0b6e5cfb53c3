//! Lists in queries, several variables in one segment, and forms with nested members.

use crate::service::{Service, json};
use library::runtime::{Error, Map};
use library::{BookLink, Client, LoanState, NewLoan};

/// The numbers of all loans that are late, over all pages.
async fn late_loans(client: &Client) -> Result<Vec<i64>, Error> {
    let mut loans = library::loans().list().state(&[LoanState::Open, LoanState::Late]).items(client);
    let mut res = Vec::new();
    while let Some(loan) = loans.try_next().await? {
        res.extend(loan.id);
    }
    Ok(res)
}

#[tokio::test]
async fn a_list_follows_the_links_in_the_header() {
    let service = Service::start(|url, request| match request.uri().query() {
        Some(it) if it.contains("after=8") => json(r#"[{"id":9}]"#),
        _ => {
            let mut res = json(r#"[{"id":7,"state":"open"},{"id":8,"state":"lost"}]"#);
            let link = format!("<{url}/loans?after=8>; rel=\"next\"");
            res.headers_mut().insert("link", link.parse().expect("a header"));
            res
        }
    })
    .await;
    assert_eq!(late_loans(&service.client()).await.expect("three loans"), [7, 8, 9]);
    assert_eq!(service.lines(), ["GET /loans?state=open%20late", "GET /loans?after=8"]);
}

/// What changed between two editions of a book.
async fn changes(client: &Client, isbn: &str) -> Result<Vec<String>, Error> {
    let differences = library::books().id(isbn).editions(1, 3).get().send(client).await?;
    Ok(differences.keys().cloned().collect())
}

#[tokio::test]
async fn several_variables_of_a_segment_are_arguments() {
    let service = Service::start(|_, _| json(r#"{"title":{"before":"A","after":"B"},"pages":{"before":1}}"#)).await;
    assert_eq!(changes(&service.client(), "978/1").await.expect("two differences"), ["pages", "title"]);
    assert_eq!(service.lines(), ["GET /books/978%2F1/editions/1...3"]);
}

/// Lends two books to a member.
async fn lend(client: &Client) -> Result<Option<i64>, Error> {
    let loan = NewLoan {
        expand: Some(vec!["member".to_owned(), "books".to_owned()]),
        note: Some(Map::from([("reason", "holiday & travel")])),
        items: Some(vec![BookLink::new("1"), BookLink { title: Some("Knots".to_owned()), ..BookLink::new("2") }]),
        ..NewLoan::new("m-17")
    };
    Ok(library::loans().create(&loan).send(client).await?.id)
}

#[tokio::test]
async fn a_form_has_nested_members() {
    let service = Service::start(|_, _| json(r#"{"id":9}"#)).await;
    assert_eq!(lend(&service.client()).await.expect("a loan"), Some(9));
    assert_eq!(
        service.bodies(),
        ["member=m-17&expand=member&expand=books&note%5Breason%5D=holiday%20%26%20travel&items%5B0%5D%5Bisbn%5D=1\
          &items%5B1%5D%5Bisbn%5D=2&items%5B1%5D%5Btitle%5D=Knots"]
    );
    assert_eq!(service.header("content-type"), "application/x-www-form-urlencoded");
}
