//! The arguments of `allclear audit`.

use clap::{Args, ValueEnum};

/// The arguments of `audit`.
#[derive(Debug, Args)]
pub(crate) struct Audit {
    /// Incident or maintenance, by any unique part of its name; also one that was deleted
    #[arg(value_name = "INCIDENT")]
    pub(crate) record: String,
    /// Output format
    #[arg(long, value_enum, default_value_t = AuditFormat::Human)]
    pub(crate) format: AuditFormat,
}

/// The format of an audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AuditFormat {
    /// Readable text
    Human,
    /// One JSON document
    Json,
    /// A table for spreadsheets, in which no cell is ever run
    Csv,
}
