//! The derivation of a derivative as data, at the level a textbook prints.
//!
//! A [`Derivation`] is a chain of lines `∂f/∂x = … = …`, each with the rules that lead to
//! it. In a line a derivative that is not yet carried out is a [`Factor::Derivative`];
//! factors stay in the order in which they arose, so that `2·(1 − w₁w₂)·(−w₂)` can be shown
//! before it is multiplied out. Every line carries out all pending derivatives by one rule
//! each: their number is the depth of nesting, and what is deeper than
//! six lines is carried out at once.

use super::collect::collect_common_factor;
use super::derivative::{Derivatives, partial};
use super::kink::corners;
use crate::expr::{Dag, Expr, Function, Node, Symbol};
use crate::number::Rational;
use std::collections::BTreeSet;

/// The steps from "∂f/∂x" to the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derivation {
    /// What is differentiated: f, or for a second derivative ∂f/∂x as its own derivation ends.
    pub of: Expr,
    /// The variable of this differentiation.
    pub variable: Symbol,
    /// Indices of the variables of the whole derivative: `[i]`, or `[i, j]` with i ≤ j.
    pub indices: Vec<usize>,
    /// The lines after "∂f/∂x =".
    pub steps: Vec<Step>,
    /// The last line as one expression.
    pub result: Expr,
}

/// One line and the rules that lead to it from the line before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The rules, outermost first, each once.
    pub rules: Vec<Rule>,
    /// What stands after the sign of equality.
    pub line: Line,
}

/// A sum of products, possibly divided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The terms of the sum; never empty.
    pub terms: Vec<Term>,
    /// The denominator below all terms.
    pub over: Option<Expr>,
}

/// A product with a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Is the product subtracted?
    pub negative: bool,
    /// The factors in the order they are printed; never empty.
    pub factors: Vec<Factor>,
}

/// A factor of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Factor {
    /// An expression, in brackets if it is a sum or begins with a minus sign.
    Value(Expr),
    /// ∂/∂x of an expression, not yet carried out.
    Derivative {
        /// The expression.
        of: Expr,
        /// The variable.
        variable: Symbol,
    },
    /// A sum or quotient in brackets.
    Group(Line),
}

/// The reason for a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// The derivative of a sum is the sum of the derivatives.
    SumRule,
    /// A factor without the variable stays in front.
    ConstantFactor,
    /// (f·g)′ = f′·g + f·g′.
    ProductRule,
    /// (f/g)′ = (f′·g − f·g′)/g².
    QuotientRule,
    /// (xⁿ)′ = n·xⁿ⁻¹.
    PowerRule,
    /// (a·x + b)′ = a for numbers a and b.
    Linear,
    /// The derivative of a function of the variable alone, from the table.
    Table {
        /// The function.
        function: Function,
    },
    /// The derivative of outer(inner) is outer′(inner)·inner′.
    ChainRule {
        /// The outer function, in the letter [`Rule::ChainRule::letter`].
        outer: Expr,
        /// A letter that does not occur in the formula.
        letter: Symbol,
    },
    /// (f^g)′ = f^g·(g′·ln f + g·f′/f), f and g both depending on the variable.
    GeneralPower,
    /// Off the corner where the expression is 0, the function is smooth.
    OffKink {
        /// The corner is where this is 0.
        expr: Expr,
    },
    /// These symbols are held constant.
    HeldConstant {
        /// The symbols, in the order in which they were introduced.
        variables: Vec<Symbol>,
    },
    /// The formula does not change when the two variables are exchanged: the same steps.
    Symmetry {
        /// The variables that are exchanged.
        exchange: (Symbol, Symbol),
        /// The derivative (its indices) whose steps are taken over.
        from: Vec<usize>,
    },
    /// The rest is carried out by the same rules.
    Remaining,
    /// A common factor is collected.
    CollectFactor,
    /// Numbers are multiplied and like terms are added.
    Simplify,
}

/// Lines before the rest is carried out at once.
const LARGEST_NUMBER_OF_LINES: usize = 6;
/// Factors in one line before the rest is carried out at once.
const LARGEST_LINE: usize = 40;

