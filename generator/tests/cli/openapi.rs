//! OpenAPI descriptions on the command line.

use super::{PAGE, project, put, run};

const DESCRIPTION: &str = r#"openapi: 3.1.0
info: { title: Shelf, version: "1" }
servers: [{ url: "https://shelf.example.com" }]
paths:
  /books:
    post:
      operationId: addBook
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: "parts/book.yaml" }
            examples: { one: { value: { title: A } }, two: { value: { title: B } } }
      responses:
        "204": { description: Added. }
"#;

const PART: &str = "title: Book\ntype: object\nproperties: { title: { type: string } }\n";

const PROGRAM: &str = r#"use my_sdk::{Book, Client, StaticToken};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(StaticToken::new(std::env::var("ACCESS_TOKEN")?));
    let book = Book {
        title: Some("B".to_owned()),
        ..Book::default()
    };
    my_sdk::books().create(&book).send(&client).await?;
    Ok(())
}
"#;

fn described() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("the system has a folder for temporary files");
    put(dir.path(), "api/shelf.yaml", DESCRIPTION);
    put(dir.path(), "api/parts/book.yaml", PART);
    dir
}

#[test]
fn an_example_of_an_operation_is_a_program() {
    let dir = described();
    for operation in ["addBook#two", "addBook#2", "POST /books#two"] {
        let one = run(dir.path(), &["snippet", operation, "--openapi", "api/shelf.yaml", "--name", "my-sdk"]);
        assert_eq!(one.exits(0).stdout, PROGRAM, "{operation}");
    }
    let snippet = |operation: &str| run(dir.path(), &["snippet", operation, "--openapi", "api/shelf.yaml"]);
    snippet("adBook").fails("no operation or page is named `adBook`; did you mean `addBook`?");
    snippet("addBook#three").fails("`addBook` has no example request `three`; it has 2 requests: 1 (one), 2 (two)");
    put(dir.path(), "api/shelf.yaml", &DESCRIPTION.replace("examples:", "x-examples:"));
    snippet("addBook").fails("`addBook` has no example of its body, or of a required parameter");
}

#[test]
fn the_model_of_a_description_is_exported() {
    let dir = described();
    let export = run(dir.path(), &["export", "--openapi", "api/shelf.yaml"]);
    let model: serde_json::Value = serde_json::from_str(&export.exits(0).stdout).expect("JSON");
    assert_eq!(model["formatVersion"], 4);
    let contract = &model["operations"][0]["contract"];
    assert_eq!((&contract["id"]["name"], &contract["bodies"][0]["type"]), (&"addBook".into(), &"Book".into()));
    assert_eq!(contract["bodies"][0]["samples"][1]["json"]["title"], "B");
}

#[test]
fn descriptions_are_recognized_by_their_content() {
    let dir = described();
    put(dir.path(), "api/other.yaml", "name: no description\n");
    put(dir.path(), "api/data.json", "{\"openapi\": false}");
    for docs in ["api", "api/shelf.yaml"] {
        let checked = run(dir.path(), &["check", "--docs", docs]);
        checked.exits(0);
        assert!(checked.stderr.contains("1 description (1 operation, "), "{}", checked.stderr);
    }
    let generated = run(dir.path(), &["generate", "--docs", "api", "--out", "out", "--name", "shelf"]);
    assert!(generated.exits(0).stdout.contains("created"));
    let both = project();
    put(both.path(), "docs/shelf.yaml", DESCRIPTION);
    put(both.path(), "docs/parts/book.yaml", PART);
    let export = run(both.path(), &["export", "--docs", "docs"]);
    assert!(export.exits(0).stdout.contains("\"addBook\"") && export.stdout.contains("\"Get thing\""));
}

#[test]
fn another_kind_of_file_is_an_error_with_the_option() {
    let dir = described();
    let metadata = "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"/>";
    put(dir.path(), "metadata.xml", metadata);
    put(dir.path(), "docs/api/thing-get.md", PAGE);
    let check = |arguments: &[&str]| run(dir.path(), &[&["check"], arguments].concat());
    check(&["--csdl", "api/shelf.yaml"]).fails(
        "cannot read `api/shelf.yaml`: it is an OpenAPI description and not metadata: use `--openapi` instead of `--csdl`",
    );
    check(&["--docs", "docs", "--permissions", "api/shelf.yaml"]).fails(
        "it is an OpenAPI description and not a list of permissions: use `--openapi` instead of `--permissions`",
    );
    check(&["--openapi", "metadata.xml"]).fails(
        "cannot read `metadata.xml`: it is OData metadata and not an OpenAPI description: use `--csdl` instead of `--openapi`",
    );
}

#[test]
fn rules_for_paging_must_match_the_description() {
    let dir = described();
    let config = "[[crate]]\nname = \"shelf\"\nopenapi = [\"api/shelf.yaml\"]\nout = \"out\"\npackage.publish = false\n\
                  [[crate.paging]]\noperations = [\"adBook\"]\nby = \"link-header\"\n";
    put(dir.path(), "graphwright.toml", config);
    let generate = || run(dir.path(), &["generate", "--config", "graphwright.toml"]);
    generate().fails("graphwright.toml:7:15: no operation is named `adBook`; did you mean `addBook`?");
    put(dir.path(), "graphwright.toml", &config.replace("\"adBook\"", "\"addBook\"").replace("link-header", "none"));
    generate().exits(0);
}
