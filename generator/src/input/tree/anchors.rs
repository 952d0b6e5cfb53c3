//! The values that aliases of YAML repeat.

use super::MAX_DEPTH;
use crate::model::json::{Json, Value};
use std::collections::HashMap;

/// The number of values that all aliases of a file may repeat: aliases of values with aliases grow exponentially.
const MAX_REPEATED: usize = 1_000_000;

/// The values with an anchor.
#[derive(Default)]
pub(super) struct Anchors {
    /// By the number of the anchor. Iteration order is never observable.
    values: HashMap<usize, Anchored>,
    n_repeated: usize,
}

struct Anchored {
    value: Json,
    size: Size,
}

#[derive(Clone, Copy)]
struct Size {
    n_values: usize,
    depth: usize,
}

impl Anchors {
    /// Keeps a value that has an anchor: one that is not 0.
    pub(super) fn define(&mut self, anchor: usize, value: &Json) {
        if anchor != 0 {
            self.values.insert(anchor, Anchored { value: value.clone(), size: size(value) });
        }
    }

    /// The value of an alias, `depth` levels below the root; or why there is none.
    pub(super) fn copy(&mut self, anchor: usize, depth: usize) -> Result<Json, &'static str> {
        let found = self.values.get(&anchor).ok_or("an alias of a value that contains it")?;
        self.n_repeated += found.size.n_values;
        if depth + found.size.depth > MAX_DEPTH {
            return Err("nested too deeply");
        }
        if self.n_repeated > MAX_REPEATED {
            return Err("the aliases repeat more than a million values");
        }
        Ok(found.value.clone())
    }
}

fn size(value: &Json) -> Size {
    let add = |sum: Size, it: &Json| {
        let size = size(it);
        Size { n_values: sum.n_values + size.n_values, depth: sum.depth.max(size.depth + 1) }
    };
    let own = Size { n_values: 1, depth: 0 };
    match &value.value {
        Value::Array(items) => items.iter().fold(own, add),
        Value::Object(members) => members.iter().map(|(_, it)| it).fold(own, add),
        _ => own,
    }
}
