//! One module for each command, and for what all commands have in common: what a person types, reads and finds on disk.

mod build;
mod check;
mod cli;
mod commit;
mod fix;
mod gate;
mod import;
mod import_cstate;
mod import_customers;
mod import_feed;
mod init;
mod keep_going;
mod log;
mod new;
mod post;
mod post_options;
mod private_links;
mod prompts;
mod rules;
mod serve;
mod service_levels;
mod staged;
mod time;
mod views;
mod watch;
mod who_sees;
