//! A trie of URL templates: a node for each prefix, by its literals.

use crate::analysis::paths::PathParameter;
use crate::model::{Model, OperationId, Piece, Type, TypeId};
use std::collections::BTreeMap;

/// A segment without the names of its variables.
type Key = Vec<Option<String>>;

/// The trie.
pub(super) struct Trie {
    nodes: Vec<Node>,
}

/// A prefix of templates.
#[derive(Default)]
pub(super) struct Node {
    children: BTreeMap<Key, usize>,
    /// The last segment, with the variables of the first template.
    pub(super) pieces: Vec<Piece>,
    /// The variables of the last segment.
    pub(super) values: Vec<Values>,
    /// The operations whose templates end here.
    pub(super) operations: Vec<OperationId>,
}

/// The values of a variable.
pub(super) struct Values {
    /// The parameter of the first template that has one.
    first: Option<PathParameter>,
    ty: Option<Type<TypeId>>,
    /// Whether the templates do not agree on the type.
    is_mixed: bool,
}

impl Values {
    /// The parameter that has the type of the values; `None` for texts.
    pub(super) fn parameter(&self) -> Option<PathParameter> {
        self.first.filter(|_| !self.is_mixed)
    }
}

impl Trie {
    /// The node of the empty template.
    pub(super) const ROOT: usize = 0;

    /// The templates of all operations.
    pub(super) fn new(model: &Model<TypeId>) -> Trie {
        let mut res = Trie { nodes: vec![Node::default()] };
        for (id, operation) in (0..).map(OperationId).zip(&model.operations) {
            let Some(contract) = &operation.contract else { continue };
            let mut at = Trie::ROOT;
            for pieces in &contract.segments {
                at = res.child(at, pieces);
                res.add_values(model, at, id, pieces);
            }
            res.nodes[at].operations.push(id);
        }
        res
    }

    /// Whether there are no operations.
    pub(super) fn is_empty(&self) -> bool {
        self.nodes.len() == 1 && self.nodes[0].operations.is_empty()
    }

    pub(super) fn node(&self, id: usize) -> &Node {
        &self.nodes[id]
    }

    /// The text of a segment without variables.
    pub(super) fn text(&self, id: usize) -> Option<&str> {
        match &self.nodes[id].pieces[..] {
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    fn child(&mut self, at: usize, pieces: &[Piece]) -> usize {
        let key = |it: &Piece| if let Piece::Text(it) = it { Some(it.clone()) } else { None };
        let next = self.nodes.len();
        let id = *self.nodes[at].children.entry(pieces.iter().map(key).collect()).or_insert(next);
        if id == next {
            let values = pieces.iter().filter(|it| matches!(it, Piece::Value(_)));
            let values = values.map(|_| Values { first: None, ty: None, is_mixed: false }).collect();
            self.nodes.push(Node { pieces: pieces.to_vec(), values, ..Node::default() });
        }
        id
    }

    /// Adds the types of the variables of a segment.
    fn add_values(&mut self, model: &Model<TypeId>, at: usize, id: OperationId, pieces: &[Piece]) {
        let names = pieces.iter().filter_map(|it| if let Piece::Value(it) = it { Some(it) } else { None });
        for (known, name) in self.nodes[at].values.iter_mut().zip(names) {
            let Some(parameter) = PathParameter::find(model, id, name) else { continue };
            let ty = &parameter.input(model).parameter.ty;
            known.is_mixed |= known.ty.as_ref().is_some_and(|it| it != ty);
            if known.ty.is_none() {
                (known.first, known.ty) = (Some(parameter), Some(ty.clone()));
            }
        }
    }

    /// The steps from a node: the nodes of each, in order.
    pub(super) fn runs(&self, node: usize) -> Vec<Vec<usize>> {
        let mut res = Vec::new();
        self.add_runs(node, &[], &mut res);
        res
    }

    fn add_runs(&self, node: usize, before: &[usize], res: &mut Vec<Vec<usize>>) {
        for child in self.nodes[node].children.values() {
            let run = [before, &[*child]].concat();
            if self.is_passed(*child) { self.add_runs(*child, &run, res) } else { res.push(run) }
        }
    }

    /// Whether a node is not a place: only variables follow.
    fn is_passed(&self, id: usize) -> bool {
        let node = &self.nodes[id];
        let has_values = |it: &usize| self.text(*it).is_none();
        node.operations.is_empty() && !node.children.is_empty() && node.children.values().all(has_values)
    }
}
