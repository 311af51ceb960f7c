//! Linear networks on small data against the theory of their critical points.
//!
//! Baldi and Hornik (1989): with L = ‖W₂W₁ − M‖², M of singular values s₁ > s₂ > …, the
//! critical points have W₂W₁ = Σ_{i∈S} sᵢ·uᵢ·vᵢᵀ for a subset S of at most h indices, with the
//! value Σ_{i∉S} sᵢ². Adding λ(‖W₁‖² + ‖W₂‖²) shrinks sᵢ to sᵢ − λ: the values are
//! Σ_{i∈S} λ(2sᵢ − λ) + Σ_{i∉S} sᵢ², and the points are determined up to the rotations and
//! reflections of the hidden units.

use hesse::analyze::Limits;
use hesse::result::{Document, Nature, Status};

fn solved(text: &str) -> Document {
    let document = hesse::answer(text, &Limits::default()).expect("a formula");
    assert_eq!(document.completeness.status, Status::Proved, "{text}");
    document
}

/// Values and dimensions of the sets, and values of the points, as decimals.
fn summary(document: &Document) -> (Vec<(String, usize)>, Vec<String>) {
    let short = |d: &Option<String>| {
        let x: f64 = d.as_deref().and_then(|d| d.parse().ok()).expect("a value");
        format!("{x:.6}")
    };
    let mut sets: Vec<(String, usize)> =
        document.continua.iter().map(|c| (short(&c.value.decimal), c.dimension)).collect();
    sets.sort();
    let mut points: Vec<String> = document.points.iter().map(|p| short(&p.value.decimal)).collect();
    points.sort();
    (sets, points)
}

/// Σ_{i∈S} λ(2sᵢ − λ) + Σ_{i∉S} sᵢ².
fn value(singular: &[f64], subset: &[usize], ridge: f64) -> String {
    let term = |(i, s): (usize, &f64)| {
        if subset.contains(&i) { ridge * (2.0 * s - ridge) } else { s * s }
    };
    format!("{:.6}", singular.iter().enumerate().map(term).sum::<f64>())
}

fn expect(text: &str, mut sets: Vec<(String, usize)>, mut points: Vec<String>) -> Document {
    let document = solved(text);
    sets.sort();
    points.sort();
    assert_eq!(summary(&document), (sets, points), "{text}");
    document
}

#[test]
fn one_two_one() {
    // M = 2. Without ridge: W₂W₁ = 2 has dimension 3.
    let free =
        expect("(a*c+b*d-2)^2", vec![(value(&[2.0], &[0], 0.0), 3)], vec![value(&[2.0], &[], 0.0)]);
    assert_eq!(free.points[0].nature, Nature::Saddle);
    let s = [2.0];
    expect(
        "(a*c+b*d-2)^2+1/10*(a^2+b^2+c^2+d^2)",
        vec![(value(&s, &[0], 0.1), 1)],
        vec![value(&s, &[], 0.1)],
    );
}

#[test]
fn two_one_two() {
    // M = diag(2, 1), one hidden unit: W₂W₁ = 2·e₁e₁ᵀ or e₂e₂ᵀ, hyperbolas.
    let s = [2.0, 1.0];
    let data = "(a*c-2)^2+(a*d)^2+(b*c)^2+(b*d-1)^2";
    expect(
        data,
        vec![(value(&s, &[0], 0.0), 1), (value(&s, &[1], 0.0), 1)],
        vec![value(&s, &[], 0.0)],
    );
    let ridge = format!("{data}+1/10*(a^2+b^2+c^2+d^2)");
    let twice = |subset: &[usize]| vec![value(&s, subset, 0.1); 2];
    let points = [twice(&[0]), twice(&[1]), vec![value(&s, &[], 0.1)]].concat();
    expect(&ridge, vec![], points);
}

