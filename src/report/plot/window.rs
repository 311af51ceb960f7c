//! What part of the plane a picture shows.

use crate::result::{Document, Number};

/// The part of each axis: the region of the file, or around the critical points.
/// Periods of families are seen at least once on each side.
pub(crate) fn axes(document: &Document, periods: &[Vec<f64>]) -> Vec<[f64; 2]> {
    let places = places(document);
    let spans: Vec<[f64; 2]> = (0..document.variables.len())
        .map(|k| span(places.iter().filter_map(|place| place.get(k).copied())))
        .collect();
    let largest = spans.iter().map(|[a, b]| b - a).fold(0.0, f64::max);
    // A curve goes on beyond its sample point, and a lone point has no size to go by.
    let room = match (largest > 0.0, document.continua.is_empty()) {
        (true, true) => 0.3 * largest,
        (true, false) => largest,
        (false, _) => 2.0,
    };
    let period = |k: usize| {
        let along = periods.iter().filter_map(|period| period.get(k));
        along.fold(0.0_f64, |most, p| most.max(p.abs()))
    };
    let around =
        spans.iter().enumerate().map(|(k, span)| padded(*span, room.max(1.15 * period(k))));
    let around: Vec<[f64; 2]> = around.collect();
    let declared: Vec<Option<[f64; 2]>> =
        document.variables.iter().map(|name| declared(document, name)).collect();
    let around = match declared.iter().any(Option::is_some) {
        true => around,
        false => alike(around),
    };
    around.into_iter().zip(declared).map(|(axis, ends)| ends.unwrap_or(axis)).collect()
}

/// Axes of about the same length are made equal, so that circles look like circles.
fn alike(axes: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    let longest = axes.iter().map(|[a, b]| b - a).fold(0.0, f64::max);
    let stretched = |[a, b]: [f64; 2]| {
        let missing = if (b - a) > 0.4 * longest { longest - (b - a) } else { 0.0 };
        [a - missing / 2.0, b + missing / 2.0]
    };
    axes.into_iter().map(stretched).collect()
}

/// A number of the result in double precision.
pub(crate) fn float(number: &Number) -> Option<f64> {
    number.decimal.as_ref()?.parse().ok().filter(|value: &f64| value.is_finite())
}

/// A point of the result in double precision.
pub(crate) fn floats(point: &[Number]) -> Option<Vec<f64>> {
    point.iter().map(float).collect()
}

/// Everything that should be seen.
fn places(document: &Document) -> Vec<Vec<f64>> {
    let points = document.points.iter().map(|point| &point.coordinates);
    let strata = document.continua.iter().flat_map(|set| &set.strata);
    let samples = strata.map(|stratum| &stratum.sample);
    let families = document.families.iter().map(|family| &family.point);
    let asked = document.asked.iter().map(|point| &point.at);
    let kinks = document.nonsmooth.iter().map(|set| &set.sample);
    let all = points.chain(samples).chain(families).chain(asked).chain(kinks);
    all.filter_map(|place| floats(place)).collect()
}

fn span(values: impl Iterator<Item = f64>) -> [f64; 2] {
    let [low, high] =
        values.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], v| [low.min(v), high.max(v)]);
    if low <= high { [low, high] } else { [0.0, 0.0] }
}

/// Room on both sides; about zero if that is near enough.
fn padded([low, high]: [f64; 2], room: f64) -> [f64; 2] {
    let half = (high - low) / 2.0 + room.max(0.3 * (high - low));
    let middle = (low + high) / 2.0;
    if middle.abs() < half {
        let half = half + middle.abs();
        return [-half, half];
    }
    [middle - half, middle + half]
}

/// The ends of `a <= name` and `name <= b` in the domain, if there are both.
fn declared(document: &Document, name: &str) -> Option<[f64; 2]> {
    let [mut low, mut high] = [None, None];
    for relation in &document.domain {
        match relation.split(' ').collect::<Vec<_>>().as_slice() {
            [end, "<=" | "<", variable] | [variable, ">=" | ">", end] if *variable == name => {
                low = low.or(end.parse().ok());
            }
            [variable, "<=" | "<", end] if *variable == name => high = high.or(end.parse().ok()),
            _ => {}
        }
    }
    let ends: [f64; 2] = [low?, high?];
    (ends[0] < ends[1]).then_some(ends)
}

/// Round numbers between two ends: steps of 1, 2 or 5 times a power of ten.
pub(crate) fn ticks([low, high]: [f64; 2], about: f64) -> Vec<(f64, String)> {
    let raw = (high - low) / about;
    let power = raw.log10().floor();
    let unit = 10_f64.powf(power);
    let step = [1.0, 2.0, 5.0, 10.0].iter().map(|m| m * unit).find(|s| *s >= raw).unwrap_or(unit);
    let places = if step < 1.0 { (-step.log10().floor()) as usize } else { 0 };
    let (first, last) = ((low / step).ceil() as i64, (high / step).floor() as i64);
    (first..=last)
        .take(20)
        .map(|k| {
            let value = k as f64 * step;
            (value, format!("{value:.places$}").replace('-', "−"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::ticks;

    #[test]
    fn ticks_are_round_numbers() {
        let labels: Vec<String> = ticks([-2.2, 2.2], 5.0).into_iter().map(|(_, l)| l).collect();
        assert_eq!(labels, ["−2", "−1", "0", "1", "2"]);
        let labels: Vec<String> = ticks([0.0, 0.5], 5.0).into_iter().map(|(_, l)| l).collect();
        assert_eq!(labels, ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5"]);
    }
}
