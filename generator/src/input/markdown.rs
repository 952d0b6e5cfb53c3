//! Markdown pages as syntax trees.

pub mod annotation;
pub(crate) mod comments;
pub mod inline;
pub mod parse;
pub mod topic;

pub use annotation::Annotation;
pub use parse::parse;
pub use topic::{
    Block, BlockKind, Cell, CodeBlock, FrontMatter, Heading, Link, LinkKind, NodeId, NodeKind, Row, Table, Topic,
};
