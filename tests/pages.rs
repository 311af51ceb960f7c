//! Pages from the command: formats, documents with fences, templates of the user, formatting;
//! and pages of many kinds of problems in every format and language.

use hesse::report::{self, MathDialect, Options, TerminalOptions, Variant};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn hesse(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hesse"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs")
}

#[track_caller]
fn run(folder: &Path, arguments: &[&str], expected: i32) -> (String, String) {
    let output = hesse(folder, arguments);
    assert_eq!(output.status.code(), Some(expected), "{arguments:?}: {output:?}");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (text(output.stdout), text(output.stderr))
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

#[test]
fn every_format_twice_with_the_same_bytes() {
    let at = folder();
    let at = at.path();
    fs::write(at.join("a b.hesse"), "f(x, y) = x^3 + y^3 - 3xy\n").unwrap();
    let formats = ["--format", "html,md,tex,json,txt"];
    for out in ["one", "two"] {
        run(at, &[&["report", "a b.hesse", "-o", out][..], &formats].concat(), 0);
    }
    let mut names: Vec<_> =
        fs::read_dir(at.join("one")).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert!(names.len() >= 6, "{names:?}");
    for name in &names {
        let [one, two] = ["one", "two"].map(|out| fs::read(at.join(out).join(name)).unwrap());
        assert!(!one.is_empty() && one == two, "{name:?}");
        assert!(!name.to_string_lossy().starts_with('.'), "a temporary file stayed");
    }
    // The picture's name has a blank, which a link must not have.
    let page = read(at, "one/a b.md");
    assert!(page.contains("](a%20b-contour.svg)"), "{page}");
}

#[test]
fn letters_of_the_case_tree_are_set_as_formulas() {
    let at = folder();
    fs::write(at.path().join("a.hesse"), "f(x, y) = sin(x)*cos(2*y) + cos(x)/2\n").unwrap();
    run(at.path(), &["report", "a.hesse", "-o", "a.txt"], 0);
    let page = read(at.path(), "a.txt");
    assert!(page.contains("2c₁c₂ − s₁ = 0 gives s₁ = 2c₁c₂."), "{page}");
}

#[test]
fn kinks_stand_in_the_answer() {
    let at = folder();
    fs::write(at.path().join("a.hesse"), "f(x, y) = abs(x) + (y - 1)^2\n").unwrap();
    run(at.path(), &["report", "a.hesse", "-o", "a.txt"], 0);
    let page = read(at.path(), "a.txt");
    let answer = page.split("1 Problem").next().unwrap_or_default();
    assert!(answer.contains("Local minimum") && answer.contains("x = 0, y = 1"), "{answer}");
    let (terminal, _) = run(at.path(), &["solve", "a.hesse"], 0);
    assert!(terminal.contains("K₁") && terminal.contains("Local minimum"), "{terminal}");
}

#[test]
fn the_name_of_the_one_file_names_its_format() {
    let at = folder();
    fs::write(at.path().join("a.hesse"), "x^2\n").unwrap();
    let (out, _) = run(at.path(), &["report", "a.hesse", "-o", "page.tex"], 0);
    assert_eq!(out, "page.tex\n");
    assert!(read(at.path(), "page.tex").starts_with("\\documentclass"));
    run(at.path(), &["report", "a.hesse", "-o", "page.tex", "--format", "tex,md"], 2);
    run(at.path(), &["report", "a.hesse", "--as", "worksheet", "--format", "json"], 2);
    assert!(!at.path().join("a.json").exists());
}

const DOCUMENT: &str = "\
# Week 3

Some *text* with $x^2$ and <b>no HTML</b>.

## Exercise 1

```hesse
title: Folium
f(x, y) = x^3 + y^3 - 3xy
```

- in a list

  ```hesse as=worksheet lang=zh
  x^4 - x^2
  ```

```rust
let x = 1;
```
";

#[test]
fn fences_become_solutions_in_every_format() {
    let at = folder();
    let at = at.path();
    fs::write(at.join("week.md"), DOCUMENT).unwrap();
    run(at, &["render", "week.md", "--format", "html,md,tex", "-o", "out"], 0);
    let html = read(at, "out/week.html");
    assert!(html.contains("<h1>Week 3</h1>") && html.contains("Exercise 1</h2>"));
    assert!(html.contains("Saddle point") && html.contains("&lt;b&gt;no HTML"));
    assert!(html.contains("let x = 1;") && html.contains("class=\"ws\""));
    let ids: Vec<&str> =
        html.split(" id=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    for link in html.split("href=\"#").skip(1).filter_map(|part| part.split('"').next()) {
        assert!(unique.binary_search(&link).is_ok(), "{link}");
    }
    let markdown = read(at, "out/week.md");
    assert!(markdown.starts_with("# Week 3\n") && markdown.contains("```rust"));
    for picture in markdown.split("](").skip(1).filter_map(|part| part.split(')').next()) {
        assert!(at.join("out").join(picture).is_file(), "{picture}");
    }
    assert!(read(at, "out/week.tex").contains("\\begin{tikzpicture}"));
    for page in [html, markdown, read(at, "out/week.tex")] {
        assert!(!page.contains('⟦'));
    }
}

#[test]
fn a_bad_fence_is_located_in_the_document_and_boxed_on_the_page() {
    let at = folder();
    let at = at.path();
    fs::write(
        at.join("a.md"),
        "text\n\n> ```hesse\n> f(x, y) = x^2 + y^2\n> g(x = 1\n> ```\n\n```hesse\nx^2\n```\n",
    )
    .unwrap();
    let (out, errors) = run(at, &["render", "a.md"], 1);
    assert_eq!(out, "a.html\n");
    assert!(errors.contains("a.md:5:"), "{errors}");
    let page = read(at, "a.html");
    assert!(page.contains("a.md:5:") && page.contains("Global minimum"), "{errors}");
    fs::write(at.join("b.md"), "```hesse as=nothing\nx^2\n```\n").unwrap();
    let (_, errors) = run(at, &["render", "b.md"], 1);
    assert!(errors.contains("b.md:1:1"), "{errors}");
    fs::write(at.join("c.md"), "a\n\n```hesse\n\nlog(x)\n```\n").unwrap();
    let (_, errors) = run(at, &["render", "c.md", "--strict"], 1);
    assert!(errors.contains("c.md:5:"), "{errors}");
}

#[test]
fn a_page_never_takes_the_place_of_its_source() {
    let at = folder();
    fs::write(at.path().join("a.md"), DOCUMENT).unwrap();
    let (_, errors) = run(at.path(), &["render", "a.md", "--format", "md"], 2);
    assert!(errors.contains("written over"), "{errors}");
    assert_eq!(read(at.path(), "a.md"), DOCUMENT);
}

#[test]
fn templates_of_the_user_change_the_page() {
    let at = folder();
    let at = at.path();
    fs::write(at.join("a.hesse"), "title: <i>x_1</i> % #\nf(x) = x^2\n").unwrap();
    let (out, _) = run(at, &["template", "dump", "own"], 0);
    assert!(out.contains("page.tex"));
    run(at, &["template", "dump", "own"], 2);
    // As they are written they make the same pages.
    let formats = ["--format", "html,md,tex"];
    run(at, &[&["report", "a.hesse", "-o", "plain"][..], &formats].concat(), 0);
    run(
        at,
        &[&["report", "a.hesse", "-o", "dumped", "--template", "own"][..], &formats].concat(),
        0,
    );
    for name in ["a.html", "a.md", "a.tex"] {
        assert_eq!(
            read(at, &format!("plain/{name}")),
            read(at, &format!("dumped/{name}")),
            "{name}"
        );
    }
    fs::create_dir(at.join("small")).unwrap();
    let wrapped = |open: &str, close: &str, name: &str| {
        let body = format!("Course 101: {open} page.title_text | safe {close}");
        let (block, end) = if open == "<<" { ("<%", "%>") } else { ("{%", "%}") };
        fs::write(
            at.join("small").join(name),
            format!("{block} extends \"built-in/{name}\" {end}{block} block before {end}{body}{block} endblock {end}"),
        )
        .unwrap();
    };
    wrapped("{{", "}}", "page.html");
    wrapped("{{", "}}", "page.md");
    wrapped("<<", ">>", "page.tex");
    run(
        at,
        &[&["report", "a.hesse", "-o", "own-look", "--template", "small"][..], &formats].concat(),
        0,
    );
    // The engine escapes for each format, even what a template calls safe.
    for (name, expected) in [
        ("a.html", "Course 101: &lt;i&gt;x_1&lt;"),
        ("a.md", "Course 101: &lt;i&gt;x\\_1&lt;"),
        (
            "a.tex",
            "Course 101: \\textless{}i\\textgreater{}x\\_1\\textless{}/i\\textgreater{} \\% \\#",
        ),
    ] {
        let page = read(at, &format!("own-look/{name}"));
        assert!(page.contains(expected), "{name}: {page}");
        // Markdown shows the source in a fence.
        assert!(name == "a.md" || !page.contains("<i>x_1"));
    }
}

#[test]
fn templates_stay_in_their_folder() {
    let at = folder();
    let at = at.path();
    fs::write(at.join("a.hesse"), "x^2\n").unwrap();
    fs::write(at.join("secret.html"), "SECRET").unwrap();
    fs::create_dir(at.join("own")).unwrap();
    let page = at.join("own/page.html");
    let absolute = at.join("secret.html").display().to_string();
    for target in ["../secret.html", "user/../../secret.html", absolute.as_str()] {
        fs::write(&page, format!("{{% include \"{target}\" %}}")).unwrap();
        let (_, errors) = run(at, &["report", "a.hesse", "--template", "own"], 1);
        assert!(errors.contains("secret.html") && !errors.contains("SECRET"), "{errors}");
        assert!(!at.join("a.html").exists());
    }
    fs::write(&page, "{% include \"page.html\" %}").unwrap();
    run(at, &["report", "a.hesse", "--template", "own"], 1);
    fs::write(&page, "a\n{{ page.nothing.at.all }}").unwrap();
    let (_, errors) = run(at, &["report", "a.hesse", "--template", "own"], 1);
    assert!(errors.contains("page.html:2"), "{errors}");
    run(at, &["report", "a.hesse", "--template", "nowhere"], 1);
    #[cfg(unix)]
    {
        fs::remove_file(&page).unwrap();
        std::os::unix::fs::symlink(at.join("secret.html"), &page).unwrap();
        let (_, errors) = run(at, &["report", "a.hesse", "--template", "own"], 1);
        assert!(errors.contains("leads out of the folder"), "{errors}");
    }
}

#[test]
fn formatting_keeps_the_meaning() {
    let at = folder();
    let at = at.path();
    fs::write(at.join("a.hesse"), "title:x  \r\n\r\n\r\nf(x,y)=x^2+y^2\r\nat (1, 2)\r\n").unwrap();
    let (out, _) = run(at, &["fmt", "--check", "a.hesse"], 1);
    assert_eq!(out, "a.hesse\n");
    run(at, &["fmt", "a.hesse"], 0);
    assert_eq!(read(at, "a.hesse"), "title: x\n\nf(x,y) = x^2+y^2\nat (1, 2)\n");
    run(at, &["fmt", "--check", "a.hesse"], 0);
    fs::write(at.join("b.hesse"), "x^2 +\n").unwrap();
    run(at, &["fmt", "b.hesse"], 1);
    assert_eq!(read(at, "b.hesse"), "x^2 +\n");
}

#[test]
fn examples_and_completions() {
    let at = folder();
    let at = at.path();
    let (list, _) = run(at, &["examples"], 0);
    assert!(list.contains("six-hump-camel") && list.contains("鞍点"));
    let (text, _) = run(at, &["examples", "exam"], 0);
    fs::write(at.join("exam.hesse"), &text).unwrap();
    run(at, &["report", "exam.hesse", "--format", "md"], 0);
    assert!(read(at, "exam.md").contains("**\\[4 marks\\]**"));
    let (_, errors) = run(at, &["examples", "exan"], 2);
    assert!(errors.contains("did you mean `exam`?"));
    let (help, _) = run(at, &["help", "syntax"], 0);
    assert!(help.contains("taylor (0, 0) order 4"));
    let (_, errors) = run(at, &["1/2x"], 1);
    assert!(errors.contains("more: hesse explain quotient"), "{errors}");
    assert!(run(at, &["explain", "quotient"], 0).0.contains("right: "));
    run(at, &["explain", "quotien"], 2);
    let (script, _) = run(at, &["completions", "bash"], 0);
    assert!(script.contains("hesse") && script.contains("worksheet"));
}

#[test]
fn wrong_marks_are_an_error_with_a_place() {
    let at = folder();
    fs::write(at.path().join("a.hesse"), "marks: gradiant 2\nx^2\n").unwrap();
    let (_, errors) = run(at.path(), &["report", "a.hesse"], 1);
    assert!(errors.contains("a.hesse:1:") && errors.contains("gradient, solving"), "{errors}");
}

/// One problem of each kind that pages have something of their own for.
const PROBLEMS: &[&str] = &[
    "x^4 - 2x^2",
    "f(x, y) = x^3 - 3xy^2",
    "f(x, y) = x^4 + y^4 - 4xy + 1\nat (1, 2)\ntaylor (0, 0) order 3",
    "f(x, y, z) = x^2 + y^2 + z^2 + x*y*z",
    "(x^2 + y^2 - 1)^2",
    "f(x, y) = x^2*y",
    "f(x, y) = (x^2 + y^2)*exp(-x)",
    "f(x, y) = x^2 + y^2\nx + y <= 9",
    "f(x, y) = x/y + y/x",
    "f(x, y) = |x| + y^2",
    "f(x) = ln(x) - x",
    "f(x, y) = sin(x)*cos(y)",
    "f(x, y, k) = k",
    "f(x, y) = 3",
    "f(a, b, c, d) = a^4 + b^4 + c^4 + d^4 - a^2 - b^2 - c^2 - d^2",
    "title: t\nnote: n $x$\nproblem: p\nL(w) = mean((w*x - y)^2)\n\ndata\n  x y\n  1 2\n  2 3\n",
];

/// One page of a variant in a language and a format.
fn page(
    document: &hesse::result::Document,
    variant: Variant,
    language: &str,
    format: &str,
) -> String {
    let language = language.to_string();
    let options = Options { language: language.clone(), variant, ..Options::default() };
    match format {
        "html" => report::html(document, &options),
        "md" => report::markdown(document, &options).text,
        "dollar" => {
            let options = Options { math: MathDialect::Dollar, ..options };
            report::markdown(document, &options).text
        }
        "tex" => report::latex(document, &options).expect("the templates of the program"),
        _ => {
            let choice = TerminalOptions { language, ..TerminalOptions::default() };
            report::text(document, &options, &choice)
        }
    }
}

#[test]
fn no_kind_of_problem_lacks_a_word_and_no_worksheet_has_an_answer() {
    let limits = hesse::analyze::Limits::default();
    // Formats share the words of a page, so each variant and language is seen in some of them.
    let pages = [
        (Variant::Solution, "en", ["html", "tex"]),
        (Variant::Solution, "zh", ["dollar", "txt"]),
        (Variant::Key, "zh", ["md", "tex"]),
        (Variant::Worksheet, "en", ["html", "md"]),
        (Variant::Worksheet, "zh", ["tex", "txt"]),
    ];
    for text in PROBLEMS {
        let mut document = hesse::answer(text, &limits).unwrap_or_else(|e| panic!("{text}: {e}"));
        document.texts.marks = Some("default".to_string());
        for (variant, language, formats) in pages {
            for format in formats {
                let page = page(&document, variant, language, format);
                assert!(!page.contains('⟦'), "{text}: {page}");
                let answers = ["Saddle point", "Local m", "Global m", "鞍点", "极小值点"];
                let leaks =
                    variant == Variant::Worksheet && answers.iter().any(|word| page.contains(word));
                assert!(!leaks, "{text}: {page}");
            }
        }
    }
}

/// Words of the Latin alphabet that a Chinese page may have: functions, names of people, the tool.
const LATIN: &[&str] = &[
    "exp", "sin", "cos", "tan", "arctan", "tanh", "sgn", "det", "max", "min", "abs", "sqrt",
    "hesse", "Sturm", "Taylor", "Morse", "Bott", "Hermite", "Milnor", "Arnold", "Schwarz", "bner",
    "Gr", "zout", "JSON", "SHA",
];

/// English words before the section that shows the source; shorter ones are products of letters.
fn english(page: &str) -> Vec<&str> {
    let words: serde_json::Value =
        serde_json::from_str(include_str!("../templates/words/zh.json")).expect("a catalogue");
    let end = words["heading"]["method"].as_str().expect("a heading");
    let body = page.rsplit_once(end).map_or(page, |(body, _)| body);
    let letters = body.split(|c: char| !c.is_ascii_alphabetic());
    letters.filter(|word| word.len() > 4 && !LATIN.contains(word)).collect()
}

#[test]
fn every_homework_problem_has_a_page_in_both_languages() {
    let text = include_str!("corpus/homework.json");
    let all: Vec<serde_json::Value> = serde_json::from_str(text).expect("a list");
    let limits = hesse::analyze::Limits::default();
    let read = std::sync::atomic::AtomicUsize::new(0);
    let one = |problem: &serde_json::Value| {
        let (id, text) = (problem["id"].as_str().unwrap(), problem["text"].as_str().unwrap());
        // What the program does not read yet is an error with its place, not a page.
        let Ok(document) = hesse::answer(text, &limits) else { return };
        read.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        for (language, format) in [("en", "html"), ("zh", "txt")] {
            let page = page(&document, Variant::Solution, language, format);
            let missing = page.split('⟦').nth(1).map(|rest| rest.chars().take(60).collect());
            assert_eq!(missing, None::<String>, "{id} {language}");
            assert!(page.len() <= 300_000, "{id}: {} bytes", page.len());
            assert!(language == "en" || english(&page).is_empty(), "{id}: {:?}", english(&page));
        }
    };
    std::thread::scope(|scope| {
        for part in all.chunks(all.len().div_ceil(4)) {
            scope.spawn(move || part.iter().for_each(one));
        }
    });
    assert!(read.into_inner() >= 93);
}

#[test]
fn the_case_tree_names_equations_and_puts_values_in() {
    let at = folder();
    let page = |text: &str| {
        fs::write(at.path().join("a.hesse"), text).unwrap();
        run(at.path(), &["report", "a.hesse", "-o", "a.txt"], 0);
        read(at.path(), "a.txt").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let saddle = page("f(x, y) = x^3 + x*y^2 - 3x^2 - 4y^2 + 4\n");
    for sentence in [
        "Equation (2) is a product.",
        "Equation (1) becomes 3x² − 6x = 0.",
        "Case A2 x − 2 = 0 Hence x = 2.",
        "= {(2, 0), (0, 0)}",
    ] {
        assert!(saddle.contains(sentence), "{sentence}: {saddle}");
    }
    // y = ±x is one point short of two curves, and the origin is on both.
    let lines = page("f(x, y) = (y^2 - x^2)^2\n");
    assert!(lines.contains("a point of C₁") && lines.contains("{x = y} ∪ {x + y = 0}"), "{lines}");
    let roots = page("f(x, y) = x^4 + y^4 - 2x^2 + 4x*y - 2y^2\n");
    assert!(roots.contains("x² − 2 = 0 gives x = √2 or x = −√2."), "{roots}");
    let kink = page("f(x, y) = |x| + |y|\n");
    assert!(!kink.contains("There is no critical point"), "{kink}");
    assert!(kink.contains("differ where x = 0 and y = 0"), "{kink}");
}

#[test]
fn images_of_a_point_are_told_of_together() {
    let at = folder();
    fs::write(at.path().join("a.hesse"), "f(x, y) = x^4 + y^4 - 2x^2 - 2y^2\n").unwrap();
    run(at.path(), &["report", "a.hesse", "--format", "html,txt"], 0);
    let page = read(at.path(), "a.txt").split_whitespace().collect::<Vec<_>>().join(" ");
    // Four minima, four saddle points and a maximum: three groups.
    assert_eq!(page.matches("and 3 more like it").count(), 2, "{page}");
    assert!(page.contains("image under (x, y) ↦"), "{page}");
    // Links lead to the images too.
    let html = read(at.path(), "a.html");
    assert!(html.contains("href=\"#p3\"") && html.contains("id=\"p3\""));
}
