//! How a page shall look: from the arguments and the file to options.

use super::arguments::{Common, Dialect, Format, Look, NotationStyle, StepLevel, VariantName};
use super::failure::Failure;
use super::run::{json, language};
use super::template;
use crate::report::{
    self, MathDialect, Notation, Options, Steps, TemplateError, TerminalOptions, Variant,
};
use crate::result::Document;
use std::path::{Path, PathBuf};

/// The options of the page of a result.
pub(super) fn options(
    look: &Look,
    common: &Common,
    document: &Document,
    stem: &str,
) -> Result<Options, Failure> {
    Ok(Options {
        language: language(common, document)?,
        variant: match look.variant {
            VariantName::Solution => Variant::Solution,
            VariantName::Key => Variant::Key,
            VariantName::Worksheet => Variant::Worksheet,
        },
        sections: look.sections.clone(),
        templates: templates(look)?,
        steps: steps(look, document),
        notation: notation(look, document),
        math: dialect(look),
        stem: stem.to_string(),
        version: env!("CARGO_PKG_VERSION").to_string(),
        command: "hesse report".to_string(),
        ..Options::default()
    })
}

/// The user's templates, if there are some.
pub(super) fn templates(look: &Look) -> Result<Vec<(String, String)>, Failure> {
    look.template.as_deref().map_or(Ok(Vec::new()), template::read)
}

/// Formulas in Markdown.
pub(super) fn dialect(look: &Look) -> MathDialect {
    match look.math {
        Dialect::Github => MathDialect::Github,
        Dialect::Dollar => MathDialect::Dollar,
    }
}

fn steps(look: &Look, document: &Document) -> Steps {
    match (look.steps, document.texts.steps.as_deref()) {
        (Some(StepLevel::None), _) | (None, Some("none")) => Steps::None,
        (Some(StepLevel::Brief), _) | (None, Some("brief")) => Steps::Brief,
        (Some(StepLevel::Full), _) | (None, _) => Steps::Full,
    }
}

fn notation(look: &Look, document: &Document) -> Notation {
    match (look.notation, document.texts.notation.as_deref()) {
        (Some(NotationStyle::D), _) | (None, Some("D")) => Notation::D,
        (Some(NotationStyle::Abc), _) | (None, Some("ABC")) => Notation::Abc,
        (Some(NotationStyle::Minors), _) | (None, Some("minors")) => Notation::Minors,
        (Some(NotationStyle::Eigen), _) | (None, _) => Notation::Eigen,
    }
}

/// Where pages are written: a folder, or the one file.
pub(super) struct Destination {
    folder: PathBuf,
    single: Option<PathBuf>,
}

impl Destination {
    /// From `-o`: a name with an ending is a file, which only one page fits.
    pub(super) fn of(output: Option<&Path>, pages: usize) -> Result<Destination, Failure> {
        match output {
            Some(path) if path.extension().is_some() && !path.is_dir() => match pages {
                1 => Ok(Destination { folder: PathBuf::new(), single: Some(path.to_path_buf()) }),
                _ => Err(Failure::usage(format!(
                    "error: {} names one file, but several are to be written; \
                     choose one with --format or give a folder",
                    path.display()
                ))),
            },
            folder => {
                let folder = folder.map_or(PathBuf::new(), Path::to_path_buf);
                Ok(Destination { folder, single: None })
            }
        }
    }

    /// The path of a page.
    pub(super) fn path(&self, stem: &str, extension: &str) -> PathBuf {
        match &self.single {
            Some(path) => path.clone(),
            None => self.folder.join(format!("{stem}.{extension}")),
        }
    }
}

/// The format that the ending of the one output file names, if it names one.
pub(super) fn format_of(output: Option<&Path>) -> Option<Format> {
    match output?.extension()?.to_str()? {
        "html" | "htm" => Some(Format::Html),
        "md" | "markdown" => Some(Format::Md),
        "tex" => Some(Format::Tex),
        "json" => Some(Format::Json),
        "txt" => Some(Format::Txt),
        _ => None,
    }
}

/// An error in a template of the user.
pub(super) fn template_failure(error: TemplateError) -> Failure {
    Failure::input(format!("error: in a template: {error}"))
}

/// The files of a result in one format.
pub(super) fn files(
    document: &Document,
    options: &Options,
    format: Format,
    common: &Common,
    destination: &Destination,
) -> Result<Vec<(PathBuf, String)>, Failure> {
    let path = |extension: &str| destination.path(&options.stem, extension);
    let text = match format {
        Format::Html => report::html_page(document, options).map_err(template_failure)?,
        Format::Tex => report::latex(document, options).map_err(template_failure)?,
        Format::Md => {
            let page = report::markdown_page(document, options).map_err(template_failure)?;
            return Ok(with_figures(path("md"), page));
        }
        Format::Json if options.variant != Variant::Solution => {
            return Err(Failure::usage("error: JSON is the whole result; it has no --as"));
        }
        Format::Json => json(document)?,
        Format::Txt => text(document, options, common),
    };
    Ok(vec![(path(extension(format)), text)])
}

fn text(document: &Document, options: &Options, common: &Common) -> String {
    let choice = TerminalOptions {
        language: options.language.clone(),
        ascii: common.ascii,
        colour: false,
        width: 100,
    };
    report::text(document, options, &choice)
}

/// A Markdown page and its pictures beside it.
pub(super) fn with_figures(path: PathBuf, page: report::Markdown) -> Vec<(PathBuf, String)> {
    let beside = path.parent().map_or(PathBuf::new(), Path::to_path_buf);
    let figures = page.figures.into_iter().map(|(name, svg)| (beside.join(name), svg));
    [(path, page.text)].into_iter().chain(figures).collect()
}

/// The ending of a file of a format.
pub(super) fn extension(format: Format) -> &'static str {
    match format {
        Format::Html => "html",
        Format::Md => "md",
        Format::Tex => "tex",
        Format::Json => "json",
        Format::Txt => "txt",
    }
}
