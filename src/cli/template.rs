//! `--template DIR` and `hesse template dump`: the look of pages in the hands of the user.

use super::arguments::Dump;
use super::failure::{Exit, Failure};
use super::output::{print, write};
use crate::report::built_in_templates;
use std::fs;
use std::io::Read;
use std::path::Path;

/// Endings of files that are templates.
const ENDINGS: [&str; 4] = ["html", "css", "md", "tex"];
/// More files, folders inside each other, or bytes of a file than any set of templates has.
const MOST_FILES: usize = 500;
const DEEPEST: usize = 8;
const MOST_BYTES: u64 = 4 << 20;

/// The templates in a folder with their names, sorted. Links are followed only inside.
pub(super) fn read(folder: &Path) -> Result<Vec<(String, String)>, Failure> {
    let wrong = |path: &Path, what: &str| {
        Failure::input(format!("error: template {}: {what}", path.display()))
    };
    let root = folder.canonicalize().map_err(|e| wrong(folder, &e.to_string()))?;
    let mut open = vec![(root.clone(), String::new(), 0)];
    let mut found = Vec::new();
    while let Some((path, name, depth)) = open.pop() {
        let real = path.canonicalize().map_err(|e| wrong(&path, &e.to_string()))?;
        if !real.starts_with(&root) {
            return Err(wrong(&path, "leads out of the folder"));
        }
        if real.is_dir() {
            if depth > DEEPEST {
                return Err(wrong(&path, "folders too deep inside each other"));
            }
            let entries = fs::read_dir(&real).map_err(|e| wrong(&path, &e.to_string()))?;
            for entry in entries {
                let entry = entry.map_err(|e| wrong(&path, &e.to_string()))?;
                let part = entry.file_name().to_string_lossy().into_owned();
                if !part.starts_with('.') {
                    let slash = if name.is_empty() { "" } else { "/" };
                    open.push((entry.path(), format!("{name}{slash}{part}"), depth + 1));
                }
            }
        } else if is_template(&name) {
            found.push((name, text(&real).map_err(|what| wrong(&path, &what))?));
        }
        if found.len() + open.len() > MOST_FILES {
            return Err(wrong(folder, "more than 500 files"));
        }
    }
    if found.is_empty() {
        let hint = "no templates in it; `hesse template dump DIR` writes those of hesse";
        return Err(wrong(folder, hint));
    }
    found.sort();
    Ok(found)
}

fn is_template(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

fn text(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|e| e.to_string())?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err("larger than 4 MB".to_string());
    }
    String::from_utf8(bytes).map_err(|_| "not UTF-8 text".to_string())
}

/// Writes the templates of the program; files that are there stay unless told otherwise.
pub(super) fn dump(d: &Dump) -> Result<Exit, Failure> {
    let all = built_in_templates();
    let taken = all.iter().map(|(name, _)| d.folder.join(name)).find(|path| path.exists());
    if let Some(path) = taken.filter(|_| !d.force) {
        return Err(Failure::usage(format!(
            "error: {} is there already; --force writes over it",
            path.display()
        )));
    }
    for (name, text) in all {
        let path = d.folder.join(name);
        write(&path, text.as_bytes())?;
        print(&format!("{}\n", path.display()))?;
    }
    Ok(Exit::Proved)
}
