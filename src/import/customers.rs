//! A list of customers as CSV (RFC 4180), converted to customer files.
//!
//! The first row names the columns, in any order: `id`, `name` and `access`, and optionally `tier`, `components`,
//! `aliases` and `i_accept_url_leaks`. The columns are separated by commas, semicolons or tabs, whichever the first row
//! has. Components and aliases are separated by semicolons, and components also by commas.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord, Trim};

use super::error::ImportError;
use super::plan::{ImportPlan, Input, Notes};
use crate::authoring::records::NewCustomer;
use crate::authoring::{ImportLock, PlannedFile};
use crate::content::internal::Access;
use crate::content::{Keyword as _, is_name, slug_of};
use crate::diagnostics::did_you_mean;

/// The columns, of which the first three are required.
const COLUMNS: [&str; 7] = ["id", "name", "access", "tier", "components", "aliases", "i_accept_url_leaks"];
const REQUIRED: usize = 3;

/// Plans the files of the customers in a list. `lock` is what earlier imports wrote: customers that are not in the list
/// any more are named and kept, because the gate would no longer look for their names.
///
/// # Errors
///
/// Returns an error for each row that is not a customer.
pub fn plan(input: &Input, lock: &ImportLock) -> Result<ImportPlan, Vec<ImportError>> {
    let rows = Rows::read(input)?;
    let mut errors = Vec::new();
    let mut planned: BTreeMap<String, (u64, PlannedFile)> = BTreeMap::new();
    for (line, record) in &rows.records {
        let error = |message: String| ImportError::Row { input: input.name.clone(), line: *line, message };
        match rows.customer(record) {
            Err(messages) => errors.extend(messages.into_iter().map(error)),
            Ok((id, file)) => match planned.get(&id) {
                Some((first, _)) => errors.push(error(format!("customer `{id}` is already in line {first}"))),
                None => drop(planned.insert(id, (*line, file))),
            },
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let gone = lock.ids_where(|id, _| {
        let id = id.strip_prefix(ORIGIN).unwrap_or(id);
        !planned.contains_key(id)
    });
    let mut notes = Notes::default();
    for id in &gone {
        if let Some(path) = lock.path_of(id) {
            notes
                .add(path, "is not in the list any more; it was kept, so remove it if the customer has left");
        }
    }
    let files = planned.into_values().map(|(_, file)| file).collect();
    Ok(ImportPlan { files, notes: notes.into_vec(), unknown: gone, ..ImportPlan::default() })
}

/// The kind of the objects in the lock.
const ORIGIN: &str = "customer ";

/// The rows of a list, with their lines, and where the columns are.
struct Rows {
    columns: BTreeMap<&'static str, usize>,
    records: Vec<(u64, StringRecord)>,
}

impl Rows {
    fn read(input: &Input) -> Result<Self, Vec<ImportError>> {
        let text = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text);
        let error = |line, message| ImportError::Row { input: input.name.clone(), line, message };
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter(text))
            .has_headers(false)
            .trim(Trim::All)
            .from_reader(text.as_bytes());
        let (mut records, mut errors) = (Vec::new(), Vec::new());
        for record in reader.records() {
            match record {
                Ok(record) => records.push((record.position().map_or(0, csv::Position::line), record)),
                Err(wrong) => {
                    errors.push(error(wrong.position().map_or(0, csv::Position::line), problem(&wrong)));
                }
            }
        }
        let is_empty = |record: &StringRecord| record.iter().all(str::is_empty);
        records.retain(|(_, record)| !is_empty(record));
        if records.is_empty() {
            return Err(vec![error(1, "the list is empty".to_owned())]);
        }
        let (line, header) = records.remove(0);
        let columns = columns(&header)
            .map_err(|messages| messages.into_iter().map(|message| error(line, message)).collect::<Vec<_>>());
        match columns {
            Ok(columns) if errors.is_empty() => Ok(Self { columns, records }),
            Ok(_) => Err(errors),
            // Everything else follows from wrong columns.
            Err(wrong) => Err(wrong),
        }
    }

    fn value<'r>(&self, record: &'r StringRecord, column: &str) -> &'r str {
        self.columns.get(column).and_then(|index| record.get(*index)).unwrap_or_default()
    }

    /// Returns the id and the file of the customer in a row, or what is wrong with it.
    fn customer(&self, record: &StringRecord) -> Result<(String, PlannedFile), Vec<String>> {
        let value = |column| self.value(record, column);
        let (id, name, access) = (value("id"), value("name"), value("access").to_lowercase());
        let mut wrong = Vec::new();
        if id.is_empty() {
            wrong.push("the customer has no `id`".to_owned());
        } else if !is_name(id) {
            let like = slug_of(id);
            wrong.push(format!(
                "`{id}` is not an id, which has only a to z, 0 to 9 and hyphens, such as `{like}`"
            ));
        }
        if name.is_empty() {
            wrong.push("the customer has no `name`".to_owned());
        }
        let known = Access::all().iter().find(|known| known.word() == access);
        let accepts = is_yes(value("i_accept_url_leaks"));
        match known {
            None if access.is_empty() => {
                wrong.push("the customer has no `access`: `gated`, `sealed` or `unlisted`".to_owned());
            }
            None => wrong.push(format!("`{access}` is not `gated`, `sealed` or `unlisted`")),
            Some(Access::Unlisted) if !accepts => wrong.push(
                "`unlisted` addresses leak through logs, scanners and mail programs; \
                 add a column `i_accept_url_leaks` with `true`, or choose `sealed`"
                    .to_owned(),
            ),
            Some(_) => {}
        }
        let Some(access) = known.filter(|_| wrong.is_empty()) else { return Err(wrong) };
        let customer = NewCustomer {
            id: Some(id),
            name,
            aliases: &list(value("aliases"), &[';']),
            tier: Some(value("tier")).filter(|tier| !tier.is_empty()),
            components: &list(value("components"), &[';', ',']),
            access: access.word(),
            accepts_url_leaks: *access == Access::Unlisted,
        };
        Ok((id.to_owned(), customer.file().with_origin(format!("{ORIGIN}{id}"), "")))
    }
}

