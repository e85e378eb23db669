//! Units that measure one thing: half a minute is thirty seconds.

/// Of how many of the smallest unit of its dimension a unit is made.
struct Unit {
    names: &'static [&'static str],
    of_least: u64,
}

/// Units that can be turned into one another, the least first.
struct Dimension {
    name: &'static str,
    units: &'static [Unit],
}

const DIMENSIONS: &[Dimension] = &[
    Dimension {
        name: "time",
        units: &[
            Unit { names: &["milliseconds", "millisecond", "ms"], of_least: 1 },
            Unit { names: &["seconds", "second", "s", "sec", "secs"], of_least: 1000 },
            Unit { names: &["minutes", "minute", "min", "mins"], of_least: 60_000 },
            Unit { names: &["hours", "hour", "h", "hr", "hrs"], of_least: 3_600_000 },
            Unit { names: &["days", "day"], of_least: 86_400_000 },
            Unit { names: &["weeks", "week"], of_least: 604_800_000 },
        ],
    },
    Dimension {
        name: "length",
        units: &[
            Unit { names: &["mm", "millimetres", "millimeters"], of_least: 1 },
            Unit { names: &["cm", "centimetres", "centimeters"], of_least: 10 },
            Unit { names: &["metres", "meters", "metre", "meter"], of_least: 1000 },
            Unit { names: &["km", "kilometres", "kilometers"], of_least: 1_000_000 },
        ],
    },
    Dimension {
        name: "size",
        units: &[
            Unit { names: &["KB", "kb", "kib"], of_least: 1 },
            Unit { names: &["MB", "mb", "mib"], of_least: 1024 },
            Unit { names: &["GB", "gb", "gib"], of_least: 1_048_576 },
        ],
    },
];

/// What a number measures, and how much of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measured {
    /// What the unit measures: "time".
    pub(super) dimension: &'static str,
    /// The amount in the largest unit that makes it a whole number: "1 minute" for 60 seconds.
    pub(super) amount: String,
    /// The same in the smallest unit.
    pub(super) least: u64,
}

/// `number` of `unit`; `None` where that is no unit, or the number is none.
pub(super) fn measured(number: &str, unit: &str) -> Option<Measured> {
    let found = |dimension: &'static Dimension| {
        let of = dimension.units.iter().find(|known| known.names.contains(&unit))?;
        Some((dimension, of.of_least))
    };
    let (dimension, of_least) = DIMENSIONS.iter().find_map(found)?;
    let least = whole(number, of_least)?;
    let largest = dimension.units.iter().rfind(|unit| least % unit.of_least == 0)?;
    let count = least / largest.of_least;
    let name = if count == 1 { largest.names.get(1).unwrap_or(&largest.names[0]) } else { &largest.names[0] };
    let name = if matches!(dimension.name, "size" | "length") { &largest.names[0] } else { name };
    Some(Measured { dimension: dimension.name, amount: format!("{count} {name}"), least })
}

/// A number such as `1.5` in thousandths, where that is whole.
pub(super) fn thousandths(number: &str) -> Option<u64> {
    whole(number, 1000)
}

/// A number such as `1.5`, times `scale`, where that is whole.
fn whole(number: &str, scale: u64) -> Option<u64> {
    let (whole, rest) = number.split_once('.').unwrap_or((number, ""));
    let whole: u64 = whole.parse().ok()?;
    let parts = 10_u64.checked_pow(u32::try_from(rest.len()).ok()?)?;
    let rest: u64 = if rest.is_empty() { 0 } else { rest.parse().ok()? };
    let more = rest.checked_mul(scale)?;
    (more % parts == 0).then(|| whole.checked_mul(scale)?.checked_add(more / parts)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_amount_in_two_units() {
        let of = |number, unit| measured(number, unit).map(|m| m.amount);
        assert_eq!(of("60", "seconds").as_deref(), Some("1 minute"));
        assert_eq!(of("1.5", "min"), of("90", "s"));
        assert_eq!(of("2048", "kb").as_deref(), Some("2 MB"));
        assert_eq!(of("0", "seconds"), of("0", "hours"));
        assert_eq!((of("3", "ropes"), of("1.2.3", "seconds")), (None, None));
    }
}