/// The derivations of ∂f/∂xᵢ, in the order of the variables.
pub fn derivations(dag: &mut Dag, f: Expr, variables: &[Symbol]) -> Vec<Derivation> {
    let mut known = Derivatives::default();
    let mut all: Vec<Derivation> = Vec::new();
    for (i, x) in variables.iter().enumerate() {
        let twin = (0..i).find(|j| is_symmetric(dag, f, variables[*j], *x));
        let result = finished(dag, &mut known, f, *x);
        let steps = match twin {
            Some(j) if result == exchanged(dag, all[j].result, variables[j], *x) => {
                vec![by_symmetry((variables[j], *x), vec![j], result)]
            }
            Some(_) | None => Work::new(dag, f, *x).steps(result),
        };
        all.push(Derivation { of: f, variable: *x, indices: vec![i], steps, result });
    }
    all
}

/// The derivations of ∂²f/∂xᵢ∂xⱼ for i ≤ j, by rows, each from the result of ∂f/∂xᵢ.
pub fn second_derivations(dag: &mut Dag, f: Expr, variables: &[Symbol]) -> Vec<Derivation> {
    let mut known = Derivatives::default();
    let mut all: Vec<Derivation> = Vec::new();
    for (i, x) in variables.iter().enumerate() {
        let first = finished(dag, &mut known, f, *x);
        for (j, y) in variables.iter().enumerate().skip(i) {
            let result = finished(dag, &mut known, first, *y);
            let twin = all.iter().find_map(|d| twin(dag, f, variables, d, [i, j], result));
            let steps = match twin {
                Some(step) => vec![step],
                None => Work::new(dag, first, *y).steps(result),
            };
            all.push(Derivation { of: first, variable: *y, indices: vec![i, j], steps, result });
        }
    }
    all
}

/// The step that takes over an earlier second derivative, if an exchange of two variables
/// under which f is symmetric turns it into the wanted one.
fn twin(
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

fn by_symmetry(exchange: (Symbol, Symbol), from: Vec<usize>, result: Expr) -> Step {
    Step { rules: vec![Rule::Symmetry { exchange, from }], line: Line::of(result) }
}

/// The derivative as it is shown in the end.
fn finished(dag: &mut Dag, known: &mut Derivatives, f: Expr, x: Symbol) -> Expr {
    let raw = known.of(dag, f, x);
    collect_common_factor(dag, raw)
}

/// f with two symbols exchanged.
fn exchanged(dag: &mut Dag, f: Expr, a: Symbol, b: Symbol) -> Expr {
    let (x, y) = (dag.variable(a), dag.variable(b));
    dag.substitute(f, &[(a, y), (b, x)])
}

/// Is f the same canonical expression after the exchange? (If not, it may still be equal.)
fn is_symmetric(dag: &mut Dag, f: Expr, a: Symbol, b: Symbol) -> bool {
    exchanged(dag, f, a, b) == f
}

impl Line {
    /// The line with one expression.
    pub fn of(value: Expr) -> Line {
        Line::product(vec![Factor::Value(value)])
    }

    fn product(factors: Vec<Factor>) -> Line {
        Line { terms: vec![Term { negative: false, factors }], over: None }
    }

    /// Is no derivative pending?
    pub fn is_carried_out(&self) -> bool {
        self.factors().all(|factor| match factor {
            Factor::Value(_) => true,
            Factor::Derivative { .. } => false,
            Factor::Group(line) => line.is_carried_out(),
        })
    }

    fn factors(&self) -> impl Iterator<Item = &Factor> {
        self.terms.iter().flat_map(|term| &term.factors)
    }

    /// Factors in the line, those of groups included.
    fn size(&self) -> usize {
        let size = |factor: &Factor| match factor {
            Factor::Value(_) | Factor::Derivative { .. } => 1,
            Factor::Group(line) => line.size(),
        };
        self.factors().map(size).sum()
    }

    /// The line as one expression, pending derivatives carried out.
    pub fn value(&self, dag: &mut Dag, known: &mut Derivatives) -> Expr {
        let mut terms = Vec::new();
        for term in &self.terms {
            let mut factors = vec![dag.integer(if term.negative { -1 } else { 1 })];
            for factor in &term.factors {
                factors.push(match factor {
                    Factor::Value(e) => *e,
                    Factor::Derivative { of, variable } => known.of(dag, *of, *variable),
                    Factor::Group(line) => line.value(dag, known),
                });
            }
            terms.push(dag.product(factors));
        }
        let sum = dag.sum(terms);
        self.over.map_or(sum, |denominator| dag.div(sum, denominator))
    }
}

/// One derivation in progress.
struct Work<'a> {
    dag: &'a mut Dag,
    known: Derivatives,
    f: Expr,
    x: Symbol,
    letter: Symbol,
    /// Rules of the line being written.
    rules: Vec<Rule>,
    /// Symbols held constant in the line being written.
    held: BTreeSet<Symbol>,
}

