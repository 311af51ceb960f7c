//! The steps from the text of a file to a [`Problem`].

use super::echo::{Labels, echo};
use super::error::{Error, ErrorKind};
use super::gather::{Gathered, Objective, gather};
use super::lower::{Body, Lowering};
use super::names::{Names, is_one_letter, natural_order};
use super::note::{Note, NoteKind};
use super::reading::{Readings, Referent, Term, TermId};
use super::region::Places;
use super::resolve::{Header, Resolver, Scope, is_per_row};
use super::{AsRead, Problem, Sense};
use crate::expr::{Dag, Expr};
use crate::syntax::{self, File, NodeId, Span};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Reads the text of a formula file.
///
/// # Errors
/// The first mistake, in spelling or in meaning, with its place.
pub fn read(text: &str) -> Result<Problem, Error> {
    let file = syntax::read(text)?;
    let lines = gather(&file)?;
    let names = lines.names()?;
    let labels = OwnedLabels::of(&lines, text);
    let mut readings = Readings::default();
    let mut notes = Vec::new();
    let (headers, bodies, formula) =
        definitions(text, &lines, &names, &labels, &mut readings, &mut notes)?;
    let rows = lines.table.map_or(&[][..], |table| &table.rows);
    let mut pipeline = Pipeline {
        source: text,
        names: &names,
        labels: &labels,
        headers: &headers,
        bodies: &bodies,
        variables: Vec::new(),
        parameters: Vec::new(),
        lowering: Lowering::new(readings, &headers, &bodies, &labels.columns, rows),
        notes,
        lines,
    };
    pipeline.problem(formula)
}

/// Names of definitions and columns.
pub(super) struct OwnedLabels {
    definitions: Vec<String>,
    columns: Vec<String>,
    source: String,
}

impl OwnedLabels {
    fn of(lines: &Gathered, source: &str) -> OwnedLabels {
        let definitions = lines.definitions.iter().map(|(d, _)| d.name.text.clone()).collect();
        let columns = lines.table.map_or(&[][..], |table| &table.columns);
        let columns = columns.iter().map(|c| c.text.clone()).collect();
        OwnedLabels { definitions, columns, source: source.to_string() }
    }

    fn labels(&self) -> Labels<'_> {
        Labels { source: &self.source, definitions: &self.definitions, columns: &self.columns }
    }
}

type Definitions = (Vec<Header>, Vec<Body>, Body);

/// Resolves the definitions, in order, and the bare formula; the last is the objective.
fn definitions(
    source: &str,
    lines: &Gathered,
    names: &Names,
    labels: &OwnedLabels,
    readings: &mut Readings,
    notes: &mut Vec<Note>,
) -> Result<Definitions, Error> {
    let mut headers: Vec<Header> = lines
        .definitions
        .iter()
        .map(|(d, _)| Header { arguments: d.arguments.clone(), per_row: false })
        .collect();
    let mut bodies = Vec::new();
    let tree = &lines.file.tree;
    for (k, (definition, _)) in lines.definitions.iter().enumerate() {
        let arguments = definition.arguments.as_deref().unwrap_or_default();
        let locals = Rc::new(arguments.iter().map(|name| name.text.clone()).collect());
        let scope = Scope { locals, visible: k };
        let table = lines.table.is_some();
        let labels = labels.labels();
        let term =
            Resolver { source, tree, names, headers: &headers, table, labels, readings, notes }
                .read(definition.value, &scope)?;
        headers[k].per_row = is_per_row(readings, &headers, term);
        bodies.push(Body { term, span: tree.span(definition.value) });
    }
    let objective = match (lines.objective, lines.formula) {
        (Objective::Definition(k), _) => bodies.get(k).copied(),
        (Objective::Formula, Some((formula, span))) => {
            let before =
                lines.definitions.iter().filter(|(_, other)| other.start < span.start).count();
            let scope = Scope { locals: Rc::new(Vec::new()), visible: before };
            let table = lines.table.is_some();
            let labels = labels.labels();
            let term =
                Resolver { source, tree, names, headers: &headers, table, labels, readings, notes }
                    .read(formula, &scope)?;
            Some(Body { term, span: tree.span(formula) })
        }
        (Objective::Formula, None) => None,
    };
    let objective = objective.ok_or(Error::new(ErrorKind::Empty, Span::new(0, 0)))?;
    Ok((headers, bodies, objective))
}

