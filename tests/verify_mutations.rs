//! The checker against corrupted results: every mutation makes a claim false, and every one
//! must be refuted; the results as they are must not be.

mod mutants;

use hesse::result::{
    CaseReason, ComplexCount, Counts, Document, EmptyReason, GlobalKind, GlobalReason, Growth,
    Inertia, Infinite, Multiplicity, Nature, NeverZero, Reason, StripFactor, WhyComplete,
};
use hesse::verify::verify;
use mutants::{integer, systematic};
use std::collections::BTreeSet;

fn solve(text: &str) -> Document {
    let limits = hesse::analyze::Limits::default();
    hesse::answer(text, &limits).unwrap_or_else(|e| panic!("{text}: {e}"))
}

type Mutation = (&'static str, fn(&mut Document));
type Check<'a> = dyn FnMut(&str, &[Mutation]) + 'a;

/// Names of the mutations that the checker does not refute, and the kinds of the claims it
/// refutes otherwise.
fn survivors(text: &str, mutations: &[Mutation]) -> (Vec<&'static str>, BTreeSet<&'static str>) {
    let document = solve(text);
    let fine = verify(&document);
    let objections: Vec<String> = fine.refuted().map(|(c, f)| format!("{c}: {f}")).collect();
    assert!(objections.is_empty(), "{text}: {objections:?}");
    let (mut left, mut kinds) = (Vec::new(), BTreeSet::new());
    for (name, change) in mutations {
        let mut corrupted = document.clone();
        change(&mut corrupted);
        assert_ne!(corrupted, document, "{text}: {name} changes nothing");
        let found = verify(&corrupted);
        if !found.is_refuted() {
            left.push(*name);
        }
        kinds.extend(found.refuted().map(|(claim, _)| claim.name()));
    }
    (left, kinds)
}

/// The first node with a reason of this kind.
macro_rules! reason {
    ($d:ident, $pattern:pat => $body:expr) => {
        for case in &mut $d.proof.tree {
            if let $pattern = &mut case.reason {
                $body;
                return;
            }
        }
    };
}

fn points_and_derivatives(check: &mut Check<'_>) {
    check(
        "x^4 + y^4 - 4*x*y + 1",
        &[
            ("a gradient component", |d| d.gradient[0] = "4*x^3 + 4*y".into()),
            ("a gradient component is missing", |d| d.gradient.truncate(1)),
            ("a Hessian entry", |d| d.hessian[0][1] = "4".into()),
            ("the formula", |d| d.formula = "x^4 + y^4 - 4*x*y + 2".into()),
            ("a unit", |d| d.proof.units[0] = "2".into()),
            ("a numerator", |d| d.proof.numerators[1] = "y^3 + x".into()),
            ("a coordinate", |d| d.points[0].coordinates[0] = integer(2)),
            ("a coordinate with its sign", |d| d.points[0].coordinates[1] = integer(-1)),
            ("only the exact form", |d| d.points[0].coordinates[0].exact = Some("2".into())),
            ("only the decimal", |d| d.points[0].coordinates[0].decimal = Some("1.5".into())),
            ("only the enclosure", |d| {
                d.points[0].coordinates[0].enclosure = Some(["2".into(), "3".into()]);
            }),
            ("only the minimal polynomial", |d| {
                d.points[0].coordinates[0].minimal_polynomial = Some("x - 2".into());
            }),
            ("a value", |d| d.points[0].value = integer(-2)),
            ("an entry of the matrix", |d| {
                if let Some(h) = &mut d.points[0].hessian {
                    h[0][0] = integer(13);
                }
            }),
            ("inertia", |d| {
                d.points[0].inertia = Some(Inertia { positive: 1, negative: 1, zero: 0 });
            }),
            ("an eigenvalue", |d| {
                if let Some(e) = &mut d.points[0].eigenvalues {
                    e[0] = integer(-8);
                }
            }),
            ("an eigenvalue too few", |d| {
                if let Some(e) = &mut d.points[0].eigenvalues {
                    e.pop();
                }
            }),
            ("an eigenvalue twice", |d| {
                if let Some(e) = &mut d.points[0].eigenvalues {
                    e[1] = e[0].clone();
                }
            }),
            ("nature", |d| d.points[0].nature = Nature::Saddle),
            ("a saddle as minimum", |d| d.points[2].nature = Nature::LocalMinimum),
            ("not strict", |d| d.points[0].strict = Some(false)),
            ("degenerate", |d| d.points[0].degenerate = true),
            ("minimum ratio", |d| d.points[0].minimum_ratio = Some("1/2".into())),
            ("reason", |d| d.points[0].reason = Reason::NegativeDefinite),
            ("global at the wrong value", |d| d.points[2].global = GlobalKind::Minimum),
            ("a point twice", |d| d.points[1] = d.points[0].clone()),
            ("a point is lost", |d| {
                d.points.pop();
            }),
            ("Taylor polynomial", |d| {
                if let Some(t) = &mut d.points[2].taylor {
                    t.polynomial = "1 + 4*x*y".into();
                }
            }),
            ("Taylor polynomial said to be exact", |d| {
                if let Some(t) = &mut d.points[2].taylor {
                    t.exact = true;
                }
            }),
            ("escape direction", |d| {
                if let Some(e) = &mut d.points[2].escape {
                    e.direction[0] = integer(-1);
                }
            }),
            ("escape polynomial", |d| {
                if let Some(e) = &mut d.points[2].escape {
                    e.along = Some("2*t^4 - 3*t^2".into());
                }
            }),
            ("escape end", |d| {
                if let Some(e) = &mut d.points[2].escape {
                    e.decreases_for[1] = integer(2);
                }
            }),
            ("escape without end", |d| {
                if let Some(e) = &mut d.points[2].escape {
                    e.decreases_for[1].exact = Some("oo".into());
                }
            }),
            ("count of points", |d| d.counts.real = Some(4)),
            ("count by index", |d| d.counts.by_index = Some(vec![1, 2, 0])),
            ("sum of indices", |d| d.counts.index_sum = Some(2)),
            ("infimum", |d| d.global.infimum = Some(integer(0))),
        ],
    );
}

fn the_case_tree(check: &mut Check<'_>) {
    check(
        "x^4 + y^4 - 4*x*y + 1",
        &[
            ("a leaf is lost", |d| {
                d.proof.tree.pop();
            }),
            ("a child is lost", |d| {
                d.proof.tree.retain(|c| c.label != "C");
            }),
            ("a parent", |d| d.proof.tree[6].parent = Some(4)),
            ("an id", |d| d.proof.tree[6].id = 5),
            ("an equation of the root", |d| d.proof.tree[0].equations[0] = "x^3 - 2*y".into()),
            ("an equation of the root is lost", |d| {
                d.proof.tree[0].equations.pop();
            }),
            ("an equation of a node", |d| d.proof.tree[1].equations[0] = "x^9 + x".into()),
            ("a stripped equation", |d| d.proof.tree[2].equations[0] = "x^2 - 1".into()),
            ("an assumption", |d| d.proof.tree[4].assumptions.push("x + 1".into())),
            ("a factor is dropped", |d| {
                reason!(d, CaseReason::Factor { factors, .. } => { factors.pop(); });
            }),
            ("a factor", |d| {
                reason!(d, CaseReason::Factor { factors, .. } => factors[1] = "x - 2".into());
            }),
            ("an index of a factor", |d| {
                reason!(d, CaseReason::Factor { index, .. } => *index = 1);
            }),
            ("a solution", |d| {
                reason!(d, CaseReason::Solve { value, .. } => *value = "x^2".into());
            }),
            ("a substitution", |d| d.proof.tree[1].substitutions[0].value = "-x^3".into()),
            ("a substitution is lost", |d| d.proof.tree[6].substitutions.truncate(1)),
            ("a factor of a strip", |d| {
                reason!(d, CaseReason::Strip { strips } => {
                    strips[0].dropped[0].0 = StripFactor { factor: "x^2 + 2".into(), power: 1 };
                });
            }),
            ("a power in a strip", |d| {
                reason!(d, CaseReason::Strip { strips } => strips[0].kept[0].power = 2);
            }),
            ("a factor dropped without right", |d| {
                d.proof.tree[2].equations[0] = "x^2 - x".into();
                reason!(d, CaseReason::Strip { strips } => {
                    let factor = strips[0].kept.remove(2);
                    strips[0].dropped.push((factor, NeverZero::NoRealRoot));
                });
            }),
            ("a factor assumed without right", |d| {
                reason!(d, CaseReason::Strip { strips } => {
                    strips[0].dropped[0].1 = NeverZero::Assumed;
                });
            }),
            ("a leaf that names nothing", |d| {
                if let Some(leaf) = &mut d.proof.tree[6].leaf {
                    leaf.sets[0] = "P9".into();
                }
            }),
            ("a leaf that names another point", |d| {
                if let Some(leaf) = &mut d.proof.tree[6].leaf {
                    leaf.sets[0] = "P1".into();
                }
            }),
            ("a leaf said to be empty", |d| {
                if let Some(leaf) = &mut d.proof.tree[6].leaf {
                    leaf.kind = hesse::result::LeafKind::Empty;
                    leaf.sets.clear();
                    let equation = "1".to_string();
                    leaf.empty = Some(EmptyReason::Contradiction { equation });
                }
            }),
            ("the number of leaves", |d| {
                d.completeness.reasons = vec![WhyComplete::TreeClosed { leaves: 4 }];
            }),
            ("a constant loss", |d| d.completeness.reasons = vec![WhyComplete::ConstantLoss]),
        ],
    );
}

fn sets_of_critical_points(check: &mut Check<'_>) {
    check(
        "(1 - w1*w2)^2",
        &[
            ("an equation", |d| d.continua[0].equations[0] = "w1*w2 - 2".into()),
            ("a parametrisation", |d| {
                if let Some(p) = &mut d.continua[0].parametrization {
                    p.map[1] = "-1/t".into();
                }
            }),
            ("the value", |d| d.continua[0].value = integer(1)),
            ("a sample off the set", |d| d.continua[0].strata[0].sample[0] = integer(2)),
            ("a sample of another stratum", |d| {
                d.continua[0].strata[0].sample = d.continua[0].strata[1].sample.clone();
            }),
            ("a condition", |d| d.continua[0].strata[0].r#where = "w1 < 0".into()),
            ("strata that overlap", |d| d.continua[0].strata[0].r#where = "w1 != 0".into()),
            ("inertia", |d| {
                d.continua[0].strata[0].inertia =
                    Some(Inertia { positive: 2, negative: 0, zero: 0 });
            }),
            ("a maximum", |d| d.continua[0].strata[0].nature = Nature::LocalMaximum),
            ("strict", |d| d.continua[0].strata[0].strict = Some(true)),
            ("a bound", |d| {
                if let Reason::LowerBound { bound, .. } = &mut d.continua[0].strata[0].reason {
                    *bound = "-1".into();
                }
            }),
            ("a term of a bound", |d| {
                if let Reason::LowerBound { terms, .. } = &mut d.continua[0].strata[0].reason {
                    terms[0] = "(2 - w1*w2)^2".into();
                }
            }),
            ("an equation is no multiple", |d| {
                reason!(d, CaseReason::Strip { strips } => strips[0].multiple_of = None);
            }),
            ("an equation is a multiple of no equation", |d| {
                reason!(d, CaseReason::Strip { strips } => {
                    strips[0].multiple_of = Some("w1".into());
                });
            }),
        ],
    );
    check(
        "x^2*y",
        &[
            ("Morse and Bott with another corank", |d| {
                let inertia = Inertia { positive: 2, negative: 0, zero: 0 };
                d.continua[0].strata[0].reason = Reason::MorseBott { inertia };
            }),
            ("Morse and Bott with another sign", |d| {
                d.continua[0].strata[2].nature = Nature::LocalMinimum;
            }),
            ("the dimension", |d| d.continua[0].dimension = 2),
            ("an equation of the tree", |d| d.proof.tree[1].equations[0] = "y".into()),
            ("eigenvalues at a sample", |d| {
                if let Some(e) = &mut d.continua[0].strata[0].sample_eigenvalues {
                    e[1] = integer(3);
                }
            }),
        ],
    );
}

fn rules_of_the_tree(check: &mut Check<'_>) {
    check(
        "1/x + x*y + 1/y",
        &[
            ("a multiplier", |d| {
                reason!(d, CaseReason::Combination { of, .. } => of[0][0] = "2".into());
            }),
            ("a combined equation", |d| {
                reason!(d, CaseReason::Combination { of, .. } => of[0][1] = "x^2*y - 2".into());
            }),
            ("a combination", |d| {
                reason!(d, CaseReason::Combination { result, .. } => *result = "x^2*y".into());
            }),
            ("an assumption of the domain", |d| {
                d.proof.tree[0].assumptions.push("x - 1".into());
            }),
            ("a definite quadratic", |d| {
                for case in &mut d.proof.tree {
                    if let CaseReason::Strip { strips } = &mut case.reason {
                        for (_, why) in &mut strips[0].dropped {
                            if *why == NeverZero::DefiniteQuadratic {
                                *why = NeverZero::Constant;
                            }
                        }
                    }
                }
            }),
        ],
    );
    check(
        "x^4 + x*y^2 + y",
        &[
            ("a case of a coefficient is lost", |d| {
                let vanishing = d.proof.tree.iter().position(|c| {
                    matches!(c.reason, CaseReason::Coefficient { vanishes: true, .. })
                });
                if let Some(k) = vanishing {
                    d.proof.tree[k].parent = None;
                }
            }),
            ("a coefficient", |d| {
                reason!(d, CaseReason::Coefficient { coefficient, .. } => *coefficient = "y".into());
            }),
            ("which case it is", |d| {
                reason!(d, CaseReason::Coefficient { vanishes, .. } => *vanishes = !*vanishes);
            }),
            ("a contradiction", |d| {
                for case in &mut d.proof.tree {
                    if case.leaf.as_ref().is_some_and(|l| l.empty.is_some()) {
                        case.equations = vec!["x".into()];
                    }
                }
            }),
        ],
    );
    check(
        "x^3/3 + x*y^2",
        &[
            ("terms of one sign", |d| {
                reason!(d, CaseReason::SameSign { terms, .. } => { terms.pop(); });
            }),
            ("a sum of one sign", |d| {
                reason!(d, CaseReason::SameSign { equation, .. } => *equation = "x^2 - y^2".into());
            }),
            ("L along a curve", |d| {
                if let Reason::CurveWitness { along, .. } = &mut d.points[0].reason {
                    along[0] = "-t^3 + t^4".into();
                }
            }),
            ("a saddle by a curve as minimum", |d| d.points[0].nature = Nature::LocalMinimum),
        ],
    );
}

fn sums_of_squares(check: &mut Check<'_>) {
    check(
        "(x^2 + y - 11)^2 + 2*(x + y^2 - 7)^2",
        &[
            ("a weight", |d| {
                reason!(d, CaseReason::Residuals { weights, .. } => weights[1] = "3".into());
            }),
            ("a negative weight", |d| {
                reason!(d, CaseReason::Residuals { weights, .. } => weights[1] = "-2".into());
            }),
            ("a residual", |d| {
                reason!(d, CaseReason::Residuals { residuals, .. } => {
                    residuals[0] = "x^2 + y - 12".into();
                });
            }),
            ("a minor", |d| {
                reason!(d, CaseReason::Residuals { minors, .. } => minors[0] = "4*x*y + 1".into());
            }),
            ("which case it is", |d| {
                reason!(d, CaseReason::Residuals { vanish, .. } => *vanish = !*vanish);
            }),
            ("a case is lost", |d| {
                let first =
                    d.proof.tree.iter().position(|c| {
                        matches!(c.reason, CaseReason::Residuals { vanish: true, .. })
                    });
                if let Some(k) = first {
                    d.proof.tree[k].parent = None;
                }
            }),
        ],
    );
}

fn irrational_numbers_and_one_variable(check: &mut Check<'_>) {
    check(
        "x*exp(-x^2 - y^2)",
        &[
            ("a unit with an exponential", |d| d.proof.units[0] = "-exp(-x^2 + y^2)".into()),
            ("a gradient with an exponential", |d| d.gradient[1] = "2*x*y*exp(-x^2 - y^2)".into()),
            ("a radical", |d| d.points[1].coordinates[0].exact = Some("sqrt(3)/2".into())),
            ("a sign of a radical", |d| {
                d.points[1].coordinates[0] = d.points[0].coordinates[0].clone();
            }),
            ("a digit", |d| {
                d.points[1].coordinates[0].decimal = Some("0.70710678118654752441".into());
            }),
            ("a minimal polynomial", |d| {
                d.points[1].coordinates[0].minimal_polynomial = Some("2*x^2 - 3".into());
            }),
            ("an enclosure with two roots", |d| {
                d.points[1].coordinates[0].enclosure = Some(["-1".into(), "1".into()]);
            }),
            ("a value with an exponential", |d| {
                d.points[1].value.exact = Some("sqrt(2)*exp(-1/3)/2".into());
            }),
            ("an eigenvalue with an exponential", |d| {
                if let Some(e) = &mut d.points[1].eigenvalues {
                    e[0] = e[1].clone();
                }
            }),
            ("a number of real roots", |d| {
                for leaf in d.proof.tree.iter_mut().filter_map(|c| c.leaf.as_mut()) {
                    for e in &mut leaf.eliminants {
                        e.real_roots += 1;
                    }
                }
            }),
            ("an eliminant", |d| {
                for leaf in d.proof.tree.iter_mut().filter_map(|c| c.leaf.as_mut()) {
                    for e in &mut leaf.eliminants {
                        e.polynomial = "2*x^2 - 3".into();
                    }
                }
            }),
        ],
    );
    check(
        "x^5",
        &[
            ("the order of a derivative", |d| {
                d.points[0].reason = Reason::FirstNonzeroDerivative { order: 3, positive: true };
            }),
            ("the sign of a derivative", |d| {
                d.points[0].reason = Reason::FirstNonzeroDerivative { order: 5, positive: false };
            }),
            ("an inflection as minimum", |d| d.points[0].nature = Nature::LocalMinimum),
            ("a saddle in one variable", |d| d.points[0].nature = Nature::Saddle),
        ],
    );
}

fn solutions_over_the_complex_numbers(check: &mut Check<'_>) {
    // Seven solutions at the origin, two at infinity.
    check(
        "x^3 + x*y^3",
        &[
            ("with multiplicity", |d| d.counts.complex_with_multiplicity = Some(8)),
            ("with multiplicity and at infinity", |d| {
                d.counts.complex_with_multiplicity = Some(5);
                d.counts.at_infinity = Some(4);
            }),
            ("distinct", |d| d.counts.complex_distinct = Some(2)),
            ("more distinct than all", |d| d.counts.complex_distinct = Some(9)),
            ("Bézout's bound", |d| d.counts.bezout = Some(8)),
            ("at infinity", |d| d.counts.at_infinity = Some(1)),
            ("signature", |d| d.counts.signature = Some(3)),
            ("infinitely many", |d| {
                let real = d.counts.real;
                d.counts = Counts { complex: ComplexCount::Infinite, real, ..Counts::default() };
            }),
            ("a simple point", |d| d.points[0].multiplicity = Some(Multiplicity::Finite(1))),
            ("an even multiplicity", |d| {
                d.points[0].multiplicity = Some(Multiplicity::Finite(6));
            }),
            ("infinite multiplicity", |d| {
                d.points[0].multiplicity = Some(Multiplicity::Infinite(Infinite::Infinite));
            }),
        ],
    );
    check(
        "(x^2-2)^2 + (y-2*x^2+1)^2 + x",
        &[("a relation", |d| d.points[0].relations[0] = "y = 2*x^2 - 2".into())],
    );
    check(
        "x^3/3 - x + y^2",
        &[("a double point", |d| d.points[0].multiplicity = Some(Multiplicity::Finite(2)))],
    );
}

fn degenerate_points(check: &mut Check<'_>) {
    check(
        "(1 - x*y)^2 + x^2 + y^2",
        &[
            ("lowest terms", |d| {
                if let Reason::Splitting { lowest, .. } = &mut d.points[0].reason {
                    *lowest = "t^6".into();
                }
            }),
            ("lowest terms of the other sign", |d| {
                if let Reason::Splitting { lowest, .. } = &mut d.points[0].reason {
                    *lowest = format!("-({lowest})");
                }
                d.points[0].nature = Nature::LocalMaximum;
            }),
            ("an order too high", |d| {
                if let Reason::Splitting { order, .. } = &mut d.points[0].reason {
                    *order = 40;
                }
            }),
            ("an order too low", |d| {
                if let Reason::Splitting { order, .. } = &mut d.points[0].reason {
                    *order = 0;
                }
            }),
            ("a map that is not stationary", |d| {
                if let Reason::Splitting { map, .. } = &mut d.points[0].reason {
                    map[0].push_str(" + t^2");
                }
            }),
            ("a folded map", |d| {
                if let Reason::Splitting { map, lowest, .. } = &mut d.points[0].reason {
                    *map = vec!["t^2".into(), "t^2".into()];
                    *lowest = "t^8".into();
                }
            }),
            ("no variable is split off", |d| {
                if let Reason::Splitting { tied, .. } = &mut d.points[0].reason {
                    tied.clear();
                }
            }),
            ("a strict minimum as weak", |d| d.points[0].strict = Some(false)),
            ("a degenerate minimum as saddle", |d| d.points[0].nature = Nature::Saddle),
            ("a degenerate minimum as maximum", |d| d.points[0].nature = Nature::LocalMaximum),
        ],
    );
    check(
        "(x^2 - y^3)^2 + y^7",
        &[
            ("sectors below", |d| {
                if let Reason::Sectors { negative, .. } = &mut d.points[0].reason {
                    *negative += 1;
                }
            }),
            ("sectors above", |d| {
                if let Reason::Sectors { positive, .. } = &mut d.points[0].reason {
                    *positive += 1;
                }
            }),
            ("branches", |d| {
                if let Reason::Sectors { branches, .. } = &mut d.points[0].reason {
                    *branches += 1;
                }
            }),
            ("a box that is too large", |d| {
                if let Reason::Sectors { radii, .. } = &mut d.points[0].reason {
                    *radii = ["2".into(), "2".into()];
                }
            }),
            ("a slope", |d| {
                if let Reason::Sectors { slope, .. } = &mut d.points[0].reason {
                    *slope = "-1".into();
                }
            }),
            ("terms left out", |d| {
                if let Reason::Sectors { determined, .. } = &mut d.points[0].reason {
                    *determined = Some(4);
                }
            }),
            ("a minimum by sectors as saddle", |d| d.points[0].nature = Nature::Saddle),
            ("a minimum by sectors as weak", |d| d.points[0].strict = Some(false)),
        ],
    );
    check(
        "2*x^4 + 2*y^4 + 2*z^4 - 3*x^2*y*z",
        &[
            ("an ellipsoid without points", |d| {
                if let Reason::Tangency { radius, .. } = &mut d.points[0].reason {
                    *radius = "-1".into();
                }
            }),
            ("a point above outside", |d| {
                if let Reason::Tangency { above, .. } = &mut d.points[0].reason {
                    above[0] = "7".into();
                }
            }),
            ("points below", |d| {
                if let Reason::Tangency { below, counts, .. } = &mut d.points[0].reason {
                    *below = vec!["1/9".into(), "1/9".into(), "1/9".into()];
                    counts[1] = 1;
                }
            }),
            ("a minimum by tangency as maximum", |d| {
                d.points[0].nature = Nature::LocalMaximum;
            }),
        ],
    );
    check(
        "x^4*y^2 + x^2*y^4 - 3*x^2*y^2*z^2 + z^6",
        &[
            ("a power across a line", |d| {
                for s in d.continua.iter_mut().flat_map(|c| &mut c.strata) {
                    if let Reason::Slice { power, .. } = &mut s.reason {
                        *power -= 2;
                    }
                }
            }),
            ("the sign of a coefficient", |d| {
                for s in d.continua.iter_mut().flat_map(|c| &mut c.strata) {
                    if let Reason::Slice { coefficient, .. } = &mut s.reason {
                        *coefficient = format!("-({coefficient})");
                    }
                }
            }),
            ("minima across a line as saddles", |d| {
                for s in d.continua.iter_mut().flat_map(|c| &mut c.strata) {
                    if matches!(s.reason, Reason::Slice { .. }) {
                        s.nature = Nature::Saddle;
                    }
                }
            }),
        ],
    );
    check(
        "(y - x^2)*(y - 2*x^2)",
        &[
            ("a curve", |d| {
                if let Reason::CurveWitness { curves, .. } = &mut d.points[0].reason {
                    curves[0] = vec!["t".into(), "t^2/2".into()];
                }
            }),
            ("a curve that starts elsewhere", |d| {
                if let Reason::CurveWitness { curves, .. } = &mut d.points[0].reason {
                    curves[0][1].push_str(" + 1");
                }
                d.points[0].nature = Nature::LocalMinimum;
            }),
            ("L along the second curve", |d| {
                if let Reason::CurveWitness { along, .. } = &mut d.points[0].reason {
                    along[1] = "-t^2".into();
                }
            }),
            ("a saddle by two curves as minimum", |d| d.points[0].nature = Nature::LocalMinimum),
        ],
    );
}

fn odd_parts(check: &mut Check<'_>) {
    check(
        "(x^2 + y^2 - 1)^3",
        &[
            ("an odd part", |d| {
                if let Reason::OddPart { odd, .. } = &mut d.continua[0].strata[0].reason {
                    *odd = "x^2 + y^2 + 1".into();
                }
            }),
            ("a root", |d| {
                if let Reason::OddPart { root, .. } = &mut d.continua[0].strata[0].reason {
                    *root = "x^2 + y^2".into();
                }
            }),
            ("a sign change as minimum", |d| {
                d.continua[0].strata[0].nature = Nature::LocalMinimum;
            }),
        ],
    );
    check(
        "x^2*y^2*z",
        &[
            ("a minimum of the odd part as maximum", |d| {
                for s in d.continua.iter_mut().flat_map(|c| &mut c.strata) {
                    if matches!(s.reason, Reason::OddPart { .. })
                        && s.nature == Nature::LocalMinimum
                    {
                        s.nature = Nature::LocalMaximum;
                        return;
                    }
                }
            }),
            ("a piece by its odd part as saddle", |d| {
                for s in d.continua.iter_mut().flat_map(|c| &mut c.strata) {
                    if matches!(s.reason, Reason::OddPart { .. })
                        && s.nature == Nature::LocalMinimum
                    {
                        s.nature = Nature::Saddle;
                        return;
                    }
                }
            }),
        ],
    );
}

/// The first leading form below.
fn growth(d: &mut Document) -> Option<&mut Growth> {
    match &mut d.global.below {
        Some(GlobalReason::Coercive { growth }) => growth.as_mut(),
        _ => None,
    }
}

fn growth_in_every_direction(check: &mut Check<'_>) {
    check(
        "x^6/3 - 2*x^4 + x*y + 4*y^4",
        &[
            ("a leading form", |d| growth(d).unwrap().forms[0].form = "x^6/3 - 4*y^4".into()),
            ("a term of a leading form", |d| growth(d).unwrap().forms[0].form = "x^6/3".into()),
            ("weights", |d| growth(d).unwrap().forms[0].weights = vec![1, 1]),
            ("a weight too few", |d| growth(d).unwrap().forms[0].weights.truncate(1)),
            ("an infimum that is not attained there", |d| {
                let other = d.points.iter().find(|p| p.global == GlobalKind::No).unwrap();
                d.global.infimum = Some(other.value.clone());
            }),
        ],
    );
    check(
        "(x + y)^4*(2*x - 3*y)^2 + (x + y)^2 + (2*x - 3*y)^4",
        &[
            ("an edge left out", |d| growth(d).unwrap().forms.truncate(1)),
            ("a coordinate", |d| growth(d).unwrap().coordinates[0].1 = "x + 2*y".into()),
        ],
    );
}

fn the_global_picture(check: &mut Check<'_>) {
    check(
        "x^2 + y^2*(1 + x)^3",
        &[
            ("a curve that does not fall", |d| {
                if let Some(GlobalReason::Curve { curve, .. }) = &mut d.global.below {
                    *curve = vec!["t".into(), "t".into()];
                }
            }),
            ("a curve although bounded", |d| d.global.unbounded_below = Some(false)),
            ("a curve that does not rise", |d| {
                if let Some(GlobalReason::Curve { curve, .. }) = &mut d.global.above {
                    *curve = vec!["0".into(), "0".into()];
                }
            }),
        ],
    );
    check(
        "x^2 + (1 - x*y)^2",
        &[("a level that is met as empty", |d| {
            if let Some(GlobalReason::Levels { levels, .. }) = &mut d.global.below {
                levels.push(("3/2".into(), false));
            }
        })],
    );
    check(
        "(y - x^2)*(y - 2*x^2)",
        &[
            ("a way down along another curve", |d| {
                if let Some(e) = &mut d.points[0].escape {
                    e.curve = vec!["t".into(), "t^2/2".into()];
                }
            }),
            ("L along the curve down", |d| {
                if let Some(e) = &mut d.points[0].escape {
                    e.along = Some("-t^4".into());
                }
            }),
            ("where the way down ends", |d| {
                if let Some(e) = &mut d.points[0].escape {
                    e.decreases_for[1] = integer(1);
                }
            }),
        ],
    );
}

/// More than 1000 mutants of results with points of every kind with `HESSE_LONG=1`, else
/// every sixth of them.
#[test]
fn a_thousand_mutants_are_refuted() {
    const FORMULAS: [&str; 20] = [
        "x^4 + y^4 - 4*x*y + 1",
        "x^3 + y^3 - 3*x*y",
        "x^3 - 3*x*y^2",
        "(1 - x*y)^2",
        "x^2*y",
        "x^3*y^2*(6 - x - y)",
        "(x^2 + y^2 - 1)^2",
        "x^2*((x - 1)^2 - y^2)",
        "(x^2 - 1)^2 + y^2",
        "(x^2 - 1)^2 + (y^2 - 1)^2",
        "x^4 - 2*x^2",
        "(x^2 + y - 1)^2 + (x + y^2 - 1)^2",
        "(y - x^2)*(y - 2*x^2)",
        "(1 - x*y)^2 + x^2 + y^2",
        "x^3 + 3*x*y^2 - 15*x - 12*y",
        "x*y*(3 - x - y)",
        "x*y*z + x^2 + y^2 + z^2",
        "x^4 + y^4 + z^4 - 4*x*y*z",
        "10*x^2*y - 5*x^2 - 4*y^2 - x^4 - 2*y^4",
        "x^2*y^2*(1 - x - y)",
    ];
    let long = std::env::var("HESSE_LONG").is_ok_and(|v| v == "1");
    let (mut count, mut left) = (0, Vec::new());
    for text in FORMULAS {
        let document = solve(text);
        assert!(!verify(&document).is_refuted(), "{text}");
        for (name, mutant) in systematic(&document) {
            count += 1;
            if !long && count % 6 != 0 {
                continue;
            }
            if !verify(&mutant).is_refuted() {
                left.push(format!("{text}: {name}"));
            }
        }
    }
    assert!(left.is_empty(), "{} of {count} not refuted: {left:#?}", left.len());
    assert!(count >= 1000, "{count}");
}

fn symmetries(check: &mut Check<'_>) {
    check(
        "x^4 + y^4 - 2*(x - y)^2",
        &[
            ("a map that changes L", |d| d.symmetries.generators[0][1] = "y".into()),
            ("a map that is no permutation", |d| d.symmetries.generators[1][1] = "y".into()),
            ("a map without a variable", |d| d.symmetries.generators[0].truncate(1)),
            ("a map of an orbit", |d| d.symmetries.orbits[0].maps[1][0] = "x".into()),
            ("a member that is none", |d| d.symmetries.orbits[0].members[1] = "P3".into()),
            ("a member that is not there", |d| d.symmetries.orbits[0].members[1] = "P9".into()),
        ],
    );
    check(
        "x^2*y^2*(x + y - 1)",
        &[("a map of a set", |d| d.symmetries.orbits[0].maps[1].reverse())],
    );
}

/// Every kind of claim is refuted by some mutation.
const KINDS: [&str; 26] = [
    "derivatives",
    "gradient as unit times numerator",
    "numbers",
    "gradient zero",
    "relations between coordinates",
    "values",
    "Hessian matrices",
    "inertia",
    "eigenvalues",
    "nature",
    "reasons",
    "ways down",
    "Taylor polynomials",
    "points distinct",
    "continua",
    "strata",
    "symmetries",
    "orbits",
    "steps of the case tree",
    "branchings complete",
    "leaves",
    "numbers of real roots",
    "completeness",
    "counts",
    "complex solutions",
    "global extrema",
];

#[test]
fn every_mutation_is_refuted() {
    let (mut left, mut kinds) = (Vec::new(), BTreeSet::new());
    let mut check = |text: &str, mutations: &[Mutation]| {
        let (names, found) = survivors(text, mutations);
        left.extend(names.into_iter().map(|name| format!("{text}: {name}")));
        kinds.extend(found);
    };
    points_and_derivatives(&mut check);
    the_case_tree(&mut check);
    sets_of_critical_points(&mut check);
    rules_of_the_tree(&mut check);
    sums_of_squares(&mut check);
    irrational_numbers_and_one_variable(&mut check);
    solutions_over_the_complex_numbers(&mut check);
    degenerate_points(&mut check);
    odd_parts(&mut check);
    growth_in_every_direction(&mut check);
    the_global_picture(&mut check);
    symmetries(&mut check);
    assert!(left.is_empty(), "not refuted: {left:#?}");
    assert_eq!(kinds, KINDS.into_iter().collect());
}

/// Formulas of every kind: answered, hence nothing refuted.
#[test]
fn true_results_are_not_refuted() {
    let formulas = [
        "x^3 - 3*x*y^2",
        "-(1 - x*y)^2",
        "(x^2 + y^2 - 1)^2",
        "x^2*y^2 + x*y + x + y^3",
        "x^3*y + x*y^3 + x*y - y",
        "(x^2 - 2)^2 + (y^2 - 3)^2",
        "x^4 + y^3 + z^2",
        "exp(x) - x + y^2",
        "x/(x^2 - 1)",
        "x^2 + 1/x^2",
        "x^5/5 - x^3 + x + y^2",
        "sqrt(x^2 + y^2 + 1)",
        "ln(x^2 + 1) + y^2",
        "sin(x)",
        "7",
        "f(x, y) = 0",
        "x^3 - 3*x in [-1, 1]",
    ];
    let limits = hesse::analyze::Limits::default();
    for text in formulas {
        match hesse::answer(text, &limits) {
            Ok(document) => assert!(!verify(&document).is_refuted(), "{text}"),
            Err(hesse::Error::Problem(_)) => {}
            Err(error) => panic!("{text}: {error}"),
        }
    }
}

#[test]
fn every_example_verifies() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "hesse") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let limits = hesse::analyze::Limits { deadline: Some(deadline), ..Default::default() };
        if let Err(error) = hesse::answer(&text, &limits) {
            panic!("{}: {error}", path.display());
        }
    }
}
