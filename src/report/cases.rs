//! The case tree as a nested list.

use super::answer::anchor;
use super::formula::Formula;
use super::page::{Block, CaseNode, LeafView};
use super::phrase::Phrase;
use super::scene::Scene;
use super::verdict::Verdict;
use crate::result::{Case, CaseReason, Leaf, LeafKind, NeverZero, Rule};

/// A node of the printed tree: a chain of cases without alternatives.
struct Chain<'a> {
    depth: usize,
    cases: Vec<&'a Case>,
    /// The node that splits after it, by its children.
    children: Vec<&'a Case>,
}

impl Scene<'_> {
    /// The section that solves ∇L = 0.
    pub(crate) fn solving_section(&self) -> Vec<Block> {
        let mut blocks = self.equations();
        let tree = &self.document.proof.tree;
        let chains = chains(tree);
        let mut chains = chains.iter();
        if tree.iter().filter(|case| case.parent.is_none()).count() == 1
            && let Some(root) = chains.next()
        {
            let text = self.chain_text(root);
            blocks.extend(text.into_iter().map(|text| Block::Paragraph { text }));
            if let Some(leaf) = self.chain_leaf(root) {
                blocks.push(Block::Cases { nodes: vec![lone_leaf(leaf)] });
            }
        }
        let nodes: Vec<CaseNode> = with_nesting(chains.map(|chain| self.node(chain)).collect());
        let split = !nodes.is_empty();
        if split {
            blocks.push(Block::Cases { nodes });
        }
        blocks.extend(self.set_equation(split));
        blocks
    }

    /// The components of the gradient, set to zero.
    fn equations(&self) -> Vec<Block> {
        let gradient = &self.document.gradient;
        let text = self.words.count("solve.vanish", gradient.len(), &[]);
        let rows: Vec<Formula> = gradient.iter().map(|entry| self.zero(entry)).collect();
        let formula = match rows.as_slice() {
            [only] => only.clone(),
            _ => Formula::system(rows),
        };
        vec![Block::Paragraph { text }, Block::Equation { formula, key: false }]
    }

    /// The critical set in one line, if all of it is known.
    fn set_equation(&self, split: bool) -> Vec<Block> {
        let document = self.document;
        let closed = document.completeness.status == crate::result::Status::Proved;
        if !closed || document.proof.tree.is_empty() || !document.families.is_empty() {
            return Vec::new();
        }
        let points = document.points.iter().map(|point| self.set_name(&point.name));
        let points: Vec<Formula> = points.collect();
        let continua = document.continua.iter().map(|set| self.set_name(&set.name));
        let finite = (!points.is_empty()).then(|| Formula::list(points).braced());
        let mut union: Vec<Formula> = Vec::new();
        for part in finite.into_iter().chain(continua) {
            if !union.is_empty() {
                union.push(Formula::operator("u", "∪", r"\cup"));
            }
            union.push(part);
        }
        if union.is_empty() {
            union.push(Formula::new("{}", "∅", r"\emptyset", "<mi>∅</mi>"));
        }
        let vanishing = Formula::equation(self.gradient(), Formula::integer(0));
        let such = Formula::new(" : ", " : ", r" : ", "<mo>:</mo>");
        let left = Formula::row([self.variable_tuple(), such, vanishing]).braced();
        let key = if split { "solve.result" } else { "solve.result-direct" };
        let text = self.words.say(key, &[]);
        let formula = Formula::equation(left, Formula::row(union));
        vec![Block::Paragraph { text }, Block::Equation { formula, key: false }]
    }

    fn node(&self, chain: &Chain<'_>) -> CaseNode {
        let first = chain.cases.first();
        let label = first.map(|case| case.label.as_str()).unwrap_or_default();
        let label = match label {
            "" => String::new(),
            label => self.words.say("solve.case", &[("label", label.into())]).plain(),
        };
        let condition = first.and_then(|case| self.condition(&case.reason)).unwrap_or_default();
        CaseNode {
            opens: false,
            closes: 0,
            ends: 0,
            indent: "  ".repeat(chain.depth.saturating_sub(1)),
            label,
            condition,
            text: self.chain_text(chain),
            leaf: self.chain_leaf(chain),
        }
    }

    fn chain_leaf(&self, chain: &Chain<'_>) -> Option<LeafView> {
        chain.cases.last().and_then(|case| case.leaf.as_ref()).map(|leaf| self.leaf(leaf))
    }

    /// What is done in a chain of cases, and why there are several after it.
    fn chain_text(&self, chain: &Chain<'_>) -> Vec<Phrase> {
        let shown = chain.cases.iter().filter(|case| is_shown(case));
        let mut text: Vec<Phrase> = shown.filter_map(|case| self.argument_of(case)).collect();
        if let (Some(last), [first, _, ..]) = (chain.cases.last(), chain.children.as_slice()) {
            text.extend(self.split(last, &first.reason, chain.children.len()));
        }
        text
    }

    /// The formula that defines one of several cases.
    fn condition(&self, reason: &CaseReason) -> Option<Phrase> {
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
            CaseReason::Residuals { residuals, vanish } => Some(match vanish {
                true => Formula::list(residuals.iter().map(|r| self.zero(r))).into(),
                false => self.words.say("solve.rank-deficient", &[]),
            }),
            CaseReason::Gradient { .. }
            | CaseReason::Solve { .. }
            | CaseReason::SameSign { .. }
            | CaseReason::Combination { .. }
            | CaseReason::Blocks { .. }
            | CaseReason::Elimination { .. }
            | CaseReason::NeverZero { .. }
            | CaseReason::OneVariable { .. }
            | CaseReason::Set
            | CaseReason::Open { .. }
            | CaseReason::Excluded { .. } => None,
        }
    }

    /// Why there are several cases.
    fn split(&self, parent: &Case, reason: &CaseReason, n: usize) -> Option<Phrase> {
        let words = &self.words;
        match reason {
            CaseReason::Factor { equation, .. } => {
                Some(words.count("solve.product", n, &[("equation", self.zero(equation).into())]))
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
            CaseReason::Blocks { blocks } => Some(self.blocks_sentence(blocks)),
            CaseReason::OneVariable { equation, variable, .. } => {
                Some(self.one_variable(equation, variable, n, &parent.equations))
            }
            CaseReason::Gradient { .. }
            | CaseReason::Solve { .. }
            | CaseReason::SameSign { .. }
            | CaseReason::Combination { .. }
            | CaseReason::Elimination { .. }
            | CaseReason::NeverZero { .. }
            | CaseReason::Set
            | CaseReason::Open { .. }
            | CaseReason::Excluded { .. } => None,
        }
    }

    fn blocks_sentence(&self, blocks: &[Vec<String>]) -> Phrase {
        let group = |block: &Vec<String>| {
            Phrase::from(Formula::list(block.iter().map(|name| self.maths.name(name))).braced())
        };
        let groups = self.enumeration(blocks.iter().map(group).collect());
        self.words.say("solve.blocks", &[("groups", groups)])
    }

    fn one_variable(&self, equation: &str, variable: &str, roots: usize, _: &[String]) -> Phrase {
        self.words.count(
            "solve.one-variable",
            roots,
            &[
                ("equation", self.zero(equation).into()),
                ("variable", self.maths.name(variable).into()),
            ],
        )
    }

    /// The argument of a node, and the equations that are left.
    fn argument_of(&self, case: &Case) -> Option<Phrase> {
        let said = self.case_reason(case)?;
        let left = case.equations.iter().map(|e| self.zero(e));
        let left = Formula::list(left);
        let rewritten = matches!(
            case.reason,
            CaseReason::Solve { .. } | CaseReason::Elimination { .. } | CaseReason::SameSign { .. }
        );
        if !rewritten || case.equations.is_empty() || case.leaf.is_some() {
            return Some(said);
        }
        let left = self.words.say("solve.left", &[("equations", left.into())]);
        Some(Phrase::joined([said, left], &self.words.label("list.sentence")))
    }

    fn case_reason(&self, case: &Case) -> Option<Phrase> {
        let words = &self.words;
        Some(match &case.reason {
            CaseReason::Gradient { removed } => return self.removed(removed, &case.equations),
            CaseReason::Factor { .. }
            | CaseReason::Residuals { .. }
            | CaseReason::Coefficient { .. } => return None,
            CaseReason::Solve { equation, variable, value } => {
                if equation == variable && value == "0" {
                    return None;
                }
                let name = self.maths.name(variable);
                let solved = Formula::equation(name, self.maths.expression(value));
                words.say(
                    "solve.solved",
                    &[("equation", self.zero(equation).into()), ("solution", solved.into())],
                )
            }
            CaseReason::SameSign { equation, terms } => {
                let zeros = Formula::list(terms.iter().map(|term| self.zero(term)));
                words.say(
                    "solve.same-sign",
                    &[("equation", self.zero(equation).into()), ("terms", zeros.into())],
                )
            }
            CaseReason::Combination { of, result } => self.combination(of, result),
            CaseReason::Blocks { blocks } => self.blocks_sentence(blocks),
            CaseReason::Elimination { equation } => {
                words.say("solve.elimination", &[("equation", self.zero(equation).into())])
            }
            CaseReason::NeverZero { equation, proof } => {
                words.say(never_key(proof), &[("equation", self.zero(equation).into())])
            }
            CaseReason::OneVariable { equation, variable, roots } => {
                self.one_variable(equation, variable, *roots, &case.equations)
            }
            CaseReason::Set => match case.equations.as_slice() {
                [] => words.say("solve.identity", &[]),
                equations => {
                    let all = Formula::list(equations.iter().map(|e| self.zero(e)));
                    words.say("solve.set", &[("equations", all.into())])
                }
            },
            CaseReason::Open { why } => words.say("solve.open", &[("why", self.why(why))]),
            CaseReason::Excluded { relation } => {
                let relation = self.maths.relations(relation, &words.label("list.or"));
                words.say("solve.excluded", &[("relation", relation.into())])
            }
        })
    }

    /// Which factors were dropped, and what is left to solve.
    fn removed(&self, removed: &[String], equations: &[String]) -> Option<Phrase> {
        let factors: Vec<&String> = removed.iter().filter(|f| !is_number(f)).collect();
        if factors.is_empty() {
            return None;
        }
        let mut seen: Vec<&String> = Vec::new();
        factors.iter().for_each(|f| {
            if !seen.contains(f) {
                seen.push(f);
            }
        });
        let list = Formula::list(seen.iter().map(|factor| self.maths.expression(factor)));
        let left = Formula::list(equations.iter().map(|e| self.zero(e)));
        let places = [("factors", list.into()), ("equations", left.into())];
        Some(self.words.count("solve.removed", seen.len(), &places))
    }

    fn combination(&self, of: &[[String; 2]], result: &str) -> Phrase {
        let sum: Vec<String> = of.iter().map(|[m, e]| format!("({m})*({e})")).collect();
        let sum = self.maths.unsimplified_sum(&sum);
        let formula = Formula::equation(sum, self.maths.expression(result));
        self.words.say("solve.combination", &[("combination", formula.into())])
    }

    /// What a branch ends in, with links to the sections of its sets.
    fn leaf(&self, leaf: &Leaf) -> LeafView {
        let n = leaf.sets.len();
        let word = match leaf.kind {
            LeafKind::Empty => self.words.label("leaf.empty").as_str().into(),
            LeafKind::Open => self.words.label("leaf.open").as_str().into(),
            LeafKind::Points => self.words.count("leaf.points", n, &[]),
            LeafKind::Parametrized | LeafKind::Hypersurface => {
                match self.dimensions(leaf).as_slice() {
                    [dimension] => self.words.count("leaf.set", *dimension, &[]),
                    _ => self.words.count("leaf.sets", n, &[]),
                }
            }
        };
        let links =
            leaf.sets.iter().map(|name| Phrase::link(&anchor(name), self.described(name).into()));
        let class = match leaf.kind {
            LeafKind::Empty => "none",
            LeafKind::Open => "deg",
            LeafKind::Points | LeafKind::Parametrized | LeafKind::Hypersurface => {
                self.class_of(leaf)
            }
        };
        let text = Phrase::joined([word].into_iter().chain(links), " ");
        LeafView { class, text }
    }

    fn dimensions(&self, leaf: &Leaf) -> Vec<usize> {
        let continua = self.document.continua.iter();
        continua.filter(|set| leaf.sets.contains(&set.name)).map(|set| set.dimension).collect()
    }

    /// The set with its coordinates or equations, when it is the name of one.
    fn described(&self, name: &str) -> Formula {
        let document = self.document;
        if let Some(point) = document.points.iter().find(|point| point.name == name) {
            return self.named_point(name, &point.coordinates);
        }
        match document.continua.iter().find(|set| set.name == name) {
            Some(set) => self.continuum_set(set),
            None => self.set_name(name),
        }
    }

    /// The colour of a leaf: that of its sets, if they agree.
    fn class_of(&self, leaf: &Leaf) -> &'static str {
        let document = self.document;
        let points = document.points.iter().filter(|point| leaf.sets.contains(&point.name));
        let continua = document.continua.iter().filter(|set| leaf.sets.contains(&set.name));
        let strata = continua.flat_map(|set| &set.strata);
        let mut classes = points
            .map(|point| Verdict::of_point(point).class())
            .chain(strata.map(|stratum| Verdict::of_stratum(stratum, 1).class()));
        let first = classes.next().unwrap_or("deg");
        if classes.all(|class| class == first) { first } else { "deg" }
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

/// Clean-up of equations is shown only where it ends a branch.
fn is_shown(case: &Case) -> bool {
    match case.rule {
        Rule::R1 | Rule::R2 => case.leaf.is_some(),
        Rule::Start
        | Rule::Blocks
        | Rule::R3
        | Rule::R4
        | Rule::R5
        | Rule::R6
        | Rule::R7
        | Rule::R8
        | Rule::R9 => true,
    }
}

/// The tree in preorder, with chains of only children put together.
fn chains(tree: &[Case]) -> Vec<Chain<'_>> {
    let children = |id: Option<usize>| tree.iter().filter(move |case| case.parent == id);
    let mut stack: Vec<(&Case, usize)> = children(None).map(|root| (root, 0)).collect();
    stack.reverse();
    let mut all = Vec::new();
    while let Some((first, depth)) = stack.pop() {
        let mut cases = vec![first];
        let mut last = first;
        let next = loop {
            let next: Vec<&Case> = children(Some(last.id)).filter(|c| c.id > last.id).collect();
            match next.as_slice() {
                [only] if only.label.is_empty() => {
                    cases.push(only);
                    last = only;
                }
                _ => break next,
            }
        };
        stack.extend(next.iter().rev().map(|child| (*child, depth + 1)));
        all.push(Chain { depth, cases, children: next });
    }
    all
}

/// Opening and closing of lists from the depth that the indent shows.
fn with_nesting(mut nodes: Vec<CaseNode>) -> Vec<CaseNode> {
    let depths: Vec<usize> = nodes.iter().map(|node| node.indent.len() / 2 + 1).collect();
    let mut before = 0;
    for (node, depth) in nodes.iter_mut().zip(&depths) {
        node.opens = *depth > before;
        node.closes = before.saturating_sub(*depth);
        before = *depth;
    }
    if let Some(last) = nodes.last_mut() {
        last.ends = before;
    }
    nodes
}

/// A tree that never splits ends in one leaf.
fn lone_leaf(leaf: LeafView) -> CaseNode {
    CaseNode {
        opens: true,
        closes: 0,
        ends: 1,
        indent: String::new(),
        label: String::new(),
        condition: Phrase::default(),
        text: Vec::new(),
        leaf: Some(leaf),
    }
}
