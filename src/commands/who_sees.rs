//! `allclear who-sees`: says which customers see a file of the content and which do not, and why.

use std::path::Path;

use serde_json::{Value, json};

use super::exit::Exit;
use super::report::{self, format_time};
use super::session::Session;
use super::stop::Stop;
use crate::cli::{AnswerFormat, Format, WhoSees};
use crate::content::{AudienceTag, Keyword as _};
use crate::pipeline::{self, Settings, examine, who_sees};
use crate::release::{Concern, Seen, Unseen};
use crate::source::{ScanOptions, scan};

/// Answers for one path.
pub(super) fn run(arguments: &WhoSees, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let path = path_in_content(&arguments.path, session)?;
    let settings =
        Settings { clock: session.clock(), strict_internal: false, strict: false, judged_elsewhere: false };
    let (snapshot, found) = scan(&session.project(), ScanOptions { public_only: false });
    let examined = match examine(&snapshot, found, settings) {
        Ok(examined) => examined,
        Err(failed) => return report::failed(&failed, &snapshot, Format::Human, None, session),
    };
    let Some(answer) = who_sees(&examined.content, &path, examined.now) else {
        return Err(Stop::usage(format!("the content has nothing at `content/{path}`")).hint(
            "name an update, the folder of an incident or a maintenance, a component, a notice or a page",
        ));
    };
    match arguments.format {
        AnswerFormat::Human => session.print(&text(&path, &answer))?,
        AnswerFormat::Json => session.print(&format!("{:#}\n", document(&path, &answer)))?,
    }
    Ok(Exit::Done)
}

/// Returns a path of the command line relative to `content/`. It may also begin there.
fn path_in_content(path: &Path, session: &Session<'_, '_>) -> Result<String, Stop> {
    let root = session.project().content();
    let candidates = [session.path(path), session.path_in_folder(path), root.join(path)];
    // Links above the project, such as `/tmp` on macOS, must not make a difference.
    let real = |path: &Path| path.canonicalize().ok();
    let below = candidates.iter().find_map(|candidate| {
        let (candidate, root) = (real(candidate)?, real(&root)?);
        Some(candidate.strip_prefix(root).ok()?.to_path_buf())
    });
    let Some(below) = below else {
        return Err(Stop::usage(format!("`{}` is not a file or folder of the content", path.display())));
    };
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    Ok(parts.join("/"))
}

fn text(path: &str, answer: &pipeline::WhoSees<'_>) -> String {
    let mut text = format!("content/{path} ({})\n", answer.kind);
    let Some(public) = &answer.public else {
        return text + "no customer and not the public: this file is internal\n";
    };
    let width = answer.customers.iter().map(|(customer, _)| customer.id.len()).max().unwrap_or(0).max(6);
    let mut line = |name: &str, sight: &Result<Seen, Unseen>| {
        let answer = if sight.is_ok() { "yes" } else { "no " };
        text.extend([format!("  {name:width$}  {answer}  {}\n", reason(sight))]);
    };
    line("public", public);
    for (customer, sight) in &answer.customers {
        line(&customer.id, sight);
    }
    let seeing = answer.customers.iter().filter(|(_, sight)| sight.is_ok()).count();
    let all = report::number(answer.customers.len(), "customer");
    text + &format!("{seeing} of {all} {}\n", if seeing == 1 { "sees it" } else { "see it" })
}

fn document(path: &str, answer: &pipeline::WhoSees<'_>) -> Value {
    let customers = answer.customers.iter().map(|(customer, sight)| {
        let mut entry = entry(sight);
        entry["id"] = customer.id.clone().into();
        entry["tier"] = customer.tier.as_ref().map(|tier| tier.value.clone()).into();
        entry["access"] = customer.access.as_ref().map(|access| access.value.word()).into();
        entry
    });
    json!({
        "path": format!("content/{path}"),
        "kind": answer.kind,
        "public": answer.public.as_ref().map(entry),
        "customers": customers.collect::<Vec<_>>(),
    })
}

fn entry(sight: &Result<Seen, Unseen>) -> Value {
    let (word, audience, components, at) = match sight {
        Ok(seen) => {
            let word = if seen.withdrawn { "withdrawn" } else { seen_word(seen) };
            let components = match &seen.concern {
                Some(Concern::Components(paths)) => paths.clone(),
                Some(Concern::Everybody | Concern::Merged) | None => Vec::new(),
            };
            (word, seen.by.iter().map(ToString::to_string).collect(), components, None)
        }
        Err(unseen) => {
            let (mut audience, mut components, mut at) = (Vec::new(), Vec::new(), None);
            match unseen {
                Unseen::OtherReaders(tags) => audience = tags.iter().map(ToString::to_string).collect(),
                Unseen::OtherComponents(paths) => components.clone_from(paths),
                Unseen::NotYet(time) | Unseen::Over(time) => at = Some(format_time(*time)),
                Unseen::Draft | Unseen::NotUsed | Unseen::IncidentUnseen => {}
            }
            (unseen_word(unseen), audience, components, at)
        }
    };
    json!({
        "sees": sight.is_ok(),
        "reason": word,
        "audience": audience,
        "components": components,
        "at": at,
        "text": reason(sight),
    })
}

/// The tag that admits the reader, as a word for programs.
const fn seen_word(seen: &Seen) -> &'static str {
    match &seen.by {
        None | Some(AudienceTag::Public) => "public",
        Some(AudienceTag::Tier(_)) => "tier",
        Some(AudienceTag::Customer(_)) => "named",
    }
}

const fn unseen_word(unseen: &Unseen) -> &'static str {
    match unseen {
        Unseen::Draft => "draft",
        Unseen::OtherReaders(_) => "other_readers",
        Unseen::OtherComponents(_) => "other_components",
        Unseen::NotUsed => "component_not_used",
        Unseen::NotYet(_) => "not_yet",
        Unseen::Over(_) => "over",
        Unseen::IncidentUnseen => "incident_unseen",
    }
}

fn reason(sight: &Result<Seen, Unseen>) -> String {
    match sight {
        Ok(seen) => {
            let by = match &seen.by {
                None | Some(AudienceTag::Public) => "it is for everybody".to_owned(),
                Some(AudienceTag::Tier(tier)) => format!("it is for tier `{tier}`"),
                Some(AudienceTag::Customer(_)) => "it names the customer".to_owned(),
            };
            let concern = match &seen.concern {
                Some(Concern::Components(paths)) => format!(", and about {}", listed(paths)),
                Some(Concern::Merged) => {
                    ", and an incident about their components was merged into it".to_owned()
                }
                Some(Concern::Everybody) | None => String::new(),
            };
            let withdrawn = if seen.withdrawn { "; the text was withdrawn" } else { "" };
            format!("{by}{concern}{withdrawn}")
        }
        Err(Unseen::Draft) => "it is a draft".to_owned(),
        Err(Unseen::OtherReaders(tags)) => {
            let tags: Vec<String> = tags.iter().map(ToString::to_string).collect();
            format!("it is for {} only", listed(&tags))
        }
        Err(Unseen::OtherComponents(paths)) => {
            format!("it is about {}, which their view does not show", listed(paths))
        }
        Err(Unseen::NotUsed) => "it is not among the customer's components".to_owned(),
        Err(Unseen::NotYet(at)) => format!("it is released at {}", format_time(*at)),
        Err(Unseen::Over(at)) => format!("it ended at {}", format_time(*at)),
        Err(Unseen::IncidentUnseen) => "they do not see its incident".to_owned(),
    }
}

fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
