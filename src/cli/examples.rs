//! `hesse examples`: formula files to start from.

use super::failure::{Exit, Failure};
use super::output::print;
use crate::syntax::words::nearest;

const EXAMPLES: &[(&str, &str)] = &[
    ("lecture", include_str!("../../examples/lecture.hesse")),
    ("textbook", include_str!("../../examples/textbook.hesse")),
    ("exam", include_str!("../../examples/exam.hesse")),
    ("taylor", include_str!("../../examples/taylor.hesse")),
    ("rosenbrock", include_str!("../../examples/rosenbrock.hesse")),
    ("six-hump-camel", include_str!("../../examples/six-hump-camel.hesse")),
    ("鞍点", include_str!("../../examples/鞍点.hesse")),
];

/// Lists the examples, or prints one.
pub(super) fn examples(name: Option<&str>) -> Result<Exit, Failure> {
    let Some(name) = name else {
        let width = EXAMPLES.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        let line = |(name, text): &(&str, &str)| {
            let gap = " ".repeat(width - name.chars().count() + 2);
            format!("{name}{gap}{}\n", about(text))
        };
        let list: String = EXAMPLES.iter().map(line).collect();
        let hint = "\nhesse examples NAME prints one; hesse examples NAME | hesse - answers it\n";
        print(&(list + hint))?;
        return Ok(Exit::Proved);
    };
    match EXAMPLES.iter().find(|(known, _)| *known == name.trim_end_matches(".hesse")) {
        Some((_, text)) => print(text).map(|()| Exit::Proved),
        None => {
            let near = nearest(name, EXAMPLES.iter().map(|(known, _)| *known));
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            Err(Failure::usage(format!("error: no example `{name}`{near}")))
        }
    }
}

/// The title of an example, or its first formula.
fn about(text: &str) -> &str {
    let title = text.lines().find_map(|line| line.strip_prefix("title:"));
    let formula = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    title.or(formula).unwrap_or_default().trim()
}
