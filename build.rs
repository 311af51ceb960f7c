//! Collects the word catalogues, so that a new language is a new file and nothing else.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default())
        .join("templates")
        .join("words");
    println!("cargo::rerun-if-changed=templates/words");
    let mut files: Vec<_> =
        fs::read_dir(&folder)?.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
    files.sort();
    let mut source = String::from("&[");
    let mut names = String::from("&[");
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "json")) {
        let language = file.file_stem().unwrap_or_default().to_string_lossy();
        source += &format!("({language:?}, include_str!({:?})),", file.to_string_lossy());
        names += &format!("{language:?},");
    }
    source.push(']');
    names.push(']');
    let out = env::var("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("catalogues.rs"), source)?;
    fs::write(Path::new(&out).join("languages.rs"), names)
}
