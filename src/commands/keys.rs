//! `allclear keys`: the keys of customers' views.

use super::customers_of_project::CustomersOfProject;
use super::exit::Exit;
use super::keys_file::KeysPath;
use super::report::number;
use super::session::Session;
use super::stop::Stop;
use crate::cli::{Keys, KeysOption, RotateKeys};
use crate::content::Keyword as _;
use crate::diagnostics::did_you_mean;
use crate::seal::KeysFile;

/// The hint if there is no keys file.
pub(super) const CREATE: &str = "`allclear keys new` creates it";

/// Runs the command.
pub(super) fn run(arguments: &Keys, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match arguments {
        Keys::New(keys) => new(keys, session),
        Keys::Rotate(arguments) => rotate(arguments, session),
        Keys::List(keys) => list(keys, session),
    }
}

/// Reads the keys file, which must exist.
pub(super) fn existing(path: &KeysPath) -> Result<KeysFile, Stop> {
    path.read()?.ok_or_else(|| Stop::usage(format!("there is no keys file `{}`", path.shown())).hint(CREATE))
}

fn new(keys: &KeysOption, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let customers = CustomersOfProject::read(session)?;
    let path = KeysPath::find(keys.file.as_deref(), &[], session)?;
    let file = path.read()?;
    let is_new = file.is_none();
    let (_, added) = path.add_missing(file, customers.ids())?;
    let (shown, keys) = (path.shown(), number(added, "key"));
    if is_new {
        session.say(&format!("created `{shown}` with a key for {}", number(added, "customer")))?;
        session.say(
            "keep a copy where you keep other secrets: without this file, every customer needs a new link",
        )?;
    } else if added > 0 {
        session.say(&format!("added {keys} to `{shown}`; replace the copy that you keep"))?;
    } else {
        session.say(&format!("every customer has a key in `{shown}`"))?;
    }
    Ok(Exit::Done)
}

fn rotate(arguments: &RotateKeys, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let path = KeysPath::find(arguments.keys.file.as_deref(), &[], session)?;
    let mut file = existing(&path)?;
    let known: Vec<String> = file.keys().customers().map(|(id, _)| id.to_owned()).collect();
    let customers = if arguments.all { &known } else { &arguments.customers };
    for customer in customers {
        let found = if arguments.feed { file.rotate_feed(customer) } else { file.rotate(customer) };
        if !found {
            let stop = Stop::usage(format!("`{}` has no key for a customer `{customer}`", path.shown()));
            return Err(match did_you_mean(customer, known.iter().map(String::as_str)) {
                Some(near) => stop.hint(format!("did you mean `{near}`?")),
                None => stop.hint("`allclear keys list` lists the customers"),
            });
        }
    }
    path.write(&file)?;
    let what = if arguments.feed { "feed" } else { "link" };
    session.say(&format!("replaced {} in `{}`", number(customers.len(), what), path.shown()))?;
    session.say("build and deploy now: until then, the old ones still work")?;
    if !arguments.feed {
        let next = match customers.as_slice() {
            [customer] => format!("`allclear links --customer {customer}` prints the new link"),
            _ => "`allclear links` prints the new links".to_owned(),
        };
        session.say(&next)?;
    }
    Ok(Exit::Done)
}

fn list(keys: &KeysOption, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let customers = CustomersOfProject::read(session)?;
    let path = KeysPath::find(keys.file.as_deref(), &[], session)?;
    let file = existing(&path)?;
    let mut rows = vec![["customer", "access", "link", "feed", ""].map(str::to_owned)];
    for (id, keys) in file.keys().customers() {
        let customer = customers.get(id);
        let access = customer.and_then(|customer| customer.access.as_ref());
        let access = access.map_or("", |access| access.value.word());
        let note = match (customer, keys.link) {
            (None, _) => "no longer a customer".to_owned(),
            (_, 1) => String::new(),
            (_, link) => format!("replaced {}", times(link - 1)),
        };
        rows.push([id.to_owned(), access.to_owned(), keys.link.to_string(), keys.feed.to_string(), note]);
    }
    let missing = customers.ids().filter(|id| file.keys().customer(id).is_none());
    let missing = missing.map(|id| [id, "", "", "", "has no key"].map(str::to_owned));
    rows.extend(missing);
    session.print(&table(&rows))?;
    Ok(Exit::Done)
}

fn times(count: u32) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

/// Aligns columns.
pub(super) fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(width);
    let mut text = String::new();
    for row in rows {
        let line: Vec<String> =
            row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        text.push_str(line.join("  ").trim_end());
        text.push('\n');
    }
    text
}
