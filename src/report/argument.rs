//! The steps of the case tree in words.

use super::formula::Formula;
use super::phrase::Phrase;
use super::scene::Scene;
use crate::result::{
    Case, CaseReason, Eliminant, EmptyReason, Leaf, LeafKind, NeverZero, Strip, StripFactor,
};

impl Scene<'_> {
    /// The formula that defines one of several cases.
    pub(crate) fn condition(&self, reason: &CaseReason) -> Option<Phrase> {
        let zero = Formula::integer(0);
        match reason {
            CaseReason::Factor { factors, index, .. } => {
                factors.get(*index).map(|factor| self.zero(factor).into())
            }
            CaseReason::Coefficient { coefficient, vanishes, .. } => {
                let unequal = Formula::operator("!=", "≠", r"\ne");
                let sign = if *vanishes { Formula::equals() } else { unequal };
                Some(Formula::row([self.maths.expression(coefficient), sign, zero]).into())
            }
            CaseReason::Residuals { residuals, minors, vanish, .. } => Some(match vanish {
                true => self.zeros(residuals),
                false => {
                    let minors = ("minors", self.zeros(minors));
                    self.words.say("solve.rank-deficient", &[minors])
                }
            }),
            CaseReason::Rotation { planes, place } => Some(self.slice(planes, *place)),
            CaseReason::Gradient { .. }
            | CaseReason::Solve { .. }
            | CaseReason::SameSign { .. }
            | CaseReason::Combination { .. }
            | CaseReason::Blocks { .. }
            | CaseReason::Elimination { .. }
            | CaseReason::Strip { .. } => None,
        }
    }

    /// Why there are several cases.
    pub(crate) fn split(&self, reason: &CaseReason, n: usize) -> Option<Phrase> {
        let words = &self.words;
        match reason {
            CaseReason::Factor { equation, factors, .. } => {
                let number = self.equation_number(equation);
                if let Some(k) = number
                    && self.maths.factors_shown(&self.document.gradient[k]) == factors.len()
                {
                    let number = ("number", Phrase::from(k + 1));
                    return Some(words.count("solve.product-numbered", n, &[number]));
                }
                let list = factors.iter().map(|f| self.maths.expression(f).into()).collect();
                let factors = ("factors", self.enumeration(list));
                let equation = match number {
                    Some(k) => words.say("solve.numbered", &[("number", Phrase::from(k + 1))]),
                    None => self.zero(equation).into(),
                };
                let equation = ("equation", equation);
                Some(words.count("solve.product", n, &[equation, factors]))
            }
            CaseReason::Coefficient { equation, variable, .. } => Some(words.say(
                "solve.linear-cases",
                &[
                    ("equation", self.zero(equation).into()),
                    ("variable", self.maths.name(variable).into()),
                ],
            )),
            CaseReason::Residuals { .. } => {
                Some(words.say("solve.squares", &[("gradient", self.gradient().into())]))
            }
            CaseReason::Rotation { planes, .. } => Some(self.rotation(planes)),
            CaseReason::Blocks { blocks } => Some(self.blocks_sentence(blocks)),
            CaseReason::Gradient { .. }
            | CaseReason::Solve { .. }
            | CaseReason::SameSign { .. }
            | CaseReason::Combination { .. }
            | CaseReason::Elimination { .. }
            | CaseReason::Strip { .. } => None,
        }
    }

    /// The place of the component of the gradient that an equation comes from by dividing by a
    /// number, if the components are numbered on the page.
    pub(crate) fn equation_number(&self, equation: &str) -> Option<usize> {
        let gradient = &self.document.gradient;
        let start = self.document.proof.tree.first().filter(|case| case.parent.is_none())?;
        let CaseReason::Gradient { removed } = &start.reason else { return None };
        let numbered = gradient.len() > 1
            && start.equations.len() == gradient.len()
            && removed.iter().all(|factor| is_number(factor));
        let mut places = (0..start.equations.len()).filter(|k| start.equations[*k] == equation);
        let only = places.next().filter(|_| numbered)?;
        places.next().is_none().then_some(only)
    }

    /// What an equation of two becomes when the value of a variable is put into the other one:
    /// `Into (2): −2w₁ = 0`.
    pub(crate) fn other_equation(
        &self,
        equation: &str,
        variable: &str,
        value: &str,
    ) -> Option<Phrase> {
        let gradient = self.document.gradient.as_slice();
        let [_, _] = gradient else { return None };
        let other = 1 - self.equation_number(equation)?;
        let becomes = self.maths.substituted(&gradient[other], variable, value)?;
        let places = [("number", Phrase::from(other + 1)), ("equation", becomes.into())];
        Some(self.words.say("solve.into", &places))
    }

    /// L does not change when planes turn together, so one point of every circle is enough.
    fn rotation(&self, planes: &[[String; 2]]) -> Phrase {
        let plane = |names: &[String; 2]| {
            let names = names.iter().map(|name| self.maths.name(name));
            Phrase::from(Formula::list(names).bracketed())
        };
        let list = self.enumeration(planes.iter().map(plane).collect());
        self.words.count("solve.rotation", planes.len(), &[("planes", list)])
    }

    /// The conditions of one case of a rotation.
    fn slice(&self, planes: &[[String; 2]], place: usize) -> Phrase {
        let mut zeros: Vec<String> = planes.iter().take(place).flatten().cloned().collect();
        let mut conditions: Vec<Phrase> = Vec::new();
        if let Some([p, q]) = planes.get(place) {
            zeros.push(p.clone());
            let unequal = Formula::operator("!=", "≠", r"\ne");
            let nonzero = Formula::row([self.maths.name(q), unequal, Formula::integer(0)]);
            conditions.push(nonzero.into());
        }
        let zeros = zeros.iter().map(|name| self.zero(name).into());
        let all = zeros.chain(conditions);
        Phrase::joined(all, &self.words.label("list.equations"))
    }

    /// Equations with zero on the right; each may stand on its own line.
    pub(crate) fn zeros(&self, expressions: &[String]) -> Phrase {
        let equations = expressions.iter().map(|e| self.zero(e).into());
        Phrase::joined(equations, &self.words.label("list.equations"))
    }

    /// Groups of equations that have no variable in common.
    pub(crate) fn blocks_sentence(&self, blocks: &[Vec<String>]) -> Phrase {
        let group = |block: &Vec<String>| {
            Phrase::from(Formula::list(block.iter().map(|name| self.maths.name(name))).braced())
        };
        let groups = self.enumeration(blocks.iter().map(group).collect());
        self.words.say("solve.blocks", &[("groups", groups)])
    }

    /// What is done at a node. What is left after it is said where a chain of nodes ends.
    pub(crate) fn case_reason(&self, case: &Case, before: Option<&Case>) -> Option<Phrase> {
        let words = &self.words;
        Some(match &case.reason {
            CaseReason::Gradient { removed } => return self.removed(removed, &case.equations),
            CaseReason::Factor { .. }
            | CaseReason::Residuals { .. }
            | CaseReason::Rotation { .. }
            | CaseReason::Coefficient { .. } => return None,
            CaseReason::Solve { equation, variable, value } => {
                let name = self.maths.name(variable);
                let solved = Formula::equation(name, self.maths.leading(value));
                let power = before.and_then(|case| power_of(case, equation));
                let known = equation == variable || before.is_some_and(|b| says(b, equation));
                let key = match (power, known) {
                    (None, true) => "solve.hence",
                    (Some(_), _) | (None, false) => "solve.solved",
                };
                let equation = self.zero(power.unwrap_or(equation));
                words.say(key, &[("equation", equation.into()), ("solution", solved.into())])
            }
            CaseReason::SameSign { equation, terms } => words.say(
                "solve.same-sign",
                &[("equation", self.zero(equation).into()), ("terms", self.zeros(terms))],
            ),
            CaseReason::Combination { of, result } => self.combination(of, result),
            CaseReason::Blocks { blocks } => self.blocks_sentence(blocks),
            CaseReason::Elimination { equations } => {
                let all = self.zeros(equations);
                words.count("solve.elimination", equations.len(), &[("equations", all)])
            }
            CaseReason::Strip { strips } => return self.strips(strips),
        })
    }

    /// Which factors were dropped, and what is left to solve.
    fn removed(&self, removed: &[String], equations: &[String]) -> Option<Phrase> {
        let mut factors: Vec<&String> = Vec::new();
        for factor in removed.iter().filter(|factor| !is_number(factor)) {
            if !factors.contains(&factor) {
                factors.push(factor);
            }
        }
        if factors.is_empty() {
            return None;
        }
        let list = Formula::list(factors.iter().map(|factor| self.maths.expression(factor)));
        let places = [("factors", list.into()), ("equations", self.zeros(equations))];
        Some(self.words.count("solve.removed", factors.len(), &places))
    }

    /// `m·(e) + n·(f) = r`, with places to break the line.
    fn combination(&self, of: &[[String; 2]], result: &str) -> Phrase {
        let mut parts: Vec<Phrase> = Vec::new();
        for [multiplier, equation] in of {
            let mut part = Vec::new();
            // A sign of the multiplier is written once, before it.
            let (negative, multiplier) = match multiplier.strip_prefix('-') {
                Some(rest) if !rest.contains(' ') => (true, rest),
                _ => (false, multiplier.as_str()),
            };
            match (parts.is_empty(), negative) {
                (true, false) => {}
                (true, true) => part.push(Formula::minus()),
                (false, true) => part.push(Formula::operator("-", "−", "-")),
                (false, false) => part.push(Formula::operator("+", "+", "+")),
            }
            if multiplier != "1" {
                let loose = multiplier.contains([' ', '-']);
                let multiplier = self.maths.leading(multiplier);
                part.push(if loose { multiplier.bracketed() } else { multiplier });
                part.push(Formula::new("*", "·", r"\cdot ", "<mo>·</mo>"));
            }
            part.push(self.maths.leading(equation).bracketed());
            parts.push(Formula::row(part).into());
        }
        parts.push(Formula::row([Formula::equals(), self.maths.leading(result)]).into());
        let formula = Phrase::joined(parts, " ");
        self.words.say("solve.combination", &[("combination", formula)])
    }

    /// Factors that never vanish; repeated and constant factors go without a word.
    fn strips(&self, strips: &[Strip]) -> Option<Phrase> {
        let said = strips.iter().filter_map(|strip| {
            let told = |proof: &NeverZero| !matches!(proof, NeverZero::Constant);
            let dropped = strip.dropped.iter().filter(|(_, proof)| told(proof));
            let factors: Vec<&StripFactor> = dropped.map(|(factor, _)| factor).collect();
            let list = Formula::list(factors.iter().map(|f| self.maths.expression(&f.factor)));
            let places =
                [("factors", list.into()), ("equation", self.zero(&strip.equation).into())];
            (!factors.is_empty()).then(|| self.words.count("solve.strip", factors.len(), &places))
        });
        let said: Vec<Phrase> = said.collect();
        (!said.is_empty()).then(|| Phrase::joined(said, &self.words.label("list.sentence")))
    }

    /// How a branch ends, before the set that it ends in.
    pub(crate) fn ending(&self, case: &Case, leaf: &Leaf) -> Vec<Phrase> {
        let mut said = Vec::new();
        if let Some(empty) = &leaf.empty {
            said.push(self.empty(empty));
        }
        if let Some(open) = &leaf.open {
            said.push(self.words.say("solve.open", &[("why", self.why(open))]));
        }
        said.extend(leaf.eliminants.iter().map(|e| self.eliminant(e, leaf)));
        if !leaf.excluded.is_empty() {
            let list = Formula::list(leaf.excluded.iter().map(|e| self.maths.expression(e)));
            let places = [("expressions", list.into())];
            said.push(self.words.count("solve.excluded", leaf.excluded.len(), &places));
        }
        if matches!(leaf.kind, LeafKind::Parametrized) && case.equations.is_empty() {
            said.push(self.words.say("solve.identity", &[]));
        }
        if matches!(leaf.kind, LeafKind::Hypersurface) && case.equations.len() == 1 {
            said.push(self.words.say("solve.holds", &[]));
        }
        said
    }

    /// The roots of an eliminant, if all of them are short coordinates of points of its leaf.
    fn roots(&self, eliminant: &Eliminant, leaf: &Leaf) -> Option<Vec<String>> {
        let document = self.document;
        let place = document.variables.iter().position(|name| *name == eliminant.unknown)?;
        let mut roots: Vec<String> = Vec::new();
        for point in document.points.iter().filter(|point| leaf.sets.contains(&point.name)) {
            let root = self.brief(point.coordinates.get(place)?)?.to_string();
            if !roots.contains(&root) {
                roots.push(root);
            }
        }
        (!roots.is_empty() && roots.len() == eliminant.real_roots).then_some(roots)
    }

    fn eliminant(&self, eliminant: &Eliminant, leaf: &Leaf) -> Phrase {
        if let Some(roots) = self.roots(eliminant, leaf) {
            let unknown = self.maths.name(&eliminant.unknown);
            let root = |root: &String| {
                Formula::equation(unknown.clone(), self.maths.expression(root)).into()
            };
            let solution = Phrase::joined(roots.iter().map(root), &self.words.label("list.either"));
            let places = [
                ("equation", Phrase::from(self.zero(&eliminant.polynomial))),
                ("solution", solution),
            ];
            return self.words.say("solve.solved", &places);
        }
        let places = [
            ("equation", Phrase::from(self.zero(&eliminant.polynomial))),
            ("unknown", self.maths.name(&eliminant.unknown).into()),
        ];
        let is_variable = self.document.variables.contains(&eliminant.unknown);
        let key = if is_variable { "solve.eliminant" } else { "solve.eliminant-combination" };
        self.words.count(key, eliminant.real_roots, &places)
    }

    /// The equation that cannot hold, where the reason names only a factor of it.
    pub(crate) fn impossible(&self, leaf: &Leaf) -> Option<Phrase> {
        let Some(EmptyReason::NeverZero { strip }) = &leaf.empty else { return None };
        let told = strip.dropped.iter().filter(|(_, proof)| !matches!(proof, NeverZero::Constant));
        let factors: Vec<&String> = told.map(|(factor, _)| &factor.factor).collect();
        let [only] = factors.as_slice() else { return None };
        let equation = ("equations", Phrase::from(self.zero(&strip.equation)));
        (**only != strip.equation).then(|| self.words.say("solve.left", &[equation]))
    }

    fn empty(&self, empty: &EmptyReason) -> Phrase {
        let say = |key: &str, equation: &str| {
            self.words.say(key, &[("equation", self.zero(equation).into())])
        };
        match empty {
            EmptyReason::Contradiction { equation } => say("never.constant", equation),
            EmptyReason::NeverZero { strip } => self.never_zero(strip),
            EmptyReason::AssumptionFails => self.words.say("never.assumption-fails", &[]),
            EmptyReason::NoCommonZero => self.words.say("never.no-common-zero", &[]),
        }
    }
}

