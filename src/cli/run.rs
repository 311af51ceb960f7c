//! One function a command.

use super::arguments::{
    Answer, Arguments, Command, Common, NOT_YET, Solve, TemplateCommand, with_command,
};
use super::failure::{Exit, Failure};
use super::input::{Source, file, formula};
use super::output::print;
use crate::analyze::{Limits, is_undecided};
use crate::error::Error;
use crate::report::{self, TerminalOptions};
use crate::result::{Document, SCHEMA};
use crate::syntax;
use crate::verify::verify;
use clap::{CommandFactory, Parser};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What `hesse help syntax` prints; its examples are tested.
const SYNTAX: &str = include_str!("syntax.txt");

/// Runs the command on the arguments of the process.
pub fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let work = std::thread::Builder::new()
        .stack_size(super::deadline::STACK)
        .spawn(move || run(arguments));
    let exit = match work.map(std::thread::JoinHandle::join) {
        Ok(Ok(exit)) => exit,
        Ok(Err(_)) | Err(_) => Exit::Internal,
    };
    exit.into()
}

fn run(arguments: Vec<std::ffi::OsString>) -> Exit {
    if let Some(first) = arguments.get(1).and_then(|a| a.to_str())
        && NOT_YET.contains(&first)
        && !Path::new(first).exists()
    {
        return failed(&Failure::usage(format!("error: `hesse {first}` is not supported yet")));
    }
    if matches!(arguments.get(1..), Some([help, topic]) if help == "help" && topic == "syntax") {
        return print(SYNTAX).map_or_else(|failure| failed(&failure), |()| Exit::Proved);
    }
    let parsed = match Arguments::try_parse_from(with_command(arguments)) {
        Ok(parsed) => parsed,
        Err(e) => {
            let help = !e.use_stderr();
            let _ = e.print();
            return if help { Exit::Proved } else { Exit::Usage };
        }
    };
    let done = match &parsed.command {
        Command::Answer(a) => answer(a),
        Command::Solve(s) => solve(s),
        Command::Report(r) => super::report::reports(r),
        Command::Render(r) => super::render::renders(r),
        Command::Fmt(f) => super::format::formats(f),
        Command::Examples { name } => super::examples::examples(name.as_deref()),
        Command::Explain { code } => super::explain::explain(code.as_deref()),
        Command::Template { command: TemplateCommand::Dump(d) } => super::template::dump(d),
        Command::Completions { shell } => completions(*shell),
        Command::Schema => print(&crate::result::schema()).map(|()| Exit::Proved),
        Command::Verify { result } => verifies(result),
    };
    match done {
        Ok(exit) => exit,
        Err(failure) => failed(&failure),
    }
}

pub(super) fn failed(failure: &Failure) -> Exit {
    let _ = writeln!(std::io::stderr(), "{}", failure.message);
    failure.exit
}

fn answer(a: &Answer) -> Result<Exit, Failure> {
    let source = match a.input.to_str() {
        Some(text) if a.expression => formula(text),
        Some("-") => file(Path::new("-"))?,
        Some(text) if text.ends_with(".hesse") => file(Path::new(text))?,
        Some(text) if !Path::new(text).is_file() => formula(text),
        _ => file(Path::new(&a.input))?,
    };
    terminal(&source, &a.common)
}

fn solve(s: &Solve) -> Result<Exit, Failure> {
    let source = file(&s.file)?;
    if !s.json {
        return terminal(&source, &s.common);
    }
    let document = document(&source, &s.common)?;
    print(&json(&document)?)?;
    Ok(exit_of(&document))
}

fn terminal(source: &Source, common: &Common) -> Result<Exit, Failure> {
    let document = document(source, common)?;
    let out = std::io::stdout();
    let options = TerminalOptions {
        language: language(common, &document)?,
        ascii: common.ascii,
        colour: out.is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        width: 100,
    };
    print(&report::terminal(&document, &options))?;
    Ok(exit_of(&document))
}

/// The language of the command, else that of the file, else English.
pub(super) fn language(common: &Common, document: &Document) -> Result<String, Failure> {
    language_of(common.lang.as_deref().or(document.texts.lang.as_deref()))
}

