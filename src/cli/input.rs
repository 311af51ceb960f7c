//! From a path or a formula to text.

use super::failure::Failure;
use crate::syntax;
use std::io::Read;
use std::path::Path;

/// A text with the name under which errors refer to it.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) text: String,
    pub(super) label: String,
}

/// More bytes than any file may have; the scan has its own, smaller limit.
const MOST_BYTES: u64 = 16 << 20;

/// A formula given on the command line.
pub(super) fn formula(text: &str) -> Source {
    Source { text: text.to_string(), label: "formula".to_string() }
}

/// The text of a file, or of standard input for `-`.
pub(super) fn file(path: &Path) -> Result<Source, Failure> {
    let (bytes, label) = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().take(MOST_BYTES).read_to_end(&mut bytes);
        (read.map(|_| bytes), "standard input".to_string())
    } else {
        let read = std::fs::File::open(path).and_then(|file| {
            let mut bytes = Vec::new();
            file.take(MOST_BYTES).read_to_end(&mut bytes).map(|_| bytes)
        });
        (read, path.display().to_string())
    };
    let bytes = bytes.map_err(|e| {
        let hint = if is_like_a_formula(&label) {
            "\nhelp: to solve a formula itself, write it after `hesse` alone, or pipe it to `hesse solve -`"
        } else {
            ""
        };
        Failure::input(format!("error: cannot read {label}: {e}{hint}"))
    })?;
    match syntax::decode(&bytes) {
        Ok(text) => Ok(Source { text: text.to_string(), label }),
        Err(error) => {
            let lossy = String::from_utf8_lossy(&bytes[..bytes.len().min(1 << 16)]).into_owned();
            Err(Failure::input(syntax::draw(&lossy, &label, &error, false)))
        }
    }
}

/// Has a path signs that stand in formulas and hardly ever in names of files?
fn is_like_a_formula(label: &str) -> bool {
    let named = Path::new(label).extension().is_some_and(|e| e == "hesse");
    !named && label.contains(['^', '*', '+', '='])
}