/// M = [[1, 0], [2, 1]] has the singular values √2 ± 1: the sets of rank one are irreducible over
/// ℚ, but L has conjugate values on their two parts.
#[test]
fn two_one_two_over_a_quadratic_field() {
    let s = [2f64.sqrt() + 1.0, 2f64.sqrt() - 1.0];
    let data = "(a*c-1)^2+(a*d)^2+(b*c-2)^2+(b*d-1)^2";
    let sets = vec![(value(&s, &[0], 0.0), 1), (value(&s, &[1], 0.0), 1)];
    let free = expect(data, sets, vec![value(&s, &[], 0.0)]);
    let natures: Vec<Nature> = free.continua.iter().map(|c| c.strata[0].nature).collect();
    assert_eq!(natures, [Nature::LocalMinimum, Nature::Saddle]);
    let inertia = |k: usize| free.continua[k].strata[0].inertia.map(|i| (i.positive, i.negative));
    assert_eq!((inertia(0), inertia(1)), (Some((3, 0)), Some((2, 1))));
    let claims = hesse::verify::verify(&free);
    assert!(!claims.is_refuted());
    let ridge = format!("{data}+1/10*(a^2+b^2+c^2+d^2)");
    let twice = |subset: &[usize]| vec![value(&s, subset, 0.1); 2];
    let points = [twice(&[0]), twice(&[1]), vec![value(&s, &[], 0.1)]].concat();
    expect(&ridge, vec![], points);
}

#[test]
fn two_two_one() {
    // M = (1, 2), s = √5. W₂W₁ = M: 6 − 2 = 4; else W₂ = 0 and W₁Mᵀ = 0: dimension 2.
    let s = [5f64.sqrt()];
    let data = "(f*a+g*c-1)^2+(f*b+g*d-2)^2";
    let free = expect(data, vec![(value(&s, &[0], 0.0), 4), (value(&s, &[], 0.0), 2)], vec![]);
    let natures: Vec<Nature> = free.continua.iter().map(|c| c.strata[0].nature).collect();
    assert!(natures.contains(&Nature::LocalMinimum) && natures.contains(&Nature::Saddle));
    let ridge = format!("{data}+1/10*(a^2+b^2+c^2+d^2+f^2+g^2)");
    let found = expect(&ridge, vec![(value(&s, &[0], 0.1), 1)], vec![value(&s, &[], 0.1)]);
    // Turning the hidden units is the reason of the circle.
    let map = found.continua[0].parametrization.as_ref().expect("by an angle");
    assert!(map.map.iter().all(|x| x.contains("cos(t)") || x.contains("sin(t)")), "{map:?}");
    assert_eq!(found.continua[0].strata[0].nature, Nature::LocalMinimum);
}

#[test]
fn three_two_one_with_ridge() {
    let s = [14f64.sqrt()];
    let ridge = "(h*a+k*d-1)^2+(h*b+k*f-2)^2+(h*c+k*g-3)^2\
                 +1/10*(a^2+b^2+c^2+d^2+f^2+g^2+h^2+k^2)";
    expect(ridge, vec![(value(&s, &[0], 0.1), 1)], vec![value(&s, &[], 0.1)]);
}

/// With `HESSE_LONG` set also the nets with eight weights that take some seconds.
#[test]
fn two_two_two() {
    if std::env::var_os("HESSE_LONG").is_none() {
        return;
    }
    // M = diag(2, 1): ranks 2, 1, 0; with two hidden units the reflection gives two circles.
    let s = [2.0, 1.0];
    let data = "(f*a+g*c-2)^2+(h*a+k*c)^2+(f*b+g*d)^2+(h*b+k*d-1)^2";
    let sets =
        vec![(value(&s, &[0, 1], 0.0), 4), (value(&s, &[0], 0.0), 3), (value(&s, &[1], 0.0), 3)];
    expect(data, sets, vec![value(&s, &[], 0.0)]);
    let circles = |s: &[f64], ridge: f64| {
        let both = (value(s, &[0, 1], ridge), 1);
        vec![both.clone(), both, (value(s, &[0], ridge), 1), (value(s, &[1], ridge), 1)]
    };
    let weights = "a^2+b^2+c^2+d^2+f^2+g^2+h^2+k^2";
    let ridge = format!("{data}+1/10*({weights})");
    expect(&ridge, circles(&s, 0.1), vec![value(&s, &[], 0.1)]);
    // M = [[1, 0], [2, 1]], s = √2 ± 1.
    let s = [2f64.sqrt() + 1.0, 2f64.sqrt() - 1.0];
    let data = "(f*a+g*c-1)^2+(h*a+k*c-2)^2+(f*b+g*d)^2+(h*b+k*d-1)^2";
    let sets =
        vec![(value(&s, &[0, 1], 0.0), 4), (value(&s, &[0], 0.0), 3), (value(&s, &[1], 0.0), 3)];
    expect(data, sets, vec![value(&s, &[], 0.0)]);
    let ridge = format!("{data}+1/10*({weights})");
    expect(&ridge, circles(&s, 0.1), vec![value(&s, &[], 0.1)]);
}

