//! The case tree as data of the result.

use super::express::Names;
use crate::budget::Exhausted;
use crate::expr::Dag;
use crate::polynomial::Poly;
use crate::polynomial::multivariate::Proof as DefiniteProof;
use crate::result::{
    Case, CaseReason, Leaf as ResultLeaf, LeafKind, NeverZero, Rule as ResultRule, Strip,
    StripFactor, Substitution, WhyComplete,
};
use crate::solve::{CaseTree, Empty, Leaf, Node, NonVanishing, Open, Reason, Rule, Stripped};
use std::collections::BTreeMap;

/// Which sets the leaves of one tree lead to: node → names.
pub(super) type LeafSets = BTreeMap<usize, Vec<String>>;

/// Translates a tree; node numbers start at `first`.
pub(super) fn cases(
    dag: &mut Dag,
    names: &Names,
    tree: &CaseTree,
    removed: &[String],
    sets: &LeafSets,
    first: usize,
) -> Vec<Case> {
    let labels = labels(tree);
    tree.nodes
        .iter()
        .map(|node| Case {
            id: first + node.id,
            parent: node.parent.map(|p| first + p),
            label: labels[node.id].clone(),
            rule: rule(node.rule),
            equations: texts(dag, names, &node.state.equations),
            assumptions: texts(dag, names, &node.state.nonzero),
            substitutions: node
                .state
                .solved
                .iter()
                .map(|s| Substitution {
                    variable: names.variable(dag, s.var),
                    value: names.quotient_text(dag, &s.num, &s.den),
                })
                .collect(),
            reason: reason(dag, names, node, removed),
            leaf: node.leaf.as_ref().map(|leaf| result_leaf(dag, names, node, leaf, sets)),
        })
        .collect()
}

fn texts(dag: &mut Dag, names: &Names, polys: &[Poly]) -> Vec<String> {
    polys.iter().map(|p| names.text(dag, p)).collect()
}

/// `A`, `B` for the first branching, `A1`, `A2` below, `A1a` below that; a node that is an
/// only child continues its parent's case and has no label of its own.
fn labels(tree: &CaseTree) -> Vec<String> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); tree.nodes.len()];
    for node in &tree.nodes {
        if let Some(parent) = node.parent {
            children[parent].push(node.id);
        }
    }
    let mut own = vec![String::new(); tree.nodes.len()];
    let mut context: Vec<(String, usize)> = vec![(String::new(), 0); tree.nodes.len()];
    for node in &tree.nodes {
        let (prefix, depth) = context[node.id].clone();
        let several = children[node.id].len() > 1;
        for (k, &child) in children[node.id].iter().enumerate() {
            context[child] = if several {
                own[child] = format!("{prefix}{}", counter(k, depth));
                (own[child].clone(), depth + 1)
            } else {
                (prefix.clone(), depth)
            };
        }
    }
    own
}

fn counter(k: usize, depth: usize) -> String {
    let letter = |base: u8| {
        let last = char::from(base + (k % 26) as u8);
        if k < 26 { last.to_string() } else { format!("{last}{}", k / 26) }
    };
    match (depth, depth % 2) {
        (0, _) => letter(b'A'),
        (_, 1) => (k + 1).to_string(),
        _ => letter(b'a'),
    }
}

fn rule(rule: Rule) -> ResultRule {
    match rule {
        Rule::Start => ResultRule::Start,
        Rule::R2 => ResultRule::R2,
        Rule::R3 => ResultRule::R3,
        Rule::R4 => ResultRule::R4,
        Rule::R5 => ResultRule::R5,
        Rule::R6 => ResultRule::R6,
        Rule::R7 => ResultRule::R7,
        Rule::R8 => ResultRule::R8,
        Rule::R9 => ResultRule::R9,
        Rule::Squares => ResultRule::Squares,
        Rule::Rotation => ResultRule::Symmetry,
    }
}

fn reason(dag: &mut Dag, names: &Names, node: &Node, removed: &[String]) -> CaseReason {
    match &node.reason {
        Reason::Start => CaseReason::Gradient { removed: removed.to_vec() },
        Reason::Strip(strips) => {
            CaseReason::Strip { strips: strips.iter().map(|s| strip(dag, names, s)).collect() }
        }
        Reason::SameSign { equation, terms } => CaseReason::SameSign {
            equation: names.text(dag, equation),
            terms: texts(dag, names, terms),
        },
        Reason::Factor { equation, factors, index } => CaseReason::Factor {
            equation: names.text(dag, equation),
            factors: texts(dag, names, factors),
            index: *index,
        },
        Reason::Solve { equation, solved } => CaseReason::Solve {
            equation: names.text(dag, equation),
            variable: names.variable(dag, solved.var),
            value: names.quotient_text(dag, &solved.num, &solved.den),
        },
        Reason::Combination { of, result } => CaseReason::Combination {
            of: of.iter().map(|(m, e)| [names.text(dag, m), names.text(dag, e)]).collect(),
            result: names.text(dag, result),
        },
        Reason::Coefficient { equation, var, coefficient, vanishes } => CaseReason::Coefficient {
            equation: names.text(dag, equation),
            variable: names.variable(dag, *var),
            coefficient: names.text(dag, coefficient),
            vanishes: *vanishes,
        },
        Reason::Residuals { residuals, minors, vanish } => CaseReason::Residuals {
            weights: residuals.iter().map(|r| r.weight.to_string()).collect(),
            residuals: residuals.iter().map(|r| names.text(dag, &r.polynomial)).collect(),
            minors: texts(dag, names, minors),
            vanish: *vanish,
        },
        Reason::Rotation { planes, place } => CaseReason::Rotation {
            planes: planes
                .iter()
                .map(|&(p, q)| [names.variable(dag, p), names.variable(dag, q)])
                .collect(),
            place: *place,
        },
        Reason::Elimination { elements } => {
            CaseReason::Elimination { equations: texts(dag, names, elements) }
        }
    }
}

