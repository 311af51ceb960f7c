use super::line::{Factor, Line, Step, Term, drop_ones, spliced};
use super::rule::Rule;
use crate::calculus::Derivatives;
use crate::calculus::corner::corners;
use crate::calculus::derivative::partial;
use crate::expr::{Dag, Expr, Function, Node, Symbol};
use crate::number::Rational;
use std::collections::BTreeSet;

/// Lines before the rest is carried out at once.
const LARGEST_NUMBER_OF_LINES: usize = 6;
/// Factors in one line before the rest is carried out at once.
const LARGEST_LINE: usize = 40;

/// One derivation in progress.
pub(super) struct Work<'a> {
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
    pub(super) fn new(dag: &mut Dag, f: Expr, x: Symbol) -> Work<'_> {
        let used = dag.symbols_of(f);
        let letters = ["u", "v", "t", "s", "z"].iter().map(|l| (*l).to_owned());
        let letters = letters.chain((0..).map(|k| format!("u{k}")));
        let taken = |name: &String| used.iter().any(|symbol| dag.name(*symbol) == name);
        let name = letters.into_iter().find(|name| !taken(name)).unwrap_or_default();
        let letter = dag.symbol(&name);
        let (rules, held, known) = (Vec::new(), BTreeSet::new(), Derivatives::default());
        Work { dag, known, f, x, letter, rules, held }
    }

    pub(super) fn steps(mut self, result: Expr) -> Vec<Step> {
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
        let finished = |term: &Term| matches!(term.factors[..], [Factor::Value(_)]);
        if line.over.is_none() && terms.iter().all(finished) {
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

    fn is_number(&self, term: &Term) -> bool {
        match term.factors[..] {
            [Factor::Value(e)] => self.dag.as_number(e).is_some(),
            [..] => false,
        }
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
        // Numbers are written after what still depends on something.
        all.sort_by_key(|term| self.is_number(term));
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
        let constant = self.dag.product(free);
        let (negative, mut factors) = self.separated(constant);
        factors.push(Factor::Group(inner));
        Line { terms: spliced(negative, factors), over: None }
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
        let (negative, mut factors) = self.separated(derivative);
        factors.push(self.pending(inner));
        Line { terms: vec![Term { negative, factors }], over: None }
    }

    /// A product as its sign, its monomial part and its sums, to be printed one by one; a
    /// fraction stays together.
    fn separated(&mut self, e: Expr) -> (bool, Vec<Factor>) {
        let (c, rest) = self.dag.split_coefficient(e);
        let parts = match rest.map(|rest| (rest, self.dag.node(rest))) {
            None => Vec::new(),
            Some((_, Node::Product(parts))) => parts.to_vec(),
            Some((rest, _)) => vec![rest],
        };
        if parts.iter().any(|part| is_reciprocal(self.dag, *part)) {
            let value = if c.is_negative() { self.dag.neg(e) } else { e };
            return (c.is_negative(), vec![Factor::Value(value)]);
        }
        let is_sum = |part: &Expr| matches!(self.dag.node(*part), Node::Sum(_));
        let (sums, mut monomial): (Vec<Expr>, Vec<Expr>) = parts.into_iter().partition(is_sum);
        monomial.insert(0, self.dag.number(c.abs()));
        let monomial = self.dag.product(monomial);
        let values = std::iter::once(monomial).chain(sums);
        let values = values.filter(|value| !self.dag.is_one(*value)).map(Factor::Value).collect();
        (c.is_negative(), values)
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
