//! `allclear watch`, left running: the real program over real files, its log read as it comes.
//!
//! What is waited for is an event of the log, so a busy machine makes these tests slower and not wrong.

mod clock;
mod folders;
mod limits;
mod log;
mod matrix;
mod quiet;
mod readers;
mod running;
mod saves;
mod signals;
mod trouble;