fn strip(dag: &mut Dag, names: &Names, stripped: &Stripped) -> Strip {
    let factor =
        |dag: &mut Dag, p: &Poly, power: u32| StripFactor { factor: names.text(dag, p), power };
    Strip {
        equation: names.text(dag, &stripped.equation),
        kept: stripped.kept.iter().map(|(p, k)| factor(dag, p, *k)).collect(),
        dropped: stripped
            .dropped
            .iter()
            .map(|(p, k, why)| (factor(dag, p, *k), never_zero(why)))
            .collect(),
        multiple_of: stripped.multiple_of.as_ref().map(|p| names.text(dag, p)),
    }
}

fn never_zero(why: &NonVanishing) -> NeverZero {
    match why {
        NonVanishing::Assumed => NeverZero::Assumed,
        NonVanishing::Proved(DefiniteProof::Constant) => NeverZero::Constant,
        NonVanishing::Proved(DefiniteProof::SameSign(_)) => NeverZero::SameSign,
        NonVanishing::Proved(DefiniteProof::Squares(_)) => NeverZero::DefiniteQuadratic,
        NonVanishing::Proved(DefiniteProof::NoRealRoot { .. }) => NeverZero::NoRealRoot,
    }
}

fn result_leaf(
    dag: &mut Dag,
    names: &Names,
    node: &Node,
    leaf: &Leaf,
    sets: &LeafSets,
) -> ResultLeaf {
    let found = sets.get(&node.id).cloned().unwrap_or_default();
    let (kind, empty, open) = match leaf {
        Leaf::Empty(empty) => (LeafKind::Empty, Some(why_empty(dag, names, empty)), None),
        Leaf::Points(_) => (LeafKind::Points, None, None),
        Leaf::Sets(sets) => {
            let hypersurface = sets.iter().any(|c| c.relation.is_some());
            let kind = if hypersurface { LeafKind::Hypersurface } else { LeafKind::Parametrized };
            (kind, None, None)
        }
        Leaf::Open(open) => (LeafKind::Open, None, Some(why_open(dag, names, open))),
    };
    let eliminants = match leaf {
        Leaf::Points(points) => points
            .eliminants
            .iter()
            .map(|e| {
                let letter = e.variable.map_or("u".to_string(), |v| names.variable(dag, v));
                crate::result::Eliminant {
                    polynomial: e.polynomial.to_input(&letter),
                    unknown: letter,
                    real_roots: e.real_roots,
                }
            })
            .collect(),
        Leaf::Empty(_) | Leaf::Sets(_) | Leaf::Open(_) => Vec::new(),
    };
    let excluded = match leaf {
        Leaf::Points(points) => points.excluded.iter().map(|(_, p)| names.text(dag, p)).collect(),
        Leaf::Empty(_) | Leaf::Sets(_) | Leaf::Open(_) => Vec::new(),
    };
    ResultLeaf { kind, sets: found, empty, open, eliminants, excluded }
}

fn why_empty(dag: &mut Dag, names: &Names, empty: &Empty) -> crate::result::EmptyReason {
    use crate::result::EmptyReason;
    match empty {
        Empty::Constant(p) => EmptyReason::Contradiction { equation: names.text(dag, p) },
        Empty::NeverZero(stripped) => EmptyReason::NeverZero { strip: strip(dag, names, stripped) },
        Empty::AssumptionFails(_) => EmptyReason::AssumptionFails,
        Empty::NoCommonZero => EmptyReason::NoCommonZero,
    }
}

/// Why a branch is open.
pub(super) fn why_open(dag: &mut Dag, names: &Names, open: &Open) -> WhyComplete {
    match open {
        Open::Exhausted(Exhausted::Work) | Open::TooManyCases => WhyComplete::WorkBudget,
        Open::Exhausted(Exhausted::Time) => WhyComplete::TimeBudget,
        Open::Exhausted(Exhausted::Memory) => WhyComplete::MemoryBudget,
        Open::PositiveDimension(equations) => {
            WhyComplete::OpenBranch { equations: texts(dag, names, equations) }
        }
    }
}
