//! The arguments of the command.
//!
//! A first argument that is a command is a command; anything else is what to answer: an
//! existing file, `-`, or a formula, also when it begins with `-`.

use crate::report::SECTIONS;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// Give it a formula; get all the critical points, proved, on a page you can hand in.
#[derive(Debug, Parser)]
#[command(
    name = "hesse",
    version,
    about,
    max_term_width = 100,
    after_help = "hesse help syntax explains the formula file; hesse examples lists some"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Answer on the terminal (also without the word: hesse 'x^4 - x^2')
    Answer(Answer),
    /// Answer on the terminal, or as JSON
    Solve(Solve),
    /// Write the worked solution
    Report(Report),
    /// Make a page of a Markdown file whose ```hesse fences become solutions
    Render(Render),
    /// Lay out formula files in one way
    Fmt(Fmt),
    /// List example files, or print one
    Examples {
        /// The name of an example
        name: Option<String>,
    },
    /// Explain the code of a mistake, or list the codes
    Explain {
        /// The code under an error message
        code: Option<String>,
    },
    /// Templates of pages
    Template {
        #[command(subcommand)]
        command: TemplateCommand,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the JSON Schema of results
    Schema,
    /// Re-prove every claim of a result
    Verify {
        /// A result written by `hesse solve --json`
        result: PathBuf,
    },
}

/// Limits and manners that every command takes.
#[derive(Debug, Clone, Args)]
pub(super) struct Common {
    /// Treat every note about the reading as an error
    #[arg(long)]
    pub(super) strict: bool,
    /// Seconds after which the search for a proof is given up
    #[arg(long, default_value_t = 10.0, value_name = "SECONDS", value_parser = seconds)]
    pub(super) time: f64,
    /// Memory after which the search for a proof is given up, in megabytes
    #[arg(long, default_value_t = 2000, value_name = "MB")]
    pub(super) memory: u64,
    /// Plain ASCII on the terminal
    #[arg(long)]
    pub(super) ascii: bool,
    /// Language of the words: en or zh (default: that of the file, else en)
    #[arg(long, value_name = "LANG")]
    pub(super) lang: Option<String>,
}

/// A time that is a number and not negative.
fn seconds(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| "not a number".to_string())?;
    match value.is_finite() && value >= 0.0 {
        true => Ok(value),
        false => Err("must be zero or more".to_string()),
    }
}

#[derive(Debug, Clone, Args)]
pub(super) struct Answer {
    /// A formula, a file, or - for standard input
    #[arg(value_name = "FORMULA|FILE|-", allow_hyphen_values = true)]
    pub(super) input: OsString,
    /// The input is a formula, whatever it looks like
    #[arg(short = 'e', long = "expression")]
    pub(super) expression: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Clone, Args)]
pub(super) struct Solve {
    /// A file, or - for standard input
    #[arg(value_name = "FILE|-")]
    pub(super) file: PathBuf,
    /// Print the result as JSON and nothing else
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Clone, Args)]
pub(super) struct Report {
    /// Formula files
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Formats, separated by commas: html, md, tex, json, txt (default: html,md)
    #[arg(long, value_delimiter = ',', value_name = "FORMATS")]
    pub(super) format: Vec<Format>,
    /// A folder, or the name of the one file to write
    #[arg(short, long, value_name = "DIR|PATH")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) look: Look,
    #[command(flatten)]
    pub(super) common: Common,
}

