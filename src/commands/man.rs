//! `allclear man`: writes the manual pages, one for each command.

use std::fs;

use clap::CommandFactory as _;
use clap_mangen::Man;

use super::exit::Exit;
use super::report;
use super::session::Session;
use super::site_folder::site_folder;
use super::stop::Stop;
use crate::authoring::{self, PlannedFile};
use crate::cli::{Cli, ManPages};

/// Writes the pages that are missing in a folder. Pages of another version are not replaced.
pub(super) fn run(arguments: &ManPages, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let folder = session.path_in_folder(&arguments.dir);
    if let Some(name) = site_folder(&folder, session)? {
        return Err(Stop::usage(format!("`{}` is inside `{name}`", arguments.dir.display()))
            .hint("manual pages are no part of the site; name a folder elsewhere"));
    }
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    add_pages(&command, &mut pages)?;
    let count = pages.len();
    pages.retain(|page| fs::read_to_string(folder.join(&page.path)).ok().as_deref() != Some(&*page.text));
    authoring::create(&folder, &pages).map_err(|error| {
        Stop::usage(error.to_string())
            .hint("write into an empty folder, or remove the pages of an earlier version")
    })?;
    session.say(&format!("wrote {} to {}", report::number(count, "page"), arguments.dir.display()))?;
    Ok(Exit::Done)
}

/// Adds the page of a command and those of its subcommands.
fn add_pages(command: &clap::Command, pages: &mut Vec<PlannedFile>) -> Result<(), Stop> {
    for subcommand in command.get_subcommands().filter(|command| !command.is_hide_set()) {
        add_pages(subcommand, pages)?;
    }
    let page = Man::new(command.clone());
    let mut text = Vec::new();
    page.render(&mut text)?;
    pages.push(PlannedFile::new(page.get_filename(), String::from_utf8_lossy(&text)));
    Ok(())
}