impl Work<'_> {
    fn new(dag: &mut Dag, f: Expr, x: Symbol) -> Work<'_> {
        let used = dag.symbols_of(f);
        let letters = ["u", "v", "t", "s", "z"].iter().map(|l| (*l).to_owned());
        let letters = letters.chain((0..).map(|k| format!("u{k}")));
        let taken = |name: &String| used.iter().any(|symbol| dag.name(*symbol) == name);
        let name = letters.into_iter().find(|name| !taken(name)).unwrap_or_default();
        let letter = dag.symbol(&name);
        let (rules, held, known) = (Vec::new(), BTreeSet::new(), Derivatives::default());
        Work { dag, known, f, x, letter, rules, held }
    }

    fn steps(mut self, result: Expr) -> Vec<Step> {
        let (mut steps, mut line) = (Vec::new(), Line::product(vec![self.pending(self.f)]));
        while !line.is_carried_out() {
            if steps.len() == LARGEST_NUMBER_OF_LINES || line.size() > LARGEST_LINE {
                steps.push(Step { rules: vec![Rule::Remaining], line: Line::of(result) });
                return steps;
            }
            line = self.carried_out(line);
            steps.push(Step { rules: self.taken_rules(), line: line.clone() });
        }
        if line != Line::of(result) {
            let product = matches!(self.dag.node(result), Node::Product(_));
            let rule = if product { Rule::CollectFactor } else { Rule::Simplify };
            steps.push(Step { rules: vec![rule], line: Line::of(result) });
        }
        steps
    }

    fn taken_rules(&mut self) -> Vec<Rule> {
        let mut rules = std::mem::take(&mut self.rules);
        let variables: Vec<Symbol> = std::mem::take(&mut self.held).into_iter().collect();
        if !variables.is_empty() {
            rules.push(Rule::HeldConstant { variables });
        }
        if rules.is_empty() {
            rules.push(Rule::Linear);
        }
        rules
    }

    fn rule(&mut self, rule: Rule) {
        if !self.rules.contains(&rule) {
            self.rules.push(rule);
        }
    }

    fn pending(&self, of: Expr) -> Factor {
        Factor::Derivative { of, variable: self.x }
    }

    /// The line with one rule applied to every pending derivative.
    fn carried_out(&mut self, line: Line) -> Line {
        let mut terms = Vec::new();
        for term in line.terms {
            let expanded = self.expanded_factors(term.factors);
            terms.extend(spliced(term.negative, expanded));
        }
        let one = self.dag.integer(1);
        terms.iter_mut().for_each(|term| drop_ones(term, one));
        let unchanged = |term: &Term| term.factors.iter().all(|f| matches!(f, Factor::Value(_)));
        let single = terms.len() > 1 && line.over.is_none() && terms.iter().all(unchanged);
        if single && terms.iter().all(|term| term.factors.len() == 1) {
            // A sum of finished terms is shown with like terms added.
            return Line::of(Line { terms, over: None }.value(self.dag, &mut self.known));
        }
        Line { terms, over: line.over }
    }

    fn expanded_factors(&mut self, factors: Vec<Factor>) -> Vec<Factor> {
        let expand = |factor| match factor {
            Factor::Value(e) => Factor::Value(e),
            Factor::Derivative { of, .. } => Factor::Group(self.expanded(of)),
            Factor::Group(line) => Factor::Group(self.carried_out(line)),
        };
        factors.into_iter().map(expand).collect()
    }

    /// ∂g/∂x with the outermost operation differentiated.
    fn expanded(&mut self, g: Expr) -> Line {
        if let Some(line) = self.immediate(g) {
            return line;
        }
        match self.dag.node(g).clone() {
            Node::Number(_) | Node::Constant(_) | Node::Symbol(_) => Line::of(self.derivative(g)),
            Node::Sum(terms) => self.sum(&terms),
            Node::Product(factors) => self.product(&factors),
            Node::Power(base, exponent) => self.power(g, base, exponent),
            Node::Call(f, arguments) => self.call(g, f, &arguments),
        }
    }

    fn derivative(&mut self, g: Expr) -> Expr {
        self.known.of(self.dag, g, self.x)
    }

    fn depends(&self, g: Expr) -> bool {
        self.dag.symbols_of(g).contains(&self.x)
    }

    /// Records that the other symbols of g are held constant.
    fn hold(&mut self, g: Expr) {
        let others = self.dag.symbols_of(g).into_iter().filter(|s| *s != self.x);
        self.held.extend(others);
    }

    /// The derivative at once if g is a sum of terms c·xʳ and c·f(x) with c free of x.
    fn immediate(&mut self, g: Expr) -> Option<Line> {
        let terms = if let Node::Sum(terms) = self.dag.node(g) { terms.to_vec() } else { vec![g] };
        let mut rules = Vec::new();
        for term in terms {
            rules.extend(self.rule_of_simple_term(term)?);
        }
        rules.into_iter().for_each(|rule| self.rule(rule));
        self.hold(g);
        Some(Line::of(self.derivative(g)))
    }

    /// `None` if the term is not simple, `Some(None)` if no rule needs to be named.
    fn rule_of_simple_term(&self, term: Expr) -> Option<Option<Rule>> {
        let factors = match self.dag.node(term) {
            Node::Product(factors) => factors.to_vec(),
            Node::Number(_) | Node::Constant(_) | Node::Symbol(_) => vec![term],
            Node::Sum(_) | Node::Power(_, _) | Node::Call(_, _) => vec![term],
        };
        let dependent: Vec<Expr> = factors.into_iter().filter(|f| self.depends(*f)).collect();
        match dependent[..] {
            [] => Some(None),
            [factor] => self.rule_of_simple_factor(factor),
            [_, _, ..] => None,
        }
    }

    fn rule_of_simple_factor(&self, factor: Expr) -> Option<Option<Rule>> {
        let is_x = |e: Expr| self.dag.as_symbol(e) == Some(self.x);
        match self.dag.node(factor) {
            Node::Symbol(_) => Some(None),
            Node::Power(base, exponent) => {
                let simple = is_x(*base) && self.dag.as_number(*exponent).is_some();
                simple.then_some(Some(Rule::PowerRule))
            }
            Node::Call(f, arguments) => {
                let simple = arguments.len() == 1 && is_x(arguments[0]) && has_no_corner(*f);
                simple.then_some(Some(Rule::Table { function: *f }))
            }
            Node::Number(_) | Node::Constant(_) | Node::Sum(_) | Node::Product(_) => None,
        }
    }

    fn sum(&mut self, terms: &[Expr]) -> Line {
        self.rule(Rule::SumRule);
        let mut all = Vec::new();
        for term in terms {
            if self.depends(*term) {
                all.extend(spliced(false, vec![Factor::Group(self.expanded(*term))]));
            } else {
                self.hold(*term);
            }
        }
        Line { terms: all, over: None }
    }

    fn product(&mut self, factors: &[Expr]) -> Line {
        let (dependent, free): (Vec<Expr>, Vec<Expr>) =
            factors.iter().partition(|f| self.depends(**f));
        let inner = match dependent[..] {
            [only] => self.expanded(only),
            _ => self.product_of_dependent(&dependent),
        };
        if free.is_empty() {
            return inner;
        }
        if free.iter().any(|f| self.dag.as_number(*f).is_none()) {
            self.rule(Rule::ConstantFactor);
        }
        let constant = Factor::Value(self.dag.product(free));
        let rest = Factor::Group(inner);
        Line { terms: spliced(false, vec![constant, rest]), over: None }
    }

    fn product_of_dependent(&mut self, factors: &[Expr]) -> Line {
        let (below, above): (Vec<Expr>, Vec<Expr>) =
            factors.iter().partition(|f| is_reciprocal(self.dag, **f));
        if below.is_empty() || above.is_empty() {
            return self.product_rule(factors);
        }
        self.rule(Rule::QuotientRule);
        let numerator = self.dag.product(above);
        let inverted = below.iter().map(|f| inverted(self.dag, *f)).collect::<Vec<_>>();
        let denominator = self.dag.product(inverted);
        let terms = vec![
            Term {
                negative: false,
                factors: vec![self.pending(numerator), Factor::Value(denominator)],
            },
            Term {
                negative: true,
                factors: vec![Factor::Value(numerator), self.pending(denominator)],
            },
        ];
        Line { terms, over: Some(self.dag.square(denominator)) }
    }

    fn product_rule(&mut self, factors: &[Expr]) -> Line {
        self.rule(Rule::ProductRule);
        let term = |k: usize| {
            let factor = |(j, f): (usize, &Expr)| {
                if j == k { self.pending(*f) } else { Factor::Value(*f) }
            };
            Term { negative: false, factors: factors.iter().enumerate().map(factor).collect() }
        };
        Line { terms: (0..factors.len()).map(term).collect(), over: None }
    }

    fn power(&mut self, e: Expr, base: Expr, exponent: Expr) -> Line {
        let inner = self.dag.variable(self.letter);
        match (self.depends(base), self.depends(exponent)) {
            (true, false) => {
                let outer = self.dag.power(inner, exponent);
                self.chain(outer, e, 0, base)
            }
            (false, true) => {
                let outer = self.dag.power(base, inner);
                self.chain(outer, e, 1, exponent)
            }
            (_, _) => {
                self.rule(Rule::GeneralPower);
                let (in_base, in_exponent) = (partial(self.dag, e, 0), partial(self.dag, e, 1));
                let term = |outer, of| Term {
                    negative: false,
                    factors: vec![Factor::Value(outer), self.pending(of)],
                };
                Line { terms: vec![term(in_exponent, exponent), term(in_base, base)], over: None }
            }
        }
    }

    fn call(&mut self, e: Expr, f: Function, arguments: &[Expr]) -> Line {
        for expr in corners(self.dag, f, arguments) {
            self.rule(Rule::OffKink { expr });
        }
        if let [only] = arguments {
            let inner = self.dag.variable(self.letter);
            let outer = self.dag.call(f, vec![inner]);
            return self.chain(outer, e, 0, *only);
        }
        let mut terms = Vec::new();
        for (k, g) in arguments.iter().enumerate() {
            if self.depends(*g) {
                let outer = Factor::Value(partial(self.dag, e, k));
                terms.push(Term { negative: false, factors: vec![outer, self.pending(*g)] });
            }
        }
        Line { terms, over: None }
    }

    /// outer′(inner)·∂inner/∂x.
    fn chain(&mut self, outer: Expr, e: Expr, k: usize, inner: Expr) -> Line {
        self.rule(Rule::ChainRule { outer, letter: self.letter });
        let derivative = partial(self.dag, e, k);
        Line::product(vec![Factor::Value(derivative), self.pending(inner)])
    }
}