/// A language that there is.
pub(super) fn language_of(wanted: Option<&str>) -> Result<String, Failure> {
    let wanted = wanted.unwrap_or("en");
    if report::languages().any(|l| l == wanted) {
        return Ok(wanted.to_string());
    }
    let known: Vec<&str> = report::languages().collect();
    Err(Failure::usage(format!("error: no language `{wanted}`; there are {}", known.join(", "))))
}

/// Are errors drawn in colour?
pub(super) fn is_coloured() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// What writing and checking may take beyond the time asked for.
const LONGEST_GRACE: Duration = Duration::from_secs(3);
/// What a process needs in any case.
const SHORTEST_GRACE: Duration = Duration::from_millis(50);

/// Reads, solves, checks, within the limits.
pub(super) fn solved(text: &str, common: &Common) -> Result<Document, Error> {
    let time = Duration::from_secs_f64(common.time.clamp(0.0, 1e9));
    let deadline = Instant::now().checked_add(time);
    let halt = super::memory::watch(common.memory);
    let grace = (time / 5).min(LONGEST_GRACE);
    let limits = Limits { deadline, halt: Some(halt), grace, ..Limits::default() };
    super::deadline::within(text, limits, time + 2 * grace + SHORTEST_GRACE)
}

/// The result of a source; its errors drawn.
pub(super) fn document(source: &Source, common: &Common) -> Result<Document, Failure> {
    let document = solved(&source.text, common).map_err(|error| match error {
        Error::Problem(error) => {
            let drawn = syntax::draw(&source.text, &source.label, &error, is_coloured());
            Failure::input(drawn + &super::explain::hint(&error))
        }
        Error::SelfCheck(check) => Failure::internal(&check.claim, &source.text),
    })?;
    if common.strict && !document.input.notes.is_empty() {
        let lines = document
            .input
            .notes
            .iter()
            .map(|n| format!("error: {}:{}:{}: {}", source.label, n.line, n.column, n.text));
        return Err(Failure::input(lines.collect::<Vec<_>>().join("\n")));
    }
    Ok(document)
}

/// Re-proves a stored result: one line for each kind of claim, then the refuted claims.
fn verifies(path: &Path) -> Result<Exit, Failure> {
    let source = file(path)?;
    let document: Document = serde_json::from_str(&source.text).map_err(|e| {
        Failure::input(format!("error: {} is not a result of hesse: {e}", source.label))
    })?;
    if document.schema != SCHEMA {
        let found = &document.schema;
        return Err(Failure::input(format!("error: the schema is `{found}`, not `{SCHEMA}`")));
    }
    let verification = verify(&document);
    let mut text = String::new();
    for t in verification.tallies() {
        let line = format!(
            "{:<32} {:>4} proved {:>4} not re-checked {:>4} refuted\n",
            t.kind, t.proved, t.not_checked, t.refuted
        );
        text.push_str(&line);
    }
    for (claim, why) in verification.not_checked() {
        text.push_str(&format!("not re-checked: {claim} ({why})\n"));
    }
    for (claim, found) in verification.refuted() {
        text.push_str(&format!("refuted: {claim}: {found}\n"));
    }
    print(&text)?;
    Ok(if verification.is_refuted() { Exit::Input } else { Exit::Proved })
}

pub(super) fn json(document: &Document) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(document);
    text.map(|t| t + "\n").map_err(|e| Failure::internal(&e.to_string(), &document.input.text))
}

pub(super) fn exit_of(document: &Document) -> Exit {
    if is_undecided(document) { Exit::Undecided } else { Exit::Proved }
}

/// A completion script on standard output.
fn completions(shell: clap_complete::Shell) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "hesse", &mut script);
    print(&String::from_utf8_lossy(&script)).map(|()| Exit::Proved)
}

#[cfg(test)]
mod tests {
    use super::SYNTAX;

    #[test]
    fn the_examples_of_the_help_are_formula_files() {
        let mut file = String::new();
        let mut files = Vec::new();
        // An example ends where the text goes on at the margin.
        for line in SYNTAX.lines().take_while(|line| *line != "How formulas are read") {
            match line.strip_prefix("    ") {
                Some(inside) => file += &format!("{inside}\n"),
                None if line.is_empty() => file.push('\n'),
                None => files.push(std::mem::take(&mut file)),
            }
        }
        files.push(file);
        files.retain(|file| !file.trim().is_empty());
        assert_eq!(files.len(), 6);
        for file in files {
            assert!(crate::problem::read(&file).is_ok(), "{file}");
        }
    }
}
