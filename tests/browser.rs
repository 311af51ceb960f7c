//! The pages in headless Chromium: nothing cut, nothing loaded, legible, complete on paper.
//!
//! Needs `chromium` (or the program named by `CHROMIUM`) and, for the printed page, `pdftotext`;
//! without them a test says that it is skipped. `tests/browser/install` fetches both on Debian.

#![expect(clippy::print_stderr, reason = "a skipped test says so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PAGES: [(&str, &str); 8] = [
    ("lecture", include_str!("../examples/lecture.hesse")),
    ("himmelblau", "title: Himmelblau\n\nf(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2\n"),
    ("one-variable", "f(x) = 3x^4 - 4x^3 - 12x^2 + 5\n"),
    ("three-variables", "f(x, y, z) = x y z + x^2 + y^2 + z^2\n"),
    ("periodic", "f(x, y) = sin(x)*sin(y)\n"),
    ("degenerate", "f(x, y) = x^4 + y^4 - 4x^2*y^2 + x*y^3\n"),
    (
        "nine-weights",
        "L(a, b, c, d, p, q, u, v, w) = \
         mean((y - u*tanh(a*x1 + b*x2 + p) - v*tanh(c*x1 + d*x2 + q) - w)^2)\n\n\
         data\n  x1 x2 y\n  0 0 0\n  0 1 1\n  1 0 1\n  1 1 0\n",
    ),
    ("network", "L(a, b, c, d, u, v) = (u*a + v*c - 1)^2 + (u*b + v*d - 2)^2\n"),
];

const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
    "--enable-logging=stderr",
    "--virtual-time-budget=20000",
];

/// The browser, if there is one.
fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let names = ["chromium", "chromium-browser", "google-chrome"].map(PathBuf::from);
    named.into_iter().chain(names).find(|name| {
        Command::new(name).arg("--version").output().is_ok_and(|out| out.status.success())
    })
}

struct Browser {
    program: PathBuf,
    folder: tempfile::TempDir,
}

impl Browser {
    fn open() -> Option<Browser> {
        let Some(program) = chromium() else {
            eprintln!("skipped: no Chromium (see tests/browser/install)");
            return None;
        };
        Some(Browser { program, folder: tempfile::tempdir().expect("a folder") })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, action: &str, page: &Path) -> Output {
        Command::new(&self.program)
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", self.path("profile").display()))
            .args(["--window-size=1400,1000", "--no-pdf-header-footer", action])
            .arg(format!("file://{}", page.display()))
            .output()
            .expect("the browser starts")
    }

    /// The page of a formula file, in a language.
    fn report(&self, name: &str, text: &str, language: &str) -> String {
        let file = self.path(&format!("{name}.hesse"));
        fs::write(&file, text).expect("written");
        let page = self.path(&format!("{name}.html"));
        let status = Command::new(env!("CARGO_BIN_EXE_hesse"))
            .args(["report", "--format", "html", "--lang", language, "-o"])
            .args([&page, &file])
            .output()
            .expect("hesse runs");
        assert!(page.exists(), "{}", String::from_utf8_lossy(&status.stderr));
        fs::read_to_string(page).expect("a page")
    }

    /// What the audit finds, and what the page writes to the console.
    fn audit(&self, page: &str) -> Vec<String> {
        // Every request would be refused, and the refusal is a console message.
        let guard = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
                     style-src 'unsafe-inline'; font-src data:\">";
        let guarded = page.replacen("<head>", &format!("<head>{guard}"), 1);
        let printed =
            guarded.replace("@media print", "@media all").replace("@media screen", "@media print");
        let script = include_str!("browser/audit.js");
        let audit = format!("<!DOCTYPE html><meta charset=utf-8><body><script>{script}</script>");
        for (name, text) in
            [("page.html", &guarded), ("print.html", &printed), ("audit.html", &audit)]
        {
            fs::write(self.path(name), text).expect("written");
        }
        let out = self.run("--dump-dom", &self.path("audit.html"));
        let dom = String::from_utf8_lossy(&out.stdout);
        let found =
            dom.split_once("<pre id=\"audit\">").and_then(|(_, rest)| rest.split_once("</pre>"));
        let found = found.expect("the audit ran").0;
        let found = found.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let mut found: Vec<String> = serde_json::from_str(&found).expect("a list");
        let log = String::from_utf8_lossy(&out.stderr);
        found.extend(log.lines().filter(|line| line.contains("CONSOLE")).map(String::from));
        found
    }

