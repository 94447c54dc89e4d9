//! Prepositions, also of more than one word, by lemma.

use smol_str::SmolStr;

use super::scene::Scene;
use crate::analyse::{Deprel, TokenId, Xpos};

/// The preposition of a noun phrase: "to", "according_to"; `None` where it has none.
pub(super) fn preposition(scene: &Scene<'_>, noun: TokenId) -> Option<SmolStr> {
    let case = scene
        .sentence
        .children(noun)
        .find(|&child| scene.deprel(child) == Deprel::Case && scene.xpos(child) != Xpos::Pos)?;
    Some(fixed(scene, case).map_or_else(|| plain(scene, lower(scene, case)), |(lemma, _)| lemma))
}

/// "on behalf of", "as part of": a preposition that holds a noun. `noun` is that noun ("behalf"); answers the whole
/// preposition and the head of the noun phrase below it.
pub(super) fn complex(scene: &Scene<'_>, noun: TokenId) -> Option<(SmolStr, TokenId)> {
    let case = scene.sentence.child_by(noun, Deprel::Case)?;
    let (lemma, last) = fixed(scene, case)?;
    if last <= noun {
        return None;
    }
    let below = scene
        .sentence
        .children(noun)
        .find(|&child| child > last && matches!(scene.deprel(child), Deprel::Nmod | Deprel::Obl))?;
    Some((lemma, below))
}

/// The longest fixed preposition that begins at this token, with its last token. Read from the row of words, since
/// treebanks and parsers differ on its tree.
pub(super) fn fixed(scene: &Scene<'_>, first: TokenId) -> Option<(SmolStr, TokenId)> {
    let candidates = scene.grammar.lexicon.fixed_prepositions(&lower(scene, first));
    let found = candidates.iter().find(|candidate| {
        let rest = first + 1..first + 1 + candidate.words.len();
        rest.end <= scene.lemmas.len()
            && rest.zip(&candidate.words).all(|(t, word)| scene.form(t).eq_ignore_ascii_case(word))
    })?;
    Some((found.lemma.clone(), first + found.words.len()))
}

fn plain(scene: &Scene<'_>, lemma: SmolStr) -> SmolStr {
    scene.grammar.lexicon.plain_preposition(&lemma).cloned().unwrap_or(lemma)
}

/// As written: the lemma of "according" is that of a verb.
fn lower(scene: &Scene<'_>, t: TokenId) -> SmolStr {
    let form = scene.form(t);
    if form.bytes().any(|byte| byte.is_ascii_uppercase()) { form.to_ascii_lowercase().into() } else { form.into() }
}
