//! Plural forms by the rules of a catalogue, in the notation of Unicode's CLDR (TR 35, part 3,
//! section 5.1.1): `n % 10 = 2..4 and n % 100 != 12..14`. Whole numbers only.

/// Does a number fulfil a rule? A rule that is not understood holds for none.
pub(crate) fn holds(rule: &str, n: usize) -> bool {
    let all = |clause: &str| clause.split(" and ").all(|relation| relation_holds(relation, n));
    rule.split(" or ").any(all)
}

fn relation_holds(relation: &str, n: usize) -> bool {
    let (left, right, wanted) = match (relation.split_once("!="), relation.split_once('=')) {
        (Some((left, right)), _) => (left, right, false),
        (None, Some((left, right))) => (left, right, true),
        (None, None) => return false,
    };
    let Some(value) = operand(left, n) else { return false };
    right.split(',').any(|range| in_range(range.trim(), value)) == wanted
}

/// `n`, or the rest of it.
fn operand(text: &str, n: usize) -> Option<usize> {
    match text.split_once('%') {
        None => (text.trim() == "n").then_some(n),
        Some((letter, modulus)) => {
            let modulus: usize = modulus.trim().parse().ok()?;
            (letter.trim() == "n" && modulus > 0).then(|| n % modulus)
        }
    }
}

fn in_range(range: &str, value: usize) -> bool {
    let (low, high) = range.split_once("..").unwrap_or((range, range));
    match (low.parse::<usize>(), high.parse::<usize>()) {
        (Ok(low), Ok(high)) => (low..=high).contains(&value),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn the_rules_of_polish() {
        // CLDR 45, supplemental/plurals.xml, locale pl, whole numbers.
        let few = "n % 10 = 2..4 and n % 100 != 12..14";
        let holding: Vec<usize> = (0..=35).filter(|n| holds(few, *n)).collect();
        assert_eq!(holding, [2, 3, 4, 22, 23, 24, 32, 33, 34]);
        assert!(holds("n = 1", 1) && !holds("n = 1", 21));
    }

    #[test]
    fn lists_and_alternatives() {
        // Maltese and Arabic use both.
        let holding: Vec<usize> =
            (0..=120).filter(|n| holds("n = 0 or n % 100 = 2..3, 10", *n)).collect();
        assert_eq!(holding, [0, 2, 3, 10, 102, 103, 110]);
        for nonsense in ["", "n", "m = 1", "n % 0 = 1", "n = x"] {
            assert!(!holds(nonsense, 1), "{nonsense}");
        }
    }
}