impl Scene<'_> {
    /// An equation none of whose factors can vanish, each with its own proof.
    fn never_zero(&self, strip: &Strip) -> Phrase {
        let told = |(_, proof): &&(StripFactor, NeverZero)| !matches!(proof, NeverZero::Constant);
        let factors: Vec<&(StripFactor, NeverZero)> = strip.dropped.iter().filter(told).collect();
        let equation = ("equation", Phrase::from(self.zero(&strip.equation)));
        match factors.as_slice() {
            [] => self.words.say("never.constant", &[equation]),
            [(factor, proof)] => {
                let equation = ("equation", Phrase::from(self.zero(&factor.factor)));
                self.words.say(never_key(proof), &[equation])
            }
            several => {
                let factor = |(factor, proof): &&(StripFactor, NeverZero)| {
                    let factor = self.maths.expression(&factor.factor);
                    self.words.say(factor_key(proof), &[("factor", factor.into())])
                };
                let separator = self.words.label("list.semicolon");
                let all = Phrase::joined(several.iter().map(factor), &separator);
                self.words.say("never.product", &[equation, ("factors", all)])
            }
        }
    }
}

/// Is the equation what makes this case?
fn says(case: &Case, equation: &str) -> bool {
    match &case.reason {
        CaseReason::Factor { factors, index, .. } => {
            factors.get(*index).is_some_and(|factor| factor == equation)
        }
        CaseReason::Gradient { .. }
        | CaseReason::Coefficient { .. }
        | CaseReason::Residuals { .. }
        | CaseReason::Rotation { .. }
        | CaseReason::Solve { .. }
        | CaseReason::SameSign { .. }
        | CaseReason::Combination { .. }
        | CaseReason::Blocks { .. }
        | CaseReason::Elimination { .. }
        | CaseReason::Strip { .. } => false,
    }
}

