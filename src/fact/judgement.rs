//! Judgements: what a person decided, above what was read.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{EntityId, StatementId};

/// One entry of the ledger. Replaying the ledger in order gives the same graph every time; later entries win.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "judgement", rename_all = "snake_case")]
pub enum Judgement {
    /// Two nodes are one; the first keeps its id.
    Same {
        keep: EntityId,
        drop: EntityId,
    },
    Different {
        one: EntityId,
        other: EntityId,
    },
    Rename {
        entity: EntityId,
        name: SmolStr,
    },
    Confirm {
        statement: StatementId,
    },
    Reject {
        statement: StatementId,
    },
}
