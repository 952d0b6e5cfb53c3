//! The JSON of a few pages, and its documentation.

use crate::analysis::paths::Operations;
use crate::pipeline;
use crate::service::Service;
use crate::source::{FileKind, SourceFile, SourceMap};
use serde_json::Value;
use std::collections::BTreeSet;

const RESOURCE: &str = r#"---
title: "group resource type"
---
# group resource type

Namespace: microsoft.graph

A group. It is deprecated.

## Properties
|Property|Type|Description|
|:---|:---|:---|
|id|String|Its key. Inherited from [entity](entity.md). Read-only.|
|kind|groupKind|Possible values are: `open`, `closed`.|

## Relationships
|Relationship|Type|Description|
|:---|:---|:---|
|members|[group](group.md) collection|Its members. Nullable.|

## JSON representation
<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.group", "baseType": "microsoft.graph.entity", "keyProperty": "id", "openType": true } -->
``` json
{ "id": "String (identifier)", "kind": "String" }
```
"#;

const ENTITY: &str = "---\ntitle: \"entity resource type\"\n---\n# entity resource type\n\nNamespace: microsoft.graph\n\n\
    ## Properties\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|The key.|\n";

const KIND: &str = "---\ntitle: \"groupKind enum type\"\n---\n# groupKind enum type\n\nNamespace: microsoft.graph\n\n\
    ## Members\n|Member|Value|Description|\n|:---|:---|:---|\n|open|0|Anybody joins.|\n|closed|1|Nobody joins.|\n";

const METADATA: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <ComplexType Name="access">
    <Annotation Term="Org.OData.Core.V1.Description" String="Read &amp; write"/>
    <Annotation Term="Org.OData.Core.V1.LongDescription"><String>Up to <![CDATA[<5>]]>
      &#x2265; 1</String></Annotation>
  </ComplexType>
</Schema></edmx:DataServices></edmx:Edmx>"#;

const API: &str = r#"---
title: "Add member"
---
# Add member

Namespace: microsoft.graph

Adds a member.

## Permissions
|Permission type|Permissions (from least to most privileged)|
|:---|:---|
|Delegated (work or school account)|Group.ReadWrite.All, Directory.ReadWrite.All|
|Delegated (personal Microsoft account)|Not supported.|
|Application|**TODO: Determine scopes**|

## HTTP request
``` http
POST /groups/{id}/members?$top={n}
POST /groups/{id}/members/find(name='{name}')
GET /groups/{id}/unheardOf/x
```

## Function parameters
|Parameter|Type|Description|
|:---|:---|:---|
|name|String|A name.|

## Optional query parameters
|Parameter|Type|Description|
|:---|:---|:---|
|$top|Int32|How many.|

## Request headers
|Name|Description|
|:---|:---|
|Authorization|Bearer {token}. Required.|

## Request body
In the request body, supply a JSON representation of the [group](../resources/group.md) object.

## Response
If successful, this method returns a `201 Created` response code and a [group](../resources/group.md) object in the response body.

## Examples
### Request
<!-- { "blockType": "request", "name": "add_member" } -->
``` http
POST https://graph.microsoft.com/v1.0/groups/1/members
Content-Type: application/json

{ "id": "2", "size": 1.5, "tags": [null, true] }
```
### Response
<!-- { "blockType": "response", "@odata.type": "microsoft.graph.group" } -->
``` http
HTTP/1.1 201 Created

{ "id": }
```
"#;

fn export() -> Value {
    let files = [
        ("resources/group.md", RESOURCE),
        ("resources/entity.md", ENTITY),
        ("resources/groupkind.md", KIND),
        ("api/group-post-members.md", API),
    ];
    export_of(files.map(|(path, text)| file(path, FileKind::Page, text)).into())
}

fn file(path: &str, kind: FileKind, text: &str) -> SourceFile {
    SourceFile::new(format!("docs/{path}"), path.to_owned(), kind, text.to_owned())
}

fn export_of(files: Vec<SourceFile>) -> Value {
    let sources = SourceMap::new(files);
    let checked = pipeline::check(&sources, &Service::default(), Operations::default());
    let mut out = Vec::new();
    super::json(&mut out, &sources, &checked.model, &checked.paths, &checked.diagnostics)
        .expect("memory takes everything");
    serde_json::from_slice(&out).expect("it is JSON")
}

