//! Documents that no noun names: what two agreed to do is the matter of an agreement.

use smol_str::format_smolstr;

use super::complement::clause_end;
use super::finder::{Found, Knowledge};
use super::view::Stretch;
use super::{Finder, Form, KindSet};
use crate::analyse::{Deprel, Upos, Xpos};
use crate::schema::NounClass;

/// "agreed on Monday to share the base": the agreement to share it, of which no noun tells.
pub(super) fn find_made(found: &mut Found<'_, '_>, knowledge: Knowledge<'_>) {
    let view = found.view;
    for t in 0..view.len() {
        let token = view.sentence.token(t);
        if token.upos != Upos::Verb || token.deprel == Deprel::Amod {
            continue;
        }
        let Some(noun) = knowledge.lexicon.made_by(&token.lemma) else { continue };
        let infinitive = view.sentence.children(t).find(|&child| {
            child > t
                && matches!(view.sentence.token(child).deprel, Deprel::Xcomp | Deprel::Advcl)
                && view.sentence.token(child).xpos == Xpos::Vb
        });
        let Some(infinitive) = infinitive else { continue };
        let Some(to) = (t + 1..infinitive).rev().find(|&to| view.words[to] == "to") else { continue };
        let last = clause_end(view, infinitive, knowledge);
        let matter = view.document.slice(view.span(Stretch::new(to, last)));
        let nouns = knowledge.lexicon.nouns(noun);
        let heads = nouns.iter().filter_map(|noun| match noun.class {
            NounClass::Head(head) => Some(knowledge.lexicon.kinds(head)),
            _ => None,
        });
        let kinds: KindSet = heads.flatten().copied().collect();
        let mention = found.push(Stretch::new(t, last), Some(t), Form::Nominal, kinds, Finder::Syntax);
        mention.plural = false;
        // The line may break within it.
        let matter = matter.split_whitespace().collect::<Vec<_>>().join(" ");
        mention.known = Some(format_smolstr!("{noun} {matter}"));
    }
}
