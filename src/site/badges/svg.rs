//! The SVG image of a badge.

use super::width::{shortened, width};
use crate::site::rendering::text::escaped;

/// The background of the word. Each colour is dark enough for a contrast of 4.5 to 1 with white text (WCAG 1.4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colour {
    Green,
    Blue,
    Yellow,
    Orange,
    Red,
    Grey,
}

impl Colour {
    pub(super) const fn hex(self) -> &'static str {
        match self {
            Self::Green => "#197a48",
            Self::Blue => "#3357c0",
            Self::Yellow => "#845900",
            Self::Orange => "#b04307",
            Self::Red => "#b8182f",
            Self::Grey => "#59626e",
        }
    }
}

/// The background of the label.
pub(super) const LABEL: &str = "#30363d";

/// The maximum length of the label and of the word, in characters. The title has the full texts.
const LONGEST: usize = 48;
/// The margin on each side of a text, in pixels.
const MARGIN: usize = 8;

/// Renders a badge: a label on the left, a word on the right, and both as the title for screen readers. It has no
/// script, style sheet or font. `textLength` makes any font fit the measured width.
pub(super) fn svg(label: &str, word: &str, colour: Colour) -> Vec<u8> {
    let title = escaped(&format!("{label}: {word}"));
    let (label, word) = (shortened(label, LONGEST), shortened(word, LONGEST));
    let (label_width, word_width) = (width(&label), width(&word));
    let left = label_width + 2 * MARGIN;
    let right = word_width + 2 * MARGIN;
    let all = left + right;
    let (label, word) = (escaped(&label), escaped(&word));
    let word_at = left + MARGIN;
    let hex = colour.hex();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{all}\" height=\"22\" viewBox=\"0 0 {all} 22\" \
         role=\"img\" aria-labelledby=\"t\"><title id=\"t\">{title}</title>\
         <rect width=\"{all}\" height=\"22\" rx=\"4\" fill=\"{LABEL}\"/>\
         <path d=\"M{left} 0h{right_less}a4 4 0 0 1 4 4v14a4 4 0 0 1-4 4h-{right_less}z\" fill=\"{hex}\"/>\
         <g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,Geneva,sans-serif\" font-size=\"11\">\
         <text x=\"{MARGIN}\" y=\"15\"{label_length}>{label}</text>\
         <text x=\"{word_at}\" y=\"15\" font-weight=\"bold\"{word_length}>{word}</text></g></svg>\n",
        right_less = right - 4,
        label_length = length(label_width),
        word_length = length(word_width),
    )
    .into_bytes()
}

/// The `textLength` attribute; empty if there is no text.
fn length(width: usize) -> String {
    if width == 0 { String::new() } else { format!(" textLength=\"{width}\"") }
}
