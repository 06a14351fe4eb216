//! What must hold for every site: the invariants of ARCHITECTURE.md.

mod approvals;
mod between_customers;
mod boundary;
mod canaries;
mod determinism;
mod docs;
mod exports;
mod gate;
mod growth;
mod ignored;
mod messages;
mod never_greener;
mod noninterference;
mod publishing;
mod quotations;
mod races;
mod rebuild;
mod response;
mod touched;
