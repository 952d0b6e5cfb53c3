//! Counts examples that can be expressed in Rust, with reasons for the others.

use super::{Problem, Snippets};
use crate::analysis::requests::Problem as Unresolved;
use crate::model::OperationId;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt;

/// Counts of example requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The number of requests.
    pub all: usize,
    /// The number of requests that can be expressed.
    pub written: usize,
    /// The number of pages with requests: only the first request of each is counted.
    pub first: usize,
    /// The number of first requests that can be expressed.
    pub first_written: usize,
    /// The problems of the others, and their number.
    pub problems: BTreeMap<&'static str, usize>,
}

impl Snippets<'_> {
    /// Tries to write every example request of every page, and every exchange of every description.
    pub fn tally(&self) -> Tally {
        let operations = (0..self.model.operations.len() as u32).into_par_iter().map(OperationId);
        let tallies = operations.map(|id| {
            let mut res = Tally::default();
            let messages = self.model.operation(id).example_requests();
            let written = messages.map(|it| self.write(id, it).err());
            let exchanges = self.exchanges(id);
            let exchanged = exchanges.iter().filter(|it| it.is_stated()).map(|it| self.write_exchange(it).err());
            for (number, problem) in written.chain(exchanged).enumerate() {
                res.add(number == 0, problem.map(|it| kind(&it.problem)));
            }
            res
        });
        tallies.reduce(Tally::default, Tally::and)
    }
}

impl Tally {
    /// Counts a request: whether it is the first one, and why it cannot be expressed.
    fn add(&mut self, is_first: bool, problem: Option<&'static str>) {
        let is_written = problem.is_none();
        self.all += 1;
        self.written += usize::from(is_written);
        self.first += usize::from(is_first);
        self.first_written += usize::from(is_first && is_written);
        if let Some(it) = problem {
            *self.problems.entry(it).or_default() += 1;
        }
    }

    fn and(mut self, other: Tally) -> Tally {
        self.all += other.all;
        self.written += other.written;
        self.first += other.first;
        self.first_written += other.first_written;
        for (problem, n) in other.problems {
            *self.problems.entry(problem).or_default() += n;
        }
        self
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<28}{:>9} of {}", "example requests as Rust", self.written, self.all)?;
        writeln!(f, "{:<28}{:>9} of {}", "  first ones of operations", self.first_written, self.first)?;
        self.problems.iter().try_for_each(|(problem, n)| writeln!(f, "  {problem:<26}{n:>9}"))
    }
}

fn kind(problem: &Problem) -> &'static str {
    match problem {
        Problem::Request(Unresolved::Segment(_)) => "not: URL leads nowhere",
        Problem::Request(Unresolved::Method(_)) => "not: no such method",
        Problem::Request(Unresolved::Alias(_)) => "not: alias of nothing",
        Problem::Request(Unresolved::Body) | Problem::BodyShape(_) => "not: other kind of body",
        Problem::Argument { .. } | Problem::Fixed { .. } => "not: argument of other type",
        Problem::ArgumentMissing(_) => "not: argument missing",
        Problem::HeaderMissing(_) => "not: header missing",
        Problem::BodyUnexpected => "not: body, and none wanted",
        Problem::BodyMissing => "not: no body, and one wanted",
        Problem::Value { .. } => "not: value of other type",
        Problem::Placeholder(_) => "not: placeholder",
    }
}
