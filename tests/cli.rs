//! The command as its users meet it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn hesse(arguments: &[&str], folder: &Path, input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hesse"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // It may end without reading.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("the program ends")
}

#[track_caller]
fn exit(arguments: &[&str], input: &str, expected: i32) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let output = hesse(arguments, folder.path(), input.as_bytes());
    assert_eq!(output.status.code(), Some(expected), "{arguments:?} {input:?}\n{output:?}");
    output
}

#[test]
fn exit_codes() {
    exit(&["x^2"], "", 0);
    exit(&["x^2 +"], "", 1);
    exit(&["--strict", "log(x)"], "", 1);
    exit(&["solve", "missing.hesse"], "", 1);
    exit(&["missing.hesse"], "", 1);
    exit(&["solve"], "", 2);
    exit(&[], "", 2);
    exit(&["--time", "nan", "x^2"], "", 2);
    exit(&["--time", "-1", "x^2"], "", 2);
    exit(&["--lang", "xx", "x^2"], "", 2);
    exit(&["x^y + sin(x*y)"], "", 3);
}

#[test]
fn commands_that_are_planned_say_so() {
    for command in ["build", "watch", "serve", "batch"] {
        let output = exit(&[command], "", 2);
        assert!(String::from_utf8_lossy(&output.stderr).contains("not supported yet"));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_formula_comes_from_anywhere() {
    for (arguments, input) in [
        (vec!["x^4 - x^2"], ""),
        (vec!["-e", "x^4 - x^2"], ""),
        (vec!["-x^2 + x^4"], ""),
        (vec!["-e", "-x^2 + x^4"], ""),
        (vec!["-"], "x^4 - x^2"),
        (vec!["solve", "-"], "x^4 - x^2\n"),
    ] {
        let output = exit(&arguments, input, 0);
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(text.contains("sqrt(2)/2") || text.contains("√2/2"), "{text}");
        assert!(output.stderr.is_empty());
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("x"), "y^2 + 3").expect("written");
    let output = hesse(&["x", "--ascii"], folder.path(), b"");
    assert!(String::from_utf8_lossy(&output.stdout).contains("L(y)"), "{output:?}");
}

#[test]
fn json_stands_alone() {
    let output = exit(&["solve", "-", "--json"], "(1 - u*v)^2", 0);
    assert!(output.stderr.is_empty());
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["schema"], "hesse/1");
    assert_eq!(json["completeness"]["status"], "proved");
    let output = exit(&["solve", "-", "--json"], "(1 - u*v", 1);
    assert!(output.stdout.is_empty());
    assert!(!output.stderr.is_empty());
}

#[test]
fn two_runs_give_the_same_bytes() {
    let runs: Vec<Vec<(String, Vec<u8>)>> = (0..2)
        .map(|_| {
            let folder = tempfile::tempdir().expect("a folder");
            std::fs::write(folder.path().join("a.hesse"), "title: T\n(x^2 + y^2 - 1)^2 + x*y\n")
                .expect("written");
            let all = ["report", "a.hesse", "--format", "html,md,json,txt"];
            let output = hesse(&all, folder.path(), b"");
            assert_eq!(output.status.code(), Some(0), "{output:?}");
            let entries = std::fs::read_dir(folder.path()).expect("a folder");
            let mut files: Vec<(String, Vec<u8>)> = entries
                .map(|e| {
                    let e = e.expect("an entry");
                    let name = e.file_name().to_string_lossy().into_owned();
                    (name, std::fs::read(e.path()).expect("read"))
                })
                .collect();
            files.sort();
            files.push(("printed".to_string(), output.stdout));
            files
        })
        .collect();
    let names: Vec<&str> = runs[0].iter().map(|(name, _)| name.as_str()).collect();
    for wanted in ["a.html", "a.md", "a.json", "a.txt"] {
        assert!(names.contains(&wanted), "{names:?}");
    }
    assert!(names.iter().all(|n| !n.starts_with('.')), "{names:?}");
    assert!(runs[0] == runs[1]);
}

#[test]
fn text_of_the_user_is_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "title: <script>alert(1)</script>\nnote: <img src=x onerror=alert(2)>\nx^2\n";
    std::fs::write(folder.path().join("a.hesse"), text).expect("written");
    let output = hesse(&["report", "a.hesse"], folder.path(), b"");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let page = std::fs::read_to_string(folder.path().join("a.html")).expect("a page");
    assert!(page.contains("alert(1)"));
    assert!(!page.contains("<script>alert") && !page.contains("<img src=x"));
}

#[test]
fn a_mistake_leaves_old_files_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.hesse"), "x^2 + + \n").expect("written");
    std::fs::write(folder.path().join("a.html"), "old").expect("written");
    let output = hesse(&["report", "a.hesse"], folder.path(), b"");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(folder.path().join("a.html")).expect("read"), "old");
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 2);
}

#[test]
fn bad_bytes_are_input_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let deep = format!("{}x{}", "(".repeat(100_000), ")".repeat(100_000));
    let inputs: [&[u8]; 5] =
        [b"x^2 + \xff\xfe", b"x^2 + \0y", b"", b"\n\n# nothing\n", deep.as_bytes()];
    for input in inputs {
        let output = hesse(&["solve", "-", "--json"], folder.path(), input);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(output.stdout.is_empty());
        assert!(output.stderr.len() < 20_000);
    }
}

#[test]
fn large_formulas_end_in_time() {
    let ring: Vec<String> = (1..12).map(|i| format!("(x{}*x{i} - x{i}^3 - 2)^2", i + 1)).collect();
    for formula in [
        "x^1000000000",
        "x^99999999999999999999",
        "((((x+y)^9)^9)^9)",
        "x^2 + 10^10^10*y^2",
        "(x+y+z+w)^60",
        &ring.join(" + "),
    ] {
        let start = Instant::now();
        let output = exit(&["--time", "1", formula], "", 3);
        assert!(output.stderr.is_empty());
        // One second, and what a busy machine adds.
        assert!(start.elapsed() < Duration::from_secs(8), "{formula}");
    }
    exit(&["exp(exp(exp(x)))"], "", 0);
    exit(&["x^2 + 1e4096*y^2"], "", 0);
    exit(&["x^2/3^2000 + y^2"], "", 0);
    let wells: Vec<String> = (1..=24).map(|i| format!("(x{i}^2 - 1)^2")).collect();
    exit(&[&wells.join(" + ")], "", 0);
}
