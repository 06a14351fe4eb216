//! One metric with its samples, in the text format.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The type of every metric: a value that goes up and down.
pub(super) const TYPE: &str = "gauge";

/// A metric.
#[derive(Clone, Copy, Debug)]
pub(super) struct Family {
    /// The name. If there is a unit, the name ends with it.
    pub(super) name: &'static str,
    /// What the value means, in one line without backslashes and quotes, so that it needs no escaping.
    pub(super) help: &'static str,
    /// The unit of the value.
    pub(super) unit: Option<&'static str>,
}

/// One value of a metric.
#[derive(Debug)]
pub(super) struct Sample<'a> {
    /// Label names with their values, in the order in which they are written.
    pub(super) labels: Vec<(&'static str, Cow<'a, str>)>,
    /// The value as a decimal number.
    pub(super) value: String,
}

impl Family {
    /// Writes the metric; nothing if it has no samples.
    pub(super) fn write(&self, text: &mut String, samples: &[Sample<'_>]) {
        if samples.is_empty() {
            return;
        }
        let Self { name, help, unit } = self;
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {TYPE}");
        if let Some(unit) = unit {
            let _ = writeln!(text, "# UNIT {name} {unit}");
        }
        for Sample { labels, value } in samples {
            text.push_str(name);
            for (index, (label, content)) in labels.iter().enumerate() {
                let _ = write!(text, "{}{label}=\"", if index == 0 { '{' } else { ',' });
                push_escaped(text, content);
                text.push('"');
            }
            let close = if labels.is_empty() { "" } else { "}" };
            let _ = writeln!(text, "{close} {value}");
        }
    }
}

/// Appends the value of a label. The format escapes these three characters and no others.
fn push_escaped(text: &mut String, content: &str) {
    for character in content.chars() {
        match character {
            '\\' => text.push_str("\\\\"),
            '"' => text.push_str("\\\""),
            '\n' => text.push_str("\\n"),
            other => text.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAMILY: Family = Family { name: "x_seconds", help: "A time.", unit: Some("seconds") };

    #[test]
    fn a_label_is_escaped() {
        let labels = vec![("a", Cow::Borrowed("say \"\\n\"\n")), ("b", Cow::Borrowed("{},="))];
        let mut text = String::new();
        FAMILY.write(&mut text, &[Sample { labels, value: "1".to_owned() }]);
        let lines: Vec<&str> = text.lines().collect();
        let sample = r#"x_seconds{a="say \"\\n\"\n",b="{},="} 1"#;
        let expected =
            ["# HELP x_seconds A time.", "# TYPE x_seconds gauge", "# UNIT x_seconds seconds", sample];
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_metric_without_samples_or_labels_is_valid() {
        let mut text = String::new();
        FAMILY.write(&mut text, &[]);
        assert_eq!(text, "");
        FAMILY.write(&mut text, &[Sample { labels: Vec::new(), value: "2".to_owned() }]);
        assert!(text.ends_with("\nx_seconds 2\n"), "{text}");
    }
}
