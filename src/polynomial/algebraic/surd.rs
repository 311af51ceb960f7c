//! Sums of radicals as text in the input language: `(1 + sqrt(5))/2`.

use crate::number::{Integer, Rational};

/// (Σ coefficient·radical)/denominator; the radical "" stands for 1.
#[derive(Clone)]
pub(super) struct Surd {
    terms: Vec<(Integer, String)>,
    denominator: Integer,
}

/// n = s^k·m with m free of k-th powers of primes below this; larger ones are taken out
/// only when they are all that is left.
const LARGEST_PRIME: u32 = 1 << 10;

/// (s, m) with n = s^k·m.
pub(super) fn extract_power(n: &Integer, k: u32) -> (Integer, Integer) {
    if n.is_zero() {
        return (Integer::one(), Integer::zero());
    }
    let (mut s, mut m, mut rest) = (Integer::one(), Integer::one(), n.clone());
    for q in 2..LARGEST_PRIME {
        if rest.is_one() {
            break;
        }
        let mut count = 0;
        while rest.rem_u64(u64::from(q)) == 0 {
            rest = rest.div_exact(&Integer::from(q));
            count += 1;
        }
        if count > 0 {
            s = &s * &Integer::from(q).pow(count / k);
            m = &m * &Integer::from(q).pow(count % k);
        }
    }
    match rest.root_exact(k) {
        Some(root) => (&s * &root, m),
        None => (s, &m * &rest),
    }
}

impl Surd {
    pub(super) fn rational(value: &Rational) -> Surd {
        Surd::term(value, String::new())
    }

    /// factor·radical.
    pub(super) fn term(factor: &Rational, radical: String) -> Surd {
        let terms = vec![(factor.numerator(), radical)];
        Surd { terms, denominator: factor.denominator() }.normal()
    }

    /// ⁿ√value for value > 0, root extracted as far as it goes, denominator rational.
    pub(super) fn root(value: &Rational, n: u32) -> Surd {
        // ⁿ√(p/q) = ⁿ√(p·q^(n−1))/q
        let q = value.denominator();
        let (s, m) = extract_power(&(&value.numerator() * &q.pow(n - 1)), n);
        let factor = Rational::new(s, q);
        let radical = match (m.is_one(), n) {
            (true, _) => String::new(),
            (false, 2) => format!("sqrt({m})"),
            (false, _) => format!("{m}^(1/{n})"),
        };
        Surd::term(&factor, radical)
    }

    /// ⁿ√ of a positive sum, kept as it is.
    pub(super) fn nested_root(&self, n: u32) -> Surd {
        let radical = if n == 2 {
            format!("sqrt({})", self.text())
        } else {
            format!("({})^(1/{n})", self.text())
        };
        Surd::term(&Rational::one(), radical)
    }

    /// √(a + c·√d), its denominator and its square factors taken out of the root.
    pub(super) fn square_root_of_quadratic(a: &Rational, c: &Rational, d: &Rational) -> Surd {
        let inner = Surd::rational(a).add(&Surd::root(d, 2).times(c));
        // √(N/D) = s·√(N·D/s²)/D with s² | content of N·D
        let scale = inner.denominator.clone();
        let content = inner.terms.iter().fold(Integer::zero(), |g, (n, _)| g.gcd(n));
        let (s, _) = extract_power(&(&content * &scale), 2);
        let factor = Rational::new(&scale * &scale, &s * &s);
        Surd::nested_root(&inner.times(&factor), 2).times(&Rational::new(s, scale))
    }

    /// The multiple by a rational number.
    pub(super) fn times(&self, factor: &Rational) -> Surd {
        let terms = self.terms.iter().map(|(c, r)| (c * &factor.numerator(), r.clone())).collect();
        Surd { terms, denominator: &self.denominator * &factor.denominator() }.normal()
    }

    pub(super) fn neg(mut self) -> Surd {
        self.terms.iter_mut().for_each(|(c, _)| *c = -&*c);
        self
    }

    pub(super) fn add(&self, other: &Surd) -> Surd {
        let denominator = self.denominator.lcm(&other.denominator);
        let mut terms: Vec<(Integer, String)> = Vec::new();
        for surd in [self, other] {
            let scale = denominator.div_exact(&surd.denominator);
            for (c, radical) in &surd.terms {
                let c = c * &scale;
                match terms.iter_mut().find(|(_, r)| r == radical) {
                    Some((sum, _)) => *sum += &c,
                    None => terms.push((c, radical.clone())),
                }
            }
        }
        Surd { terms, denominator }.normal()
    }

    /// Lowest terms, no zero terms.
    fn normal(mut self) -> Surd {
        self.terms.retain(|(c, _)| !c.is_zero());
        let common = self.terms.iter().fold(self.denominator.clone(), |g, (c, _)| g.gcd(c));
        self.terms.iter_mut().for_each(|(c, _)| *c = c.div_exact(&common));
        self.denominator = self.denominator.div_exact(&common);
        self
    }

    /// Positive terms first; one bar under all.
    pub(super) fn text(&self) -> String {
        let positive = self.terms.iter().filter(|(c, _)| !c.is_negative());
        let negative = self.terms.iter().filter(|(c, _)| c.is_negative());
        let ordered: Vec<&(Integer, String)> = positive.chain(negative).collect();
        match ordered.as_slice() {
            [] => "0".into(),
            [(c, radical)] => over(&signed_product(c, radical), &self.denominator),
            [(first, _), ..] if first.is_negative() && !self.denominator.is_one() => {
                format!("-{}", self.clone().neg().text())
            }
            several if self.denominator.is_one() => sum(several),
            several => over(&format!("({})", sum(several)), &self.denominator),
        }
    }
}

fn over(numerator: &str, denominator: &Integer) -> String {
    if denominator.is_one() { numerator.into() } else { format!("{numerator}/{denominator}") }
}

fn sum(terms: &[&(Integer, String)]) -> String {
    let mut text = String::new();
    for (c, radical) in terms {
        text += match (text.is_empty(), c.is_negative()) {
            (true, _) => "",
            (false, true) => " - ",
            (false, false) => " + ",
        };
        let c = if text.is_empty() { c.clone() } else { c.abs() };
        text += &signed_product(&c, radical);
    }
    text
}

fn signed_product(c: &Integer, radical: &str) -> String {
    let sign = if c.is_negative() { "-" } else { "" };
    let c = c.abs();
    match (radical.is_empty(), c.is_one()) {
        (true, _) => format!("{sign}{c}"),
        (false, true) => format!("{sign}{radical}"),
        (false, false) => format!("{sign}{c}*{radical}"),
    }
}
