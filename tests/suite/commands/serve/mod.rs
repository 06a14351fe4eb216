//! `allclear serve`, driven as a program on a free port of this machine: what it answers, to whom, what it tells of
//! changes, and what it survives.

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
