//! Flags that several commands share.

use std::path::PathBuf;

/// Where the store is.
#[derive(clap::Args)]
pub struct StoreFlag {
    /// Folder of the store
    #[arg(long, env = "RELATA_STORE", default_value = "relata.db", value_name = "FOLDER")]
    pub store: PathBuf,
}

/// For people or for programs.
#[derive(clap::Args)]
pub struct FormatFlag {
    /// Text for people, or JSON for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Text,
    Json,
}
