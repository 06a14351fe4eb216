//! Formats uptime as a percentage.

/// Formats a ratio as a percentage without the sign: `99.98`. Digits are truncated, not rounded, so that `100` means
/// no downtime at all. Above 99.99 there is a third decimal, because two would hide the difference.
#[must_use]
pub fn format_percent(ratio: f64) -> String {
    format_percent_to(ratio, 2)
}

/// The same with at least so many decimals, at most six: for a comparison with a percentage that has as many.
#[must_use]
pub fn format_percent_to(ratio: f64, wanted: usize) -> String {
    if ratio >= 1.0 {
        return "100".to_owned();
    }
    // Seven decimals absorb rounding errors of binary fractions: 0.9998 × 100 is slightly less than 99.98.
    let percent = format!("{:.7}", ratio.max(0.0) * 100.0);
    let Some((whole, decimals)) = percent.split_once('.').filter(|(whole, _)| *whole != "100") else {
        return "99.999".to_owned();
    };
    let third =
        if whole == "99" && decimals.starts_with("99") && !decimals.starts_with("990") { 3 } else { 2 };
    let places = third.max(wanted.min(6));
    let decimals: String = decimals.chars().take(places).collect();
    format!("{whole}.{decimals}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_truncated_and_not_rounded() {
        for (ratio, digits) in [
            (1.0, "100"),
            (0.9998, "99.98"),
            (0.999_899, "99.98"),
            (0.9999, "99.99"),
            (0.999_95, "99.995"),
            (0.999_999_9, "99.999"),
            (1.0 - f64::EPSILON, "99.999"),
            (0.995, "99.50"),
            (0.5, "50.00"),
            (0.0, "0.00"),
        ] {
            assert_eq!(format_percent(ratio), digits, "{ratio}");
        }
    }

    #[test]
    fn more_decimals_show_a_difference_from_an_agreed_percentage() {
        for (ratio, wanted, digits) in
            [(0.999_549, 3, "99.954"), (0.999_55, 3, "99.955"), (1.0, 3, "100"), (0.5, 0, "50.00")]
        {
            assert_eq!(format_percent_to(ratio, wanted), digits, "{ratio}");
        }
    }

    #[test]
    fn invalid_ratios_are_shown_as_zero() {
        assert_eq!(format_percent(f64::NAN), "0.00");
        assert_eq!(format_percent(-1.0), "0.00");
    }
}
