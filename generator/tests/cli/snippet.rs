//! `graphwright snippet`: examples as programs, and examples that cannot be converted.

use super::{PAGE, project, put, run};

/// Example requests for the page of the project.
const EXAMPLES: &str = r#"
## Examples

### Example 1: One

<!-- { "blockType": "request", "name": "get_thing" } -->
``` http
GET https://graph.microsoft.com/v1.0/things/7?$select=id
```

### Example 2: Another

<!-- { "blockType": "request", "name": "get_nothing" } -->
``` http
GET https://graph.microsoft.com/v1.0/things/7/nothing
```
"#;

const PROGRAM: &str = r#"use my_sdk::{Client, StaticToken, Thing};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(StaticToken::new(std::env::var("ACCESS_TOKEN")?));
    let thing = my_sdk::things()
        .id("7")
        .get()
        .select(Thing::ID)
        .send(&client)
        .await?;
    println!("{thing:#?}");
    Ok(())
}
"#;

#[test]
fn an_example_is_a_program() {
    let dir = project();
    put(dir.path(), "docs/api/thing-get.md", &(PAGE.to_owned() + EXAMPLES));
    for page in
        ["thing-get", "thing-get.md", "api/Thing-Get", "docs/api/thing-get.md", "thing-get#1", "thing-get#get_thing"]
    {
        let one = run(dir.path(), &["snippet", page, "--docs", "docs", "--name", "my-sdk"]);
        assert_eq!(one.exits(0).stdout, PROGRAM, "{page}");
    }
}

#[test]
fn what_cannot_be_expressed_is_named() {
    let dir = project();
    put(dir.path(), "docs/api/thing-get.md", &(PAGE.to_owned() + EXAMPLES));
    let other = run(dir.path(), &["snippet", "thing-get#get_nothing", "--docs", "docs"]);
    assert_eq!(other.exits(1).stdout, "");
    let expected = "error: docs/api/thing-get.md:42:47: the URL has an unknown segment `nothing`\n  nothing\n";
    assert_eq!(other.stderr, expected);
}

#[test]
fn pages_and_examples_must_be_there() {
    let dir = project();
    let snippet = |page: &str| run(dir.path(), &["snippet", page, "--docs", "docs"]);
    snippet("thing-get").fails("`docs/api/thing-get.md` has no example request");
    snippet("things-get").fails("no page named `things-get` documents a request; did you mean `thing-get`?");
    snippet("user").fails("no page named `user` documents a request");
    put(dir.path(), "docs/api/thing-get.md", &(PAGE.to_owned() + EXAMPLES));
    for wanted in ["3", "0", "other"] {
        let why = format!("has no example request `{wanted}`; it has 2 requests: 1 (get_thing), 2 (get_nothing)");
        snippet(&format!("thing-get#{wanted}")).fails(&why);
    }
    put(dir.path(), "docs/api/old/thing-get.md", &(PAGE.to_owned() + EXAMPLES));
    snippet("thing-get").fails("several pages are named `thing-get`: docs/api/old/thing-get.md, docs/api/thing-get.md");
    assert_eq!(snippet("old/thing-get").exits(0).stdout, PROGRAM.replace("my_sdk", "msgraph"));
}
