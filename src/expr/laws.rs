//! Properties of the canonical forms on random expressions: the value and the domain of what
//! was asked for are those of what is stored.

use super::domain::{self, Condition, Relation};
use super::{Constant, Dag, Expr, Function, Node, print, read};
use crate::number::{Interval, Rational, Sign};
use proptest::prelude::*;

const PRECISION: u32 = 160;

/// What was asked for, before any simplification.
#[derive(Debug, Clone)]
enum Recipe {
    X,
    Y,
    Number(i64, i64),
    Constant(Constant),
    Sum(Vec<Recipe>),
    Product(Vec<Recipe>),
    Quotient(Box<Recipe>, Box<Recipe>),
    Power(Box<Recipe>, i64, i64),
    General(Box<Recipe>, Box<Recipe>),
    Call(Function, Vec<Recipe>),
}

fn recipes() -> impl Strategy<Value = Recipe> {
    let leaf = prop_oneof![
        4 => Just(Recipe::X),
        3 => Just(Recipe::Y),
        3 => (-4i64..=4, 1i64..=3).prop_map(|(p, q)| Recipe::Number(p, q)),
        1 => Just(Recipe::Number(8, 1)),
        1 => Just(Recipe::Constant(Constant::Pi)),
        1 => Just(Recipe::Constant(Constant::E)),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let some = prop::collection::vec(inner.clone(), 2..4);
        let exponent = prop::sample::select(vec![
            (0, 1), (1, 1), (2, 1), (3, 1), (-1, 1), (-2, 1), (1, 2), (-1, 2), (3, 2), (1, 3),
            (2, 3), (-1, 3), (1, 6), (1, 4), (-3, 2), (4, 3),
        ]);
        let function = prop::sample::select(Function::ALL.to_vec());
        prop_oneof![
            3 => some.clone().prop_map(Recipe::Sum),
            4 => some.clone().prop_map(Recipe::Product),
            2 => (inner.clone(), inner.clone()).prop_map(|(a, b)| Recipe::Quotient(a.into(), b.into())),
            4 => (inner.clone(), exponent).prop_map(|(a, (p, q))| Recipe::Power(a.into(), p, q)),
            1 => (inner.clone(), inner).prop_map(|(a, b)| Recipe::General(a.into(), b.into())),
            3 => (function, some).prop_map(|(f, mut arguments)| {
                if !f.takes(arguments.len()) {
                    arguments.truncate(1);
                }
                Recipe::Call(f, arguments)
            }),
        ]
    })
}

fn points() -> impl Strategy<Value = Rational> {
    let numbers = [
        (0, 1),
        (1, 1),
        (-1, 1),
        (2, 1),
        (-2, 1),
        (4, 1),
        (-8, 1),
        (64, 1),
        (1, 2),
        (-1, 4),
        (3, 1),
    ];
    prop::sample::select(numbers.map(|(p, q)| Rational::fraction(p, q)).to_vec())
}

/// Words of the plain spelling and some that are none.
fn words() -> impl Strategy<Value = &'static str> {
    let words = vec![
        "x", "y", "pi", "e", "1", "2", "0", "0.5", "1e9", "7", "(", ")", "(", ")", "+", "-", "*",
        "/", "^", "^", ",", "sqrt(", "exp(", "ln(", "max(", "abs(", "tan(", "asin(", "^(1/2)",
        "^(-2)", "^(1/3)", " ", "z", "é", "_", "1e", "..",
    ];
    prop::sample::select(words)
}

fn build(dag: &mut Dag, recipe: &Recipe) -> Expr {
    let all = |dag: &mut Dag, parts: &[Recipe]| parts.iter().map(|p| build(dag, p)).collect();
    match recipe {
        Recipe::X | Recipe::Y => {
            let symbol = dag.symbol(if matches!(recipe, Recipe::X) { "x" } else { "y" });
            dag.variable(symbol)
        }
        Recipe::Number(p, q) => dag.fraction(*p, *q),
        Recipe::Constant(constant) => dag.constant(*constant),
        Recipe::Sum(parts) => {
            let parts = all(dag, parts);
            dag.sum(parts)
        }
        Recipe::Product(parts) => {
            let parts = all(dag, parts);
            dag.product(parts)
        }
        Recipe::Quotient(a, b) => {
            let (a, b) = (build(dag, a), build(dag, b));
            dag.div(a, b)
        }
        Recipe::Power(base, p, q) => {
            let base = build(dag, base);
            dag.power_rational(base, &Rational::fraction(*p, *q))
        }
        Recipe::General(base, exponent) => {
            let (base, exponent) = (build(dag, base), build(dag, exponent));
            dag.power(base, exponent)
        }
        Recipe::Call(f, arguments) => {
            let arguments = all(dag, arguments);
            dag.call(*f, arguments)
        }
    }
}

