//! One function a command.

use super::arguments::{
    Answer, Arguments, Command, Common, Dialect, Format, NOT_YET, NotationStyle, Report, Solve,
    StepLevel, VariantName, with_command,
};
use super::failure::{Exit, Failure};
use super::input::{Source, file, formula};
use super::output::{print, write};
use crate::analyze::{Limits, is_undecided};
use crate::error::Error;
use crate::report::{self, MathDialect, Notation, Options, Steps, TerminalOptions, Variant};
use crate::result::{Document, SCHEMA};
use crate::syntax;
use crate::verify::verify;
use clap::Parser;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Stack of the thread that works: far above what any pass over bounded nesting needs.
const STACK: usize = 64 << 20;

/// Runs the command on the arguments of the process.
pub fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let work = std::thread::Builder::new().stack_size(STACK).spawn(move || run(arguments));
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
        Command::Report(r) => reports(r),
        Command::Schema => print(&crate::result::schema()).map(|()| Exit::Proved),
        Command::Verify { result } => verifies(result),
    };
    match done {
        Ok(exit) => exit,
        Err(failure) => failed(&failure),
    }
}

fn failed(failure: &Failure) -> Exit {
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

fn reports(r: &Report) -> Result<Exit, Failure> {
    let mut exit = Exit::Proved;
    for path in &r.files {
        match one_report(r, path) {
            Ok(one) => exit = exit.and(one),
            Err(failure) if r.files.len() > 1 => exit = exit.and(failed(&failure)),
            Err(failure) => return Err(failure),
        }
    }
    Ok(exit)
}

/// Everything is made before the first file is written.
fn one_report(r: &Report, path: &Path) -> Result<Exit, Failure> {
    let source = file(path)?;
    let document = document(&source, &r.common)?;
    let stem = path.file_stem().map_or("report".into(), |s| s.to_string_lossy().into_owned());
    let language = language(&r.common, &document)?;
    let options = Options {
        language: language.clone(),
        variant: match r.variant {
            VariantName::Solution => Variant::Solution,
            VariantName::Key => Variant::Key,
            VariantName::Worksheet => Variant::Worksheet,
        },
        sections: r.sections.clone(),
        steps: steps(r, &document),
        notation: notation(r, &document),
        math: match r.math {
            Dialect::Github => MathDialect::Github,
            Dialect::Dollar => MathDialect::Dollar,
        },
        stem: stem.clone(),
        version: env!("CARGO_PKG_VERSION").to_string(),
        command: "hesse report".to_string(),
        ..Options::default()
    };
    let (folder, single) = destination(r)?;
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    for format in &r.format {
        let name = |extension: &str| {
            single.clone().unwrap_or_else(|| folder.join(format!("{stem}.{extension}")))
        };
        match format {
            Format::Html => files.push((name("html"), report::html(&document, &options))),
            Format::Md => {
                let markdown = report::markdown(&document, &options);
                let path = name("md");
                let beside = path.parent().map_or(PathBuf::new(), Path::to_path_buf);
                files.push((path, markdown.text));
                let figures = markdown.figures.into_iter();
                files.extend(figures.map(|(name, svg)| (beside.join(name), svg)));
            }
            Format::Tex => {
                let page =
                    report::latex(&document, &options).map_err(|e| Failure::input(e.message))?;
                files.push((name("tex"), page));
            }
            Format::Json => files.push((name("json"), json(&document)?)),
            Format::Txt => {
                let language = language.clone();
                let options =
                    TerminalOptions { language, ascii: r.common.ascii, colour: false, width: 100 };
                files.push((name("txt"), report::terminal(&document, &options)));
            }
        }
    }
    for (path, content) in &files {
        write(path, content.as_bytes())?;
        print(&format!("{}\n", path.display()))?;
    }
    Ok(exit_of(&document))
}

/// The folder to write to, or the one file.
fn destination(r: &Report) -> Result<(PathBuf, Option<PathBuf>), Failure> {
    match &r.output {
        None => Ok((PathBuf::new(), None)),
        Some(path) if path.extension().is_some() && !path.is_dir() => {
            if r.format.len() > 1 || r.files.len() > 1 {
                return Err(Failure::usage(format!(
                    "error: {} names one file, but several are to be written; \
                     choose one with --format or give a folder",
                    path.display()
                )));
            }
            Ok((PathBuf::new(), Some(path.clone())))
        }
        Some(folder) => Ok((folder.clone(), None)),
    }
}

fn steps(r: &Report, document: &Document) -> Steps {
    match (r.steps, document.texts.steps.as_deref()) {
        (Some(StepLevel::None), _) | (None, Some("none")) => Steps::None,
        (Some(StepLevel::Brief), _) | (None, Some("brief")) => Steps::Brief,
        (Some(StepLevel::Full), _) | (None, _) => Steps::Full,
    }
}

fn notation(r: &Report, document: &Document) -> Notation {
    match (r.notation, document.texts.notation.as_deref()) {
        (Some(NotationStyle::D), _) | (None, Some("D")) => Notation::D,
        (Some(NotationStyle::Abc), _) | (None, Some("ABC")) => Notation::Abc,
        (Some(NotationStyle::Minors), _) | (None, Some("minors")) => Notation::Minors,
        (Some(NotationStyle::Eigen), _) | (None, _) => Notation::Eigen,
    }
}

fn language(common: &Common, document: &Document) -> Result<String, Failure> {
    let wanted = common.lang.clone().or_else(|| document.texts.lang.clone());
    let wanted = wanted.unwrap_or_else(|| "en".to_string());
    if report::languages().any(|l| l == wanted) {
        return Ok(wanted);
    }
    let known: Vec<&str> = report::languages().collect();
    Err(Failure::usage(format!("error: no language `{wanted}`; there are {}", known.join(", "))))
}

/// Reads, solves, checks.
fn document(source: &Source, common: &Common) -> Result<Document, Failure> {
    let deadline = Instant::now().checked_add(Duration::from_secs_f64(common.time.clamp(0.0, 1e9)));
    let halt = super::memory::watch(common.memory);
    let limits = Limits { deadline, halt: Some(halt), ..Limits::default() };
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let document = match crate::answer(&source.text, &limits) {
        Ok(document) => document,
        Err(Error::Problem(error)) => {
            let drawn = syntax::draw(&source.text, &source.label, &error, colour);
            return Err(Failure::input(drawn));
        }
        Err(Error::SelfCheck(check)) => {
            return Err(Failure::internal(&check.claim, &source.text));
        }
    };
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
    for (claim, found) in verification.refuted() {
        text.push_str(&format!("refuted: {claim}: {found}\n"));
    }
    print(&text)?;
    Ok(if verification.is_refuted() { Exit::Input } else { Exit::Proved })
}

fn json(document: &Document) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(document);
    text.map(|t| t + "\n").map_err(|e| Failure::internal(&e.to_string(), &document.input.text))
}

fn exit_of(document: &Document) -> Exit {
    if is_undecided(document) { Exit::Undecided } else { Exit::Proved }
}