/// Returns where each column is. Their names may be in any case.
fn columns(header: &StringRecord) -> Result<BTreeMap<&'static str, usize>, Vec<String>> {
    let mut columns = BTreeMap::new();
    let mut wrong = Vec::new();
    for (index, written) in header.iter().enumerate() {
        let name = written.to_lowercase();
        match COLUMNS.iter().find(|column| **column == name) {
            Some(column) if columns.contains_key(column) => wrong.push(format!("two columns are `{column}`")),
            Some(column) => drop(columns.insert(*column, index)),
            None => wrong.push(match did_you_mean(&name, COLUMNS) {
                Some(near) => format!("unknown column `{written}`; did you mean `{near}`?"),
                None => format!("unknown column `{written}`; the columns are {}", COLUMNS.join(", ")),
            }),
        }
    }
    let missing = COLUMNS.iter().take(REQUIRED).filter(|column| !columns.contains_key(*column));
    wrong.extend(missing.map(|column| format!("the first row has no column `{column}`")));
    if wrong.is_empty() { Ok(columns) } else { Err(wrong) }
}

/// Returns the separator of the columns, which the first row shows: it has no other text with such a character.
pub(super) fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let separators = [b',', b';', b'\t'];
    let found = separators.into_iter().find(|separator| header.contains(char::from(*separator)));
    found.unwrap_or(b',')
}

fn list(text: &str, separators: &[char]) -> Vec<String> {
    text.split(separators).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn is_yes(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "true" | "yes" | "1")
}

/// Describes a row that could not be read.
pub(super) fn problem(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!(
                "this row has {len} values, but the first row has {expected_len}; values with separators need quotes"
            )
        }
        _ => "this row cannot be read".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn planned(text: &str) -> Result<Vec<(String, String)>, Vec<String>> {
        let input = Input { name: "list.csv".into(), text: text.into() };
        match plan(&input, &ImportLock::default()) {
            Ok(plan) => Ok(plan.files.into_iter().map(|file| (file.path, file.text)).collect()),
            Err(errors) => Err(errors.iter().map(ToString::to_string).collect()),
        }
    }

    #[test]
    fn quotes_a_byte_order_mark_blank_lines_and_other_separators_are_read() {
        let list = "\u{feff}id,name,tier,components,access\r\n\r\nacme,\"Acme, \"\"Inc.\"\"\",gold,api; pay/web,Sealed\r\n";
        let files = planned(list).unwrap();
        assert_eq!(files.len(), 1);
        assert_eq!(files[0].0, "content/customers/acme.md");
        assert_eq!(
            files[0].1,
            "+++\nname = \"Acme, \\\"Inc.\\\"\"\ntier = \"gold\"\ncomponents = [\"api\", \"pay/web\"]\naccess = \"sealed\"\n+++\n"
        );
        let other = "Name;ID;access;components\nBolt;bolt;gated;\"api;web\"\n";
        assert!(planned(other).unwrap()[0].1.contains("components = [\"api\", \"web\"]"));
        let tabs = "id\tname\taccess\taliases\nb\tBolt\tgated\tBolt, Ltd.; bolt.example\n";
        assert!(planned(tabs).unwrap()[0].1.contains("aliases = [\"Bolt, Ltd.\", \"bolt.example\"]"));
    }

    #[test]
    fn every_mistake_is_reported_with_its_line() {
        let list = "id,name,access\nAcme Corp,A,gated\nb,,sealed\nc,C,open\nd,D,unlisted\ne,E,gated\ne,F,gated\nf,F\n";
        assert_eq!(
            planned(list).unwrap_err(),
            [
                "list.csv:8: this row has 2 values, but the first row has 3; values with separators need quotes"
            ]
        );
        let list = list.replace("f,F\n", "");
        assert_eq!(
            planned(&list).unwrap_err(),
            [
                "list.csv:2: `Acme Corp` is not an id, which has only a to z, 0 to 9 and hyphens, such as `acme-corp`",
                "list.csv:3: the customer has no `name`",
                "list.csv:4: `open` is not `gated`, `sealed` or `unlisted`",
                "list.csv:5: `unlisted` addresses leak through logs, scanners and mail programs; add a column `i_accept_url_leaks` with `true`, or choose `sealed`",
                "list.csv:7: customer `e` is already in line 6",
            ]
        );
        assert_eq!(
            planned("id,nmae,access\n").unwrap_err(),
            [
                "list.csv:1: unknown column `nmae`; did you mean `name`?",
                "list.csv:1: the first row has no column `name`"
            ]
        );
        assert_eq!(planned(" \n").unwrap_err(), ["list.csv:1: the list is empty"]);
    }

    proptest! {
        #[test]
        fn no_text_causes_a_panic(text in "[a-z,;\"\n\r\t\u{feff}é]{0,80}", head in any::<bool>()) {
            let text = if head { format!("id,name,access\n{text}") } else { text };
            let _ = planned(&text);
        }
    }
}