/// A value: undefined for certain, not decided by this evaluator, or enclosed and maybe exact.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    Undefined,
    Undecided,
    Known(Option<Rational>, Interval),
}

use Value::{Known, Undecided, Undefined};

impl Value {
    fn exact(q: Rational) -> Value {
        let near = Interval::exact(&q, PRECISION);
        Known(Some(q), near)
    }

    fn near(enclosure: Option<Interval>) -> Value {
        enclosure.map_or(Undecided, |near| Known(near.as_point(), near))
    }

    fn sign(&self) -> Sign {
        match self {
            Known(Some(q), _) => q.sign(),
            Known(None, near) => near.sign(),
            Undefined | Undecided => Sign::Unknown,
        }
    }

    /// Undefined if an operand is, undecided if an operand is, else what `then` says.
    fn with(self, then: impl FnOnce(Option<Rational>, Interval) -> Value) -> Value {
        match self {
            Known(exact, near) => then(exact, near),
            Undefined | Undecided => self,
        }
    }

    fn add(self, other: Value) -> Value {
        match (self, other) {
            (Undefined, _) | (_, Undefined) => Undefined,
            (Undecided, _) | (_, Undecided) => Undecided,
            (Known(Some(a), _), Known(Some(b), _)) => Value::exact(&a + &b),
            (Known(_, a), Known(_, b)) => Value::near(Some(a.add(&b))),
        }
    }

    fn mul(self, other: Value) -> Value {
        match (self, other) {
            (Undefined, _) | (_, Undefined) => Undefined,
            (Undecided, _) | (_, Undecided) => Undecided,
            (Known(Some(a), _), Known(Some(b), _)) => Value::exact(&a * &b),
            (Known(_, a), Known(_, b)) => Value::near(Some(a.mul(&b))),
        }
    }

    fn rational_power(self, r: &Rational) -> Value {
        let sign = self.sign();
        self.with(|exact, near| {
            if r.is_zero() {
                return Value::exact(Rational::one());
            }
            match sign {
                Sign::Zero if r.is_negative() => return Undefined,
                Sign::Negative if r.denominator().is_even() => return Undefined,
                Sign::Unknown if r.is_negative() || r.denominator().is_even() => return Undecided,
                _ => {}
            }
            let (p, q) = (r.numerator().to_i64().unwrap(), r.denominator().to_u32().unwrap());
            let root = exact.and_then(|e| e.root_exact(q));
            if let Some(value) = root.and_then(|root| root.pow(p as i32)) {
                return Value::exact(value);
            }
            Value::near(near.nth_root(q).and_then(|root| root.pow(p as i32)))
        })
    }

    /// The rule stated at `Node::Power`, for an exponent that is not a rational number on paper.
    fn general_power(self, exponent: Value, exponent_is_positive: bool) -> Value {
        let sign = self.sign();
        match (&self, &exponent) {
            (Undefined, _) | (_, Undefined) => Undefined,
            (Undecided, _) | (_, Undecided) => Undecided,
            (Known(base, near), Known(whole, e)) => match sign {
                Sign::Negative => Undefined,
                Sign::Zero if exponent_is_positive => Value::exact(Rational::zero()),
                Sign::Zero => Undefined,
                Sign::Unknown => Undecided,
                Sign::Positive => {
                    if base.as_ref().is_some_and(Rational::is_one) {
                        return Value::exact(Rational::one());
                    }
                    if let (Some(b), Some(k)) = (base, whole.as_ref().and_then(Rational::to_i64))
                        && k.abs() < 100
                    {
                        return b.pow(k as i32).map_or(Undefined, Value::exact);
                    }
                    Value::near(near.pow_interval(e))
                }
            },
        }
    }

    fn in_range(&self, low: Option<i64>, high: Option<i64>, open: bool) -> Option<bool> {
        let side = |bound: i64, flip: bool| {
            let minus = Value::exact(Rational::from(-bound));
            let sign = self.clone().add(minus).sign();
            match if flip { -sign } else { sign } {
                Sign::Positive => Some(true),
                Sign::Zero => Some(!open),
                Sign::Negative => Some(false),
                Sign::Unknown => None,
            }
        };
        let low = low.map_or(Some(true), |b| side(b, false));
        let high = high.map_or(Some(true), |b| side(b, true));
        match (low, high) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }
}

