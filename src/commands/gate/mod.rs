//! `allclear gate`: verifies a deployment, and prints configurations of web servers.

mod caddy;
mod check;
mod keys;
mod nginx;
mod views;

use super::exit::Exit;
use super::session::Session;
use super::stop::Stop;
use crate::cli::{Gate, GateServer};
use views::Views;

/// Runs a subcommand of `gate`.
pub(super) fn run(what: &Gate, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match what {
        Gate::Check(arguments) => check::run(arguments, session),
        Gate::Caddy(arguments) => server(arguments, session, caddy::configuration),
        Gate::Nginx(arguments) => server(arguments, session, nginx::configuration),
    }
}

fn server(
    arguments: &GateServer,
    session: &mut Session<'_, '_>,
    configuration: fn(&GateServer, &Views) -> String,
) -> Result<Exit, Stop> {
    if let Some(exit) = views::refuse_unsafe(arguments) {
        return Err(exit);
    }
    let views = Views::read(arguments, session)?;
    session.print(&configuration(arguments, &views))?;
    Ok(Exit::Done)
}