/// c·B·a = 1 has dimension 7; the others have value 1 and dimension 4: c = 0 = a, or c = 0 and
/// B·a = 0, or a = 0 and c·B = 0. Kawaguchi (2016): what is no global minimum is a saddle.
#[test]
fn one_two_two_one() {
    if std::env::var_os("HESSE_LONG").is_none() {
        return;
    }
    let data = "(h*(c*a+d*b)+k*(f*a+g*b)-1)^2";
    let one = || "1.000000".to_string();
    let sets = vec![("0.000000".to_string(), 7), (one(), 4), (one(), 4), (one(), 4)];
    let found = expect(data, sets, vec![]);
    for set in &found.continua {
        let minimum = set.value.decimal.as_deref() == Some("0");
        let nature = if minimum { Nature::LocalMinimum } else { Nature::Saddle };
        assert!(set.strata.iter().all(|s| s.nature == nature), "{}: {:?}", set.name, set.strata);
    }
}

/// Three data (1,0) ↦ (1,0), (0,1) ↦ (1,2), (1,1) ↦ (0,1): the eigenvalues of S_yx·S_xx⁻¹·S_xy, which
/// is [[2, 4], [4, 14]]/3, are (8 ± 2√13)/3, and Σ|y|² = 7; each direction that is learnt lowers
/// L by its eigenvalue. GL(2) acts on the sets, which are closed, of dimensions 4 and 3; the
/// index is the number of larger eigenvalues not learnt, and one more for each unit that is idle.
#[test]
fn two_two_two_on_three_data() {
    if std::env::var_os("HESSE_LONG").is_none() {
        return;
    }
    let data = "(1-g*a-h*b)^2+(k*a+l*b)^2+(1-g*c-h*d)^2+(2-k*c-l*d)^2+(g*(a+c)+h*(b+d))^2\
                +(1-k*(a+c)-l*(b+d))^2";
    let learnt = [(8.0 + 2.0 * 13f64.sqrt()) / 3.0, (8.0 - 2.0 * 13f64.sqrt()) / 3.0];
    let left = |all: &[f64]| format!("{:.6}", 7.0 - all.iter().sum::<f64>());
    let sets = vec![(left(&learnt), 4), (left(&learnt[..1]), 3), (left(&learnt[1..]), 3)];
    let found = expect(data, sets, vec![left(&[])]);
    let mut inertia: Vec<(usize, usize, usize)> = Vec::new();
    for set in &found.continua {
        let i = set.strata[0].inertia.expect("the same everywhere");
        inertia.push((i.positive, i.negative, i.zero));
    }
    inertia.sort_unstable();
    assert_eq!(inertia, [(3, 2, 3), (4, 0, 4), (4, 1, 3)]);
}

#[test]
fn one_two_two_one_with_ridge() {
    // All weights along one path: 10t⁴ − 10t + 1 = 0 up to signs has two positive roots; each
    // gives a torus (two rotations), and the origin is a local minimum of value 1.
    let ridge = "(h*(c*a+d*b)+k*(f*a+g*b)-1)^2+1/10*(a^2+b^2+c^2+d^2+f^2+g^2+h^2+k^2)";
    let loss = |t: f64| format!("{:.6}", (t * t * t - 1.0).powi(2) + 0.3 * t * t);
    let root = |mut low: f64, mut high: f64| {
        let f = |t: f64| 10.0 * t.powi(5) - 10.0 * t * t + t;
        for _ in 0..80 {
            let middle = 0.5 * (low + high);
            if f(low) * f(middle) <= 0.0 { high = middle } else { low = middle }
        }
        low
    };
    let tori = vec![(loss(root(0.05, 0.3)), 2), (loss(root(0.5, 1.0)), 2)];
    let found = expect(ridge, tori, vec!["1.000000".to_string()]);
    assert_eq!(found.points[0].nature, Nature::LocalMinimum);
}
