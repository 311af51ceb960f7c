//! Runs of letters: `3xy` with known x and y, `xsin(x)`.

/// Longest run that is looked at.
const LONGEST: usize = 200;
/// Most readings that an error lists.
const LISTED: usize = 3;

/// All ways (at most a few) to write `run` as known pieces side by side; `last` says which
/// pieces may only end it.
pub(super) fn ways(
    run: &str,
    known: impl Fn(&str) -> bool,
    last: impl Fn(&str) -> bool,
) -> Vec<Vec<String>> {
    if run.len() > LONGEST || !run.is_ascii() {
        return Vec::new();
    }
    let count = counts(run, &known, &last);
    let mut found = Vec::new();
    let mut open: Vec<(usize, Vec<String>)> = vec![(0, Vec::new())];
    while let Some((at, pieces)) = open.pop() {
        if at == run.len() {
            found.push(pieces);
            if found.len() == LISTED {
                break;
            }
            continue;
        }
        for end in at + 1..=run.len() {
            let piece = &run[at..end];
            let fits = known(piece) || (end == run.len() && last(piece));
            if fits && count[end] > 0 {
                let mut longer = pieces.clone();
                longer.push(piece.to_string());
                open.push((end, longer));
            }
        }
    }
    found.sort();
    found
}

/// For each place the number of ways, up to 2, to split what follows it.
fn counts(run: &str, known: impl Fn(&str) -> bool, last: impl Fn(&str) -> bool) -> Vec<u8> {
    let mut count = vec![0_u8; run.len() + 1];
    count[run.len()] = 1;
    for at in (0..run.len()).rev() {
        for end in at + 1..=run.len() {
            let piece = &run[at..end];
            if count[end] > 0 && (known(piece) || (end == run.len() && last(piece))) {
                count[at] = (count[at] + count[end]).min(2);
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(run: &str, names: &[&str]) -> Vec<String> {
        let ways = ways(run, |piece| names.contains(&piece), |piece| piece == "sin");
        ways.into_iter().map(|way| way.join("*")).collect()
    }

    #[test]
    fn runs_split_into_known_names() {
        assert_eq!(split("xy", &["x", "y"]), ["x*y"]);
        assert_eq!(split("xxy", &["x", "y"]), ["x*x*y"]);
        assert_eq!(split("xw1", &["x", "w1"]), ["x*w1"]);
        assert_eq!(split("xsin", &["x"]), ["x*sin"]);
        assert_eq!(split("sinx", &["x"]), Vec::<String>::new());
        assert_eq!(split("xyz", &["x", "y", "xy", "z"]), ["x*y*z", "xy*z"]);
        assert_eq!(split("xq", &["x"]), Vec::<String>::new());
        assert_eq!(split(&"x".repeat(500), &["x"]), Vec::<String>::new());
        assert_eq!(split(&"x".repeat(150), &["x", "xx"]).len(), 3);
    }
}