/// The terms of a product of factors; a group that stands alone, or is one product, loses
/// its brackets.
fn spliced(negative: bool, factors: Vec<Factor>) -> Vec<Term> {
    if let [Factor::Group(line)] = &factors[..]
        && line.over.is_none()
    {
        let term = |t: &Term| Term { negative: t.negative != negative, ..t.clone() };
        return line.terms.iter().map(term).collect();
    }
    let mut product = Term { negative, factors: Vec::new() };
    for factor in factors {
        match factor {
            Factor::Group(line) if line.over.is_none() && line.terms.len() == 1 => {
                for term in line.terms {
                    product.negative ^= term.negative;
                    product.factors.extend(term.factors);
                }
            }
            Factor::Value(_) | Factor::Derivative { .. } | Factor::Group(_) => {
                product.factors.push(factor);
            }
        }
    }
    vec![product]
}

/// Without factors 1, unless nothing else is left.
fn drop_ones(term: &mut Term, one: Expr) {
    let kept: Vec<Factor> =
        term.factors.iter().filter(|f| **f != Factor::Value(one)).cloned().collect();
    if !kept.is_empty() {
        term.factors = kept;
    }
}

/// Is it gʳ with a negative number r?
fn is_reciprocal(dag: &Dag, factor: Expr) -> bool {
    match dag.node(factor) {
        Node::Power(_, exponent) => dag.as_number(*exponent).is_some_and(Rational::is_negative),
        Node::Number(_) | Node::Constant(_) | Node::Symbol(_) => false,
        Node::Sum(_) | Node::Product(_) | Node::Call(_, _) => false,
    }
}

/// g⁻ʳ for gʳ.
fn inverted(dag: &mut Dag, factor: Expr) -> Expr {
    match *dag.node(factor) {
        Node::Power(base, exponent) => {
            let exponent = dag.neg(exponent);
            dag.power(base, exponent)
        }
        Node::Number(_) | Node::Constant(_) | Node::Symbol(_) => dag.recip(factor),
        Node::Sum(_) | Node::Product(_) | Node::Call(_, _) => dag.recip(factor),
    }
}

fn has_no_corner(f: Function) -> bool {
    !matches!(f, Function::Abs | Function::Sign | Function::Relu | Function::Max | Function::Min)
}
