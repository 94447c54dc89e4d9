//! Export: answers into files of other programs.

mod statements;

pub use statements::statement_lines;
