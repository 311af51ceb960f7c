//! Curves as SVG path data: simplified, one decimal, relative.

/// A curve in picture units, with fewer points and nowhere further than `tolerance` away
/// (Douglas and Peucker 1973).
pub(crate) fn simplified(curve: &[[f64; 2]], tolerance: f64) -> Vec<[f64; 2]> {
    if curve.len() < 3 {
        return curve.to_vec();
    }
    let mut keep = vec![false; curve.len()];
    keep[0] = true;
    keep[curve.len() - 1] = true;
    let mut open = vec![(0, curve.len() - 1)];
    while let Some((first, last)) = open.pop() {
        let distances = (first + 1..last).map(|k| (k, distance(curve, k, first, last)));
        let furthest = distances.max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((k, d)) = furthest
            && d > tolerance
        {
            keep[k] = true;
            open.push((first, k));
            open.push((k, last));
        }
    }
    curve.iter().zip(keep).filter(|(_, keep)| *keep).map(|(point, _)| *point).collect()
}

/// From a point to the line through two others, or to their common place.
fn distance(curve: &[[f64; 2]], k: usize, first: usize, last: usize) -> f64 {
    let ([x, y], [a, b], [c, d]) = (curve[k], curve[first], curve[last]);
    let length = (c - a).hypot(d - b);
    match length > 0.0 {
        true => ((c - a) * (b - y) - (a - x) * (d - b)).abs() / length,
        false => (x - a).hypot(y - b),
    }
}

/// `M… l…`, and `z` if the curve is closed. Rounding is of places, so that it does not add up.
pub(crate) fn data(curve: &[[f64; 2]]) -> String {
    let tenth = |v: f64| (v * 10.0).round() as i64;
    let places: Vec<[i64; 2]> = curve.iter().map(|[x, y]| [tenth(*x), tenth(*y)]).collect();
    let Some((start, rest)) = places.split_first() else { return String::new() };
    let closed = places.len() > 2 && places.last() == Some(start);
    let rest = if closed { &rest[..rest.len() - 1] } else { rest };
    let mut out = format!("M{} {}", decimal(start[0]), decimal(start[1]));
    let mut at = *start;
    for place in rest.iter() {
        if *place != at {
            out += &format!("l{} {}", decimal(place[0] - at[0]), decimal(place[1] - at[1]));
            at = *place;
        }
    }
    if closed {
        out.push('z');
    }
    out
}

/// Tenths as a short decimal.
pub(crate) fn decimal(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, part) = (tenths.abs() / 10, tenths.abs() % 10);
    if part == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// A length with one decimal.
pub(crate) fn short(value: f64) -> String {
    decimal((value * 10.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::{data, simplified};

    #[test]
    fn points_on_a_line_are_dropped_and_places_are_relative() {
        let line = [[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [2.0, 5.05]];
        assert_eq!(data(&simplified(&line, 0.2)), "M0 0l2 2l0 3.1");
        assert_eq!(data(&[[0.0, 0.0], [1.0, 0.0], [1.0, -1.0], [0.0, 0.0]]), "M0 0l1 0l0 -1z");
    }
}
