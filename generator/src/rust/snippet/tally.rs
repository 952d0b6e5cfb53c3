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
    /// Tries to write every example request of every page.
    pub fn tally(&self) -> Tally {
        let operations = self.model.operations.par_iter().enumerate();
        let tallies = operations.map(|(idx, operation)| {
            let mut res = Tally::default();
            let messages = operation.example_requests();
            for (number, message) in messages.enumerate() {
                let problem = self.write(OperationId(idx as u32), message).err();
                let (is_first, is_written) = (number == 0, problem.is_none());
                res.all += 1;
                res.written += usize::from(is_written);
                res.first += usize::from(is_first);
                res.first_written += usize::from(is_first && is_written);
                if let Some(it) = problem {
                    *res.problems.entry(kind(&it.problem)).or_default() += 1;
                }
            }
            res
        });
        tallies.reduce(Tally::default, Tally::and)
    }
}

impl Tally {
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
        writeln!(f, "{:<28}{:>9} of {}", "  first ones of their page", self.first_written, self.first)?;
        self.problems.iter().try_for_each(|(problem, n)| writeln!(f, "  {problem:<26}{n:>9}"))
    }
}

fn kind(problem: &Problem) -> &'static str {
    match problem {
        Problem::Request(Unresolved::Segment(_)) => "not: URL leads nowhere",
        Problem::Request(Unresolved::Method(_)) => "not: no such method",
        Problem::Request(Unresolved::Alias(_)) => "not: alias of nothing",
        Problem::Request(Unresolved::Body) | Problem::BodyShape(_) => "not: other kind of body",
        Problem::Argument { .. } => "not: argument of other type",
        Problem::ArgumentMissing(_) => "not: argument missing",
        Problem::HeaderMissing(_) => "not: header missing",
        Problem::BodyUnexpected => "not: body, and none wanted",
        Problem::BodyMissing => "not: no body, and one wanted",
        Problem::Value { .. } => "not: value of other type",
        Problem::Placeholder(_) => "not: placeholder",
    }
}
