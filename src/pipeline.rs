//! Pipeline: the stages from a document to its reading, put together.
