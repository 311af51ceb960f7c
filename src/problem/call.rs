//! A name and its bracket: a function, a factor, or a run of letters that ends in either.

use super::error::{Error, ErrorKind};
use super::names::{Meaning, is_one_letter};
use super::note::NoteKind;
use super::reading::{Builtin, Over, Term, TermId};
use super::resolve::{Resolver, Scope, Value, Values, ambiguous, is_per_row};
use super::split::ways;
use crate::expr::Function;
use crate::syntax::{Call, Name, Span};

impl Resolver<'_> {
    pub(super) fn call(
        &mut self,
        call: &Call,
        scope: &Scope,
        span: Span,
        values: &Values,
    ) -> Result<Value, Error> {
        let name = &call.name;
        if !call.bracket {
            self.check_argument(&name.text, &call.arguments, span, values)?;
        }
        if self.is_any_function(&name.text) {
            return Ok(Value::Term(self.apply(name, call, scope, span, values)?));
        }
        if let Some(referent) = self.referent(&name.text, name.span, scope)? {
            let factor = self.readings.push(Term::Name(referent), name.span);
            let bracket = self.only_argument(call, values)?;
            self.note(NoteKind::Factor(name.text.clone()), name.span);
            return Ok(Value::Pieces(vec![factor, bracket]));
        }
        let found = match is_one_letter(&name.text) {
            true => Vec::new(),
            false => ways(
                &name.text,
                |piece| self.is_factor(piece, scope),
                |piece| self.is_any_function(piece),
            ),
        };
        match &found[..] {
            [] => Err(self.unknown_function(name)),
            [pieces] => self.split_call(call, pieces, scope, span, values),
            several => Err(ambiguous(name, several)),
        }
    }

    /// `xsin(y)` and `xy(z + 1)`
    fn split_call(
        &mut self,
        call: &Call,
        pieces: &[String],
        scope: &Scope,
        span: Span,
        values: &Values,
    ) -> Result<Value, Error> {
        let Some((last, rest)) = pieces.split_last() else {
            return Err(self.unknown_function(&call.name));
        };
        let reading = format!("{}(…)", pieces.join("*"));
        if self.is_any_function(last) {
            let mut factors = self.pieces(rest, call.name.span, scope)?;
            let name = Name { text: last.clone(), span: call.name.span };
            factors.push(self.apply(&name, call, scope, span, values)?);
            self.note(
                NoteKind::Run(format!("{}(…)", self.text(call.name.span)), reading),
                call.name.span,
            );
            return Ok(Value::Pieces(factors));
        }
        let mut factors = self.pieces(pieces, call.name.span, scope)?;
        factors.push(self.only_argument(call, values)?);
        let reading = format!("{}*(…)", pieces.join("*"));
        self.note(
            NoteKind::Run(format!("{}(…)", self.text(call.name.span)), reading),
            call.name.span,
        );
        Ok(Value::Pieces(factors))
    }

    fn only_argument(&mut self, call: &Call, values: &Values) -> Result<TermId, Error> {
        match call.arguments[..] {
            [only] => self.whole(only, values),
            _ => Err(Error::new(ErrorKind::NotAFunction(call.name.text.clone()), call.name.span)),
        }
    }

    /// A function of the language or of the file with its arguments.
    fn apply(
        &mut self,
        name: &Name,
        call: &Call,
        scope: &Scope,
        span: Span,
        values: &Values,
    ) -> Result<TermId, Error> {
        if matches!(name.text.as_str(), "sum" | "mean") {
            return self.total(name, call, span, values);
        }
        let arguments = call
            .arguments
            .iter()
            .map(|argument| self.whole(*argument, values))
            .collect::<Result<Vec<_>, _>>()?;
        let given = arguments.len();
        let wrong =
            |expected| Err(Error::new(ErrorKind::Arity(name.text.clone(), expected, given), span));
        if let Some(Meaning::Definition(k)) = self.names.meaning(&name.text) {
            self.check_visible(&name.text, k, name.span, scope)?;
            let expected = self.headers.get(k).and_then(|header| header.arguments.as_ref());
            let expected = expected.map_or(0, Vec::len);
            return match expected == given {
                true => Ok(self.readings.push(Term::Own(k, arguments), span)),
                false => wrong(expected),
            };
        }
        let Some(function) = builtin(&name.text) else { return Err(self.unknown_function(name)) };
        match (function, given) {
            (Builtin::Plain(f), _) if !f.takes(given) => return wrong(1),
            (Builtin::SquareRoot | Builtin::CubeRoot, 2..) => return wrong(1),
            (Builtin::Log, 3..) => return wrong(2),
            (Builtin::Log, 1) => self.note(NoteKind::NaturalLogarithm, name.span),
            _ => {}
        }
        Ok(self.readings.push(Term::Call(function, arguments), span))
    }

    /// `sum` and `mean`, over the rows or over a range.
    fn total(
        &mut self,
        name: &Name,
        call: &Call,
        span: Span,
        values: &Values,
    ) -> Result<TermId, Error> {
        let mean = name.text == "mean";
        let (over, body) = match call.arguments[..] {
            [body] => (Over::Rows, self.whole(body, values)?),
            [range, body] => match values.get(&range) {
                Some(Value::Range(index, low, high)) => {
                    let over = Over::Range(index.clone(), *low, *high);
                    (over, self.whole(body, values)?)
                }
                _ => return Err(Error::new(ErrorKind::SumArguments(name.text.clone()), span)),
            },
            _ => return Err(Error::new(ErrorKind::SumArguments(name.text.clone()), span)),
        };
        if matches!(over, Over::Rows) && !is_per_row(self.readings, self.headers, body) {
            let kind = ErrorKind::NothingToSum(name.text.clone(), self.table);
            return Err(Error::new(kind, span));
        }
        Ok(self.readings.push(Term::Total(mean, over, body), span))
    }
}

/// The function of a reserved name.
fn builtin(name: &str) -> Option<Builtin> {
    let plain = match name {
        "sqrt" => return Some(Builtin::SquareRoot),
        "cbrt" => return Some(Builtin::CubeRoot),
        "log" => return Some(Builtin::Log),
        "arcsin" => "asin",
        "arccos" => "acos",
        "arctan" => "atan",
        "arsinh" => "asinh",
        "arcosh" => "acosh",
        "artanh" => "atanh",
        name => name,
    };
    Function::from_name(plain).map(Builtin::Plain)
}
