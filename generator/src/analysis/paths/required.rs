//! Required headers of a request.

use super::Call;
use crate::model::{Model, Parameter, TypeId};

/// Headers that the runtime or the transport sets.
const SET: [&str; 4] = ["authorization", "content-type", "content-length", "user-agent"];

impl Call {
    /// The headers that every page requires, such as `If-Match`, as described on the first page.
    pub fn required_headers<'a>(&self, model: &'a Model<TypeId>) -> Vec<&'a Parameter<TypeId>> {
        let Some((first, others)) = self.operations.split_first() else { return Vec::new() };
        let required = |id| model.operation(id).headers.iter().filter(|it| it.is_required);
        let name = |it: &Parameter<TypeId>| it.name.value.to_ascii_lowercase();
        let is_in_all =
            |it: &&Parameter<TypeId>| others.iter().all(|other| required(*other).any(|that| name(that) == name(it)));
        let mut res: Vec<&Parameter<TypeId>> = Vec::new();
        for header in required(*first).filter(|it| !SET.contains(&&*name(it))).filter(is_in_all) {
            if res.iter().all(|it| name(it) != name(header)) {
                res.push(header);
            }
        }
        res
    }
}