    /// Headings and verdicts that the printed page lacks; `None` without `pdftotext`.
    fn lost_on_paper(&self, page: &str) -> Option<Vec<String>> {
        let pdf = self.path("page.pdf");
        fs::write(self.path("page.html"), page).expect("written");
        self.run(&format!("--print-to-pdf={}", pdf.display()), &self.path("page.html"));
        assert!(pdf.exists(), "the browser prints");
        // Columns are read one after the other or line by line.
        let mut printed = String::new();
        for order in ["-raw", "-layout"] {
            let arguments = [order.as_ref(), pdf.as_os_str(), "-".as_ref()];
            let out = Command::new("pdftotext").args(arguments).output().ok()?;
            printed.push_str(&squeezed(&String::from_utf8_lossy(&out.stdout)));
        }
        let wanted = ["h2", "h3", "strong", "figcaption", "dt", "pre"].map(|tag| texts(page, tag));
        let lost = |text: &String| !printed.contains(&squeezed(text));
        Some(wanted.into_iter().flatten().filter(lost).collect())
    }
}

/// The longest run of plain text in every element of a name; the contents list is not printed.
fn texts(page: &str, tag: &str) -> Vec<String> {
    let body = page.split_once("<main").map_or(page, |(_, body)| body);
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let inside = body.split(&open).skip(1).filter_map(|part| {
        let (inside, _) = part.split_once(&close)?;
        inside.split_once('>').map(|(_, inside)| inside)
    });
    let plain = inside.filter_map(|text| {
        let mut runs: Vec<&str> = Vec::new();
        let mut depth = 0;
        for part in text.split('<') {
            let (tag, words) = part.split_once('>').unwrap_or(("", part));
            depth += i32::from(tag.starts_with("math") || tag.starts_with("svg"));
            depth -= i32::from(tag.starts_with("/math") || tag.starts_with("/svg"));
            if depth == 0 {
                runs.push(words);
            }
        }
        runs.into_iter().max_by_key(|run| run.len()).map(unescaped)
    });
    plain.filter(|text| text.trim().chars().count() > 3).collect()
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&amp;", "&")
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[test]
fn pages_are_whole_legible_and_self_contained() {
    let Some(browser) = Browser::open() else { return };
    let mut faults = Vec::new();
    for (name, text) in PAGES {
        let chinese = ["lecture", "network", "periodic"].contains(&name);
        for language in ["en", "zh"].into_iter().take(1 + usize::from(chinese)) {
            let page = browser.report(name, text, language);
            assert!(page.len() <= 300_000, "{name}: {} bytes", page.len());
            let found = browser.audit(&page);
            faults.extend(found.into_iter().map(|fault| format!("{name}.{language}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_printed_page_is_complete() {
    let Some(browser) = Browser::open() else { return };
    for (name, text) in PAGES {
        let page = browser.report(name, text, "en");
        match browser.lost_on_paper(&page) {
            Some(lost) => assert!(lost.is_empty(), "{name}: not on paper: {lost:?}"),
            None => return eprintln!("skipped: no pdftotext (see tests/browser/install)"),
        }
    }
}

#[test]
fn the_audit_can_fail() {
    let Some(browser) = Browser::open() else { return };
    let page = "<!DOCTYPE html><html><head><style>p{color:#999}</style></head><body><main>\
                <h1>One</h1><h3>Three</h3><p>pale</p><div style='width:900px'>wide</div>\
                <a href='https://example.org/'>away</a><svg role='img'></svg>\
                <img src='https://example.org/x.png'></main></body></html>";
    let found = browser.audit(page).join("\n");
    for fault in
        ["contrast", "heading level", "reaches to", "leads outside", "description", "CONSOLE"]
    {
        assert!(found.contains(fault), "{fault} in {found}");
    }
}
