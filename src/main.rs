//! The `allclear` program: hands its arguments to the library and exits with its code.

use std::io;
use std::process::ExitCode;

use allclear::commands::{Environment, Streams, run};

/// Rendering makes and drops millions of small values on every core, which the usual allocators are slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let mut streams =
        Streams { stdin: &mut io::stdin(), stdout: &mut io::stdout(), stderr: &mut io::stderr() };
    run(std::env::args_os(), &mut streams, &Environment::of_process()).into()
}