/// Every member name below a value, except in the JSON of examples.
fn members(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|it| members(it, found)),
        Value::Object(object) => {
            for (name, it) in object {
                found.insert(name.clone());
                if name != "json" {
                    members(it, found);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn the_document_says_what_it_is() {
    let model = export();
    assert_eq!(model["format"], "graphwright-model");
    assert_eq!(model["formatVersion"], 4);
    assert_eq!(model["version"], "v1.0");
}

#[test]
fn facts_have_places() {
    let model = export();
    let types = model["types"].as_array().expect("a list");
    let group = types.iter().find(|it| it["name"] == "microsoft.graph.group").expect("it has a page");
    let members = &group["properties"].as_array().expect("a list").iter().find(|it| it["name"] == "members");
    let members = members.expect("it has a row");
    assert_eq!(members["type"], "Collection(microsoft.graph.group)");
    assert_eq!(members["kind"], "navigation");
    assert_eq!(members["at"], serde_json::json!({ "file": "docs/resources/group.md", "line": 19, "column": 2 }));
    let request = &model["operations"][0]["requests"][0];
    assert_eq!((&request["method"], &request["url"]), (&"POST".into(), &"/groups/{id}/members".into()));
    assert_eq!(request["at"]["line"], 19);
}

#[test]
fn texts_of_metadata_are_decoded() {
    let model = export_of(vec![file("metadata.xml", FileKind::Metadata, METADATA)]);
    assert_eq!(model["types"][0]["docs"]["text"], "Read & write\n\nUp to <5> \u{2265} 1");
}

#[test]
fn examples_are_json_where_they_can_be_read() {
    let example = &export()["operations"][0]["examples"][0];
    let expected = serde_json::json!({ "id": "2", "size": 1.5, "tags": [null, true] });
    assert_eq!(example["request"]["body"]["json"], expected);
    assert_eq!(example["response"]["body"]["brokenJson"], "{ \"id\": }");
}

#[test]
fn every_member_is_documented() {
    let documented = include_str!("../../../../docs/model-json.md");
    let mut found = BTreeSet::new();
    members(&export(), &mut found);
    for name in
        ["base", "docs", "deprecated", "flags", "arguments", "owner", "property", "tail", "label", "help", "query"]
    {
        assert!(found.contains(name), "the sample pages do not lead to `{name}`: {found:?}");
    }
    let missing: Vec<_> = found.iter().filter(|it| !documented.contains(&format!("`{it}`"))).collect();
    assert!(missing.is_empty(), "docs/model-json.md does not name {missing:?}");
}

const DESCRIPTION: &str = r##"
openapi: 3.1.0
info: { title: Library, version: "1" }
paths:
  /books/{isbn}#old:
    put:
      operationId: setBook
      tags: [catalog]
      externalDocs: { url: "https://example.com" }
      security: [{ sign-in: [write] }]
      parameters:
        - { name: isbn, in: path, required: true, schema: { type: string }, example: "1" }
        - { name: place, in: query, allowReserved: true, content: { application/json: { schema: { type: string } } } }
        - { name: kind, in: header, required: true, schema: { const: a } }
      requestBody:
        content: { application/json: { schema: { $ref: "#/components/schemas/Book" }, examples: { one: { value: {} } } } }
      responses:
        "204": { description: Done., headers: { ETag: { schema: { type: string } } } }
  /books:
    get:
      parameters: [{ name: cursor, in: query, schema: { type: string } }]
      responses:
        "200":
          description: Books.
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: { type: array, items: { $ref: "#/components/schemas/Book" } }
                  next_cursor: { type: string }
                  has_more: { type: boolean }
components:
  schemas:
    Book: { type: object, properties: { part: { $ref: "#/components/schemas/Part" } } }
    Part:
      oneOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }]
      discriminator: { propertyName: kind, mapping: { a: "#/components/schemas/A", b: "#/components/schemas/B" } }
    A: { type: object, properties: { kind: { type: string } } }
    B: { type: object, properties: { kind: { type: string } } }
"##;

#[test]
fn every_member_of_descriptions_is_documented() {
    let documented = include_str!("../../../../docs/model-json.md");
    let mut found = BTreeSet::new();
    members(&export_of(vec![file("library.yaml", FileKind::Description, DESCRIPTION)]), &mut found);
    for name in ["fragment", "url", "scopes", "reserved", "json", "fixed", "samples", "paging", "end", "discriminator"]
    {
        assert!(found.contains(name), "the sample does not lead to `{name}`: {found:?}");
    }
    let missing: Vec<_> = found.iter().filter(|it| !documented.contains(&format!("`{it}`"))).collect();
    assert!(missing.is_empty(), "docs/model-json.md does not name {missing:?}");
}
