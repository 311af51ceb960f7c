//! Mutants of a result: each is one change that makes a claim false.

use hesse::result::{
    CaseReason, Continuum, Document, GlobalKind, GlobalReason, Inertia, LeafKind, Multiplicity,
    Nature, Number, Reason, Status, WhyComplete,
};

/// A name and the result with the change.
pub(crate) type Mutant = (String, Document);

/// The number with all its forms.
pub(crate) fn integer(q: i64) -> Number {
    let text = q.to_string();
    Number {
        exact: Some(text.clone()),
        decimal: Some(text.clone()),
        enclosure: Some([text.clone(), text]),
        minimal_polynomial: Some(if q < 0 { format!("x + {}", -q) } else { format!("x - {q}") }),
    }
}

/// A wrong number in place of another.
fn wrong(number: &mut Number) {
    *number = integer(if number.exact.as_deref() == Some("7") { 11 } else { 7 });
}

fn other_nature(nature: Nature) -> Nature {
    match nature {
        Nature::LocalMinimum => Nature::LocalMaximum,
        Nature::LocalMaximum | Nature::Inflection => Nature::LocalMinimum,
        Nature::Saddle | Nature::Constant | Nature::Undetermined => Nature::LocalMaximum,
    }
}

fn swapped(inertia: Inertia) -> Inertia {
    let Inertia { positive, negative, zero } = inertia;
    match positive == negative {
        true => Inertia { positive: positive + 1, negative: negative.saturating_sub(1), zero },
        false => Inertia { positive: negative, negative: positive, zero },
    }
}

/// Collects changes that change something.
struct Mutants<'a> {
    document: &'a Document,
    all: Vec<Mutant>,
}

impl Mutants<'_> {
    fn push(&mut self, name: impl Into<String>, change: impl FnOnce(&mut Document)) {
        let mut mutant = self.document.clone();
        change(&mut mutant);
        if mutant != *self.document {
            self.all.push((name.into(), mutant));
        }
    }
}

/// All mutants of these kinds: derivatives, units and numerators; for every point its
/// coordinates, value, matrix, eigenvalues, inertia, nature, degeneracy, strictness,
/// multiplicity, Taylor polynomial, way down and whether it is a global extremum, the point left
/// out or twice; for every set its equations, parametrisation, dimension, value, the conditions,
/// inertia, nature and escape of its strata, and a stratum left out; families with their
/// periods; the case tree with its equations, substitutions, factors, reasons and leaves; the
/// counts and the status; infimum, supremum and what is said of them; Taylor coefficients asked
/// for; symmetries and orbits; kinks and the extrema of a region.
pub(crate) fn systematic(document: &Document) -> Vec<Mutant> {
    let mut mutants = Mutants { document, all: Vec::new() };
    derivatives(&mut mutants);
    for k in 0..document.points.len() {
        point(&mut mutants, k);
    }
    for k in 0..document.continua.len() {
        set(&mut mutants, k);
    }
    for k in 0..document.families.len() {
        family(&mut mutants, k);
    }
    for k in 0..document.proof.tree.len() {
        node(&mut mutants, k);
    }
    totals(&mut mutants);
    global(&mut mutants);
    others(&mut mutants);
    mutants.all
}

/// Do the derivatives and the tree speak of the same formula, of no other pieces?
fn is_smooth(d: &Document) -> bool {
    d.nonsmooth.is_empty() && !d.formula.contains("abs(") && !d.formula.contains("relu(")
}

fn derivatives(m: &mut Mutants<'_>) {
    let d = m.document;
    if !is_smooth(d) || d.gradient.is_empty() {
        return;
    }
    for i in 0..d.variables.len() {
        m.push(format!("slope {i}"), |d| d.gradient[i].push_str(" + 1"));
        for j in 0..d.variables.len() {
            m.push(format!("second derivative {i}{j}"), |d| d.hessian[i][j].push_str(" + 1"));
        }
    }
    for i in 0..d.proof.numerators.len() {
        m.push(format!("unit {i}"), |d| d.proof.units[i].push_str(" + 1"));
        m.push(format!("numerator {i}"), |d| d.proof.numerators[i].push_str(" + 1"));
    }
}

