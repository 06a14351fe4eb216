//! The `allclear` program: hands its arguments to the library and exits with its code.

use std::io;
use std::process::ExitCode;

use allclear::commands::{Environment, Streams, run};

fn main() -> ExitCode {
    let mut streams =
        Streams { stdin: &mut io::stdin(), stdout: &mut io::stdout(), stderr: &mut io::stderr() };
    run(std::env::args_os(), &mut streams, &Environment::of_process()).into()
}
