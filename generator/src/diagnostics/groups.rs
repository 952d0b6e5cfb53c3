//! Groups of codes, which can be used like a code: `--deny links`.

use super::Code;

/// Codes with a common name.
#[derive(Debug)]
pub struct Group {
    /// The name: `links`.
    pub name: &'static str,
    /// What its findings are about.
    pub what: &'static str,
    /// Its codes, sorted.
    pub codes: &'static [Code],
}

/// All groups, sorted by name. A code may be in several groups, or in none.
pub const GROUPS: &[Group] = &[
    Group {
        name: "annotations",
        what: "comments that describe code blocks",
        codes: &[
            Code::AnnotationRepaired,
            Code::AnnotationUnreadable,
            Code::AnnotationWithoutBlock,
            Code::AnnotationMember,
            Code::NamespaceDiffers,
            Code::ExampleName,
            Code::ExampleUnannotated,
            Code::SampleKey,
            Code::ExampleAnnotation,
        ],
    },
    Group {
        name: "front-matter",
        what: "the lines before the title",
        codes: &[Code::FrontMatter, Code::FrontMatterKey, Code::TitleDiffers, Code::DocType],
    },
    Group {
        name: "headers",
        what: "headers of requests and responses",
        codes: &[Code::HeaderMissing, Code::ContentType, Code::HeaderUnknown],
    },
    Group {
        name: "links",
        what: "links, includes, images and tables of contents",
        codes: &[
            Code::IncludeMissing,
            Code::IncludeCycle,
            Code::TocEntry,
            Code::LinkMissing,
            Code::LinkCase,
            Code::LinkAnchor,
            Code::LinkUndefined,
            Code::PageOrphaned,
            Code::PageUnlisted,
        ],
    },
    Group {
        name: "permissions",
        what: "tables and lists of permissions",
        codes: &[
            Code::PermissionsMalformed,
            Code::PermissionsUnknown,
            Code::PermissionPlaceholder,
            Code::PermissionTable,
            Code::PermissionOrder,
            Code::PermissionsElsewhere,
            Code::PermissionRare,
            Code::PermissionCaller,
            Code::PermissionRank,
            Code::PermissionUnlisted,
            Code::PermissionsDiffer,
        ],
    },
    Group {
        name: "structure",
        what: "titles, sections and tabs of pages",
        codes: &[
            Code::TitleMissing,
            Code::SectionUnknown,
            Code::HeadingBlank,
            Code::SectionMissing,
            Code::SectionOrder,
            Code::SectionCase,
            Code::TextBeforeTitle,
            Code::TabGroup,
        ],
    },
    Group {
        name: "style",
        what: "spelling, order and completeness; readers and clients are not misled",
        codes: &[
            Code::AnnotationRepaired,
            Code::LinkCase,
            Code::SectionMissing,
            Code::SectionOrder,
            Code::SectionCase,
            Code::TextBeforeTitle,
            Code::FrontMatterKey,
            Code::TitleDiffers,
            Code::ExampleUnannotated,
            Code::TypeCase,
            Code::UrlLiteralKey,
            Code::ExampleEnumCase,
            Code::HeaderMissing,
            Code::MemberSection,
            Code::EnumMemberCase,
        ],
    },
    Group {
        name: "tables",
        what: "the form of tables",
        codes: &[Code::TableDelimiter, Code::RowCells, Code::RowBroken, Code::TableUnknown, Code::RowUnknown],
    },
];

impl Group {
    /// The group with this name, in any case.
    pub fn find(name: &str) -> Option<&'static Group> {
        GROUPS.iter().find(|it| it.name.eq_ignore_ascii_case(name))
    }
}

#[cfg(test)]
mod tests {
    use super::GROUPS;
    use crate::diagnostics::Code;

    #[test]
    fn groups_and_their_codes_are_sorted() {
        assert!(GROUPS.is_sorted_by(|a, b| a.name < b.name));
        for group in GROUPS {
            assert!(group.codes.is_sorted_by(|a, b| a.number() < b.number()), "{}", group.name);
            assert!(Code::find(group.name).is_none(), "{}", group.name);
        }
    }
}
