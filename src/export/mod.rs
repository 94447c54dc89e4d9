//! Export: answers into files of other programs.
