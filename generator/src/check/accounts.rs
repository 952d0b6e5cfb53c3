//! The accounts: every heading, table, row, code block, annotation and include of every page is used, reported or known
//! prose.
//!
//! Two sums must agree. The number of nodes in the syntax trees must equal used + reported + prose. It must also equal the
//! number in the texts, counted in a second, simpler way that is independent of the parser and its repairs.

mod count;
#[cfg(test)]
mod tests;
mod totals;

pub use totals::totals;

use crate::diagnostics::{Code, Diagnostics};
use crate::input::markdown::{NodeKind, Topic};
use crate::input::page::{Disposition, Page};
use crate::source::{FileId, SourceMap};
use std::collections::BTreeMap;
use std::fmt;

/// The accounts of all pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accounts {
    /// One for each kind, in the order of [`NodeKind::ALL`].
    pub kinds: Vec<Account>,
    /// Pages whose sums differ: the path, and the first kind that differs.
    pub wrong_pages: Vec<(String, NodeKind)>,
}

/// The account of one kind of node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// The kind.
    pub kind: NodeKind,
    /// The number in the texts, from the second count.
    pub counted: usize,
    /// The number of lines that continue the row before them: counted, but not rows. Each is reported.
    pub joined: usize,
    /// The number in the syntax trees.
    pub seen: usize,
    /// The number that reached the model.
    pub used: usize,
    /// The number that a diagnostic reports.
    pub reported: usize,
    /// The number of nodes that are prose.
    pub prose: usize,
}

impl Account {
    fn new(kind: NodeKind) -> Account {
        Account { kind, counted: 0, joined: 0, seen: 0, used: 0, reported: 0, prose: 0 }
    }

    /// Whether the sums agree.
    pub fn agrees(&self) -> bool {
        self.seen == self.used + self.reported + self.prose && self.seen + self.joined == self.counted
    }

    fn add(&mut self, other: &Account) {
        self.counted += other.counted;
        self.joined += other.joined;
        self.seen += other.seen;
        self.used += other.used;
        self.reported += other.reported;
        self.prose += other.prose;
    }
}

impl Accounts {
    /// Whether the sums of every page agree.
    pub fn agree(&self) -> bool {
        self.wrong_pages.is_empty()
    }
}

/// Computes the accounts of pages and their syntax trees. `diagnostics` are all reported diagnostics.
pub fn accounts(sources: &SourceMap, topics: &[Topic], pages: &[Page], diagnostics: &Diagnostics) -> Accounts {
    let counts = count::Counts::new(sources, joined_lines(diagnostics));
    let mut res = Accounts { kinds: NodeKind::ALL.map(Account::new).to_vec(), wrong_pages: Vec::new() };
    for (topic, page) in topics.iter().zip(pages) {
        let mut own = NodeKind::ALL.map(Account::new);
        for (idx, node) in topic.nodes.iter().enumerate() {
            let account = &mut own[node.kind as usize];
            account.seen += 1;
            match page.dispositions.get(idx) {
                Some(Disposition::Used) => account.used += 1,
                Some(Disposition::Reported) => account.reported += 1,
                Some(Disposition::Prose) => account.prose += 1,
                None => {}
            }
        }
        let counted = counts.of(topic.file);
        for account in &mut own {
            account.counted = counted.kinds[account.kind as usize];
        }
        own[NodeKind::Row as usize].joined = counted.joined;
        for (sum, account) in res.kinds.iter_mut().zip(&own) {
            sum.add(account);
        }
        if let Some(wrong) = own.iter().find(|it| !it.agrees()) {
            res.wrong_pages.push((sources.file(topic.file).path.clone(), wrong.kind));
        }
    }
    res
}

/// The number of lines of each file that were joined with the row before them.
fn joined_lines(diagnostics: &Diagnostics) -> BTreeMap<FileId, usize> {
    let mut res = BTreeMap::new();
    for it in diagnostics.iter().filter(|it| it.code == Code::RowBroken) {
        *res.entry(it.primary.span.file).or_default() += 1;
    }
    res
}

impl fmt::Display for Accounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = ["", "in the texts", "joined", "seen", "used", "reported", "prose"];
        write!(f, "{:<12}", heads[0])?;
        heads[1..].iter().try_for_each(|it| write!(f, "{it:>13}"))?;
        writeln!(f)?;
        for it in &self.kinds {
            write!(f, "{:<12}", name(it.kind))?;
            let numbers = [it.counted, it.joined, it.seen, it.used, it.reported, it.prose];
            numbers.iter().try_for_each(|it| write!(f, "{it:>13}"))?;
            writeln!(f, "{}", if it.agrees() { "" } else { "   does not agree" })?;
        }
        Ok(())
    }
}

/// The plural name of a kind, for messages.
pub fn name(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Heading => "headings",
        NodeKind::Table => "tables",
        NodeKind::Row => "rows",
        NodeKind::CodeBlock => "code blocks",
        NodeKind::Annotation => "annotations",
        NodeKind::Include => "includes",
    }
}
