//! The table of codes.
//!
//! Ranges by subject: G01 unreadable input, G02 types and properties, G03 operations and paths, G04 Rust names, G05 suppressions and
//! baselines, G06 metadata, G07 pages against metadata.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Something is left out, guessed or contradictory.
    Warning,
    /// Worth knowing; the input was understood.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}

/// Declares [`Code`]: one line of the table is the variant, the number, the severity and the explanation.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal, $severity:ident;)+) => {
        /// What kind of problem a diagnostic reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code, in the order of the numbers.
            pub const ALL: &[Code] = &[$(Code::$name),+];

            /// The name in this table: `TypeCell`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$name => stringify!($name)),+ }
            }

            /// The number, as shown: `G0203`.
            pub fn number(self) -> &'static str {
                match self { $(Code::$name => $number),+ }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),+ }
            }

            /// What it means and what to do: the text of `graphwright explain`.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc, "\n"),+)),+ }
            }

            /// The first line of the explanation.
            pub fn summary(self) -> &'static str {
                self.explanation().trim().lines().next().unwrap_or_default()
            }
        }
    };
}

codes! {
    /// The front matter is missing, not closed, or a line of it is not `key: value`.
    FrontMatter = "G0101", Warning;
    /// An annotation comment holds JSON that is not strict; it was repaired and used.
    AnnotationRepaired = "G0102", Warning;
    /// An annotation comment cannot be read, or has no block type; it was ignored.
    AnnotationUnreadable = "G0103", Warning;
    /// An annotation is not followed by a code block, so it annotates nothing.
    AnnotationWithoutBlock = "G0104", Warning;
    /// A member of an annotation is not one that the format knows, or its value has the wrong type.
    AnnotationMember = "G0105", Note;
    /// The header row and the delimiter row of a table have different numbers of cells; Markdown renderers show no table here.
    TableDelimiter = "G0106", Warning;
    /// A row of a table has more or fewer cells than the header.
    RowCells = "G0107", Warning;
    /// A row of a table is broken over several lines; the lines were joined.
    RowBroken = "G0108", Warning;
    /// A table is in a place, or has columns, that mean nothing to the model.
    TableUnknown = "G0109", Warning;
    /// A row of a known table cannot be understood.
    RowUnknown = "G0110", Warning;
    /// A row of a properties table names control information (`@odata.type`, `group@odata.bind`), which is no property.
    ControlInformation = "G0111", Note;
    /// An included file does not exist.
    IncludeMissing = "G0112", Warning;
    /// Includes go in a circle.
    IncludeCycle = "G0113", Warning;
    /// A comment is not closed; the rest of the page is hidden.
    CommentUnclosed = "G0114", Warning;
    /// A code block holds a stray fence line, or is not closed.
    FenceStray = "G0115", Warning;
    /// A JSON body is not strict JSON; it was repaired and used.
    JsonRepaired = "G0116", Warning;
    /// A JSON body cannot be read.
    JsonUnreadable = "G0117", Warning;
    /// A page has no title.
    TitleMissing = "G0118", Warning;
    /// A section of a page is not one that the format knows.
    SectionUnknown = "G0120", Note;
    /// A table of contents (`toc.yml`) is not YAML, or is no list of entries. Correct it, or leave the file out: without one, the
    /// crate has no areas.
    TocMalformed = "G0121", Error;
    /// An entry of a table of contents has no name, or names a page that is not there; it was ignored.
    TocEntry = "G0122", Warning;

    /// A resource page has no properties table.
    PropertiesMissing = "G0201", Note;
    /// A type is named that no page defines.
    TypeUnknown = "G0202", Warning;
    /// A type cell cannot be understood.
    TypeCell = "G0203", Warning;
    /// A type is written with other upper and lower case than where it is defined.
    TypeCase = "G0204", Note;
    /// A property is in the JSON representation but in no table.
    PropertyNotInTable = "G0205", Warning;
    /// A property has different types in different places.
    PropertyConflict = "G0206", Warning;
    /// A property is listed twice in one table.
    PropertyDuplicate = "G0207", Warning;
    /// Several pages define one type; what they say differs.
    TypeConflict = "G0208", Warning;
    /// An enum has different members in different places.
    EnumConflict = "G0209", Warning;
    /// A member of an enum is not a name.
    EnumMember = "G0210", Warning;
    /// Base types go in a circle.
    BaseCycle = "G0211", Warning;
    /// A type is only known from the request body of an operation.
    TypeImplied = "G0212", Note;
    /// An enumeration without members.
    EnumEmpty = "G0213", Warning;

    /// A page names a type in a namespace where the metadata declares none of this name; another namespace has one.
    TypeNamespace = "G0214", Warning;

    /// An API page has no HTTP request section, or no request line in it.
    RequestMissing = "G0301", Warning;
    /// A line of an HTTP request block is not a request line.
    RequestLine = "G0302", Warning;
    /// A URL is written in a way that had to be guessed at.
    UrlShape = "G0303", Warning;
    /// A segment of a URL names nothing that the pages describe; it was given a node of its own.
    SegmentUnknown = "G0304", Note;
    /// The permissions of an operation are placeholders.
    PermissionPlaceholder = "G0305", Warning;
    /// A permissions table or a row of it cannot be understood.
    PermissionTable = "G0306", Warning;
    /// A permissions table does not say which permission is the least privileged.
    PermissionOrder = "G0307", Note;
    /// The Response section does not say what is returned.
    ResponseUnclear = "G0308", Note;
    /// An example request uses a URL that is none of the page's request lines.
    ExampleUrl = "G0309", Warning;
    /// An example is not an HTTP message.
    ExampleMessage = "G0310", Warning;
    /// A value of an example is no member of the enum.
    ExampleEnum = "G0311", Warning;
    /// A request without a response, or a response without a request.
    ExampleUnpaired = "G0312", Note;
    /// Pages that document one method disagree on its body or its result.
    OperationConflict = "G0313", Warning;
    /// Two parts of an API page contradict each other.
    OperationContradiction = "G0314", Warning;
    /// The metadata spells the URL of a request line in another way.
    UrlSpelling = "G0315", Warning;
    /// Only a derived type declares what a URL addresses, and the URL has no cast.
    UrlWithoutCast = "G0316", Note;
    /// A request line writes a key out where there should be a placeholder.
    UrlLiteralKey = "G0317", Note;
    /// The metadata does not declare what a request line addresses.
    UrlUndeclared = "G0318", Warning;
    /// An example has a member that neither its type declares nor a type that derives from it.
    ExampleMember = "G0319", Warning;
    /// An example writes a member with other upper and lower case than its type.
    ExampleMemberCase = "G0320", Warning;
    /// An example has members that only derived types declare, and does not name the derived type (`@odata.type`).
    ExampleMemberDerived = "G0321", Note;
    /// A value of an example has another JSON type than its member: a string where a number is declared.
    ExampleJsonType = "G0322", Warning;
    /// A value of an example is not written as its type is: a date, a duration, a GUID, a number that is too large.
    ExampleFormat = "G0323", Warning;
    /// An example holds the name of a type, or another placeholder, where a value should be. Only what could not be a value is reported.
    ExamplePlaceholder = "G0324", Note;
    /// An example has an array where one value is declared, or one value where a collection is declared.
    ExampleCardinality = "G0325", Warning;
    /// An example has null where the metadata does not allow it.
    ExampleNull = "G0326", Warning;
    /// An example writes a member of an enum with other upper and lower case than the enum.
    ExampleEnumCase = "G0327", Note;
    /// An example names a type (`@odata.type`) that is not declared.
    ExampleTypeUnknown = "G0328", Warning;
    /// An example names a type (`@odata.type`) that does not derive from the type declared for its place.
    ExampleTypeUnrelated = "G0329", Warning;
    /// An example response has a body, though its status says that there is none.
    ExampleBodyUnexpected = "G0330", Warning;
    /// An example response has no body, though the call returns something.
    ExampleBodyMissing = "G0331", Note;
    /// An example response shows a collection where one thing is returned, or one thing where a collection is returned.
    ExampleShape = "G0332", Warning;
    /// An example response wraps one entity: `{"value": {…}}`. The service does not; the entity is the body.
    ExampleWrapped = "G0333", Note;
    /// The `@odata.context` of an example names something else than what the call returns.
    ExampleContext = "G0334", Note;
    /// The annotation of an example response names a type that has nothing to do with what the URL addresses.
    ExampleAnnotation = "G0335", Warning;
    /// An example has a member that the page of its type does not describe, and no metadata tells which of them is wrong.
    ExampleMemberUndocumented = "G0336", Note;
    /// An example request calls a function with an argument that is no literal of the declared type: `'2021-07-01'`, in quotes,
    /// is no date.
    ExampleArgument = "G0337", Warning;
    /// A request line calls a function without its arguments.
    UrlArguments = "G0340", Note;

    /// Two names are the same in Rust; one was given a suffix.
    NameClash = "G0401", Note;

    /// A comment suppresses nothing: what it names is not found here. Remove the comment.
    ///
    /// `<!-- graphwright: allow(G0206, user.ageGroup) reason -->` suppresses findings of a code, or only those about one symbol:
    /// in the whole file if it stands before the first section, else from there to the next heading. Findings of the ranges that
    /// only `graphwright generate` reports (G04) are not missed.
    SuppressionUnused = "G0501", Warning;
    /// A comment that begins with `graphwright` cannot be read; it suppresses nothing.
    ///
    /// Write `<!-- graphwright: allow(CODE) reason -->` or `<!-- graphwright: allow(CODE, symbol) reason -->`.
    SuppressionUnreadable = "G0502", Warning;
    /// A finding of the baseline is not there any more. Run the same command with `--update-baseline`.
    BaselineUnused = "G0503", Note;

    /// The XML of metadata is not well formed; as much as possible of it was used.
    MetadataMalformed = "G0601", Warning;
    /// A file of metadata holds no schema: it is not OData CSDL.
    MetadataEmpty = "G0602", Error;
    /// An element of metadata is not one that CSDL has in its place; it was left out, with everything in it.
    MetadataElement = "G0603", Warning;
    /// An attribute of metadata is not one that CSDL gives to its element; it was ignored.
    MetadataAttribute = "G0604", Warning;
    /// The value of an attribute or of an annotation is not one that CSDL allows.
    MetadataValue = "G0605", Warning;
    /// An attribute or element that CSDL requires is missing in metadata.
    MetadataMissing = "G0606", Warning;
    /// Metadata declares two types of one name; the second one was ignored.
    MetadataDuplicate = "G0608", Warning;
    /// A primitive type of metadata has no counterpart; any JSON value is accepted.
    MetadataPrimitive = "G0607", Note;

    /// A page describes a type that the metadata does not declare.
    TypeUndeclared = "G0701", Warning;
    /// The metadata declares a type that no page describes.
    TypeUndocumented = "G0702", Note;
    /// A property, relationship or parameter is written with other upper and lower case than in the metadata.
    MemberCase = "G0703", Warning;
    /// A page lists a property or relationship that the metadata does not declare.
    MemberUndeclared = "G0704", Warning;
    /// A page lists a member that the metadata does not declare, on a type that may have any: an open type.
    MemberDynamic = "G0705", Note;
    /// The metadata declares a property or relationship that the page of its type does not list.
    MemberUndocumented = "G0706", Warning;
    /// A property, relationship or parameter has another type in the metadata.
    MemberType = "G0707", Warning;
    /// A property, relationship or parameter is one value on the page and a collection in the metadata, or the reverse.
    MemberCollection = "G0708", Warning;
    /// A page says of a property that it may or may not be null, and the metadata the reverse.
    MemberNullable = "G0709", Warning;
    /// A navigation property is listed under Properties, or a property under Relationships.
    MemberSection = "G0710", Note;
    /// A page names another base type than the metadata.
    BaseDiffers = "G0711", Warning;
    /// A page names no base type, and the metadata has one.
    BaseUndocumented = "G0712", Note;
    /// The annotation of a page calls a type open, abstract, or keyed by a property, and the metadata does not.
    TypeFacet = "G0713", Warning;
    /// A table lists the members of an enum that the metadata does not declare.
    EnumUndeclared = "G0714", Warning;
    /// A page lists a member of an enum that the metadata does not declare.
    EnumMemberUndeclared = "G0715", Warning;
    /// A page spells a member of an enum in another case than the metadata.
    EnumMemberCase = "G0716", Note;
    /// The metadata declares members of an enum that a page does not list.
    EnumMemberUndocumented = "G0717", Warning;
    /// A page does not list `unknownFutureValue`, which stands for the members of later versions.
    EnumSentinel = "G0718", Note;
    /// A member of an enum has another number in the metadata.
    EnumValue = "G0719", Warning;
    /// A page lists a parameter that the metadata does not declare.
    ParameterUndeclared = "G0720", Warning;
    /// The metadata declares a parameter that the page of its action or function does not list.
    ParameterUndocumented = "G0721", Warning;
    /// A page returns another type than the metadata declares, or than its URL addresses.
    ResultDiffers = "G0722", Warning;
    /// A page spells a parameter in another case than the metadata. Many services accept both.
    ParameterCase = "G0725", Note;
    /// The metadata declares an action or function that no page documents.
    CallableUndocumented = "G0723", Note;
    /// The metadata declares an entity set or singleton with which no documented URL begins.
    EntryUndocumented = "G0724", Note;
}