fn apply(f: Function, arguments: Vec<Value>) -> Value {
    if arguments.contains(&Undefined) {
        return Undefined;
    }
    let fold = |pick: fn(&Interval, &Interval) -> Interval| {
        let both = |a: Value, b: Value| match (a, b) {
            (Known(Some(a), x), Known(Some(b), y)) => {
                let near = pick(&x, &y);
                Value::exact(if near == x { a } else { b })
            }
            (Known(_, x), Known(_, y)) => Value::near(Some(pick(&x, &y))),
            _ => Undecided,
        };
        arguments.iter().cloned().reduce(both).unwrap()
    };
    let a = arguments[0].clone();
    let domain = match f {
        Function::Ln | Function::Log10 | Function::Log2 => a.in_range(Some(0), None, true),
        Function::Asin | Function::Acos => a.in_range(Some(-1), Some(1), false),
        Function::Acosh => a.in_range(Some(1), None, false),
        Function::Atanh => a.in_range(Some(-1), Some(1), true),
        _ => Some(true),
    };
    match domain {
        Some(false) => return Undefined,
        None => return Undecided,
        Some(true) => {}
    }
    let sign = a.sign();
    let at = |x: i64, y: i64| match &a {
        Known(Some(q), _) if *q == Rational::from(x) => Some(Value::exact(Rational::from(y))),
        _ => None,
    };
    let Known(exact, near) = a.clone() else { return Undecided };
    let zero_fixed = at(0, 0);
    match f {
        Function::Exp => at(0, 1).unwrap_or_else(|| Value::near(near.exp())),
        Function::Ln => at(1, 0).unwrap_or_else(|| Value::near(near.ln())),
        Function::Log10 => Value::near(near.log10()),
        Function::Log2 => Value::near(near.log2()),
        Function::Sin => zero_fixed.unwrap_or_else(|| Value::near(Some(near.sin()))),
        Function::Cos => at(0, 1).unwrap_or_else(|| Value::near(Some(near.cos()))),
        Function::Tan => zero_fixed.unwrap_or_else(|| Value::near(near.tan())),
        Function::Asin => zero_fixed.unwrap_or_else(|| Value::near(near.asin())),
        Function::Acos => at(1, 0).unwrap_or_else(|| Value::near(near.acos())),
        Function::Atan => zero_fixed.unwrap_or_else(|| Value::near(Some(near.atan()))),
        Function::Sinh => zero_fixed.unwrap_or_else(|| Value::near(near.sinh())),
        Function::Cosh => at(0, 1).unwrap_or_else(|| Value::near(near.cosh())),
        Function::Tanh => zero_fixed.unwrap_or_else(|| Value::near(Some(near.tanh()))),
        Function::Asinh => zero_fixed.unwrap_or_else(|| Value::near(Some(near.asinh()))),
        Function::Acosh => at(1, 0).unwrap_or_else(|| Value::near(near.acosh())),
        Function::Atanh => zero_fixed.unwrap_or_else(|| Value::near(near.atanh())),
        Function::Sigmoid => Value::near(Some(near.sigmoid())),
        Function::Softplus => Value::near(Some(near.softplus())),
        Function::Abs => {
            exact.map_or_else(|| Value::near(Some(near.abs())), |q| Value::exact(q.abs()))
        }
        Function::Sign => {
            sign.to_i32().map_or(Undecided, |s| Value::exact(Rational::from(i64::from(s))))
        }
        Function::Max => fold(Interval::max),
        Function::Min => fold(Interval::min),
        Function::Relu => match sign {
            Sign::Negative | Sign::Zero => Value::exact(Rational::zero()),
            Sign::Positive => a,
            Sign::Unknown => Undecided,
        },
    }
}

