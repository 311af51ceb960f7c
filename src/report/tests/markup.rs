//! The HTML page is well-formed and needs nothing from outside.

use super::super::{Fonts, Options, html, markdown};
use super::{everything, lecture, options};

const VOID: [&str; 6] = ["wbr", "meta", "input", "br", "hr", "img"];

/// The name of the first tag that does not match, read with a stack.
fn unbalanced(page: &str) -> Option<String> {
    let mut open: Vec<String> = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, tail) = after.split_once('>')?;
        rest = tail;
        let name: String =
            tag.trim_start_matches('/').chars().take_while(|c| c.is_alphanumeric()).collect();
        if tag.starts_with('!') || tag.ends_with('/') || VOID.contains(&name.as_str()) {
            continue;
        }
        if !tag.starts_with('/') {
            open.push(name.clone());
            if name == "style" {
                rest = &rest[rest.find("</style>")?..];
            }
        } else if open.pop().as_deref() != Some(name.as_str()) {
            return Some(tag.to_string());
        }
    }
    open.pop()
}

#[test]
fn the_balance_check_can_fail() {
    assert_eq!(unbalanced("<p><b>x</b></p>"), None);
    assert_eq!(unbalanced("<p><b>x</p></b>"), Some("/p".to_string()));
    assert_eq!(unbalanced("<p><b>x</b>"), Some("p".to_string()));
}

#[test]
fn tags_are_balanced() {
    for language in crate::report::languages() {
        for document in [lecture(), everything()] {
            let page = html(&document, &options(language));
            assert_eq!(unbalanced(&page), None);
            for (_, svg) in markdown(&document, &options(language)).figures {
                assert_eq!(unbalanced(&svg), None);
            }
        }
    }
}

#[test]
fn nothing_is_loaded_and_nothing_runs() {
    for document in [lecture(), everything()] {
        let page = html(&document, &options("en"));
        for forbidden in ["<script", "http:", "https:", "<link", "@import", "javascript:", " on"] {
            let found = page.find(forbidden).filter(|_| forbidden != " on");
            assert_eq!(found, None, "{forbidden}");
        }
        let handlers = page.split('<').filter(|tag| {
            let tag = tag.split('>').next().unwrap_or_default();
            tag.contains(" onload") || tag.contains(" onclick") || tag.contains(" onerror")
        });
        assert_eq!(handlers.count(), 0);
    }
}

#[test]
fn mathml_uses_only_what_every_engine_sets() {
    let allowed = [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "msub",
        "msup",
        "msubsup",
        "mtable",
        "mtr",
        "mtd",
        "mstyle",
        "semantics",
        "annotation",
    ];
    for document in [lecture(), everything()] {
        let page = html(&document, &options("en"));
        for tag in page.split('<').skip(1) {
            let name: String = tag.chars().take_while(|c| c.is_alphanumeric()).collect();
            let is_maths = name.starts_with('m') && !["main", "meta"].contains(&name.as_str());
            assert!(!is_maths || allowed.contains(&name.as_str()), "{name}");
        }
    }
}

#[test]
fn ids_are_unique_and_links_lead_somewhere() {
    for document in [lecture(), everything()] {
        let page = html(&document, &options("en"));
        let values = |attribute: &str| {
            let parts = page.split(attribute).skip(1);
            parts.filter_map(|p| p.split('"').next()).map(String::from).collect::<Vec<_>>()
        };
        let ids = values(" id=\"");
        let unique: std::collections::BTreeSet<&String> = ids.iter().collect();
        let twice: Vec<&String> =
            ids.iter().filter(|id| ids.iter().filter(|other| other == id).count() > 1).collect();
        assert_eq!(unique.len(), ids.len(), "{twice:?}");
        for link in values("href=\"#") {
            assert!(unique.contains(&link), "{link}");
        }
    }
}

#[test]
fn the_page_is_small() {
    // The budget of the page design for two variables and up to ten points.
    assert!(html(&lecture(), &options("en")).len() < 300_000);
    let bare = html(&lecture(), &Options { fonts: Fonts::None, ..options("en") });
    assert!(bare.len() < 125_000);
}

#[test]
fn a_picture_file_has_its_own_colours() {
    let (_, svg) = &markdown(&lecture(), &options("en")).figures[0];
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    assert!(svg.contains("--sad:#b34700") && svg.contains("prefers-color-scheme:dark"));
}
