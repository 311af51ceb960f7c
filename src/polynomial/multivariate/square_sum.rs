use super::Poly;
use crate::number::{Integer, Rational, Sign};

/// f = Σ dₖ·ℓₖ² + constant with dₖ ≠ 0 of one sign (the sign of the constant too, unless 0).
///
/// The ℓₖ are linear in powers x₀^{e₀}, …, xₙ₋₁^{eₙ₋₁} with fixed exponents, 1 for a quadratic f.
/// f vanishes exactly where the constant is 0 and all ℓₖ vanish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SquareSum {
    /// The pairs (dₖ, ℓₖ), ℓₖ primitive.
    pub squares: Vec<(Rational, Poly)>,
    /// The constant rest.
    pub constant: Rational,
    /// The sign of all dₖ.
    pub sign: Sign,
}

impl SquareSum {
    /// A positive integer times Σ dₖ·ℓₖ² + constant, multiplied out, with that integer; for a
    /// check of the identity.
    pub fn expand(&self, n: usize) -> (Integer, Poly) {
        let all = self.squares.iter().map(|(d, _)| d).chain([&self.constant]);
        let common = all.fold(Integer::one(), |c, d| c.lcm(&d.denominator()));
        let cleared = |d: &Rational| &d.numerator() * &common.div_exact(&d.denominator());
        let start = Poly::constant(n, cleared(&self.constant));
        let sum = self.squares.iter().fold(start, |sum, (d, l)| &sum + &(l * l).scale(&cleared(d)));
        (common, sum)
    }
}

/// Completes the squares of a polynomial that is quadratic in some powers of its variables, if
/// this shows that it has one sign (LDLᵀ of its symmetric matrix, constant last).
pub fn sum_of_squares(f: &Poly) -> Option<SquareSum> {
    let common = common_powers(f);
    let halves = halves(f, &common);
    let variables = f.variables();
    halves.iter().chain([&common]).find_map(|powers| {
        let form = Matrix::of(f, &variables, powers)?;
        let sum = form.complete_squares(f.nvars(), &variables, powers)?;
        let (common, expanded) = sum.expand(f.nvars());
        // The identity is the proof, so it is checked.
        (expanded == f.scale(&common)).then_some(sum)
    })
}

/// Half the degrees in the variables, where these divide all exponents: in (x² − 1)² + y² the
/// squares are those of x² − 1 and of y.
fn halves(f: &Poly, common: &[u32]) -> Option<Vec<u32>> {
    let half = |(i, gcd): (usize, &u32)| match f.degree_in(i) {
        0 => Some(0),
        d if d % 2 == 0 && gcd % (d / 2) == 0 => Some(d / 2),
        _ => None,
    };
    common.iter().enumerate().map(half).collect()
}

