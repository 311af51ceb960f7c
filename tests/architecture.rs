//! The floors of the source tree: a module imports only from lower floors, and siblings on
//! one floor do not import each other.

use std::fs;
use std::path::{Path, PathBuf};

const FLOORS: &[&[&str]] = &[
    &["budget", "number"],
    &["linalg", "syntax"],
    &["expr"],
    &["problem", "polynomial", "tape"],
    &["calculus", "solve"],
    &["classify", "result"],
    &["verify", "report", "analyze"],
    &["cli", "error"],
];

/// What `verify` must not know besides: it re-proves with its own routines.
const VERIFY_MAY_USE: &[&str] = &["budget", "number", "linalg", "syntax", "expr", "result"];

/// Modules of floor 0 may use the work budget, which uses nothing.
const EVERYWHERE: &str = "budget";

/// Items of `lib.rs` itself, such as `crate::answer`, belong to the top floor.
fn is_module(name: &str) -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    root.join(name).is_dir() || root.join(format!("{name}.rs")).is_file()
}

fn floor(module: &str) -> usize {
    if !is_module(module) {
        return FLOORS.len() - 1;
    }
    let floor = FLOORS.iter().position(|modules| modules.contains(&module));
    floor.unwrap_or_else(|| panic!("module `{module}` has no floor"))
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// Names of the modules that a source text mentions as `crate::name`.
fn imports(text: &str) -> Vec<String> {
    let code: Vec<&str> =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = code[at + "crate::".len()..].trim_start();
        let group = match rest.strip_prefix('{') {
            Some(inside) => inside.split('}').next().unwrap_or("").split(',').collect(),
            None => vec![rest],
        };
        for path in group {
            let name: String =
                path.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !name.is_empty() {
                names.push(name);
            }
        }
    }
    names
}

/// All (module, imported module, file) of the tree below `src`.
fn edges() -> Vec<(String, String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut edges = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&root).unwrap();
        let first = inside.components().next().unwrap().as_os_str().to_string_lossy();
        let module = first.trim_end_matches(".rs").to_string();
        if module == "lib" || module == "main" {
            continue;
        }
        for import in imports(&fs::read_to_string(&file).unwrap()) {
            edges.push((module.clone(), import, file.clone()));
        }
    }
    edges
}

#[test]
fn imports_point_down() {
    let wrong: Vec<String> = edges()
        .into_iter()
        .filter(|(from, to, _)| from != to && to != EVERYWHERE)
        .filter(|(from, _, _)| floor(from) < FLOORS.len() - 1)
        .filter(|(from, to, _)| floor(to) >= floor(from))
        .map(|(from, to, file)| format!("{from} imports {to} in {}", file.display()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_checker_knows_no_solver() {
    let wrong: Vec<String> = edges()
        .into_iter()
        .filter(|(from, to, _)| from == "verify" && to != "verify")
        .filter(|(_, to, _)| !VERIFY_MAY_USE.contains(&to.as_str()))
        .map(|(_, to, file)| format!("verify imports {to} in {}", file.display()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_scan_sees_grouped_and_plain_imports() {
    let text = "use crate::{number, expr::Dag};\nlet x = crate::solve::solve();\n// crate::cli\n";
    assert_eq!(imports(text), ["number", "expr", "solve"]);
}