/// The value of what was asked for. An exponent counts as a number on paper, or as known to be
/// positive, when the arena finds it so: the rule of `Node::Power` speaks of that.
fn value_of_recipe(dag: &mut Dag, recipe: &Recipe, at: &[Rational; 2]) -> Value {
    let mut all = |parts: &[Recipe]| -> Vec<Value> {
        parts.iter().map(|p| value_of_recipe(dag, p, at)).collect()
    };
    match recipe {
        Recipe::X => Value::exact(at[0].clone()),
        Recipe::Y => Value::exact(at[1].clone()),
        Recipe::Number(p, q) => Value::exact(Rational::fraction(*p, *q)),
        Recipe::Constant(constant) => value_of_constant(*constant),
        Recipe::Sum(parts) => all(parts).into_iter().reduce(Value::add).unwrap(),
        Recipe::Product(parts) => all(parts).into_iter().reduce(Value::mul).unwrap(),
        Recipe::Quotient(a, b) => {
            let divisor = value_of_recipe(dag, b, at).rational_power(&Rational::from(-1));
            value_of_recipe(dag, a, at).mul(divisor)
        }
        Recipe::Power(base, p, q) => {
            value_of_recipe(dag, base, at).rational_power(&Rational::fraction(*p, *q))
        }
        Recipe::General(base, exponent) => {
            let (b, e) = (value_of_recipe(dag, base, at), value_of_recipe(dag, exponent, at));
            let built = build(dag, exponent);
            match dag.as_number(built) {
                Some(r) => b.rational_power(&r.clone()),
                None => b.general_power(e, dag.is_positive(built)),
            }
        }
        Recipe::Call(f, arguments) => apply(*f, all(arguments)),
    }
}

fn value_of_constant(constant: Constant) -> Value {
    match constant {
        Constant::Pi => Value::near(Some(Interval::pi(PRECISION))),
        Constant::E => Value::near(Some(Interval::e(PRECISION))),
    }
}

fn value_of(dag: &Dag, e: Expr, at: &[Rational; 2]) -> Value {
    let all = |parts: &[Expr]| parts.iter().map(|&p| value_of(dag, p, at)).collect::<Vec<_>>();
    match dag.node(e) {
        Node::Number(q) => Value::exact(q.clone()),
        Node::Constant(constant) => value_of_constant(*constant),
        Node::Symbol(symbol) => Value::exact(at[usize::from(dag.name(*symbol) == "y")].clone()),
        Node::Sum(parts) => all(parts).into_iter().reduce(Value::add).unwrap(),
        Node::Product(parts) => all(parts).into_iter().reduce(Value::mul).unwrap(),
        Node::Power(base, exponent) => match dag.as_number(*exponent) {
            Some(r) => value_of(dag, *base, at).rational_power(r),
            None => value_of(dag, *base, at)
                .general_power(value_of(dag, *exponent, at), dag.is_positive(*exponent)),
        },
        Node::Call(f, arguments) => apply(*f, all(arguments)),
    }
}

fn holds(dag: &Dag, condition: &Condition, at: &[Rational; 2]) -> Option<bool> {
    let value = value_of(dag, condition.expr, at);
    let compared = |bound: &Rational| value.clone().add(Value::exact(-bound)).sign();
    let among = |sign: Sign, good: &[Sign]| (sign != Sign::Unknown).then(|| good.contains(&sign));
    use Sign::{Negative, Positive, Zero};
    match &condition.relation {
        Relation::NotZero => among(value.sign(), &[Negative, Positive]),
        Relation::Positive => among(value.sign(), &[Positive]),
        Relation::NonNegative => among(value.sign(), &[Positive, Zero]),
        Relation::AtLeast(bound) => among(compared(bound), &[Positive, Zero]),
        Relation::AtMost(bound) => among(compared(bound), &[Negative, Zero]),
        Relation::Above(bound) => among(compared(bound), &[Positive]),
        Relation::Below(bound) => among(compared(bound), &[Negative]),
        Relation::CosineNotZero => {
            among(apply(Function::Cos, vec![value]).sign(), &[Negative, Positive])
        }
    }
}

/// The facts stored with an expression are true at a point.
fn facts_hold(dag: &Dag, e: Expr, value: &Value) -> bool {
    let sign = value.sign();
    let sign_fits = sign == Sign::Unknown
        || !(dag.is_nonnegative(e) && sign == Sign::Negative
            || dag.is_nonpositive(e) && sign == Sign::Positive
            || dag.is_nonzero(e) && sign == Sign::Zero);
    sign_fits && !(dag.is_total(e) && *value == Undefined)
}

