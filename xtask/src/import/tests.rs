//! Published files and their facts.

use super::{csdl, permissions};
use crate::corpus::corpus;
use std::fs;

const CSDL: &str = r#"<?xml version="1.0"?>
<!-- A comment for people. -->
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EnumType Name="color">
    <Member Name="red" Value='0'><Annotation Term="Org.OData.Core.V1.Description" String="Like &quot;fire&quot;."/></Member>
  </EnumType>
  <Annotations Target="a.color"><Annotation Term="Org.OData.Core.V1.LongDescription"><String>Much text.</String></Annotation></Annotations>
  <Annotations Target="a.color/red">
    <Annotation Term="Org.OData.Core.V1.Revisions"><Collection><Record>
      <PropertyValue Property="Date" Date="2024-04-10"/>
      <PropertyValue Property="Description" String="Use blue."/>
      <PropertyValue Property="Kind"><EnumMember>Org.OData.Core.V1.RevisionKind/Deprecated</EnumMember></PropertyValue>
    </Record></Collection></Annotation>
    <Annotation Term="com.example.Remark" String="This is a sentence, too."/>
    <Annotation Term="com.example.Expressions" String="ge &lt;= le"/>
  </Annotations>
</Schema></edmx:DataServices></edmx:Edmx>
"#;

const FACTS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EnumType Name="color">
        <Member Name="red" Value="0" />
      </EnumType>
      <Annotations Target="a.color/red">
        <Annotation Term="Org.OData.Core.V1.Revisions">
          <Collection>
            <Record>
              <PropertyValue Property="Date" Date="2024-04-10" />
              <PropertyValue Property="Kind">
                <EnumMember>Org.OData.Core.V1.RevisionKind/Deprecated</EnumMember>
              </PropertyValue>
            </Record>
          </Collection>
        </Annotation>
        <Annotation Term="com.example.Expressions" String="ge &lt;= le" />
      </Annotations>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
"#;

#[test]
fn metadata_keeps_facts_only() {
    assert_eq!(csdl::facts(CSDL).as_deref(), Ok(FACTS));
    assert_eq!(csdl::facts(FACTS).as_deref(), Ok(FACTS), "facts stay as they are");
}

#[test]
fn malformed_metadata_is_an_error_at_its_place() {
    let problem = csdl::facts("<a>\n  <b></c>\n</a>").expect_err("the end tag has another name");
    assert!(problem.starts_with("2:6: "), "{problem}");
    assert_eq!(csdl::facts("<a>\n<b/>"), Err("2:5: an element is not closed".to_owned()));
}

const PERMISSIONS: &str = r#"{"$schema": "https://example.com/a.json", "permissions": {"Mail.Read": {
  "note": "For mail.", "authorizationType": "oAuth2",
  "schemes": {"Application": {"adminDisplayName": "Read mail", "adminDescription": "Reads.", "requiresAdminConsent": true, "privilegeLevel": 3}},
  "pathSets": [{"schemeKeys": ["Application"], "methods": ["GET", "HEAD"], "paths": {"/me/description": "least=Application", "/me/chats/{id}}": ""}},
    {"schemeKeys": [], "methods": [], "paths": {}}],
  "remark": "This is a sentence, too.", "ownerInfo": {"ownerSecurityGroup": "mail"}}}}"#;

const PERMISSION_FACTS: &str = r#"{
  "permissions": {
    "Mail.Read": {
      "authorizationType": "oAuth2",
      "schemes": {
        "Application": { "requiresAdminConsent": true, "privilegeLevel": 3 }
      },
      "pathSets": [
        {
          "schemeKeys": ["Application"],
          "methods": ["GET", "HEAD"],
          "paths": {
            "/me/description": "least=Application",
            "/me/chats/{id}": ""
          }
        },
        {
          "schemeKeys": [],
          "methods": [],
          "paths": {}
        }
      ]
    }
  }
}
"#;

#[test]
fn permissions_keep_facts_only() {
    assert_eq!(permissions::facts(PERMISSIONS).as_deref(), Ok(PERMISSION_FACTS));
    assert_eq!(permissions::facts(PERMISSION_FACTS).as_deref(), Ok(PERMISSION_FACTS), "facts stay as they are");
    let problem = permissions::facts("{\n  \"permissions\": ]").expect_err("malformed");
    assert!(problem.starts_with("2:18: expected value"), "{problem}");
}

/// The facts-only files of the corpus, if they are there: every fact stays.
#[test]
fn facts_of_the_corpus_stay() {
    let read = |name: &str| fs::read_to_string(corpus().join("current").join(name)).ok();
    if let Some(text) = read("v1.0-2026-08.xml") {
        let facts = csdl::facts(&text).expect("well-formed");
        assert!(facts.trim_end() == text.trim_end(), "the text is the same, line by line");
    }
    if let Some(text) = read("permissions-2026-08.json") {
        let facts = permissions::facts(&text).expect("well-formed");
        let value = |it: &str| serde_json::from_str::<serde_json::Value>(it).expect("JSON");
        assert!(value(&facts) == value(&text.replace("}}/", "}/")), "every member stays");
    }
}