/// The power of an expression that the step before reduced to it.
fn power_of<'c>(case: &'c Case, expression: &str) -> Option<&'c str> {
    let CaseReason::Strip { strips } = &case.reason else { return None };
    let made = |strip: &&Strip| {
        strip.dropped.is_empty()
            && matches!(strip.kept.as_slice(), [only] if only.factor == expression && only.power > 1)
    };
    strips.iter().find(made).map(|strip| strip.equation.as_str())
}

fn factor_key(proof: &NeverZero) -> &'static str {
    match proof {
        NeverZero::Constant => "never.factor-constant",
        NeverZero::SameSign => "never.factor-same-sign",
        NeverZero::DefiniteQuadratic => "never.factor-definite-quadratic",
        NeverZero::NoRealRoot => "never.factor-no-real-root",
        NeverZero::Assumed => "never.factor-assumed",
    }
}

fn is_number(text: &str) -> bool {
    text.trim_start_matches('-').chars().all(|c| c.is_ascii_digit() || c == '/')
}

fn never_key(proof: &NeverZero) -> &'static str {
    match proof {
        NeverZero::Constant => "never.constant",
        NeverZero::SameSign => "never.same-sign",
        NeverZero::DefiniteQuadratic => "never.definite-quadratic",
        NeverZero::NoRealRoot => "never.no-real-root",
        NeverZero::Assumed => "never.assumed",
    }
}
