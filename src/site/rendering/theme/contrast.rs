//! The contrast of a theme's colours, as WCAG 2.2 defines it.

use super::tokens::Tokens;

/// The minimum contrast of text with its background: WCAG 2.2, success criterion 1.4.3.
const TEXT: f64 = 4.5;

/// Tokens that are text colours.
const INKS: &[&str] = &[
    "ink",
    "soft",
    "link",
    "operational",
    "under_maintenance",
    "degraded_performance",
    "partial_outage",
    "major_outage",
];
/// Tokens that are background colours.
const PAPERS: &[&str] = &["paper", "raised"];

/// A text colour and a background colour with too little contrast.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LowContrast {
    /// `light` or `dark`.
    pub(super) scheme: &'static str,
    /// The token of the text.
    pub(super) ink: &'static str,
    /// The token of the background.
    pub(super) paper: &'static str,
    /// Their contrast, from 1 to 21.
    pub(super) contrast: f64,
}

/// Returns every pair of a text and a background colour with too little contrast.
pub(super) fn low_contrasts(tokens: &Tokens) -> Vec<LowContrast> {
    let mut low = Vec::new();
    for (scheme, colours) in [("light", &tokens.light), ("dark", &tokens.dark)] {
        for (ink, paper) in INKS.iter().flat_map(|ink| PAPERS.iter().map(move |paper| (*ink, *paper))) {
            let luminance = |token| colours.get(token).and_then(|colour| luminance(colour));
            let (Some(text), Some(behind)) = (luminance(ink), luminance(paper)) else { continue };
            let contrast = contrast(text, behind);
            if contrast < TEXT {
                low.push(LowContrast { scheme, ink, paper, contrast });
            }
        }
    }
    low
}

/// The contrast of two luminances: <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.
fn contrast(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The relative luminance of `#rgb` or `#rrggbb`: <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>.
fn luminance(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#')?;
    let width = digits.len() / 3;
    let channel = |index: usize| {
        let part = digits.get(index * width..(index + 1) * width)?;
        let value = f64::from(u8::from_str_radix(part, 16).ok()?);
        let share = if width == 1 { value * 17.0 / 255.0 } else { value / 255.0 };
        Some(if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126f64.mul_add(channel(0)?, 0.7152f64.mul_add(channel(1)?, 0.0722 * channel(2)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let of = |a, b| contrast(luminance(a).expect("a colour"), luminance(b).expect("a colour"));
        assert!((of("#000", "#fff") - 21.0).abs() < 1e-9);
        assert!((of("#777777", "#ffffff") - 4.478).abs() < 0.001, "just too little, as is well known");
        assert!((of("#ABC", "#aabbcc") - 1.0).abs() < 1e-9);
    }

    #[test]
    fn an_invalid_colour_has_no_luminance() {
        for text in ["", "#", "#12", "red", "#ggg", "#äöü"] {
            assert_eq!(luminance(text), None, "{text}");
        }
    }
}
