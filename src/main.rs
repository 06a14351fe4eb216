//! The `allclear` program: passes its arguments to the library and exits with the returned code.

use std::io;
use std::process::ExitCode;

use allclear::commands::{Environment, Streams, run};

/// Rendering allocates and frees millions of small values on every core, which the default allocators do slowly.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let mut streams =
        Streams { stdin: &mut io::stdin(), stdout: &mut io::stdout(), stderr: &mut io::stderr() };
    run(std::env::args_os(), &mut streams, &Environment::of_process()).into()
}
