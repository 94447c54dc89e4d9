//! Graph: the store's statements as a petgraph graph, read-only.
