//! Which source wins where sources differ.

use crate::model::{Fact, SourceKind};

/// How a kind of fact is merged.
pub(super) struct Rule {
    /// The kinds of source, the strongest first.
    pub(super) order: [SourceKind; SourceKind::ALL.len()],
    /// How a fact that only a later source states is handled.
    pub(super) others: Others,
}

impl Rule {
    /// The rank of a kind of source.
    pub(super) fn rank(&self, source: SourceKind) -> usize {
        self.order.iter().position(|it| *it == source).unwrap_or(self.order.len())
    }
}

/// How a fact that the strongest source does not state is handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Others {
    /// It is added.
    Kept,
    /// It is ignored.
    Ignored,
}

/// The rule for each kind of fact.
pub(super) fn rule(fact: Fact) -> Rule {
    use Others::{Ignored, Kept};
    use SourceKind::{Csdl, OpenApi, Pages, Permissions};
    let (order, others) = match fact {
        Fact::Types => ([Csdl, OpenApi, Pages, Permissions], Kept),
        Fact::Members => ([Csdl, OpenApi, Pages, Permissions], Kept),
        Fact::MemberTypes => ([Csdl, OpenApi, Pages, Permissions], Ignored),
        Fact::EnumMembers => ([Csdl, OpenApi, Pages, Permissions], Ignored),
        Fact::ODataOperations => ([Csdl, OpenApi, Pages, Permissions], Ignored),
        Fact::Entries => ([Csdl, OpenApi, Pages, Permissions], Ignored),
        Fact::Operations => ([Pages, OpenApi, Csdl, Permissions], Kept),
        Fact::Permissions => ([Pages, Permissions, OpenApi, Csdl], Kept),
        Fact::Descriptions => ([Pages, OpenApi, Csdl, Permissions], Ignored),
        Fact::Deprecation => ([Pages, OpenApi, Csdl, Permissions], Ignored),
        Fact::Places => ([Pages, OpenApi, Csdl, Permissions], Ignored),
    };
    Rule { order, others }
}

#[cfg(test)]
mod tests {
    use super::rule;
    use crate::model::{Fact, SourceKind};

    #[test]
    fn every_kind_of_source_has_a_rank() {
        for fact in Fact::ALL {
            let mut order = rule(*fact).order;
            order.sort();
            assert_eq!(order, SourceKind::ALL, "{fact:?}");
        }
    }
}
