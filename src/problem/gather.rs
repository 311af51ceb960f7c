//! Lines sorted by kind, the objective chosen, and the one set of names.

use super::error::{Error, ErrorKind};
use super::names::{Meaning, Names, constant, is_one_letter};
use super::texts::{self, Texts};
use crate::syntax::{
    Chain, Definition, File, Name, Node, NodeId, Point, Sense, Set, Span, StatementKind, Table,
};
use std::collections::BTreeSet;

/// The lines of a file by kind.
pub(super) struct Gathered<'a> {
    pub file: &'a File,
    pub definitions: Vec<(&'a Definition, Span)>,
    pub formula: Option<(NodeId, Span)>,
    pub sense: Option<Sense>,
    pub objective: Objective,
    pub table: Option<&'a Table>,
    pub domains: Vec<(&'a Name, &'a Set)>,
    pub relations: Vec<(&'a Chain, Span)>,
    pub points: Vec<(Option<&'a str>, &'a Point, Span)>,
    pub expansions: Vec<(&'a Point, u32, Span)>,
    pub texts: Texts,
}

/// What is studied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Objective {
    /// The definition with this number.
    Definition(usize),
    /// The bare formula.
    Formula,
}

/// Sorts the lines and chooses the objective.
///
/// # Errors
/// No formula, two of them, two tables, a text line twice.
pub(super) fn gather(file: &File) -> Result<Gathered<'_>, Error> {
    let mut text_lines = Vec::new();
    let mut lines = Gathered {
        file,
        definitions: Vec::new(),
        formula: None,
        sense: None,
        objective: Objective::Formula,
        table: None,
        domains: Vec::new(),
        relations: Vec::new(),
        points: Vec::new(),
        expansions: Vec::new(),
        texts: Texts::default(),
    };
    let mut marked: Option<(Objective, Span)> = None;
    for statement in &file.statements {
        let span = statement.span;
        match &statement.kind {
            StatementKind::Text(key, value) => text_lines.push((*key, value.as_str(), span)),
            StatementKind::Table(table) => {
                if let Some(first) = lines.table.replace(table) {
                    return Err(Error::new(ErrorKind::TwoTables(first.span), table.span));
                }
            }
            StatementKind::At(label, point) => lines.points.push((label.as_deref(), point, span)),
            StatementKind::Taylor(point, order) => lines.expansions.push((point, *order, span)),
            StatementKind::Domain(names, set) => {
                lines.domains.extend(names.iter().map(|name| (name, set)));
            }
            StatementKind::Relation(chain) => lines.relations.push((chain, span)),
            StatementKind::Definition(definition) => {
                let objective = Objective::Definition(lines.definitions.len());
                lines.definitions.push((definition, span));
                if let Some(sense) = definition.sense {
                    lines.mark(&mut marked, objective, Some(sense), span)?;
                }
            }
            StatementKind::Formula(sense, formula) => {
                lines.mark(&mut marked, Objective::Formula, *sense, span)?;
                lines.formula = Some((*formula, span));
            }
        }
    }
    lines.texts = texts::collect(text_lines.into_iter())?;
    lines.objective = match (marked, lines.definitions.len()) {
        (Some((objective, _)), _) => objective,
        (None, 0) => return Err(Error::new(ErrorKind::Empty, Span::new(0, 0))),
        (None, count) => Objective::Definition(count - 1),
    };
    Ok(lines)
}