/// The node built again from its operands.
fn rebuilt(dag: &mut Dag, e: Expr) -> Expr {
    match dag.node(e).clone() {
        Node::Number(_) | Node::Constant(_) | Node::Symbol(_) => e,
        Node::Sum(parts) => dag.sum(parts.to_vec()),
        Node::Product(parts) => dag.product(parts.to_vec()),
        Node::Power(base, exponent) => dag.power(base, exponent),
        Node::Call(f, arguments) => dag.call(f, arguments.to_vec()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn value_and_domain_are_kept(recipe in recipes(), x in points(), y in points()) {
        let mut dag = Dag::new();
        let at = [x, y];
        let e = build(&mut dag, &recipe);
        let (asked, stored) = (value_of_recipe(&mut dag, &recipe, &at), value_of(&dag, e, &at));
        let text = print::input(&dag, e);
        match (&asked, &stored) {
            (Undecided, _) | (_, Undecided) | (Undefined, Undefined) => {}
            (Known(Some(a), _), Known(Some(b), _)) => prop_assert_eq!(a, b, "{}", text),
            (Known(_, a), Known(_, b)) => prop_assert!(a.intersect(b).is_some(), "{:?} {:?} {}", a, b, text),
            (Undefined, Known(..)) => prop_assert!(false, "the domain grew: {}", text),
            (Known(..), Undefined) => prop_assert!(false, "the domain shrank: {}", text),
        }
        for part in dag.below(&[e]) {
            let value = value_of(&dag, part, &at);
            prop_assert!(facts_hold(&dag, part, &value), "{}", print::input(&dag, part));
        }
    }

    #[test]
    fn conditions_describe_the_domain(recipe in recipes(), x in points(), y in points()) {
        let mut dag = Dag::new();
        let at = [x, y];
        let e = build(&mut dag, &recipe);
        let answers: Vec<Option<bool>> =
            domain::conditions(&dag, e).iter().map(|c| holds(&dag, c, &at)).collect();
        match value_of(&dag, e, &at) {
            Undefined => prop_assert!(!answers.iter().all(|a| *a == Some(true))),
            Known(..) => prop_assert!(!answers.contains(&Some(false))),
            Undecided => {}
        }
    }

    #[test]
    fn printing_reads_back(recipe in recipes()) {
        let mut dag = Dag::new();
        let e = build(&mut dag, &recipe);
        let text = print::input(&dag, e);
        let again = read(&mut dag, &text, &["x", "y"]);
        prop_assert_eq!(again, Ok(e), "{}", text);
        print::unicode(&dag, e);
        print::latex(&dag, e);
        print::mathml(&dag, e);
    }

    #[test]
    fn no_text_makes_the_reader_or_a_printer_panic(words in prop::collection::vec(words(), 0..14)) {
        let mut dag = Dag::new();
        if let Ok(e) = read(&mut dag, &words.concat(), &["x", "y"]) {
            let text = print::input(&dag, e);
            prop_assert_eq!(read(&mut dag, &text, &["x", "y"]), Ok(e), "{}", text);
        }
    }

    #[test]
    fn canonical_forms_are_stable(recipe in recipes()) {
        let mut dag = Dag::new();
        let e = build(&mut dag, &recipe);
        for part in dag.below(&[e]) {
            prop_assert_eq!(rebuilt(&mut dag, part), part, "{}", print::input(&dag, part));
        }
    }

    #[test]
    fn sums_and_products_commute_and_associate(a in recipes(), b in recipes(), c in recipes()) {
        let mut dag = Dag::new();
        let [a, b, c] = [&a, &b, &c].map(|r| build(&mut dag, r));
        prop_assert_eq!(dag.add(a, b), dag.add(b, a));
        prop_assert_eq!(dag.mul(a, b), dag.mul(b, a));
        let flat = dag.product(vec![a, b, c]);
        let (ab, bc) = (dag.mul(a, b), dag.mul(b, c));
        let (left, right) = (dag.mul(ab, c), dag.mul(a, bc));
        prop_assert_eq!(left, right, "{} {} {}", print::input(&dag, a), print::input(&dag, b), print::input(&dag, c));
        prop_assert_eq!(left, flat);
    }

    #[test]
    fn like_terms_vanish(a in recipes(), b in recipes()) {
        let mut dag = Dag::new();
        let [a, b] = [&a, &b].map(|r| build(&mut dag, r));
        let (ab, difference) = (dag.add(a, b), dag.sub(a, b));
        let back = dag.sum(vec![ab, difference]);
        let two = dag.integer(2);
        let double = dag.mul(two, a);
        let rest = dag.sub(back, double);
        // Nothing remains but the domain.
        let vanishes = dag.sign(rest) == Sign::Zero || dag.is_defined_nowhere(rest);
        prop_assert!(vanishes, "{}", print::input(&dag, rest));
    }
}