/// What pages show, and how.
#[derive(Debug, Clone, Args)]
pub(super) struct Look {
    /// Worked solution, results only, or the problem with room for answers
    #[arg(long = "as", default_value = "solution", value_name = "VARIANT")]
    pub(super) variant: VariantName,
    /// Parts to show, separated by commas; with a minus sign in front, parts to leave out
    #[arg(long, value_delimiter = ',', value_name = "PARTS", allow_hyphen_values = true, value_parser = section)]
    pub(super) sections: Vec<String>,
    /// How many steps to show
    #[arg(long, value_name = "LEVEL")]
    pub(super) steps: Option<StepLevel>,
    /// Words of the second-derivative test
    #[arg(long, value_name = "STYLE")]
    pub(super) notation: Option<NotationStyle>,
    /// Formulas in Markdown
    #[arg(long, default_value = "github", value_name = "DIALECT")]
    pub(super) math: Dialect,
    /// A folder with templates of your own
    #[arg(long, value_name = "DIR")]
    pub(super) template: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub(super) struct Render {
    /// A Markdown file, or - for standard input
    #[arg(value_name = "FILE.md")]
    pub(super) file: PathBuf,
    /// Formats, separated by commas: html, md, tex (default: html)
    #[arg(long, value_delimiter = ',', value_name = "FORMATS")]
    pub(super) format: Vec<Format>,
    /// A folder, or the name of the one file to write
    #[arg(short, long, value_name = "DIR|PATH")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) look: Look,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Clone, Args)]
pub(super) struct Fmt {
    /// Formula files, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Write nothing; name the files that would change and exit with 1
    #[arg(long)]
    pub(super) check: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum TemplateCommand {
    /// Write the templates of hesse into a folder, to start from
    Dump(Dump),
}

#[derive(Debug, Clone, Args)]
pub(super) struct Dump {
    /// The folder
    #[arg(value_name = "DIR", default_value = "templates")]
    pub(super) folder: PathBuf,
    /// Write over files that are there
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One self-contained page
    Html,
    /// Markdown with figures beside it
    Md,
    /// LaTeX for pdflatex, xelatex or lualatex
    #[value(alias = "latex")]
    Tex,
    /// The result as data
    Json,
    /// What the terminal shows
    Txt,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum VariantName {
    /// The worked solution
    Solution,
    /// Results without their derivation
    Key,
    /// The problem with room for answers, and no answer in the file
    Worksheet,
}

/// Names of parts with commas between them.
pub(super) fn sections(text: &str) -> Result<Vec<String>, String> {
    text.split(',').map(section).collect()
}

/// The name of a part of the page, or a minus sign and the name.
fn section(text: &str) -> Result<String, String> {
    let names = SECTIONS.map(|(name, _)| name);
    match names.contains(&text.trim_start_matches('-')) {
        true => Ok(text.to_string()),
        false => Err(format!("the parts are {}", names.join(", "))),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum StepLevel {
    None,
    Brief,
    Full,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum NotationStyle {
    /// Signs of the eigenvalues
    Eigen,
    /// D = f_xx f_yy - f_xy^2
    #[value(name = "D")]
    D,
    /// A, B, C and AC - B^2
    #[value(name = "ABC")]
    Abc,
    /// Leading principal minors
    Minors,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Dialect {
    Github,
    Dollar,
}

const COMMANDS: &[&str] = &[
    "answer",
    "solve",
    "report",
    "render",
    "verify",
    "schema",
    "fmt",
    "examples",
    "template",
    "completions",
    "explain",
    "help",
];
const WITH_VALUE: &[&str] = &["--time", "--memory", "--lang"];
const FLAGS: &[&str] =
    &["--strict", "--ascii", "-e", "--expression", "-h", "--help", "-V", "--version"];
/// Commands that are planned but not there.
pub(super) const NOT_YET: &[&str] = &["build", "watch", "serve", "batch"];

/// Puts the word `answer` in front when the first argument is no command, and the formula
/// behind `--` so that it may begin with a minus sign.
pub(super) fn with_command(arguments: Vec<OsString>) -> Vec<OsString> {
    let mut rest = arguments.into_iter();
    let program = rest.next().unwrap_or_else(|| OsString::from("hesse"));
    let rest: Vec<OsString> = rest.collect();
    let is = |list: &[&str], a: &OsString| a.to_str().is_some_and(|a| list.contains(&a));
    let lone_help = rest.first().is_none_or(|a| is(&["-h", "--help", "-V", "--version"], a));
    if lone_help || rest.first().is_some_and(|a| is(COMMANDS, a)) {
        return std::iter::once(program).chain(rest).collect();
    }
    let mut flags = Vec::new();
    let mut inputs = Vec::new();
    let mut rest = rest.into_iter();
    while let Some(a) = rest.next() {
        let joined = a.to_str().is_some_and(|a| {
            WITH_VALUE.iter().any(|f| a.strip_prefix(f).is_some_and(|v| v.starts_with('=')))
        });
        if is(WITH_VALUE, &a) {
            flags.push(a);
            flags.extend(rest.next());
        } else if joined || is(FLAGS, &a) {
            flags.push(a);
        } else {
            inputs.push(a);
        }
    }
    let mut all = vec![program, OsString::from("answer")];
    all.extend(flags);
    all.push(OsString::from("--"));
    all.extend(inputs);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(given: &[&str], expected: &[&str]) {
        let given = given.iter().map(OsString::from).collect();
        let expected: Vec<OsString> = expected.iter().map(OsString::from).collect();
        assert_eq!(with_command(given), expected);
    }

    #[test]
    fn a_formula_may_begin_with_a_minus_sign() {
        check(&["hesse", "-x^2 - y^2"], &["hesse", "answer", "--", "-x^2 - y^2"]);
        check(&["hesse", "-e", "-x"], &["hesse", "answer", "-e", "--", "-x"]);
        check(
            &["hesse", "--time", "3", "x^2", "--ascii"],
            &["hesse", "answer", "--time", "3", "--ascii", "--", "x^2"],
        );
    }

    #[test]
    fn a_command_stays_a_command() {
        check(&["hesse", "solve", "a.hesse"], &["hesse", "solve", "a.hesse"]);
        check(&["hesse"], &["hesse"]);
        check(&["hesse", "--help"], &["hesse", "--help"]);
    }
}
