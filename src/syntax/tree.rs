//! The expression as written: an arena in which children precede parents.

use super::{Name, Span};
use crate::number::Rational;

/// A node of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

/// The nodes of all expressions of a text. Handles are indices, so that dropping and
/// walking it never recurses, and a flat sum is one node.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    nodes: Vec<(Node, Span)>,
}

/// One operation as written; binding is resolved, the meaning of names is not.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A number, exact.
    Number(Rational),
    /// A name, or a run of letters that stands for several.
    Name(Name),
    /// Terms, each with `true` if it is subtracted; the first one never is.
    Sum(Vec<(bool, NodeId)>),
    /// Factors joined by `*` and `/`, each with `true` if it divides; the first never does.
    Product(Vec<(bool, NodeId)>),
    /// Factors side by side without a sign.
    Beside(Vec<NodeId>),
    /// `-a`
    Negate(NodeId),
    /// `a^b`
    Power(NodeId, NodeId),
    /// `√a`
    Root(NodeId),
    /// `|a|`
    Absolute(NodeId),
    /// `(a)`
    Group(NodeId),
    /// A name and a bracket: a call, or a product if the name is no function.
    Call(Call),
    /// `k in a..b`, only as the first argument of a call.
    Range(Name, NodeId, NodeId),
}

/// A name with what stands in the bracket after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The name in front.
    pub name: Name,
    /// What stands between the brackets, separated by commas.
    pub arguments: Vec<NodeId>,
    /// `false` for `sin x`, a function of the language without a bracket.
    pub bracket: bool,
}

impl Node {
    /// The operands, from left to right.
    pub fn children(&self) -> Vec<NodeId> {
        match self {
            Node::Number(_) | Node::Name(_) => Vec::new(),
            Node::Sum(parts) | Node::Product(parts) => parts.iter().map(|part| part.1).collect(),
            Node::Beside(parts) => parts.clone(),
            Node::Negate(a) | Node::Root(a) | Node::Absolute(a) | Node::Group(a) => vec![*a],
            Node::Power(a, b) | Node::Range(_, a, b) => vec![*a, *b],
            Node::Call(call) => call.arguments.clone(),
        }
    }
}

const NOTHING: &Node = &Node::Sum(Vec::new());

impl Tree {
    /// The node of `id`.
    pub fn node(&self, id: NodeId) -> &Node {
        self.nodes.get(id.0 as usize).map_or(NOTHING, |(node, _)| node)
    }

    /// Where the node stands in the original text.
    pub fn span(&self, id: NodeId) -> Span {
        self.nodes.get(id.0 as usize).map_or(Span::default(), |(_, span)| *span)
    }

    /// The nodes below `root`, itself included, children before parents.
    pub fn below(&self, root: NodeId) -> Vec<NodeId> {
        let mut seen = vec![root];
        let mut next = 0;
        while next < seen.len() {
            let children = self.node(seen[next]).children();
            seen.extend(children);
            next += 1;
        }
        seen.sort_unstable();
        seen.dedup();
        seen
    }

    pub(super) fn push(&mut self, node: Node, span: Span) -> NodeId {
        self.nodes.push((node, span));
        NodeId((self.nodes.len() - 1) as u32)
    }

    /// Takes the parts of a sum or product that is being extended; an empty one stays.
    pub(super) fn take_parts(&mut self, id: NodeId, product: bool) -> Option<Vec<(bool, NodeId)>> {
        match &mut self.nodes.get_mut(id.0 as usize)?.0 {
            Node::Sum(parts) if !product => Some(std::mem::take(parts)),
            Node::Product(parts) if product => Some(std::mem::take(parts)),
            _ => None,
        }
    }

    /// The same for factors side by side.
    pub(super) fn take_beside(&mut self, id: NodeId) -> Option<Vec<NodeId>> {
        match &mut self.nodes.get_mut(id.0 as usize)?.0 {
            Node::Beside(parts) => Some(std::mem::take(parts)),
            _ => None,
        }
    }
}