fn point(m: &mut Mutants<'_>, k: usize) {
    let p = &m.document.points[k];
    let n = p.coordinates.len();
    for i in 0..n {
        m.push(format!("point {k} coordinate {i}"), |d| wrong(&mut d.points[k].coordinates[i]));
    }
    m.push(format!("point {k} value"), |d| wrong(&mut d.points[k].value));
    m.push(format!("point {k} decimal"), |d| {
        d.points[k].value.decimal = Some("123.5".into());
    });
    m.push(format!("point {k} nature"), |d| {
        d.points[k].nature = other_nature(d.points[k].nature);
    });
    m.push(format!("point {k} inertia"), |d| {
        d.points[k].inertia = d.points[k].inertia.map(swapped);
    });
    if p.inertia.is_some() {
        m.push(format!("point {k} degenerate"), |d| {
            d.points[k].degenerate = !d.points[k].degenerate;
        });
    }
    if p.inertia.is_some_and(|i| i.zero == 0) {
        m.push(format!("point {k} not strict"), |d| d.points[k].strict = Some(false));
    }
    for i in 0..n {
        for j in 0..n {
            m.push(format!("point {k} matrix {i}{j}"), |d| {
                if let Some(h) = &mut d.points[k].hessian {
                    wrong(&mut h[i][j]);
                }
            });
        }
        m.push(format!("point {k} eigenvalue {i}"), |d| {
            if let Some(e) = &mut d.points[k].eigenvalues {
                wrong(&mut e[i]);
            }
        });
    }
    m.push(format!("point {k} left out"), |d| {
        d.points.remove(k);
    });
    m.push(format!("point {k} twice"), |d| {
        let again = d.points[k].clone();
        d.points.push(again);
    });
    if let Some(Multiplicity::Finite(mu)) = p.multiplicity {
        m.push(format!("point {k} multiplicity"), |d| {
            // 1 exactly where H is regular.
            d.points[k].multiplicity = Some(Multiplicity::Finite(if mu == 1 { 2 } else { 1 }));
        });
    }
    m.push(format!("point {k} Taylor"), |d| {
        if let Some(t) = &mut d.points[k].taylor {
            t.polynomial.push_str(" + 1");
        }
    });
    if let Some(escape) = p.escape.as_ref().filter(|e| e.along.is_some()) {
        m.push(format!("point {k} along"), |d| {
            let along = d.points[k].escape.as_mut().and_then(|e| e.along.as_mut());
            along.into_iter().for_each(|a| a.push_str(" + t^3"));
        });
        if escape.decreases_for[1] != Number::default() {
            m.push(format!("point {k} way down ends elsewhere"), |d| {
                if let Some(e) = &mut d.points[k].escape {
                    wrong(&mut e.decreases_for[1]);
                }
            });
        }
    }
    m.push(format!("point {k} global"), |d| other_global(&mut d.points[k].global));
    m.push(format!("point {k} reason"), |d| other_reason(&mut d.points[k].reason));
}

fn other_global(kind: &mut GlobalKind) {
    *kind = match kind {
        GlobalKind::Minimum | GlobalKind::Maximum => GlobalKind::No,
        GlobalKind::No => GlobalKind::Minimum,
        GlobalKind::Unknown => GlobalKind::Unknown,
    };
}

fn other_reason(reason: &mut Reason) {
    let other = match &*reason {
        Reason::PositiveDefinite => Reason::NegativeDefinite,
        Reason::NegativeDefinite | Reason::Indefinite { .. } => Reason::PositiveDefinite,
        other => other.clone(),
    };
    *reason = other;
}

fn set(m: &mut Mutants<'_>, k: usize) {
    let c = &m.document.continua[k];
    m.push(format!("set {k} value"), |d| wrong(&mut d.continua[k].value));
    m.push(format!("set {k} dimension"), |d| d.continua[k].dimension += 1);
    for i in 0..c.equations.len() {
        m.push(format!("set {k} equation {i}"), |d| d.continua[k].equations[i].push_str(" + 1"));
    }
    if c.parametrization.as_ref().is_some_and(|p| p.domain.ends_with(" in R")) {
        for i in 0..m.document.variables.len() {
            // A parameter that is moved runs over the same set.
            if c.parametrization.as_ref().is_some_and(|p| p.parameters.contains(&p.map[i])) {
                continue;
            }
            m.push(format!("set {k} map {i}"), |d| {
                let map = d.continua[k].parametrization.as_mut().map(|p| &mut p.map);
                map.into_iter().for_each(|map| map[i].push_str(" + 1"));
            });
        }
    }
    for s in 0..c.strata.len() {
        stratum(m, k, s);
    }
}

