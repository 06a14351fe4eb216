//! What must hold for every site: the invariants of ARCHITECTURE.md.

mod approvals;
mod boundary;
mod canaries;
mod determinism;
mod docs;
mod gate;
mod growth;
mod ignored;
mod noninterference;
mod publishing;
mod quotations;
mod rebuild;
mod touched;
