//! Which of our kinds answers which class of a corpus of names.

use super::spans::Labelled;
use crate::analyse::{Analysis, Form, KindSet, Mention};
use crate::schema::{Schema, Trait};

/// A class of a corpus, and the trait of the kinds that answer it.
pub(super) type ClassOf = (Trait, &'static str);

/// The mentions of the asked forms as spans of the classes, the first class that a mention's likeliest kind has.
pub(super) fn labelled(
    schema: &Schema,
    analysis: &Analysis,
    classes: &[ClassOf],
    is_asked: impl Fn(&Mention) -> bool,
) -> Vec<Labelled> {
    let sets: Vec<(KindSet, &'static str)> =
        classes.iter().map(|&(own, class)| (schema.kinds_with(own).collect(), class)).collect();
    let asked = analysis.mentions.iter().filter(|mention| is_asked(mention));
    let mut found: Vec<Labelled> = asked
        .filter_map(|mention| {
            // A name that may be a place or its government is a place by its form.
            let all = sets.iter().find(|(set, _)| !mention.kinds.is_empty() && mention.kinds.without(*set).is_empty());
            let class = all.or_else(|| sets.iter().find(|(set, _)| !mention.kinds.and(*set).is_empty()))?.1;
            Some(Labelled { span: mention.span, class })
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

/// A name, and no pronoun, demonym or description.
pub(super) fn is_name(mention: &Mention) -> bool {
    mention.form == Form::Name
}
