//! `hesse render`: a Markdown file whose ```` ```hesse ```` fences become solutions.

use super::arguments::{Format, Look, Render, StepLevel, VariantName};
use super::failure::{Exit, Failure};
use super::input::{Source, file};
use super::look::{
    Destination, dialect, extension, format_of, options, template_failure, templates, with_figures,
};
use super::output::{print, write};
use super::run::{exit_of, is_coloured, language_of, solved};
use crate::error::Error;
use crate::report::{self, Book, Chapter, Fence, Options, Piece};
use crate::result::Document;
use crate::syntax::{self, Diagnosis, Explain, Help, Span};
use clap::ValueEnum;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes the page. A bad fence becomes a box; the page is written all the same.
pub(super) fn renders(r: &Render) -> Result<Exit, Failure> {
    let formats = match (r.format.as_slice(), format_of(r.output.as_deref())) {
        ([], format) => vec![format.unwrap_or(Format::Html)],
        (formats, _) => formats.to_vec(),
    };
    let destination = Destination::of(r.output.as_deref(), formats.len())?;
    let source = file(&r.file)?;
    let stem = r.file.file_stem().map_or("page".into(), |s| s.to_string_lossy().into_owned());
    let stem = if stem == "-" { "page".to_string() } else { stem };
    let cut = report::cut(&source.text);
    let mut exit = Exit::Proved;
    let mut chapters = Vec::new();
    for piece in cut.pieces {
        chapters.push(match piece {
            Piece::Prose(text) => Chapter::Prose(text),
            Piece::Fence(fence) => match solution(r, &source, &fence, &stem) {
                Ok((document, options)) => {
                    exit = exit.and(exit_of(&document));
                    Chapter::Solution(Box::new((document, options)))
                }
                Err(failed) => {
                    exit = exit.and(failed.exit);
                    let _ = writeln!(std::io::stderr(), "{}", failed.shown);
                    Chapter::Failure(failed.plain)
                }
            },
        });
    }
    let book = Book { title: cut.title, chapters, source: source.text.clone() };
    let all = pages(r, &book, &formats, &destination, &stem)?;
    for (path, content) in &all {
        write(path, content.as_bytes())?;
        print(&format!("{}\n", path.display()))?;
    }
    Ok(exit)
}

fn pages(
    r: &Render,
    book: &Book,
    formats: &[Format],
    destination: &Destination,
    stem: &str,
) -> Result<Vec<(PathBuf, String)>, Failure> {
    let options = Options {
        language: language_of(r.common.lang.as_deref())?,
        templates: templates(&r.look)?,
        math: dialect(&r.look),
        stem: stem.to_string(),
        command: "hesse render".to_string(),
        ..Options::default()
    };
    let mut all = Vec::new();
    for format in formats {
        let path = destination.path(stem, extension(*format));
        refuse_source(&r.file, &path)?;
        match format {
            Format::Html => {
                all.push((path, report::book_html(book, &options).map_err(template_failure)?));
            }
            Format::Tex => {
                all.push((path, report::book_latex(book, &options).map_err(template_failure)?));
            }
            Format::Md => {
                let page = report::book_markdown(book, &options).map_err(template_failure)?;
                all.extend(with_figures(path, page));
            }
            Format::Json | Format::Txt => {
                let message = "error: `hesse render` writes html, md and tex";
                return Err(Failure::usage(message));
            }
        }
    }
    Ok(all)
}

/// A page must not take the place of what it is made from.
fn refuse_source(source: &Path, page: &Path) -> Result<(), Failure> {
    let same = match (source.canonicalize(), page.canonicalize()) {
        (Ok(source), Ok(page)) => source == page,
        _ => false,
    };
    match same {
        true => Err(Failure::usage(format!(
            "error: {} would be written over; give another place with -o",
            page.display()
        ))),
        false => Ok(()),
    }
}

/// Why a fence has no solution: for the terminal and for the page.
struct Failed {
    exit: Exit,
    shown: String,
    plain: String,
}

impl Failed {
    fn input(message: String) -> Failed {
        Failed { exit: Exit::Input, shown: message.clone(), plain: message }
    }
}

fn solution(
    r: &Render,
    source: &Source,
    fence: &Fence,
    stem: &str,
) -> Result<(Document, Options), Failed> {
    let line = |offset: usize| {
        let (line, column) = Span::new(offset, offset).line_and_column(&source.text);
        format!("{}:{line}:{column}", source.label)
    };
    let mut common = r.common.clone();
    let look = wishes(&r.look, &fence.wishes, &mut common.lang)
        .map_err(|wrong| Failed::input(format!("error: {}: {wrong}", line(fence.start))))?;
    let document = solved(&fence.text, &common).map_err(|error| match error {
        Error::Problem(error) => {
            let moved = Moved { fence, diagnosis: error.explain() };
            let draw = |colour| syntax::draw(&source.text, &source.label, &moved, colour);
            let shown = draw(is_coloured()) + &super::explain::hint(&error);
            Failed { exit: Exit::Input, shown, plain: draw(false) }
        }
        Error::SelfCheck(check) => {
            let message = Failure::internal(&check.claim, &fence.text).message;
            Failed { exit: Exit::Internal, shown: message.clone(), plain: message }
        }
    })?;
    if let Some(note) = document.input.notes.first().filter(|_| common.strict) {
        let before: usize =
            fence.text.split_inclusive('\n').take(note.line - 1).map(str::len).sum();
        let text = format!("error: {}: {}", line(fence.place(before)), note.text);
        return Err(Failed::input(text));
    }
    let options = options(&look, &common, &document, stem)
        .map_err(|failure| Failed::input(failure.message))?;
    Ok((document, options))
}

/// The look of one fence: that of the command, changed by the words after `hesse`.
fn wishes(look: &Look, words: &[String], lang: &mut Option<String>) -> Result<Look, String> {
    let mut look = look.clone();
    for word in words {
        let (key, value) = word.split_once('=').unwrap_or((word.as_str(), ""));
        match key {
            "as" => look.variant = VariantName::from_str(value, false)?,
            "steps" => look.steps = Some(StepLevel::from_str(value, false)?),
            "notation" => look.notation = Some(ValueEnum::from_str(value, false)?),
            "sections" => look.sections = super::arguments::sections(value)?,
            "lang" => *lang = Some(value.to_string()),
            other => {
                return Err(format!(
                    "`{other}` is not known here; write as=, steps=, notation=, sections= or lang="
                ));
            }
        }
    }
    Ok(look)
}

/// A mistake in a fence, at its place in the document.
struct Moved<'a> {
    fence: &'a Fence,
    diagnosis: Diagnosis,
}

impl Explain for Moved<'_> {
    fn explain(&self) -> Diagnosis {
        let moved =
            |span: Span| Span::new(self.fence.place(span.start), self.fence.place(span.end));
        let given = &self.diagnosis;
        let help = given.help.iter().map(|help| Help {
            text: help.text.clone(),
            change: help.change.clone().map(|(span, to)| (moved(span), to)),
        });
        Diagnosis {
            title: given.title.clone(),
            span: moved(given.span),
            label: given.label.clone(),
            context: given.context.iter().map(|(s, text)| (moved(*s), text.clone())).collect(),
            help: help.collect(),
        }
    }
}
