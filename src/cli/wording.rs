//! Statements on one line, for people who work on a schema.

use relata::fact::{EntityId, Statement, Value};
use relata::resolve::Reading;

use super::style;

/// `subject | predicate | object; qualifier=value; …; by frame/realisation`.
pub fn statement(reading: &Reading, statement: &Statement) -> String {
    let name = |id: &EntityId| {
        let entity = reading.entities.iter().find(|entity| &entity.id == id);
        entity.map_or_else(|| id.to_string(), |entity| entity.name.to_string())
    };
    let worded = |value: &Value| match value {
        Value::Entity(id) => name(id),
        Value::Quantity(quantity) => quantity.0.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Text(text) => text.to_string(),
    };
    let claimed = statement.claimed();
    let bold = style::NAME;
    let mut line = format!(
        "{bold}{}{bold:#} | {} | {bold}{}{bold:#}",
        name(&claimed.subject),
        claimed.predicate,
        name(&claimed.object)
    );
    let mut parts: Vec<String> =
        claimed.qualifiers.iter().map(|(name, value)| format!("{name}={}", worded(value))).collect();
    parts.extend(claimed.when.as_ref().map(|when| format!("when={when}")));
    parts.extend(claimed.said_by.as_ref().map(|speaker| format!("said_by={}", worded(speaker))));
    parts.push(claimed.factuality.to_string());
    let evidence = statement.evidence().iter();
    parts.extend(evidence.map(|evidence| format!("by {} ({:.2})", evidence.rule, evidence.reliability.as_f64())));
    for part in parts {
        line.push_str("; ");
        line.push_str(&part);
    }
    line
}
