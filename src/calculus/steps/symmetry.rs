use super::{Derivation, Line, Rule, Step};
use crate::expr::{Dag, Expr, Symbol};

/// The step that takes over an earlier second derivative, if an exchange of two variables
/// under which f is symmetric turns it into the wanted one.
pub(super) fn twin(
    dag: &mut Dag,
    f: Expr,
    variables: &[Symbol],
    earlier: &Derivation,
    wanted: [usize; 2],
    result: Expr,
) -> Option<Step> {
    let pairs = (0..variables.len()).flat_map(|a| (0..a).map(move |b| (b, a)));
    let moves = |(a, b): &(usize, usize)| {
        let image = |k: usize| {
            if k == *a {
                *b
            } else if k == *b {
                *a
            } else {
                k
            }
        };
        let mut indices: Vec<usize> = earlier.indices.iter().map(|k| image(*k)).collect();
        indices.sort_unstable();
        indices == wanted
    };
    let (a, b) = pairs.filter(moves).map(|(a, b)| (variables[a], variables[b])).next()?;
    let same = is_symmetric(dag, f, a, b) && exchanged(dag, earlier.result, a, b) == result;
    same.then(|| by_symmetry((a, b), earlier.indices.clone(), result))
}

pub(super) fn by_symmetry(exchange: (Symbol, Symbol), from: Vec<usize>, result: Expr) -> Step {
    Step { rules: vec![Rule::Symmetry { exchange, from }], line: Line::of(result) }
}

/// f with two symbols exchanged.
pub(super) fn exchanged(dag: &mut Dag, f: Expr, a: Symbol, b: Symbol) -> Expr {
    let (x, y) = (dag.variable(a), dag.variable(b));
    dag.substitute(f, &[(a, y), (b, x)])
}

/// Is f the same canonical expression after the exchange? (If not, it may still be equal.)
pub(super) fn is_symmetric(dag: &mut Dag, f: Expr, a: Symbol, b: Symbol) -> bool {
    exchanged(dag, f, a, b) == f
}
