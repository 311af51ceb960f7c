//! LaTeX pages compile, whatever the user wrote; skipped with a message where there is no TeX.

#![expect(clippy::print_stdout, reason = "a skipped test says so")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Characters and commands that would stop TeX, open a file or end the page.
const HOSTILE: &str = "title: 50% of $x$ & {y} #1 \\input{/etc/passwd} ^~_ ``a'' 😀 Ж\n\
note: \\end{document} <<page>> {% include \"x\" %} -- *emphasis* $\\write18{ls}$ [a](https://e.org/x_y%20z#k)\n\
problem: | a | $\\frac{1}{2}$ |\n\
\x20 |---|---|\n\
\x20 | 1 | `\\def\\x{` |\n\
\n\
\x20 - one\n\
\x20   - two\n\
\x20     - three\n\
\x20       - four\n\
\x20         - five\n";

fn has(engine: &str) -> bool {
    let mut version = Command::new(engine);
    version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    let found = version.status().is_ok_and(|status| status.success());
    if !found {
        println!("skipped: {engine} is not installed");
    }
    found
}

/// Writes a formula file, makes its page and compiles it; the log of TeX.
#[track_caller]
fn compile(engine: &str, source: &str, options: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a b_c.hesse"), source).expect("a file");
    let report = Command::new(env!("CARGO_BIN_EXE_hesse"))
        .args(["report", "a b_c.hesse", "--format", "tex", "-o", "page.tex"])
        .args(options)
        .current_dir(folder.path())
        .output()
        .expect("hesse runs");
    assert!(matches!(report.status.code(), Some(0 | 3)), "{report:?}");
    run_tex(engine, folder.path())
}

#[track_caller]
fn run_tex(engine: &str, folder: &Path) -> String {
    let tex = Command::new(engine)
        .args(["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "page.tex"])
        .current_dir(folder)
        .output()
        .expect("TeX runs");
    let log = String::from_utf8_lossy(&tex.stdout).into_owned();
    assert!(tex.status.success(), "{log}");
    assert!(folder.join("page.pdf").is_file());
    log
}

const LECTURE: &str = "L(w1, w2) = (1 - w1*w2)^2\n";

#[test]
fn english_pages_compile_with_pdflatex() {
    if !has("pdflatex") {
        return;
    }
    compile("pdflatex", LECTURE, &[]);
    compile("pdflatex", &format!("{HOSTILE}marks: default\n{LECTURE}"), &[]);
    compile("pdflatex", "x^4 - 2x^2\n", &["--as", "worksheet"]);
    // Ten points with long roots, on pages of their own.
    let log = compile("pdflatex", "(x^2 + y - 11)^2 + (x + y^2 - 7)^2\n", &["--notation", "D"]);
    let wide = log.lines().filter(|line| line.starts_with("Overfull")).count();
    assert_eq!(wide, 0, "something is cut: {log}");
}

#[test]
fn chinese_pages_compile_with_xelatex() {
    if !has("xelatex") {
        return;
    }
    let source = "title: 鞍点还是极小值点？\nnote: 说明 50% 与 _下划线_\nmarks: default\n";
    compile("xelatex", &format!("{source}{LECTURE}"), &["--lang", "zh"]);
    compile("xelatex", LECTURE, &["--lang", "zh", "--as", "worksheet"]);
}
