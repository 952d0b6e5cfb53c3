//! The documentation of requests with optional parameters.

use super::Ctx;
use super::words::code;
use crate::analysis::paths::{Call, PlaceId};
use crate::model::{Input, Location, TypeId};

impl Ctx<'_> {
    /// What a request is for.
    pub(super) fn request_docs(&self, place: PlaceId, call: &Call) -> String {
        let url = self.urls(place).map(|it| format!(" to {it}")).unwrap_or_default();
        let with =
            if call.inputs(self.model).any(|it| !it.parameter.is_required) { ", with optional parameters" } else { "" };
        format!("A {} request{url}{with}.", code(&call.method.to_string()))
    }

    /// What a setter sets, if no source describes the parameter.
    pub(super) fn input_docs(&self, input: &Input<TypeId>) -> String {
        let place = match input.location {
            Location::Header => "header",
            Location::Cookie => "cookie",
            Location::Query | Location::Path => "parameter",
        };
        format!("Sets the {place} {}.", code(&input.parameter.name.value))
    }
}
