//! Facets of types (7.2).

use super::value::is_number;
use crate::diagnostics::Diagnostics;
use crate::input::csdl::schema::Facets;
use crate::input::csdl::xml::Element;

/// Facets (7.2), except `Nullable` and `DefaultValue`, which are not common to all elements.
pub(super) fn facets(diagnostics: &mut Diagnostics, it: &mut Element<'_>) -> Facets {
    if it.attributes.is_empty() {
        return Facets::default();
    }
    let is_max_length = |it: &str| it == "max" || is_number(it);
    let is_scale = |it: &str| is_number(it) || matches!(&*it.to_lowercase(), "variable" | "floating");
    let is_srid = |it: &str| is_number(it) || it == "variable";
    Facets {
        max_length: it.checked(diagnostics, "MaxLength", "a number or `max`", is_max_length),
        precision: it.checked(diagnostics, "Precision", "a number", is_number),
        // Services write `Variable` too.
        scale: it.checked(diagnostics, "Scale", "a number, `variable` or `floating`", is_scale),
        unicode: it.boolean(diagnostics, "Unicode"),
        srid: it.checked(diagnostics, "SRID", "a number or `variable`", is_srid),
    }
}