fn stratum(m: &mut Mutants<'_>, k: usize, s: usize) {
    let (c, n) = (&m.document.continua[k], m.document.variables.len());
    m.push(format!("set {k} stratum {s} nature"), |d| {
        let stratum = &mut d.continua[k].strata[s];
        stratum.nature = other_nature(stratum.nature);
    });
    if c.strata[s].inertia.is_some_and(|i| i.zero < n) {
        m.push(format!("set {k} stratum {s} inertia"), |d| {
            let stratum = &mut d.continua[k].strata[s];
            stratum.inertia = stratum.inertia.map(swapped);
        });
    }
    if !is_graph(c) {
        return;
    }
    // Pieces of one condition are several only as samples.
    let own = |text: &str| c.strata.iter().filter(|s| s.r#where == text).count() == 1;
    if own(&c.strata[s].r#where) {
        m.push(format!("set {k} stratum {s} left out"), |d| {
            d.continua[k].strata.remove(s);
        });
        m.push(format!("set {k} stratum {s} condition"), |d| {
            let text = &mut d.continua[k].strata[s].r#where;
            *text = text.replace(" > 0", " > 1/97").replace(" < 0", " < -1/97");
        });
    }
}

/// Is it a curve with one coordinate as its parameter, without exceptions?
fn is_graph(c: &Continuum) -> bool {
    c.parametrization.as_ref().is_some_and(|p| {
        p.parameters.len() == 1 && p.domain.ends_with(" in R") && p.map.contains(&p.parameters[0])
    }) && c.strata.len() > 1
}

fn family(m: &mut Mutants<'_>, k: usize) {
    let f = &m.document.families[k];
    let exact = |x: &Number| x.exact.is_some();
    for i in (0..f.point.len()).filter(|&i| exact(&f.point[i])) {
        m.push(format!("family {k} coordinate {i}"), |d| {
            if let Some(text) = &mut d.families[k].point[i].exact {
                *text = format!("{text} + 1/3");
            }
        });
    }
    if exact(&f.value) {
        m.push(format!("family {k} value"), |d| {
            if let Some(text) = &mut d.families[k].value.exact {
                text.push_str(" + 1");
            }
        });
    }
    if f.inertia.is_some_and(|i| i.zero == 0) {
        m.push(format!("family {k} inertia"), |d| {
            d.families[k].inertia = d.families[k].inertia.map(swapped);
        });
        m.push(format!("family {k} nature"), |d| {
            d.families[k].nature = other_nature(d.families[k].nature);
        });
    }
    for j in 0..f.periods.len() {
        m.push(format!("family {k} period {j}"), |d| {
            for x in &mut d.families[k].periods[j] {
                *x = format!("({x})/7");
            }
        });
    }
}

fn node(m: &mut Mutants<'_>, k: usize) {
    let case = &m.document.proof.tree[k];
    for i in 0..case.equations.len() {
        // 2 = 0 is as impossible as 1 = 0.
        if case.equations[i].parse::<i64>().is_ok() {
            continue;
        }
        m.push(format!("node {k} equation {i}"), |d| {
            d.proof.tree[k].equations[i].push_str(" + 1");
        });
    }
    for i in 0..case.substitutions.len() {
        m.push(format!("node {k} substitution {i}"), |d| {
            d.proof.tree[k].substitutions[i].value.push_str(" + 1");
        });
    }
    m.push(format!("node {k} is lost"), |d| {
        d.proof.tree.remove(k);
    });
    m.push(format!("node {k} rule"), |d| match &mut d.proof.tree[k].reason {
        CaseReason::Factor { factors, .. } => factors[0].push_str(" + 1"),
        CaseReason::Solve { value, .. } => value.push_str(" + 1"),
        CaseReason::Coefficient { vanishes, .. }
        | CaseReason::Residuals { vanish: vanishes, .. } => {
            *vanishes = !*vanishes;
        }
        CaseReason::Combination { result, .. } => result.push_str(" + 1"),
        CaseReason::Strip { strips } => {
            for strip in strips {
                strip
                    .kept
                    .iter_mut()
                    .chain(strip.dropped.iter_mut().map(|(f, _)| f))
                    .for_each(|f| f.power += 1);
            }
        }
        _ => {}
    });
    m.push(format!("node {k} lacks a factor"), |d| {
        if let CaseReason::Factor { factors, .. } = &mut d.proof.tree[k].reason {
            factors.pop();
        }
    });
    let Some(leaf) = &case.leaf else { return };
    for e in 0..leaf.eliminants.len() {
        m.push(format!("node {k} real roots of {e}"), |d| {
            if let Some(leaf) = &mut d.proof.tree[k].leaf {
                leaf.eliminants[e].real_roots += 1;
            }
        });
    }
    if leaf.kind == LeafKind::Points && !leaf.sets.is_empty() {
        m.push(format!("node {k} names another point"), |d| {
            if let Some(leaf) = &mut d.proof.tree[k].leaf {
                leaf.sets[0] = "P0".into();
            }
        });
    }
}

fn totals(m: &mut Mutants<'_>) {
    let counts = &m.document.counts;
    m.push("real count", |d| d.counts.real = d.counts.real.map(|c| c + 1));
    m.push("complex count", |d| {
        let all = d.counts.complex_with_multiplicity.map(|c| c + 1);
        d.counts.complex_with_multiplicity = all;
    });
    m.push("Bézout's number", |d| d.counts.bezout = d.counts.bezout.map(|c| c + 1));
    m.push("at infinity", |d| d.counts.at_infinity = d.counts.at_infinity.map(|c| c + 1));
    m.push("sum of indices", |d| d.counts.index_sum = d.counts.index_sum.map(|c| c + 1));
    if counts.real.is_some() {
        m.push("signature", |d| d.counts.signature = d.counts.signature.map(|c| c + 2));
    }
    if let Some(all) = &counts.by_index {
        for i in 0..all.len() {
            m.push(format!("index {i}"), |d| {
                d.counts.by_index.iter_mut().for_each(|all| all[i] += 1);
            });
        }
    }
    m.push("number of leaves", |d| {
        for why in &mut d.completeness.reasons {
            if let WhyComplete::TreeClosed { leaves } = why {
                *leaves += 1;
            }
        }
    });
    let open = |d: &Document| {
        d.proof.tree.iter().any(|n| n.leaf.as_ref().is_some_and(|l| l.kind == LeafKind::Open))
    };
    if open(m.document) {
        m.push("complete with an open branch", |d| d.completeness.status = Status::Proved);
    }
}

fn global(m: &mut Mutants<'_>) {
    let facts = &m.document.global;
    if facts.infimum.is_some() && facts.attained == Some(true) {
        m.push("unbounded below", |d| d.global.unbounded_below = Some(true));
        let taken = m.document.points.iter().any(|p| p.global == GlobalKind::Minimum);
        if taken {
            m.push("another infimum", |d| d.global.infimum = Some(integer(1_000_003)));
        }
    }
    if facts.supremum.is_some() && facts.supremum_attained == Some(true) {
        m.push("unbounded above", |d| d.global.unbounded_above = Some(true));
        m.push("another supremum", |d| d.global.supremum = Some(integer(-1_000_003)));
    }
    if matches!(facts.below, Some(GlobalReason::Curve { .. })) {
        m.push("bounded below", |d| d.global.unbounded_below = Some(false));
        m.push("no way down to −∞", |d| {
            if let Some(GlobalReason::Curve { curve, .. }) = &mut d.global.below {
                curve.iter_mut().for_each(|x| *x = "0".into());
            }
        });
    }
    if matches!(facts.above, Some(GlobalReason::Curve { .. })) {
        m.push("bounded above", |d| d.global.unbounded_above = Some(false));
    }
}

fn others(m: &mut Mutants<'_>) {
    for k in 0..m.document.taylor_at.len() {
        for i in 0..m.document.taylor_at[k].coefficients.len() {
            m.push(format!("Taylor {k} coefficient {i}"), |d| {
                if let Some(text) = &mut d.taylor_at[k].coefficients[i].exact {
                    text.push_str(" + 1");
                }
            });
            m.push(format!("Taylor {k} lacks {i}"), |d| {
                d.taylor_at[k].coefficients.remove(i);
            });
        }
    }
    for k in 0..m.document.symmetries.generators.len() {
        m.push(format!("symmetry {k}"), |d| {
            d.symmetries.generators[k][0].push_str(" + 1");
        });
    }
    for k in 0..m.document.symmetries.orbits.len() {
        m.push(format!("orbit {k}"), |d| {
            d.symmetries.orbits[k].maps.iter_mut().for_each(|map| map[0].push_str(" + 1"));
        });
    }
    for k in 0..m.document.nonsmooth.len() {
        m.push(format!("kink {k} value"), |d| wrong(&mut d.nonsmooth[k].value));
    }
    m.push("the largest value of the region", |d| {
        let extrema = d.extrema.as_mut().and_then(|e| e.maximum.as_mut());
        extrema.into_iter().filter(|e| !e.at.is_empty()).for_each(|e| wrong(&mut e.value));
    });
    m.push("the least value of the region", |d| {
        let extrema = d.extrema.as_mut().and_then(|e| e.minimum.as_mut());
        extrema.into_iter().filter(|e| !e.at.is_empty()).for_each(|e| wrong(&mut e.value));
    });
}
