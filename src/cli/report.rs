//! `hesse report`: one page a file.

use super::arguments::{Format, Report};
use super::failure::{Exit, Failure};
use super::input::file;
use super::look::{Destination, files, format_of, options};
use super::output::{print, write};
use super::run::{document, exit_of, failed};
use std::path::{Path, PathBuf};

/// Writes the page of every file; one that fails stops no other.
pub(super) fn reports(r: &Report) -> Result<Exit, Failure> {
    let formats = formats(r);
    let destination = Destination::of(r.output.as_deref(), formats.len() * r.files.len())?;
    let mut exit = Exit::Proved;
    for path in &r.files {
        match one(r, path, &formats, &destination) {
            Ok(one) => exit = exit.and(one),
            Err(failure) if r.files.len() > 1 => exit = exit.and(failed(&failure)),
            Err(failure) => return Err(failure),
        }
    }
    Ok(exit)
}

/// Those asked for, else that of the output file, else page and Markdown.
fn formats(r: &Report) -> Vec<Format> {
    match (r.format.as_slice(), format_of(r.output.as_deref())) {
        ([], Some(format)) => vec![format],
        ([], None) => vec![Format::Html, Format::Md],
        (formats, _) => formats.to_vec(),
    }
}

/// Everything is made before the first file is written.
fn one(
    r: &Report,
    path: &Path,
    formats: &[Format],
    destination: &Destination,
) -> Result<Exit, Failure> {
    let source = file(path)?;
    let document = document(&source, &r.common)?;
    let stem = match path.as_os_str() == "-" {
        true => "report".to_string(),
        false => path.file_stem().map_or("report".into(), |s| s.to_string_lossy().into_owned()),
    };
    let options = options(&r.look, &r.common, &document, &stem)?;
    let mut all: Vec<(PathBuf, String)> = Vec::new();
    for format in formats {
        all.extend(files(&document, &options, *format, &r.common, destination)?);
    }
    for (path, content) in &all {
        write(path, content.as_bytes())?;
        print(&format!("{}\n", path.display()))?;
    }
    Ok(exit_of(&document))
}
