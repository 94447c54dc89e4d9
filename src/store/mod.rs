//! Store: documents, statements and judgements on disk.
//!
//! The only module that names sled. Knows no stage before it but the facts they make.
