//! The case tree as a nested list.

use super::answer::anchor;
use super::formula::Formula;
use super::options::Steps;
use super::page::{Block, CaseNode, LeafView};
use super::phrase::Phrase;
use super::scene::Scene;
use super::verdict::Verdict;
use crate::result::{Case, CaseReason, Leaf, LeafKind, Point, Status, Substitution, Task};

/// Critical sets that are written out at the end of the case tree.
const SPELLED: usize = 4;

/// A node of the printed tree: a chain of cases without alternatives.
struct Chain<'a> {
    depth: usize,
    cases: Vec<&'a Case>,
    /// The node that splits after it, by its children.
    children: Vec<&'a Case>,
}

impl Scene<'_> {
    /// The section that solves ∇L = 0.
    pub(crate) fn solving_section(&self, steps: Steps) -> Vec<Block> {
        let mut blocks = self.equations();
        blocks.extend(self.letter_meanings());
        if steps == Steps::None {
            blocks.extend(self.set_equation(false));
            return blocks;
        }
        let tree = &self.document.proof.tree;
        let chains = chains(tree);
        let mut chains = chains.iter();
        if !is_forest(tree)
            && let Some(root) = chains.next()
        {
            let text = self.chain_text(root);
            blocks.extend(text.into_iter().map(|text| Block::Paragraph { text }));
            if let Some(leaf) = self.chain_leaf(root) {
                blocks.push(Block::Cases { nodes: vec![lone_leaf(leaf)] });
            }
        }
        if tree.is_empty() {
            let why = self.argument(&self.document.completeness);
            blocks.extend((!why.is_empty()).then_some(Block::Paragraph { text: why }));
        }
        let forest = is_forest(tree);
        if forest {
            let roots = tree.iter().filter(|case| case.parent.is_none());
            let groups = roots.map(|root| self.maths.letters_in(&root.equations));
            let groups: Vec<Vec<String>> = groups.filter(|names| !names.is_empty()).collect();
            blocks.push(Block::Paragraph { text: self.blocks_sentence(&groups) });
        }
        let nodes: Vec<CaseNode> =
            with_nesting(chains.map(|chain| self.node(chain, forest)).collect());
        let split = !nodes.is_empty();
        if split {
            blocks.push(Block::Cases { nodes });
        }
        blocks.extend(self.set_equation(split));
        blocks
    }

    /// What the letters of the case tree stand for.
    fn letter_meanings(&self) -> Option<Block> {
        let letters = &self.document.proof.letters;
        let stands = letters.iter().map(|l| {
            Formula::equation(self.maths.name(&l.name), self.maths.expression(&l.meaning))
        });
        let definitions = Formula::list(stands);
        let text = self.words.count(
            "solve.letters",
            letters.len(),
            &[("definitions", definitions.into())],
        );
        (!letters.is_empty()).then_some(Block::Paragraph { text })
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
        let closed = document.completeness.status == Status::Proved;
        let listed = document.families.is_empty() && document.blocks.is_empty();
        let free = document.task != Task::Constrained;
        if !(closed && listed && free) || document.proof.tree.is_empty() {
            return Vec::new();
        }
        let explicit = self.is_explicit();
        let points = document.points.iter().map(|point| match explicit {
            true => self.point(&point.coordinates),
            false => self.set_name(&point.name),
        });
        let points: Vec<Formula> = points.collect();
        let continua = document.continua.iter().map(|set| match explicit {
            true => self.bare_set(set),
            false => self.set_name(&set.name),
        });
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
        let key = match (is_forest(&document.proof.tree), split) {
            (true, _) => "solve.result-groups",
            (false, true) => "solve.result",
            (false, false) => "solve.result-direct",
        };
        let text = self.words.say(key, &[]);
        let formula = Formula::equation(left, Formula::row(union));
        vec![Block::Paragraph { text }, Block::Equation { formula, key: false }]
    }

    /// Few sets with short coordinates are written out where all of them are listed.
    fn is_explicit(&self) -> bool {
        let document = self.document;
        let short = |point: &Point| point.coordinates.iter().all(|c| self.brief(c).is_some());
        document.points.len() + document.continua.len() <= SPELLED
            && document.points.iter().all(short)
            && document.continua.iter().all(|set| set.equations.len() <= 2)
    }

    fn node(&self, chain: &Chain<'_>, forest: bool) -> CaseNode {
        let first = chain.cases.first();
        let label = first.map(|case| case.label.as_str()).unwrap_or_default();
        let label = match label {
            "" if chain.depth == 0 && forest => self.group_label(first),
            "" => String::new(),
            label => self.words.say("solve.case", &[("label", label.into())]).plain(),
        };
        let condition = first.and_then(|case| self.condition(&case.reason)).unwrap_or_default();
        CaseNode {
            opens: false,
            closes: 0,
            ends: 0,
            indent: "  ".repeat(chain.depth.saturating_sub(usize::from(!forest))),
            label,
            condition,
            text: self.chain_text(chain),
            leaf: self.chain_leaf(chain),
        }
    }

    /// `Equations in x, y`
    fn group_label(&self, root: Option<&&Case>) -> String {
        let names = root.map(|root| self.maths.letters_in(&root.equations)).unwrap_or_default();
        if names.is_empty() {
            return self.words.label("solve.group-constant");
        }
        let names = Formula::list(names.iter().map(|name| self.maths.name(name)));
        self.words.say("solve.group", &[("names", names.into())]).unicode()
    }

    fn chain_leaf(&self, chain: &Chain<'_>) -> Option<LeafView> {
        let last = chain.cases.last()?;
        let leaf = last.leaf.as_ref()?;
        // The points of one group are not critical points yet and have no names.
        let unnamed = leaf.kind == LeafKind::Points && leaf.sets.is_empty();
        if unnamed && is_forest(&self.document.proof.tree) {
            return (!last.substitutions.is_empty()).then(|| self.values(last));
        }
        Some(self.leaf(leaf))
    }

    /// What is done in a chain of cases, how it ends, and why there are several after it.
    fn chain_text(&self, chain: &Chain<'_>) -> Vec<Phrase> {
        let mut text: Vec<Phrase> = Vec::new();
        for (k, case) in chain.cases.iter().enumerate() {
            let before = k.checked_sub(1).and_then(|k| chain.cases.get(k)).copied();
            if !repeats_condition(chain, case) {
                text.extend(self.case_reason(case, before));
            }
            text.extend(self.put_other_equation(chain, k));
        }
        let Some(last) = chain.cases.last() else { return text };
        match &last.leaf {
            Some(leaf) => {
                text.extend(self.impossible(leaf).filter(|_| text.len() < 2));
                text.extend(self.ending(last, leaf));
            }
            None => text.extend(self.left(chain, last)),
        }
        if let [first, _, ..] = chain.children.as_slice() {
            text.extend(self.split(&first.reason, chain.children.len()));
        }
        text
    }

    /// In two variables: what the other equation becomes when the factor of this case is solved
    /// for one of them.
    fn put_other_equation(&self, chain: &Chain<'_>, k: usize) -> Option<Phrase> {
        let [first, second, ..] = chain.cases.as_slice() else { return None };
        let (1, CaseReason::Factor { equation, .. }) = (k, &first.reason) else { return None };
        let CaseReason::Solve { variable, value, .. } = &second.reason else { return None };
        self.other_equation(equation, variable, value)
    }

    /// The equations that are left, where the chain has changed them.
    fn left(&self, chain: &Chain<'_>, last: &Case) -> Option<Phrase> {
        if chain.cases.len() == 2 && self.put_other_equation(chain, 1).is_some() {
            return None;
        }
        let changed = |case: &&Case| !matches!(case.reason, CaseReason::Gradient { .. });
        let rewritten = chain.cases.iter().any(changed);
        let equations = ("equations", self.zeros(&last.equations));
        (rewritten && !last.equations.is_empty())
            .then(|| self.words.say("solve.left", &[equations]))
    }

    /// What a branch ends in, with links to the sections of its sets.
    fn leaf(&self, leaf: &Leaf) -> LeafView {
        let n = leaf.sets.len();
        let word = match leaf.kind {
            LeafKind::Empty => self.words.label("leaf.empty").as_str().into(),
            LeafKind::Open => self.words.label("leaf.open").as_str().into(),
            LeafKind::Points => self.words.count(self.points_key(leaf), n, &[]),
            LeafKind::Parametrized | LeafKind::Hypersurface if n == 0 => {
                self.words.label("leaf.unnamed").as_str().into()
            }
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
        let links = Phrase::joined(links, &self.words.label("list.comma"));
        let text = if links.is_empty() { word } else { Phrase::joined([word, links], " ") };
        LeafView { class, text }
    }

    /// Points of the leaf may belong to periodic families or lie on larger critical sets.
    fn points_key(&self, leaf: &Leaf) -> &'static str {
        let all = |names: Vec<&String>| leaf.sets.iter().all(|set| names.contains(&set));
        let families = self.document.families.iter().map(|family| &family.name).collect();
        let continua = self.document.continua.iter().map(|set| &set.name).collect();
        match (leaf.sets.is_empty(), all(families), all(continua)) {
            (true, _, _) | (false, false, false) => "leaf.points",
            (false, true, _) => "leaf.families",
            (false, false, true) => "leaf.inside",
        }
    }

    /// A solution of one group of equations: the values found.
    fn values(&self, case: &Case) -> LeafView {
        let value = |s: &Substitution| {
            Formula::equation(self.maths.name(&s.variable), self.maths.expression(&s.value))
        };
        let values = Formula::equations(case.substitutions.iter().map(value));
        let text = self.words.say("leaf.values", &[("values", values.into())]);
        LeafView { class: "deg", text }
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
        let families = document.families.iter().filter(|f| leaf.sets.contains(&f.name));
        let mut classes = points
            .map(|point| Verdict::of_point(point).class())
            .chain(families.map(|family| Verdict::of_family(family).class()))
            .chain(strata.map(|stratum| Verdict::of_stratum(stratum, 1).class()));
        let first = classes.next().unwrap_or("deg");
        if classes.all(|class| class == first) { first } else { "deg" }
    }
}

/// Groups of equations in separate variables have a tree each.
fn is_forest(tree: &[Case]) -> bool {
    tree.iter().filter(|case| case.parent.is_none()).count() > 1
}

/// Does a step only say again what makes this case, or what its parent says of all of them?
fn repeats_condition(chain: &Chain<'_>, case: &Case) -> bool {
    if matches!(case.reason, CaseReason::Blocks { .. }) {
        return !case.label.is_empty();
    }
    let CaseReason::Solve { equation, variable, .. } = &case.reason else { return false };
    let condition = chain.cases.first().map(|first| &first.reason);
    match condition {
        Some(CaseReason::Factor { factors, index, .. }) => {
            equation == variable && factors.get(*index) == Some(equation)
        }
        _ => false,
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
