//! Sites of [Upptime](https://github.com/upptime/upptime): its configuration, its files in `history/`, and its issues as JSON, from the
//! API of GitHub or from `gh issue list`.
//!
//! Each site is a component. An issue with the label `status` is an incident, and one with `maintenance` a maintenance, whose window is
//! in a comment at the beginning of its text. Comments are updates. Nothing is fetched.

mod issue;
mod sites;
mod updates;
mod window;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::error::ImportError;
use super::export::Export;
use super::folder::{Folder, has_extension};
use super::plan::{ImportPlan, Input, Note, Notes};
use super::statuspage::{Notation, plan_export};
use crate::authoring::ImportLock;
use issue::{Issue, Kind};
use sites::Sites;

/// Whether a file of a site is read.
#[must_use]
pub fn wants(path: &str) -> bool {
    let is_configuration = [".upptimerc.yml", ".upptimerc.yaml", "upptimerc.yml"].contains(&path);
    let is_history = path.starts_with("history/") && has_extension(path, &["yml", "yaml"]);
    let is_own =
        ["api/", "graphs/", "history/", "node_modules/"].iter().any(|folder| path.starts_with(folder));
    is_configuration
        || is_history
        || has_extension(path, &["json"]) && !is_own && !path.starts_with("package")
}

/// Plans the content files for a site. Ids of earlier imports are taken from `lock`, and nothing public is dated after `now`.
///
/// # Errors
///
/// Returns an error if a file of issues cannot be read, or if there is nothing of Upptime in the folder.
pub fn plan(folder: &Folder, now: DateTime<Utc>, lock: &ImportLock) -> Result<ImportPlan, Vec<ImportError>> {
    let mut notes = Notes::default();
    let sites = Sites::read(folder, &mut notes);
    let (issues, comments, others) = objects(folder)?;
    if issues.is_empty() && sites.is_empty() {
        return Err(vec![ImportError::UnknownShape {
            input: folder.name.clone(),
            expected: "the folder of a site of Upptime, with `history/*.yml` and its issues as JSON",
        }]);
    }
    let mut left_out: BTreeMap<&'static str, usize> = BTreeMap::new();
    if others > 0 {
        left_out.insert("neither an issue nor a comment", others);
    }
    let mut export = Export { page: sites.page(), components: sites.components(), ..Export::default() };
    for value in &issues {
        match Issue::read(value, &comments) {
            Ok(issue) => {
                count_strangers(&issue, &mut left_out);
                for text in &issue.untimed {
                    let message =
                        format!("a comment has no time that can be read; left out. Its text: {text}");
                    notes.add(format!("issue {}", issue.number), message);
                }
                let event = updates::event(&issue, &sites, now, &mut notes);
                match issue.kind {
                    Kind::Incident => export.incidents.push(event),
                    Kind::Maintenance => export.maintenances.push(event),
                }
            }
            Err(reason) => *left_out.entry(reason).or_default() += 1,
        }
    }
    let plan = plan_export(&export.inputs(&folder.name), Notation::Markdown, now, lock, notes)?;
    let left_out = left_out.into_iter().map(|(reason, count)| Note {
        subject: "left out".to_owned(),
        message: format!("{count}: {reason}"),
    });
    Ok(ImportPlan { summary: plan.summary.into_iter().chain(left_out).collect(), ..plan })
}

fn count_strangers(issue: &Issue<'_>, left_out: &mut BTreeMap<&'static str, usize>) {
    if issue.strangers > 0 {
        let reason = "a comment by somebody who does not belong to the repository";
        *left_out.entry(reason).or_default() += issue.strangers;
    }
}

/// Returns all issues, the newest version of each; all comments that are in lists of their own, by the number of their issue; and how
/// many objects are neither.
#[expect(clippy::type_complexity, reason = "two lists with one meaning each, and a number")]
fn objects(folder: &Folder) -> Result<(Vec<Value>, BTreeMap<u64, Vec<Value>>, usize), Vec<ImportError>> {
    let mut others = 0;
    let mut issues: BTreeMap<u64, Value> = BTreeMap::new();
    let mut comments: BTreeMap<u64, Vec<Value>> = BTreeMap::new();
    let mut errors = Vec::new();
    for input in folder.texts.iter().filter(|input| has_extension(&input.name, &["json"])) {
        match values(input, &folder.name) {
            Ok(values) => {
                for value in values {
                    if let Some(number) = issue::number(&value) {
                        let is_newer = issues
                            .get(&number)
                            .is_none_or(|known| issue::updated_at(known) <= issue::updated_at(&value));
                        if is_newer {
                            issues.insert(number, value);
                        }
                    } else if let Some(number) = issue::number_of_comment(&value) {
                        comments.entry(number).or_default().push(value);
                    } else {
                        others += 1;
                    }
                }
            }
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok((issues.into_values().collect(), comments, others)) } else { Err(errors) }
}

/// Returns the objects of a file. Pages of a list may follow one another.
fn values(input: &Input, folder: &str) -> Result<Vec<Value>, ImportError> {
    let text = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text);
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        match value {
            Ok(Value::Array(list)) => {
                // `gh api --paginate --slurp` writes a list of pages.
                values.extend(list.into_iter().flat_map(|one| match one {
                    Value::Array(page) => page,
                    one => vec![one],
                }));
            }
            Ok(value) => values.push(value),
            Err(error) => {
                return Err(ImportError::Json {
                    input: format!("{folder}/{}", input.name),
                    line: error.line(),
                    column: error.column(),
                    message: error.to_string(),
                });
            }
        }
    }
    Ok(values)
}

/// Returns a component in the form of the Statuspage API.
fn component(id: &str, name: &str, position: usize, since: Option<&str>) -> Value {
    json!({ "id": id, "name": name, "position": position, "created_at": since })
}