/// Everything known while the parts of a problem are made.
pub(super) struct Pipeline<'a> {
    pub source: &'a str,
    pub lines: Gathered<'a>,
    pub names: &'a Names,
    labels: &'a OwnedLabels,
    headers: &'a [Header],
    bodies: &'a [Body],
    pub variables: Vec<String>,
    pub parameters: Vec<String>,
    pub lowering: Lowering<'a>,
    notes: Vec<Note>,
}

impl Pipeline<'_> {
    fn problem(&mut self, objective: Body) -> Result<Problem, Error> {
        self.choose_variables(objective);
        if self.variables.is_empty() {
            return Err(Error::new(ErrorKind::NoVariable, objective.span));
        }
        if self.lowering.is_per_row(objective.term) {
            return Err(Error::new(ErrorKind::PerRowObjective, objective.span));
        }
        let value = self.lower_objective(objective)?;
        let mut places = self.places()?;
        self.drop_unused_parameters(objective, &mut places);
        let domain_conditions = self.lowering.conditions.clone();
        let (points, expansions) = (self.points()?, self.expansions()?);
        let (definitions, formula) = (self.definitions_as_read()?, self.formula_as_read(objective));
        self.note_unused();
        self.notes.sort_by_key(|note| note.span);
        let symbols = |dag: &mut Dag, names: &[String]| {
            names.iter().map(|name| dag.symbol(name)).collect::<Vec<_>>()
        };
        let (variables, parameters) = (self.variables.clone(), self.parameters.clone());
        Ok(Problem {
            objective: value,
            objective_name: self.lines.objective_definition().map(|d| d.name.text.clone()),
            header: self.lines.header().is_some(),
            variables: symbols(self.dag(), &variables),
            parameters: symbols(self.dag(), &parameters),
            sense: match self.lines.sense {
                Some(syntax::Sense::Minimize) => Sense::Minimize,
                Some(syntax::Sense::Maximize) => Sense::Maximize,
                None => Sense::Plain,
            },
            texts: self.lines.texts.clone(),
            notes: std::mem::take(&mut self.notes),
            domain_conditions,
            region: places.region,
            boxes: places.boxes,
            assumptions: places.assumptions,
            points,
            expansions,
            definitions,
            formula,
            source: self.source.to_string(),
            dag: std::mem::take(&mut self.lowering.dag),
        })
    }

    /// Header, declarations, or every free name, in this order.
    fn choose_variables(&mut self, objective: Body) {
        let used = self.free_names(objective.term);
        let declared: Vec<String> =
            self.lines.domains.iter().map(|(name, _)| name.text.clone()).collect();
        match self.lines.header() {
            Some(header) => {
                self.variables = header.iter().map(|name| name.text.clone()).collect();
                self.parameters = declared;
                self.parameters.retain(|name| !self.variables.contains(name));
            }
            None if self.names.declared => {
                self.variables = declared.into_iter().filter(|name| used.contains(name)).collect();
            }
            None => {
                self.variables = used.into_iter().collect();
                self.variables.sort_by_key(|name| natural_order(name));
            }
        }
    }

    /// A parameter that neither the objective nor a relation line has is none.
    fn drop_unused_parameters(&mut self, objective: Body, places: &mut Places) {
        let mut used = self.free_names(objective.term);
        let lines: Vec<Span> = self.lines.relations.iter().map(|(_, span)| *span).collect();
        for relation in places.region.iter().chain(&places.assumptions) {
            if lines.contains(&relation.span) {
                used.extend(relation.names(&self.lowering.dag));
            }
        }
        self.parameters.retain(|name| used.contains(name));
        let dag = &self.lowering.dag;
        places.assumptions.retain(|relation| relation.names(dag).iter().all(|n| used.contains(n)));
    }

    fn note_unused(&mut self) {
        for (name, _) in self.lines.domains.clone() {
            if !self.is_variable(&name.text) && !self.is_parameter(&name.text) {
                let kind = NoteKind::Unused(name.text.clone());
                self.notes.push(Note::new(kind, name.span, self.source));
            }
        }
    }

    /// The objective with its header's names as variables.
    fn lower_objective(&mut self, objective: Body) -> Result<Expr, Error> {
        let header: Vec<String> =
            self.lines.header().unwrap_or_default().iter().map(|name| name.text.clone()).collect();
        let locals = header.into_iter().map(|name| {
            let symbol = self.lowering.dag.symbol(&name);
            (name, self.lowering.dag.variable(symbol))
        });
        let locals = locals.collect();
        self.lowering.expression(objective.term, locals)
    }

    /// Names without a definition that `root` rests on.
    pub(super) fn free_names(&self, root: TermId) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        let mut open = vec![root];
        while let Some(root) = open.pop() {
            for id in self.lowering.readings.below(root) {
                match self.lowering.readings.term(id) {
                    Term::Name(Referent::Free(name)) => {
                        found.insert(name.clone());
                    }
                    Term::Name(Referent::Abbreviation(k)) | Term::Own(k, _) if seen.insert(*k) => {
                        open.extend(self.bodies.get(*k).map(|body| body.term));
                    }
                    _ => {}
                }
            }
        }
        found
    }

    pub(super) fn is_variable(&self, name: &str) -> bool {
        self.variables.iter().any(|variable| variable == name)
    }

    pub(super) fn is_parameter(&self, name: &str) -> bool {
        self.parameters.iter().any(|parameter| parameter == name)
    }

    pub(super) fn dag(&mut self) -> &mut Dag {
        &mut self.lowering.dag
    }

    pub(super) fn file(&self) -> &File {
        self.lines.file
    }

    fn objective_label(&self) -> &str {
        self.lines.objective_definition().map_or("f", |definition| &definition.name.text)
    }

    pub(super) fn echo(&self, term: TermId) -> String {
        echo(&self.lowering.readings, self.labels.labels(), term)
    }

    /// Resolves an expression outside of definitions.
    pub(super) fn resolve(&mut self, node: NodeId) -> Result<TermId, Error> {
        let scope = Scope { locals: Rc::new(Vec::new()), visible: self.bodies.len() };
        Resolver {
            source: self.source,
            tree: &self.lines.file.tree,
            names: self.names,
            headers: self.headers,
            table: self.lines.table.is_some(),
            labels: self.labels.labels(),
            readings: &mut self.lowering.readings,
            notes: &mut self.notes,
        }
        .read(node, &scope)
        .map_err(|error| self.elsewhere(error))
    }

    /// Where nothing is declared, a letter of another line is one that the formula has not.
    fn elsewhere(&self, error: Error) -> Error {
        match error.kind {
            ErrorKind::UnknownName(name, _, _) if !self.names.declared && is_one_letter(&name) => {
                let header = self.header_with(&name);
                Error::new(ErrorKind::NotInObjective(name, header), error.span)
            }
            kind => Error { kind, span: error.span },
        }
    }

    /// The header that would make `name` a variable too.
    pub(super) fn header_with(&self, name: &str) -> String {
        let mut all: Vec<&str> = self.variables.iter().map(String::as_str).collect();
        all.push(name);
        format!("{}({})", self.objective_label(), all.join(", "))
    }

    /// The expression of a resolved term.
    pub(super) fn expression(&mut self, term: TermId) -> Result<Expr, Error> {
        self.lowering.expression(term, Vec::new())
    }

    /// An expression without variables and parameters.
    pub(super) fn constant(&mut self, node: NodeId) -> Result<Expr, Error> {
        let span = self.file().tree.span(node);
        let term = self.resolve(node).map_err(|error| match error.kind {
            ErrorKind::NotInObjective(name, _) => Error::new(ErrorKind::NotConstant(name), span),
            _ => error,
        })?;
        if let Some(name) = self.free_names(term).into_iter().next() {
            return Err(Error::new(ErrorKind::NotConstant(name), span));
        }
        self.expression(term)
    }

    fn definitions_as_read(&mut self) -> Result<Vec<AsRead>, Error> {
        let mut read = Vec::new();
        for (k, body) in self.bodies.iter().enumerate() {
            if self.lines.objective == Objective::Definition(k) {
                continue;
            }
            let header = &self.headers[k];
            let value = match (&header.arguments, header.per_row) {
                (None, false) => self.expression(body.term).ok(),
                _ => None,
            };
            let left = self.left(k);
            let right = self.echo(body.term);
            read.push(AsRead { left, right, per_row: header.per_row, value });
        }
        Ok(read)
    }

    fn left(&self, k: usize) -> String {
        let name = self.labels.definitions.get(k).cloned().unwrap_or_default();
        match self.headers.get(k).and_then(|header| header.arguments.as_ref()) {
            Some(arguments) => {
                let arguments: Vec<&str> = arguments.iter().map(|a| a.text.as_str()).collect();
                format!("{name}({})", arguments.join(", "))
            }
            None => name,
        }
    }

    fn formula_as_read(&self, objective: Body) -> AsRead {
        let left = match self.lines.objective {
            Objective::Definition(k) => self.left(k),
            Objective::Formula => String::new(),
        };
        AsRead { left, right: self.echo(objective.term), per_row: false, value: None }
    }
}
