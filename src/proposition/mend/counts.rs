//! What trees contradict about numbers: what a sum is spent on, and what limits a count.

use super::Edges;
use crate::analyse::{Deprel, TokenId, Upos};
use crate::proposition::scene::Row;
use crate::schema::WordClass;

/// "signed $3 million in [contracts]": what a sum is spent on belongs to the sum, not to the clause.
pub(super) fn sums(row: &Row<'_>, edges: &mut Edges) {
    for sum in 0..edges.heads.len() {
        if !row.is(sum, WordClass::Currency) {
            continue;
        }
        let number = |&t: &TokenId| row.upos(t) == Upos::Num || row.is(t, WordClass::Currency);
        let end = (sum + 1..edges.heads.len()).find(|t| !number(t)).unwrap_or(sum);
        if !matches!(row.form(end), "in" | "of" | "worth") {
            continue;
        }
        let case = end + usize::from(row.form(end) == "worth");
        let Some(spent) = edges.heads.get(case).copied().flatten() else { continue };
        if matches!(row.form(case), "in" | "of")
            && edges.deprels[case] == Deprel::Case
            && matches!(edges.deprels[spent], Deprel::Obl | Deprel::Nmod)
            && !row.is_dated(spent)
            && !edges.is_below(sum, spent)
        {
            edges.attach(spent, Some(sum), Deprel::Nmod);
        }
    }
}

/// "sold [up to] 20 jets" read as selling up, or to 20 jets: a limit before a number belongs to the number.
pub(super) fn limits(row: &Row<'_>, edges: &mut Edges) {
    for up in 1..edges.heads.len().saturating_sub(2) {
        let number = up + 2;
        if row.form(up) != "up" || row.form(up + 1) != "to" || row.upos(number) != Upos::Num {
            continue;
        }
        let counted = edges.heads[number].filter(|&noun| noun > number && edges.deprels[number] == Deprel::Nummod);
        edges.attach(up, Some(number), Deprel::Advmod);
        edges.attach(up + 1, Some(up), Deprel::Fixed);
        if let Some(noun) = counted
            && edges.heads[noun].is_some_and(|verb| verb < up && row.upos(verb) == Upos::Verb)
            && matches!(edges.deprels[noun], Deprel::Obl | Deprel::OblUnmarked)
            && !edges.has(noun, Deprel::Case)
        {
            edges.attach(noun, edges.heads[noun], Deprel::Obj);
        }
    }
}
