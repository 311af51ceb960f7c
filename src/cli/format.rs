//! `hesse fmt`: formula files laid out in one way, and never read in another.

use super::arguments::Fmt;
use super::failure::{Exit, Failure};
use super::input::file;
use super::output::{print, write};
use crate::problem;
use crate::syntax::{self, Span};
use std::path::Path;

/// Formats files in place, or standard input to standard output.
pub(super) fn formats(f: &Fmt) -> Result<Exit, Failure> {
    let mut exit = Exit::Proved;
    for path in &f.files {
        exit = exit.and(one(path, f.check)?);
    }
    Ok(exit)
}

fn one(path: &Path, check: bool) -> Result<Exit, Failure> {
    let source = file(path)?;
    let before = meaning(&source.text).map_err(|error| {
        Failure::input(syntax::draw(&source.text, &source.label, &error, false))
    })?;
    let laid = layout(&source.text);
    // A layout that would be read differently is not used.
    let laid = match meaning(&laid) {
        Ok(after) if after == before => laid,
        _ => source.text.clone(),
    };
    if path.as_os_str() == "-" {
        return print(&laid).map(|()| Exit::Proved);
    }
    match (laid == source.text, check) {
        (true, _) => Ok(Exit::Proved),
        (false, true) => {
            print(&format!("{}\n", path.display()))?;
            Ok(Exit::Input)
        }
        (false, false) => {
            write(path, laid.as_bytes())?;
            print(&format!("{}\n", path.display()))?;
            Ok(Exit::Proved)
        }
    }
}

/// What a file says, independent of its layout.
fn meaning(text: &str) -> Result<String, problem::Error> {
    let mut problem = problem::read(text)?;
    let notes: Vec<String> = problem.notes.iter().map(problem::Note::text).collect();
    problem.points.iter_mut().for_each(|point| point.span = Span::new(0, 0));
    problem.expansions.iter_mut().for_each(|taylor| taylor.span = Span::new(0, 0));
    problem.notes.clear();
    problem.source.clear();
    // Expressions are hash-consed, so equal problems have equal arenas.
    Ok(format!("{problem:?}") + &notes.join("\n"))
}

/// Unix line ends, no blanks at the ends of lines, single empty lines, `key: value`, and one
/// blank around the first `=` of a definition.
fn layout(text: &str) -> String {
    let mut out = String::new();
    let mut blank = true;
    for line in text.replace("\r\n", "\n").trim_start_matches('\u{feff}').lines() {
        let line = line.trim_end();
        if line.is_empty() {
            blank = true;
            continue;
        }
        if blank && !out.is_empty() {
            out.push('\n');
        }
        blank = false;
        out += &spaced(line);
        out.push('\n');
    }
    out
}

fn spaced(line: &str) -> String {
    if line.starts_with([' ', '\t', '#']) {
        return line.replace('\t', "  ");
    }
    if let Some((key, value)) = line.split_once(':')
        && key.chars().all(|c| c.is_ascii_alphabetic())
        && !value.starts_with('=')
    {
        return format!("{key}: {}", value.trim_start()).trim_end().to_string();
    }
    let sign = line.find('=').filter(|at| {
        let beside = [line[..*at].chars().next_back(), line[at + 1..].chars().next()];
        !beside.into_iter().flatten().any(|c| "=<>!:".contains(c))
    });
    match sign {
        Some(at) => format!("{} = {}", line[..at].trim_end(), line[at + 1..].trim_start()),
        None => line.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::layout;

    #[test]
    fn one_layout() {
        let given = "\u{feff}title:x\r\n\r\n\r\n\r\nf(x,y)=x^2  \n\ty <= 3 # a=b\n\nx in [0,1]\n";
        let expected = "title: x\n\nf(x,y) = x^2\n  y <= 3 # a=b\n\nx in [0,1]\n";
        assert_eq!(layout(given), expected);
        assert_eq!(layout(expected), expected);
    }
}
