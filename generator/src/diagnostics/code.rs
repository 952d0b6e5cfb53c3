//! The table of codes.
//!
//! Ranges by topic: G01 unreadable input, G02 types and properties, G03 operations and paths, G04 Rust names,
//! G05 suppressions and baselines, G06 metadata, G07 pages against metadata, G08 OpenAPI.

use super::Severity;
use super::declare::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// The front matter is missing or unclosed, or one of its lines is not `key: value`.
    FrontMatter = "G0101", Warning;
    /// An annotation comment contains JSON that is not strict; it is kept after repair.
    AnnotationRepaired = "G0102", Warning;
    /// An annotation comment is not valid JSON, or has no valid `blockType`; it is ignored.
    AnnotationUnreadable = "G0103", Warning;
    /// No code block follows an annotation; it is ignored.
    AnnotationWithoutBlock = "G0104", Warning;
    /// An annotation has an unknown member, or a member whose value has the wrong type.
    AnnotationMember = "G0105", Note;
    /// The header row and the delimiter row of a table have different numbers of cells; Markdown
    /// renderers show plain text instead of a table.
    TableDelimiter = "G0106", Warning;
    /// A row of a table has more or fewer cells than the header.
    RowCells = "G0107", Warning;
    /// A row of a table is broken over several lines; the lines are treated as one row.
    RowBroken = "G0108", Warning;
    /// A table that seems to list members, parameters or headers is not recognized by its columns; it is ignored.
    TableUnknown = "G0109", Warning;
    /// A row of a recognized table cannot be read.
    RowUnknown = "G0110", Warning;
    /// An included file does not exist.
    IncludeMissing = "G0112", Warning;
    /// An included file includes itself, directly or through others.
    IncludeCycle = "G0113", Warning;
    /// A comment is not closed; the rest of the page is ignored.
    CommentUnclosed = "G0114", Warning;
    /// A code block contains a stray fence line, or is not closed.
    FenceStray = "G0115", Warning;
    /// A JSON body is not strict JSON; it is kept after repair.
    JsonRepaired = "G0116", Warning;
    /// A JSON body is not valid JSON; it is ignored.
    JsonUnreadable = "G0117", Warning;
    /// A page has no title.
    TitleMissing = "G0118", Warning;
    /// A heading is similar to the name of a section that is read. Other headings are those of prose.
    SectionUnknown = "G0120", Warning;
    /// A table of contents (`toc.yml`) is not valid YAML, or is not a list of entries. Correct it or remove the file: without
    /// one, the crate has no areas.
    TocMalformed = "G0121", Error;
    /// An entry of a table of contents has no name, or refers to a page that does not exist; it is ignored.
    TocEntry = "G0122", Warning;
    /// A file contains bytes that do not belong to its encoding; they are read as U+FFFD.
    /// Pages are UTF-8, or UTF-16 with a byte order mark. So is metadata, unless its XML declaration names another encoding.
    FileEncoding = "G0123", Warning;
    /// A file cannot be read; it is ignored.
    FileUnreadable = "G0124", Error;
    /// A page includes more than 1,000 files, directly or through others; the others are ignored.
    IncludeLimit = "G0125", Warning;
    /// A list of permissions is not strict JSON, or not in Kibali's format. Nothing is generated.
    PermissionsMalformed = "G0126", Error;
    /// A list of permissions has an unknown member, or names an unknown scheme, method or attribute of a path; it is ignored.
    PermissionsUnknown = "G0127", Warning;
    /// A link names a page or an image that does not exist, or a page outside of the documentation. Only links into folders that
    /// were read are checked; and if many links have no target, because only some pages were read, those with a name that is
    /// similar to that of a page.
    LinkMissing = "G0128", Warning;
    /// A link spells the path of a page with different case than the file; such a link fails on some systems.
    LinkCase = "G0129", Note;
    /// A link names a section that its page does not have.
    LinkAnchor = "G0130", Note;
    /// A line begins with `#` but has no blank after it, so it is not a heading in CommonMark; it is read as one.
    HeadingBlank = "G0131", Warning;
    /// A link has a label, as in `[text][label]`, and the page has no definition of the label.
    LinkUndefined = "G0133", Warning;
    /// No other page links a page.
    PageOrphaned = "G0135", Note;
    /// No table of contents lists a page.
    PageUnlisted = "G0137", Note;
    /// A page does not have a section that nearly all pages with the same `doc_type` have.
    SectionMissing = "G0139", Note;
    /// The sections of a page are not in the usual order: permissions, HTTP request, request headers, request body, response,
    /// examples.
    SectionOrder = "G0141", Note;
    /// A heading is spelled with other capital letters than on most pages.
    SectionCase = "G0143", Note;
    /// A page has text before its title.
    TextBeforeTitle = "G0145", Note;
    /// The front matter does not have a key that nearly all pages have.
    FrontMatterKey = "G0147", Note;
    /// The title in the front matter has no word of the heading, or is the title of another page.
    TitleDiffers = "G0149", Note;
    /// The `doc_type` of a page is unknown, or is that of another kind of page.
    DocType = "G0151", Warning;
    /// The line `Namespace:` of a page and the annotation of its type name different namespaces.
    NamespaceDiffers = "G0153", Warning;
    /// Two requests of a page have the same name, or a response has the name of no request of its page.
    ExampleName = "G0155", Warning;
    /// A request or a response of an example has no annotation.
    ExampleUnannotated = "G0157", Note;
    /// A request does not contain one of its sample keys (`sampleKeys`).
    SampleKey = "G0159", Note;
    /// A group of tabs has a tab twice, or is not closed before the next section.
    TabGroup = "G0161", Warning;

    /// A resource page has no properties table, but the type has properties: in the metadata, or without a declaration, in
    /// the JSON representation.
    PropertiesMissing = "G0201", Note;
    /// A type is not defined by any page or metadata.
    TypeUnknown = "G0202", Warning;
    /// The type of a row is missing or not recognized.
    TypeCell = "G0203", Warning;
    /// A type is spelled with different case than in its definition.
    TypeCase = "G0204", Note;
    /// A property is in the JSON representation but in no table.
    PropertyNotInTable = "G0205", Warning;
    /// A property has different types in different places.
    PropertyConflict = "G0206", Warning;
    /// A property is listed twice in one table.
    PropertyDuplicate = "G0207", Warning;
    /// Several pages define the same type differently.
    TypeConflict = "G0208", Warning;
    /// An enum has different members in different places.
    EnumConflict = "G0209", Warning;
    /// A member of an enum is not a name.
    EnumMember = "G0210", Warning;
    /// A type is a base type of itself, directly or through others.
    BaseCycle = "G0211", Warning;
    /// A type is defined only by the request body of an operation.
    TypeImplied = "G0212", Note;
    /// An enumeration without members.
    EnumEmpty = "G0213", Warning;
    /// A page names a type in the wrong namespace: the metadata declares a type of this name in another one.
    TypeNamespace = "G0214", Warning;
    /// A type has more than 32 base types; one of them is ignored.
    BaseChain = "G0215", Warning;

    /// A JSON representation shows a member with another type than the declared one: an array for a single value, a number
    /// for a string.
    SampleDiffers = "G0216", Warning;
    /// The JSON representation of a type lacks a property that the table of its page lists.
    SampleMissing = "G0218", Note;

    /// An API page has no HTTP request section, or no request line in it.
    RequestMissing = "G0301", Warning;
    /// A line of an HTTP request block is not a request line.
    RequestLine = "G0302", Warning;
    /// A URL is malformed; it is treated as the closest valid one.
    UrlShape = "G0303", Warning;
    /// A segment of a URL is unknown, but a page describes the type before it. It is treated as a path without a known type.
    SegmentUnknown = "G0304", Note;
    /// The permissions of an operation are placeholders.
    PermissionPlaceholder = "G0305", Warning;
    /// A permissions table or one of its rows is not recognized.
    PermissionTable = "G0306", Warning;
    /// A permissions table lists several permissions in a cell and does not say which is the least privileged.
    PermissionOrder = "G0307", Note;
    /// The Response section does not say what is returned.
    ResponseUnclear = "G0308", Note;
    /// An example request matches none of the request lines of its page.
    ExampleUrl = "G0309", Warning;
    /// An example is not an HTTP message.
    ExampleMessage = "G0310", Warning;
    /// A value of an example is not a member of its enum.
    ExampleEnum = "G0311", Warning;
    /// An example has a request without a response, or a response without a request.
    ExampleUnpaired = "G0312", Note;
    /// Pages that document the same method of a path disagree on its body or its result.
    OperationConflict = "G0313", Warning;
    /// Two parts of an API page contradict each other.
    OperationContradiction = "G0314", Warning;
    /// A request line spells a URL differently than the metadata.
    UrlSpelling = "G0315", Warning;
    /// A URL addresses a member of a derived type without a cast.
    UrlWithoutCast = "G0316", Note;
    /// A request line contains a literal key instead of a placeholder.
    UrlLiteralKey = "G0317", Note;
    /// The metadata does not declare what a request line addresses.
    UrlUndeclared = "G0318", Warning;
    /// An example has a member that neither its type nor a derived type declares.
    ExampleMember = "G0319", Warning;
    /// An example spells a member with different case than its type.
    ExampleMemberCase = "G0320", Warning;
    /// An example has members that only derived types declare, and does not name the derived type (`@odata.type`).
    ExampleMemberDerived = "G0321", Note;
    /// A value of an example has the wrong JSON type: for example, a string where a number is declared.
    ExampleJsonType = "G0322", Warning;
    /// A value of an example is not valid for its type: a malformed date, duration or GUID, or a number out of range.
    ExampleFormat = "G0323", Warning;
    /// An example contains a placeholder instead of a value. Only placeholders that cannot be values are reported,
    /// all of one body together. In requests, names in place of GUIDs (`skuId-value`) are allowed.
    ExamplePlaceholder = "G0324", Note;
    /// An example has an array where a single value is declared, or a single value where a collection is declared.
    ExampleCardinality = "G0325", Warning;
    /// An example has null for a property that is not nullable.
    ExampleNull = "G0326", Warning;
    /// An example spells a member of an enum with different case than the enum.
    ExampleEnumCase = "G0327", Note;
    /// An example names a type (`@odata.type`) that is not declared.
    ExampleTypeUnknown = "G0328", Warning;
    /// An example names a type (`@odata.type`) that does not derive from the type declared for its place.
    ExampleTypeUnrelated = "G0329", Warning;
    /// An example response has a body, but its status does not allow one.
    ExampleBodyUnexpected = "G0330", Warning;
    /// An example response has no body, but the call returns one.
    ExampleBodyMissing = "G0331", Note;
    /// An example response shows a collection where a single object is returned, or the reverse.
    ExampleShape = "G0332", Warning;
    /// An example response wraps a single entity in `value`, but the service returns the entity as the body.
    ExampleWrapped = "G0333", Note;
    /// The `@odata.context` of an example names a different type than the call returns.
    ExampleContext = "G0334", Note;
    /// The annotation of an example response names a type that is unrelated to the type that the URL addresses.
    ExampleAnnotation = "G0335", Warning;
    /// An example has a member that the page of its type does not list. Without metadata, either may be wrong.
    ExampleMemberUndocumented = "G0336", Note;
    /// An example request calls a function with an argument that is not a literal of the declared type: `'2021-07-01'`, in
    /// quotes, is a string and not a date.
    ExampleArgument = "G0337", Warning;
    /// An object of an example request has an abstract type: it names one (`@odata.type`), or it names none and an abstract
    /// type is declared for its place. The service cannot determine the type.
    ExampleTypeAbstract = "G0338", Warning;
    /// A request line omits the arguments of a function.
    UrlArguments = "G0340", Note;
    /// A list of permissions contains requests that are not part of the API: it may be for several versions, or the pages may
    /// not document these requests. They are counted in one finding for each list.
    PermissionsElsewhere = "G0341", Note;

    /// The method of a request line does not fit its URL: a function is called with POST, an action with GET, or a
    /// collection is updated or deleted.
    MethodDiffers = "G0342", Warning;
    /// An example of a GET request has a body.
    GetWithBody = "G0343", Warning;
    /// Only one page names a permission, and its name is almost that of a permission that many pages name.
    PermissionRare = "G0344", Warning;
    /// The table of request headers does not list `Authorization`, which nearly all pages list.
    HeaderMissing = "G0345", Note;
    /// An object of an example response has an abstract type: it names one (`@odata.type`), or it names none and an abstract
    /// type is declared for its place. Services name the type of such objects.
    ResponseTypeAbstract = "G0346", Note;
    /// A request has a body and no `Content-Type`, or the content type of a message does not fit its body.
    ContentType = "G0347", Warning;
    /// An example has a member that its open type does not declare, and that no table lists. Other members are allowed, but
    /// this one may be misspelled.
    ExampleMemberDynamic = "G0348", Note;
    /// A header is unknown, and its name is similar to that of a known one.
    HeaderUnknown = "G0349", Warning;
    /// An example request spells a segment of its URL with different case than the request line. Names are case-sensitive
    /// in OData.
    ExampleUrlCase = "G0350", Note;
    /// A URL of an example has more than 2,083 characters.
    UrlLength = "G0351", Warning;
    /// An example response with a success status has the body of an error.
    ExampleError = "G0352", Warning;
    /// Hardly any page names a permission for a kind of caller, and many pages name it for the other kind: signed-in users or
    /// applications.
    PermissionCaller = "G0353", Warning;
    /// An example request lacks a member that its page calls required.
    ExampleRequired = "G0354", Warning;
    /// A permission is less privileged, by its name, than one that is listed before it.
    PermissionRank = "G0355", Warning;
    /// A Methods table names another result than the page of the method.
    MethodResult = "G0356", Warning;
    /// A page names a permission that the list of permissions does not have.
    PermissionUnlisted = "G0357", Warning;
    /// A query option begins with `$` but is not one of OData.
    QueryOption = "G0358", Warning;
    /// The list of permissions has other permissions for the requests of a page than the page.
    PermissionsDiffer = "G0359", Note;
    /// An example request sends a reference (`@odata.id`), but neither its URL nor the request line ends with `$ref`.
    ReferenceUrl = "G0360", Warning;
    /// A page uses a query option, and the metadata states that the service does not support it there.
    QueryUnsupported = "G0361", Note;

    /// Two names are the same in Rust; one of them is renamed.
    NameClash = "G0401", Note;

    /// A comment suppresses a finding that is not reported in its scope. Remove the comment.
    ///
    /// `<!-- graphwright: allow(G0206, user.ageGroup) reason -->` suppresses findings of a code, or only those about one symbol:
    /// in the whole file if it is before the first section, else from there to the next heading. Comments about the findings that
    /// only `graphwright generate` reports (G04) are never unused.
    SuppressionUnused = "G0501", Warning;
    /// A comment that begins with `graphwright` is malformed; it is ignored.
    ///
    /// Write `<!-- graphwright: allow(CODE) reason -->` or `<!-- graphwright: allow(CODE, symbol) reason -->`.
    SuppressionUnreadable = "G0502", Warning;
    /// The baseline lists a finding that is no longer reported. Run the same command with `--update-baseline` to remove it.
    BaselineUnused = "G0503", Note;

    /// The XML of metadata is not well-formed; the file is ignored. Nothing is generated.
    MetadataMalformed = "G0601", Error;
    /// A metadata file contains no schema: it is not OData CSDL.
    MetadataEmpty = "G0602", Error;
    /// Metadata contains an element that CSDL does not define or does not allow in its place; it is ignored with its content.
    MetadataElement = "G0603", Warning;
    /// Metadata contains an attribute that CSDL does not define for its element; it is ignored.
    MetadataAttribute = "G0604", Warning;
    /// The value of an attribute or an annotation is not allowed by CSDL.
    MetadataValue = "G0605", Warning;
    /// Metadata lacks an attribute or element that CSDL requires.
    MetadataMissing = "G0606", Warning;
    /// Metadata declares two types, members of a type and its base types, overloads or entries of the same name. The second
    /// type is ignored.
    MetadataDuplicate = "G0608", Warning;
    /// A primitive type of metadata is not supported; it is treated as untyped JSON.
    MetadataPrimitive = "G0607", Note;
    /// Metadata is of OData 1, 2 or 3; the file is ignored. Nothing is generated.
    MetadataVersion = "G0609", Error;

    /// A page describes a type that the metadata does not declare.
    TypeUndeclared = "G0701", Warning;
    /// The metadata declares a type that no page describes, though a documented property, parameter or result has this type.
    TypeUndocumented = "G0702", Note;
    /// A property, relationship or parameter is spelled with different case than in the metadata.
    MemberCase = "G0703", Warning;
    /// A page lists a property or relationship that the metadata does not declare.
    MemberUndeclared = "G0704", Warning;
    /// A page lists a member that the metadata does not declare, on an open type.
    MemberDynamic = "G0705", Note;
    /// The metadata declares a property or relationship that the page of its type does not list.
    MemberUndocumented = "G0706", Warning;
    /// A property, relationship or parameter has a different type in the metadata.
    MemberType = "G0707", Warning;
    /// A property, relationship or parameter is a single value on the page and a collection in the metadata, or the reverse.
    MemberCollection = "G0708", Warning;
    /// A page and the metadata disagree on whether a property is nullable.
    MemberNullable = "G0709", Warning;
    /// A navigation property is listed under Properties, or a property under Relationships.
    MemberSection = "G0710", Note;
    /// A page names a different base type than the metadata.
    BaseDiffers = "G0711", Warning;
    /// A page does not name the base type that the metadata declares.
    BaseUndocumented = "G0712", Note;
    /// The annotation of a page declares a type open, abstract or keyed by a property, but the metadata does not.
    TypeFacet = "G0713", Warning;
    /// A table lists the members of an enum that the metadata does not declare.
    EnumUndeclared = "G0714", Warning;
    /// A page lists a member of an enum that the metadata does not declare.
    EnumMemberUndeclared = "G0715", Warning;
    /// A page spells a member of an enum with different case than the metadata.
    EnumMemberCase = "G0716", Note;
    /// The metadata declares members of an enum that a page does not list.
    EnumMemberUndocumented = "G0717", Warning;
    /// A page does not list `unknownFutureValue`, the placeholder for members of later versions.
    EnumSentinel = "G0718", Note;
    /// Members of an enum have different numbers in the metadata.
    EnumValue = "G0719", Warning;
    /// A page lists a parameter that the metadata does not declare.
    ParameterUndeclared = "G0720", Warning;
    /// The metadata declares a parameter that the page of its action or function does not list.
    ParameterUndocumented = "G0721", Warning;
    /// A page documents a different result than the metadata declares, or than its URL addresses.
    ResultDiffers = "G0722", Warning;
    /// A page spells a parameter with different case than the metadata. Many services accept names
    /// that differ in the first letter: these are reported only if an example of the page contradicts its table.
    ParameterCase = "G0725", Note;
    /// Only the page of a member calls it deprecated, or only the metadata does.
    DeprecationDiffers = "G0727", Note;
    /// The metadata declares an action or function that no page documents. If none of a type is documented, they are one
    /// finding.
    CallableUndocumented = "G0723", Note;
    /// The metadata declares an entity set or singleton, but no documented URL begins with it.
    EntryUndocumented = "G0724", Note;

    /// An OpenAPI description, or a file that it refers to, is not well-formed JSON or YAML; it is ignored.
    DescriptionMalformed = "G0801", Error;
    /// The text of an OpenAPI description is not strict JSON or not one YAML document; it is kept after repair.
    DescriptionRepaired = "G0802", Warning;
    /// Members of one object of an OpenAPI description have the same name; only the last one is kept.
    DescriptionDuplicate = "G0803", Warning;
    /// A description is of Swagger 2.0 or of an unknown version of OpenAPI; it is ignored. Nothing is generated.
    DescriptionVersion = "G0804", Error;
    /// A reference has no target: the file or the value does not exist, or it is not below the folder of the description.
    /// Nothing is read from the network.
    ReferenceUnresolved = "G0805", Warning;
    /// References refer to each other in a circle, without a value between them; they have no target.
    ReferenceCycle = "G0806", Error;
    /// OpenAPI does not define a member of an object, or only a later version does; it is ignored.
    /// All such members with the same name and kind of object are one finding.
    DescriptionMember = "G0807", Warning;
    /// A keyword of JSON Schema is not supported: its schema accepts more values than it describes.
    /// All such keywords with the same name are one finding.
    SchemaKeyword = "G0808", Note;
    /// A value of an OpenAPI description has the wrong type, or is not allowed in its place; it is repaired or ignored.
    DescriptionValue = "G0809", Warning;
    /// An OpenAPI description lacks a member that OpenAPI requires.
    DescriptionMissing = "G0810", Warning;
    /// Members beside `$ref` have no effect in OpenAPI 3.0, except for descriptions; they are ignored.
    /// All such members with the same name are one finding.
    ReferenceSibling = "G0811", Note;
    /// A variable of a path has no parameter, or a path parameter has no variable in its path.
    PathVariable = "G0812", Warning;
    /// Two operations have the same `operationId`.
    OperationIdDuplicate = "G0813", Warning;
    /// The text of an OpenAPI schema is correct in another version of OpenAPI, and has the same meaning there.
    SchemaVersion = "G0814", Note;
    /// Generated code does not support a part of an OpenAPI description; the note says how it is handled instead.
    DescriptionUnsupported = "G0815", Note;
}