/// The gcd of the exponents of every variable; 0 for a variable that does not occur.
fn common_powers(f: &Poly) -> Vec<u32> {
    let gcd = |mut a: u32, mut b: u32| {
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    let mut powers = vec![0; f.nvars()];
    for (e, _) in f.terms() {
        powers.iter_mut().zip(e).for_each(|(p, e)| *p = gcd(*p, e));
    }
    powers
}

/// The symmetric matrix of a quadratic polynomial in y, homogenised: last row and column for 1.
struct Matrix(Vec<Vec<Rational>>);

impl Matrix {
    /// With yₖ = x_{vₖ}^{powers[vₖ]}; `None` if the degree in y exceeds 2.
    fn of(f: &Poly, variables: &[usize], powers: &[u32]) -> Option<Matrix> {
        let size = variables.len() + 1;
        let mut q = vec![vec![Rational::zero(); size]; size];
        for (e, c) in f.terms() {
            let degrees = variables.iter().map(|&v| e[v] / powers[v]);
            let mut places: Vec<usize> = Vec::new();
            for (k, d) in degrees.enumerate() {
                places.extend(std::iter::repeat_n(k, d.min(3) as usize));
            }
            places.resize(places.len().max(2), size - 1);
            let [i, j] = places[..] else { return None };
            let half = &Rational::from(c) * &Rational::fraction(1, 2);
            q[i][j] += &half;
            q[j][i] += &half;
        }
        Some(Matrix(q))
    }

    /// Σ dₖ·ℓₖ² with pivots down the diagonal; `None` as soon as two signs occur.
    fn complete_squares(
        mut self,
        n: usize,
        variables: &[usize],
        powers: &[u32],
    ) -> Option<SquareSum> {
        let last = variables.len();
        let mut sum =
            SquareSum { squares: Vec::new(), constant: Rational::zero(), sign: Sign::Zero };
        for k in 0..=last {
            let pivot = self.0[k][k].clone();
            if pivot.is_zero() {
                // A zero on the diagonal of a semidefinite matrix has a zero row.
                if self.0[k].iter().any(|a| !a.is_zero()) {
                    return None;
                }
                continue;
            }
            if sum.sign == Sign::Zero {
                sum.sign = pivot.sign();
            }
            if sum.sign != pivot.sign() {
                return None;
            }
            let row: Vec<Rational> = self.0[k].iter().map(|a| a / &pivot).collect();
            self.eliminate(k, &pivot, &row);
            if k == last {
                sum.constant = pivot;
            } else {
                sum.squares.push(square(&pivot, &row, n, variables, powers));
            }
        }
        Some(sum)
    }

    /// Subtracts pivot·row·rowᵀ, which clears row and column k.
    fn eliminate(&mut self, k: usize, pivot: &Rational, row: &[Rational]) {
        for i in k..row.len() {
            for j in k..row.len() {
                self.0[i][j] -= &(&(pivot * &row[i]) * &row[j]);
            }
        }
    }
}

/// d·(Σ rowⱼ·yⱼ)² with an integer linear form.
fn square(
    d: &Rational,
    row: &[Rational],
    n: usize,
    variables: &[usize],
    powers: &[u32],
) -> (Rational, Poly) {
    let common = row.iter().fold(Integer::one(), |c, a| c.lcm(&a.denominator()));
    let cleared = |a: &Rational| &a.numerator() * &common.div_exact(&a.denominator());
    let exponents = |j: usize| {
        let mut e = vec![0; n];
        if let Some(&v) = variables.get(j) {
            e[v] = powers[v];
        }
        e
    };
    let terms = row.iter().enumerate().map(|(j, a)| (exponents(j), cleared(a)));
    let (factor, form) = Poly::from_wide_terms(n, terms).primitive_with_factor();
    let scale = Rational::new(factor.pow(2), common.pow(2));
    (d * &scale, form)
}

#[cfg(test)]
mod tests {
    use super::super::testing::parse;
    use super::*;

    #[test]
    fn definite_and_semidefinite_forms() {
        let forms = |f| sum_of_squares(&parse(f)).map(|s| s.squares.into_iter().map(|p| p.1));
        let vanishing = |f| forms(f).map(Iterator::collect::<Vec<_>>);
        assert_eq!(vanishing("x^2 - 2*x*y + y^2"), Some(vec![parse("x - y")]));
        assert_eq!(vanishing("x^2 + x*y + y^2").unwrap().len(), 2);
        assert_eq!(vanishing("x^2 + 3*x*y + y^2"), None);
        assert_eq!(vanishing("x*y"), None);
        // A variable may occur only squared beside another that does not.
        assert_eq!(vanishing("x^2 - 2*x + 1 + y^2"), Some(vec![parse("x - 1"), parse("y")]));
        let circle = vec![parse("x^2 - 1"), parse("y")];
        assert_eq!(vanishing("x^4 - 2*x^2 + 1 + y^2"), Some(circle));
        assert_eq!(vanishing("x^3 + 1"), None);
        let quartic = sum_of_squares(&parse("x^4 - x^2*y^2 + y^4 - 2*y^2 + 9")).unwrap();
        assert_eq!(quartic.constant, Rational::fraction(23, 3));
        assert_eq!(quartic.squares[0].1, parse("2*x^2 - y^2"));
    }

    #[test]
    fn signs() {
        let s = sum_of_squares(&parse("-x^2 + 2*x - 2")).unwrap();
        assert_eq!((s.sign, s.constant), (Sign::Negative, Rational::from(-1)));
        // x² + 2x + 1 vanishes, x² + 2x does not keep a sign.
        assert_eq!(sum_of_squares(&parse("x^2 + 2*x + 1")).unwrap().constant, Rational::zero());
        assert_eq!(sum_of_squares(&parse("x^2 + 2*x")), None);
        assert_eq!(sum_of_squares(&parse("x^2 + y")), None);
    }
}
