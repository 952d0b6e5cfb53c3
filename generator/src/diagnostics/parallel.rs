//! Parallel work whose reports keep the order of the work.

use super::Diagnostics;
use rayon::prelude::*;

impl Diagnostics {
    /// The result of `work`, and its reports.
    pub fn of<T>(work: impl FnOnce(&mut Diagnostics) -> T) -> (T, Diagnostics) {
        let mut own = Diagnostics::default();
        let res = work(&mut own);
        (res, own)
    }
}

/// Runs two phases at once. The reports of the first one come first.
pub fn in_parallel<A: Send, B: Send>(
    diagnostics: &mut Diagnostics,
    first: impl FnOnce(&mut Diagnostics) -> A + Send,
    second: impl FnOnce(&mut Diagnostics) -> B + Send,
) -> (A, B) {
    let ((a, of_first), (b, of_second)) = rayon::join(|| Diagnostics::of(first), || Diagnostics::of(second));
    diagnostics.extend(of_first);
    diagnostics.extend(of_second);
    (a, b)
}

/// The results of parallel work, in order. The reports of each item are added in the same order.
pub fn collect_reports<T: Send>(
    diagnostics: &mut Diagnostics,
    work: impl ParallelIterator<Item = (T, Diagnostics)>,
) -> Vec<T> {
    let (res, reports): (Vec<T>, Vec<Diagnostics>) = work.unzip();
    reports.into_iter().for_each(|it| diagnostics.extend(it));
    res
}
