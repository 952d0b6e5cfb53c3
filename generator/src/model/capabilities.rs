//! What a service supports for the items of a type, a relation or an entry point.

/// Something that a service may support (OData Capabilities vocabulary).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capability {
    /// Reading.
    Read,
    /// Reading a single item by its key.
    ReadByKey,
    /// Creating items.
    Insert,
    /// Changing items; for a property, changing its value.
    Update,
    /// Updates by PATCH.
    Patch,
    /// Updates by PUT, which replaces the item.
    Put,
    /// Creating an item by an update.
    Upsert,
    /// Deleting items.
    Delete,
    /// Adding, setting and removing references (`$ref`).
    Reference,
    /// `$filter`
    Filter,
    /// `$orderby`
    Sort,
    /// `$search`
    Search,
    /// `$count`
    Count,
    /// `$select`
    Select,
    /// `$expand`
    Expand,
    /// `$top`
    Top,
    /// `$skip`
    Skip,
    /// Queries for changes since an earlier one.
    TrackChanges,
    /// A relation is returned without `$expand`.
    AutoExpand,
}

/// What a source states about capabilities; the others are unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capabilities(Vec<Statement>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Statement {
    capability: Capability,
    is_supported: bool,
    /// The properties that are excepted.
    except: Vec<String>,
}

impl Capabilities {
    /// Adds a statement.
    pub fn state(&mut self, capability: Capability, is_supported: bool, except: Vec<String>) {
        self.0.push(Statement { capability, is_supported, except });
    }

    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a capability is supported, if stated.
    pub fn supports(&self, capability: Capability) -> Option<bool> {
        self.0.iter().find(|it| it.capability == capability).map(|it| it.is_supported)
    }

    /// Whether a property is an exception of a capability.
    pub fn excepts(&self, capability: Capability, property: &str) -> bool {
        self.0.iter().any(|it| it.capability == capability && it.except.iter().any(|it| it == property))
    }
}
