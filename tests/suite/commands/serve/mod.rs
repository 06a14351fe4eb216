//! `allclear serve`, run as a program on a free port of this machine: its responses, its access checks, its live updates
//! and its robustness.

mod client;
mod command;
mod endurance;
mod overlay;
mod preview;
mod reload;
mod requests;
mod views;

use client::{Answer, Connection, get};
use preview::Preview;
