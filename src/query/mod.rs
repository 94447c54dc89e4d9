//! Query: questions to the graph. No clock, environment, network or file system.