impl Gathered<'_> {
    /// A bare formula, or a line with `minimize` or `maximize`: at most one of them.
    fn mark(
        &mut self,
        marked: &mut Option<(Objective, Span)>,
        objective: Objective,
        sense: Option<Sense>,
        span: Span,
    ) -> Result<(), Error> {
        if let Some((_, first)) = marked.replace((objective, span)) {
            return Err(Error::new(ErrorKind::TwoObjectives(first), span));
        }
        self.sense = sense;
        Ok(())
    }

    /// The definition that is the objective.
    pub(super) fn objective_definition(&self) -> Option<&Definition> {
        match self.objective {
            Objective::Definition(k) => self.definitions.get(k).map(|(definition, _)| *definition),
            Objective::Formula => None,
        }
    }

    /// The variables in the header of the objective.
    pub(super) fn header(&self) -> Option<&[Name]> {
        self.objective_definition()?.arguments.as_deref()
    }

    /// The one set of names.
    ///
    /// # Errors
    /// A name given twice.
    pub(super) fn names(&self) -> Result<Names, Error> {
        let mut names = Names::default();
        let columns = self.table.map_or(&[][..], |table| &table.columns);
        for (k, column) in columns.iter().enumerate() {
            give(&mut names, column, Meaning::Column(k))?;
        }
        for (k, (definition, _)) in self.definitions.iter().enumerate() {
            give(&mut names, &definition.name, Meaning::Definition(k))?;
        }
        let header = self.header().unwrap_or_default();
        for name in header {
            give(&mut names, name, Meaning::Free)?;
        }
        let mut declared: Vec<&Name> = Vec::new();
        for (name, _) in &self.domains {
            if let Some(first) = declared.iter().find(|first| first.text == name.text) {
                return Err(twice(name, first.span));
            }
            declared.push(name);
            if header.iter().all(|argument| argument.text != name.text) {
                give(&mut names, name, Meaning::Free)?;
            }
        }
        self.check_arguments(&names)?;
        names.declared = self.header().is_some() || !declared.is_empty();
        if !names.declared {
            for name in self.letters(&names) {
                give(&mut names, &name, Meaning::Free)?;
            }
        }
        Ok(names)
    }

    /// Arguments of functions may share a name with a variable only.
    fn check_arguments(&self, names: &Names) -> Result<(), Error> {
        for (definition, _) in &self.definitions {
            let arguments = definition.arguments.as_deref().unwrap_or_default();
            for (k, argument) in arguments.iter().enumerate() {
                let before = arguments[..k].iter().find(|before| before.text == argument.text);
                if let Some(before) = before {
                    return Err(twice(argument, before.span));
                }
                match names.meaning(&argument.text) {
                    Some(Meaning::Column(_) | Meaning::Definition(_)) => {
                        return Err(twice(argument, names.span(&argument.text)));
                    }
                    Some(Meaning::Free) | None => {}
                }
            }
        }
        Ok(())
    }

    /// Letters that stand on their own in a formula, where nothing is declared.
    fn letters(&self, names: &Names) -> Vec<Name> {
        let bodies = self.definitions.iter().map(|(definition, _)| {
            (definition.value, definition.arguments.as_deref().unwrap_or_default())
        });
        let formula = self.formula.iter().map(|(formula, _)| (*formula, &[][..]));
        let mut found: Vec<Name> = Vec::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for (body, arguments) in bodies.chain(formula) {
            let bound = self.indices(body);
            for id in self.file.tree.below(body) {
                let Node::Name(name) = self.file.tree.node(id) else { continue };
                let text = name.text.as_str();
                let local = bound.contains(&(id, text))
                    || arguments.iter().any(|argument| argument.text == text);
                let free = is_one_letter(text)
                    && !local
                    && names.meaning(text).is_none()
                    && constant(text).is_none();
                if free && seen.insert(name.text.clone()) {
                    found.push(name.clone());
                }
            }
        }
        found
    }

    /// Names below `root` that are indices of a sum around them.
    fn indices(&self, root: NodeId) -> BTreeSet<(NodeId, &str)> {
        let tree = &self.file.tree;
        let mut bound = BTreeSet::new();
        for id in tree.below(root) {
            let Node::Call(call) = tree.node(id) else { continue };
            let Some((first, rest)) = call.arguments.split_first() else { continue };
            let Node::Range(index, _, _) = tree.node(*first) else { continue };
            for inner in rest.iter().flat_map(|body| tree.below(*body)) {
                bound.insert((inner, index.text.as_str()));
            }
        }
        bound
    }
}

fn twice(name: &Name, other: Span) -> Error {
    let (first, again) = match other.start <= name.span.start {
        true => (other, name.span),
        false => (name.span, other),
    };
    Error::new(ErrorKind::DefinedTwice(name.text.clone(), first), again)
}

fn give(names: &mut Names, name: &Name, meaning: Meaning) -> Result<(), Error> {
    names.give(&name.text, meaning, name.span).map_err(|first| twice(name, first))
}
