//! How far the text commits itself: polarity, modality and tense, from the outside in.

use super::control::is_noun_complement;
use super::draft::{Draft, Standing};
use super::scene::Scene;
use super::speech;
use super::{Aspect, Modality, Polarity, Tense, TriggerClass};
use crate::analyse::{Deprel, Form, MentionId, TimeExpression, TokenId, Upos, Xpos};
use crate::schema::{Commitment, Effect, Function, WordClass};

/// How its governor lets a draft stand.
pub(super) fn outer(scene: &Scene<'_>, draft: &Draft) -> Standing {
    use Deprel as D;
    let t = draft.token;
    let Some((governor, below)) = scene.governor(t) else {
        // "Chile to buy jets" in a headline, "Send the fleet": neither tells that it happens.
        let bare = draft.surface.is_empty() && scene.xpos(t) == Xpos::Vb && !scene.is_finite(t);
        // "is to buy" tells by its own "is", which what is coordinated with it does not share.
        let unrealised = scene.is_infinitive(t) && !scene.is_finite(t) || bare;
        let modality = if is_asked(scene, t) {
            Modality::Possible
        } else if unrealised {
            Modality::Intended
        } else {
            Modality::Asserted
        };
        return Standing { modality, ..Standing::default() };
    };
    if draft.class == TriggerClass::Verb && speech::reports(draft) && speech::marks_between(scene, governor.token, t) {
        // Whoever reports a quotation is not part of it, whatever the parser makes of the two.
        return Standing::default();
    }
    match scene.deprel(t) {
        D::Xcomp | D::Ccomp | D::Csubj | D::CsubjPass => content(scene, governor, t),
        D::Acl if is_noun_complement(scene, t) => content(scene, governor, t),
        // "Moscow-based", "French-built": so it is, whatever becomes of its noun.
        D::Amod if draft.class == TriggerClass::Verb => Standing::default(),
        D::Acl | D::AclRelcl | D::Amod if draft.class != TriggerClass::Noun || scene.has_child(t, D::Cop) => {
            described(scene, scene.head(t).unwrap_or(t), t)
        }
        D::Advcl | D::AdvclRelcl => adverbial(scene, governor, t),
        D::Conj if governor.token == scene.head(t).unwrap_or(t) => coordinated(scene, governor, draft),
        D::Parataxis if governor.word.is(WordClass::SpeechVerb) && !scene.has_child(governor.token, D::Ccomp) => {
            content(scene, governor, t)
        }
        // An aside is not what it is beside: "…, X said" is nobody's words.
        D::Parataxis if draft.word.is(WordClass::SpeechVerb) => Standing::default(),
        D::Parataxis | D::List | D::Discourse => Standing { times: Vec::new(), ..governor.outer.clone() },
        _ if draft.class == TriggerClass::Noun => phrase(scene, governor, below, t),
        _ => governor.standing.clone(),
    }
}

/// "Did Chad buy tanks?", and not "Why did Chad buy tanks?".
fn is_asked(scene: &Scene<'_>, t: TokenId) -> bool {
    let mut tokens = scene.sentence.tokens().iter().rev();
    let ends = tokens.find(|token| !matches!(token.xpos, Xpos::CloseQuote));
    ends.is_some_and(|last| last.lemma == "?")
        && !scene.sentence.subtree(t).into_iter().any(|t| matches!(scene.xpos(t), Xpos::Wp | Xpos::Wrb | Xpos::Wdt))
}

/// What is not said to happen is taken for granted: nobody's words, and true whatever the clause says.
pub(super) fn is_presupposed(scene: &Scene<'_>, draft: &Draft) -> bool {
    draft.is_basis
        || draft.class == TriggerClass::Noun
            && !is_clausal(scene, draft.token)
            && !scene.is_event(draft.token)
            && !is_made(scene, draft.token)
}

/// "Build a base": there is none before.
fn is_made(scene: &Scene<'_>, noun: TokenId) -> bool {
    let object = matches!(scene.deprel(noun), Deprel::Obj | Deprel::NsubjPass);
    let maker = scene.head(noun).filter(|_| object && !scene.is_definite(noun)).and_then(|head| scene.draft(head));
    maker.is_some_and(|maker| maker.class == TriggerClass::Verb && maker.word.is(WordClass::Creation))
}

/// A draft's own standing: what its governor leaves, changed by its own auxiliaries, negation and dates.
pub(super) fn own(scene: &Scene<'_>, draft: &Draft, times: Vec<MentionId>) -> Standing {
    let t = draft.token;
    let clause = draft.class != TriggerClass::Noun || is_clausal(scene, t);
    if draft.presupposed {
        return Standing { times, ..Standing::default() };
    }
    let mut standing = draft.outer.clone();
    // What shares its auxiliary shares its aspect, as does what is done: "is selling and delivering", "is making a sale",
    // "is sending tanks donated by Chile".
    let shares = draft.class == TriggerClass::Noun
        || scene.deprel(t) == Deprel::Conj && scene.xpos(t) == Xpos::Vbg
        || scene.deprel(t) == Deprel::Acl && scene.xpos(t) == Xpos::Vbn;
    if is_progressive(scene, t) {
        standing.aspect = Aspect::Progressive;
    } else if !shares {
        standing.aspect = Aspect::Simple;
    }
    if clause {
        auxiliaries(scene, t, &mut standing);
    } else {
        modifiers(scene, t, &mut standing);
    }
    negation(scene, draft, &mut standing);
    // "Will not arrive until 2030": then it will.
    if times.iter().any(|&time| is_not_before(scene, time))
        || standing.modality == Modality::Intended && is_put_off(scene, t)
    {
        standing.polarity = Polarity::Positive;
    }
    // "Flies to Lima next week", and on Friday: news tells what was then in the past tense.
    let future = |&time: &MentionId| is_future(scene, time) || clause && is_weekday(scene, time);
    if standing.modality == Modality::Asserted && standing.tense == Tense::Present && times.iter().any(future) {
        standing.modality = Modality::Intended;
    }
    let outer = std::mem::replace(&mut standing.times, times);
    for time in outer {
        if !standing.times.contains(&time) {
            standing.times.push(time);
        }
    }
    standing
}

/// A noun that is the predicate of a clause.
fn is_clausal(scene: &Scene<'_>, t: TokenId) -> bool {
    scene.has_child(t, Deprel::Cop)
        || matches!(scene.deprel(t), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl)
        || scene.deprel(t) == Deprel::Conj
            && scene.head(t).is_some_and(|head| scene.has_child(head, Deprel::Cop) && scene.upos(head) != Upos::Verb)
}

/// A clause that its governor is about: "plans to", "said that", "the decision to".
fn content(scene: &Scene<'_>, governor: &Draft, t: TokenId) -> Standing {
    let finite = scene.is_finite(t) && !scene.is_infinitive(t);
    let reported = finite && speech::reports(governor);
    let effect = effect_on(scene, governor, t, reported);
    let above = &governor.standing;
    if reported {
        let unsure = matches!(above.modality, Modality::Possible | Modality::Hypothetical)
            || above.polarity == Polarity::Negative;
        let base = if unsure { Modality::Possible } else { Modality::Asserted };
        return Standing {
            polarity: Polarity::Positive.reverse_if(effect.reverses),
            modality: base.max(effect.commitment.into()),
            tense: above.tense,
            aspect: Aspect::Simple,
            // A report's date is the day of saying.
            times: Vec::new(),
            attribution: speech::speaker(scene, governor).or(above.attribution),
        };
    }
    Standing {
        polarity: above.polarity.reverse_if(effect.reverses),
        modality: above.modality.max(effect.commitment.into()),
        ..above.clone()
    }
}

fn effect_on(scene: &Scene<'_>, governor: &Draft, t: TokenId, reported: bool) -> Effect {
    let listed = effect(governor);
    if reported {
        // "announced that it had": the clause tells for itself; only a denial is told by the verb.
        // Verbs of belief say no more than the clause is worth.
        let belief = governor.word.is(WordClass::WeakSpeechVerb)
            // "claims that", "rumours that": whose they are is not told.
            || governor.class == TriggerClass::Noun && listed.is_some_and(|effect| effect.commitment == Commitment::Possible)
            // "announced that it is sending": on its way, and not there.
            || scene.xpos(t) == Xpos::Vbg && tense(scene, t) == Some(Tense::Present);
        return listed
            .filter(|effect| belief || effect.reverses || effect.commitment == Commitment::Hypothetical)
            .unwrap_or_default();
    }
    if let Some(effect) = listed {
        return effect;
    }
    let raised = governor.class == TriggerClass::Verb && governor.passive && speech::reports(governor);
    let singled_out = governor.class == TriggerClass::Noun
        && governor.word.as_noun.is_none()
        && is_singled_out(scene, governor.token);
    if scene.is_infinitive(t) && !raised && !singled_out {
        return Effect { commitment: Commitment::Intended, ..Effect::default() };
    }
    Effect::default()
}

/// "The first delegation", "the most senior official to visit": one of those who did.
fn is_singled_out(scene: &Scene<'_>, noun: TokenId) -> bool {
    let first = (0..noun).rev().take_while(|&t| scene.upos(t).is_nominal() || ADJECTIVAL.contains(&scene.upos(t)));
    first.take(WIDEST).any(|t| {
        matches!(scene.xpos(t), Xpos::Jjs | Xpos::Rbs) || scene.words[t].as_adjective.is_some_and(|own| own == ASSERTED)
    })
}

/// "… talks, the first delegation to visit Chad": hung on the verb for want of better.
fn follows_singled_out(scene: &Scene<'_>, t: TokenId) -> bool {
    let to = scene.sentence.children(t).find(|&child| scene.xpos(child) == Xpos::To);
    let noun = to.and_then(|to| to.checked_sub(1)).filter(|&noun| scene.upos(noun) == Upos::Noun);
    noun.is_some_and(|noun| scene.words[noun].as_noun.is_none() && is_singled_out(scene, noun))
}

/// What may stand between "the first" and its noun, and how much of it.
const ADJECTIVAL: [Upos; 4] = [Upos::Adj, Upos::Adv, Upos::Num, Upos::Punct];
const WIDEST: usize = 6;

const ASSERTED: Effect = Effect { reverses: false, commitment: Commitment::Asserted, denied: None };

/// What the lists say that a draft does to what it governs, denied or not.
fn effect(draft: &Draft) -> Option<Effect> {
    let listed = match draft.class {
        TriggerClass::Verb => draft.word.as_verb,
        TriggerClass::Noun => draft.word.as_noun,
        TriggerClass::Adjective => draft.word.as_adjective,
    }?;
    let denied = listed.denied.filter(|_| draft.standing.polarity == Polarity::Negative);
    Some(Effect { commitment: denied.unwrap_or(listed.commitment), ..listed })
}

/// A participle or relative clause on a noun. What is said of a known thing is taken for granted.
fn described(scene: &Scene<'_>, noun: TokenId, clause: TokenId) -> Standing {
    let Some(draft) = scene.draft(noun) else { return Standing::default() };
    // "plans to buy a ship that Chile has built": what is past is there, whatever becomes of it.
    let past = scene.deprel(clause) == Deprel::AclRelcl && tense(scene, clause) == Some(Tense::Past);
    if past && draft.outer.modality == Modality::Intended || scene.is_definite(noun) {
        return Standing { tense: draft.outer.tense, ..Standing::default() };
    }
    Standing {
        modality: draft.outer.modality,
        tense: draft.outer.tense,
        aspect: draft.outer.aspect,
        attribution: draft.outer.attribution,
        ..Standing::default()
    }
}

fn adverbial(scene: &Scene<'_>, governor: &Draft, t: TokenId) -> Standing {
    let markers: Vec<TokenId> =
        scene.sentence.children(t).filter(|&child| scene.deprel(child) == Deprel::Mark).collect();
    let marked = |class: WordClass| markers.iter().any(|&marker| scene.is(marker, class));
    let infinitive = scene.is_infinitive(t);
    // "plans on buying", "refrained from sending", "is set to send": content in a looser shape.
    let looser = markers.iter().any(|&marker| {
        matches!(scene.lemmas[marker].as_str(), "on" | "of" | "from" | "against" | "about" | "in" | "to" | "for")
            && scene.lemmas.get(marker + 1).is_none_or(|next| next != "order")
    });
    if looser && effect(governor).is_some() && !markers.iter().any(|&marker| scene.lemmas[marker] == "order") {
        return content(scene, governor, t);
    }
    // "is weighing sending jets": an object, whatever the parser makes of it.
    let object = markers.is_empty() && scene.xpos(t) == Xpos::Vbg && t == governor.token + 1;
    if object && governor.class == TriggerClass::Verb && effect(governor).is_some() {
        return content(scene, governor, t);
    }
    let above = &governor.standing;
    let mut standing = Standing {
        modality: governor.outer.modality,
        tense: above.tense,
        attribution: governor.outer.attribution.or(above.attribution),
        ..Standing::default()
    };
    if marked(WordClass::HypotheticalMarker) {
        standing.modality = standing.modality.max(Modality::Hypothetical);
    } else if infinitive && follows_singled_out(scene, t) {
        standing.modality = above.modality;
    } else if infinitive && scene.lemmas[t] == "become" && above.tense == Tense::Past {
        // "Won the vote to become president": the outcome.
        standing.modality = above.modality;
        standing.polarity = above.polarity;
    } else if infinitive {
        standing.modality = above.modality.max(Modality::Intended);
    } else if markers.iter().any(|&marker| scene.lemmas[marker] == "for") && scene.xpos(t) == Xpos::Vbg {
        // "praised, rewarded, criticised for signing": done by then, whatever becomes of the thanks.
        standing.tense = Tense::Past;
        standing.modality = Modality::Asserted;
    } else if scene.xpos(t) == Xpos::Vbn && markers.iter().any(|&marker| scene.lemmas[marker] == "as") {
        // "will meet, as agreed in May": that much is done.
        standing.tense = Tense::Past;
        standing.modality = Modality::Asserted;
    } else if !scene.is_finite(t) {
        standing.modality = above.modality;
        let at_another_time =
            markers.iter().any(|&marker| matches!(scene.lemmas[marker].as_str(), "after" | "before" | "since"));
        if !at_another_time && !speech::reports(governor) {
            standing.times = above.times.clone();
        }
    } else if above.modality == Modality::Intended && tense(scene, t) == Some(Tense::Present) {
        // "will sign when ministers meet".
        standing.modality = Modality::Intended;
    }
    standing
}

fn coordinated(scene: &Scene<'_>, first: &Draft, draft: &Draft) -> Standing {
    let t = draft.token;
    if draft.class == TriggerClass::Noun && !is_clausal(scene, t) {
        return first.outer.clone();
    }
    let own_subject = scene.has_child(t, Deprel::Nsubj) || scene.has_child(t, Deprel::NsubjPass);
    if own_subject {
        return Standing { times: first.outer.times.clone(), ..first.outer.clone() };
    }
    // "did not have and relied": a tagger's participle after a bare verb is finite.
    let slipped = scene.xpos(first.token) == Xpos::Vb && matches!(scene.xpos(t), Xpos::Vbd | Xpos::Vbn);
    if scene.is_finite(t) || slipped {
        return Standing { times: first.standing.times.clone(), ..first.outer.clone() };
    }
    first.standing.clone()
}

/// A noun phrase in a clause or below another noun.
fn phrase(scene: &Scene<'_>, governor: &Draft, below: TokenId, t: TokenId) -> Standing {
    use Deprel as D;
    let above = &governor.standing;
    let listed = effect(governor);
    let effect = listed.unwrap_or_default();
    let word = &governor.word;
    let mut standing = Standing {
        polarity: Polarity::Positive,
        modality: above.modality,
        tense: above.tense,
        aspect: above.aspect,
        times: if speech::reports(governor) { Vec::new() } else { above.times.clone() },
        attribution: above.attribution,
    };
    let relation = scene.deprel(below);
    let object = matches!(relation, D::Obj | D::NsubjPass | D::Iobj) || relation == D::Nsubj && governor.passive;
    if governor.class == TriggerClass::Noun {
        if matches!(relation, D::Nmod | D::Compound | D::Obl | D::Acl) {
            let modality = if scene.is_event(governor.token) { above.modality } else { governor.outer.modality };
            standing.modality = modality;
            // "A plan following the visit": what is planned stands in another place.
            let beside =
                super::preposition::preposition(scene, below).is_some_and(|word| BESIDE.contains(&word.as_str()));
            if !beside {
                standing.modality = standing.modality.max(effect.commitment.into());
            }
            standing.attribution = governor.outer.attribution;
            if scene.is_event(governor.token) {
                standing.polarity = above.polarity.reverse_if(effect.reverses);
            }
        } else {
            standing = governor.outer.clone();
        }
    } else if object || relation == D::Obl && is_light_oblique(scene, governor, below) {
        if word.is(WordClass::LightVerb) || listed.is_some() || relation == D::Obl {
            standing.polarity = above.polarity.reverse_if(effect.reverses);
        }
        standing.modality = above.modality.max(effect.commitment.into());
        if speech::reports(governor) && !word.is(WordClass::WeakSpeechVerb) && scene.is_event(t) {
            standing.attribution = speech::speaker(scene, governor).or(above.attribution);
        }
    } else if relation == D::Nsubj {
        if word.is(WordClass::Happens) || word.is(WordClass::LightIntransitive) {
            let reverses = word.is(WordClass::Happens) && effect.reverses;
            standing.polarity = above.polarity.reverse_if(reverses);
        } else if scene.is_definite(t) {
            // "said the decision to … is right": there is such a decision, whoever says so.
            standing.modality = governor.outer.modality;
            standing.attribution = None;
        }
    }
    standing
}

/// Prepositions that tell the when, whence or why of a noun, and not what it is about.
const BESIDE: [&str; 11] =
    ["after", "before", "during", "following", "since", "amid", "despite", "because_of", "by", "from", "under"];

fn is_light_oblique(scene: &Scene<'_>, governor: &Draft, noun: TokenId) -> bool {
    super::preposition::preposition(scene, noun)
        .is_some_and(|preposition| scene.grammar.lexicon.is_light_oblique(&governor.lemma, &preposition))
}

fn auxiliaries(scene: &Scene<'_>, t: TokenId, standing: &mut Standing) {
    let before = standing.modality;
    let mut would = false;
    let mut perfect = false;
    let mut conditional = false;
    let mut afterwards = false;
    for child in scene.sentence.children(t) {
        match scene.deprel(child) {
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop => {
                if scene.is(child, WordClass::PossibleModal) {
                    standing.modality = standing.modality.max(Modality::Possible);
                } else if scene.is(child, WordClass::IntendedModal) && scene.xpos(child) == Xpos::Md {
                    standing.modality = standing.modality.max(Modality::Intended);
                    would |= scene.lemmas[child] == "would";
                }
                perfect |= scene.lemmas[child] == "have";
            }
            Deprel::Advcl => {
                conditional |= scene
                    .sentence
                    .children(child)
                    .any(|marker| scene.lemmas[marker] == "if" && scene.deprel(marker) == Deprel::Mark);
            }
            Deprel::Advmod if scene.is_modifier(child, WordClass::Afterwards) => afterwards = true,
            Deprel::Advmod if scene.is(child, WordClass::PossibleAdverb) => {
                standing.modality = standing.modality.max(Modality::Possible);
            }
            Deprel::Mark if scene.is(child, WordClass::NegativeMarker) => {
                standing.polarity = standing.polarity.reverse_if(true);
            }
            Deprel::Mark if scene.is(child, WordClass::HypotheticalMarker) => {
                standing.modality = standing.modality.max(Modality::Hypothetical);
            }
            _ => {}
        }
    }
    if would && (perfect || conditional) {
        standing.modality = standing.modality.max(Modality::Hypothetical);
    }
    // "Would later become president", in no one's words: so it came.
    let came_about = would && afterwards && standing.modality == Modality::Intended && standing.attribution.is_none();
    if came_about {
        standing.modality = before;
    }
    // "is to visit", "are to be sent": the infinitive itself carries the auxiliary.
    let be_to = scene.is_infinitive(t)
        && scene.sentence.children(t).any(|child| {
            matches!(scene.deprel(child), Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
                && scene.lemmas[child] == "be"
                && scene.is_finite_token(child)
        });
    if be_to {
        standing.modality = standing.modality.max(Modality::Intended);
    }
    if let Some(tense) = tense(scene, t) {
        standing.tense = if came_about { Tense::Past } else { tense };
    }
}

/// "is sending", "are being sent"; and not "is already sending".
fn is_progressive(scene: &Scene<'_>, t: TokenId) -> bool {
    let is_aux = |child: TokenId| matches!(scene.deprel(child), Deprel::Aux | Deprel::AuxPass);
    let participle = scene.xpos(t) == Xpos::Vbg
        || scene.xpos(t) == Xpos::Vbn
            && scene.sentence.children(t).any(|child| is_aux(child) && scene.xpos(child) == Xpos::Vbg);
    participle
        && tense(scene, t) == Some(Tense::Present)
        && !scene.sentence.children(t).any(|child| scene.is(child, WordClass::OngoingAdverb))
}

/// What stands before a noun of happening: "the planned sale", "a possible visit", "the cancelled delivery".
fn modifiers(scene: &Scene<'_>, t: TokenId, standing: &mut Standing) {
    for child in scene.sentence.children(t) {
        if child > t || !matches!(scene.deprel(child), Deprel::Amod | Deprel::Compound | Deprel::Advmod) {
            continue;
        }
        if scene.is_modifier(child, WordClass::PlannedModifier) {
            standing.modality = standing.modality.max(Modality::Intended);
        } else if scene.is_modifier(child, WordClass::PossibleModifier) {
            standing.modality = standing.modality.max(Modality::Possible);
        } else if scene.is_modifier(child, WordClass::NegativeModifier) {
            standing.polarity = Polarity::Negative;
        }
    }
}

fn negation(scene: &Scene<'_>, draft: &Draft, standing: &mut Standing) {
    let t = draft.token;
    let mut negations = 0;
    for child in scene.sentence.children(t) {
        let negates = match scene.deprel(child) {
            Deprel::Advmod | Deprel::Cc | Deprel::CcPreconj | Deprel::Aux | Deprel::Discourse => {
                scene.is(child, WordClass::Negation) && scene.lemmas.get(child + 1).is_none_or(|next| next != "only")
                    || scene.lemmas[child] == "longer" && child > 0 && scene.lemmas[child - 1] == "no"
            }
            // "Has no plans to": the verb is negative by the same word.
            Deprel::Det if draft.class == TriggerClass::Noun && scene.is(child, WordClass::NegativeDeterminer) => {
                standing.polarity = Polarity::Positive;
                true
            }
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj => scene
                .sentence
                .children(child)
                .any(|det| scene.deprel(det) == Deprel::Det && scene.is(det, WordClass::NegativeDeterminer)),
            _ => false,
        };
        negations += usize::from(negates);
    }
    // "never … not" is rarer than a parser's doubled negation.
    standing.polarity = standing.polarity.reverse_if(negations > 0);
}

/// "until May": what is denied up to then is told from then on.
fn is_not_before(scene: &Scene<'_>, time: MentionId) -> bool {
    let time = scene.analysis.mention(time);
    matches!(time.form, Form::Time(TimeExpression::Until(_))) && scene.lemmas[time.first] == "until"
}

/// "Will not begin for years".
fn is_put_off(scene: &Scene<'_>, t: TokenId) -> bool {
    scene.sentence.children_by(t, Deprel::Obl).any(|span| {
        let long = matches!(scene.lemmas[span].as_str(), "year" | "month" | "week" | "decade");
        long && scene.sentence.child_by(span, Deprel::Case).is_some_and(|case| scene.lemmas[case] == "for")
    })
}

/// The tense of a clause's finite verb; `None` for infinitives and participles.
fn tense(scene: &Scene<'_>, t: TokenId) -> Option<Tense> {
    let auxiliary = scene
        .sentence
        .children(t)
        .find(|&child| matches!(scene.deprel(child), Deprel::Aux | Deprel::AuxPass | Deprel::Cop));
    let first = auxiliary.unwrap_or(t);
    match scene.xpos(first) {
        Xpos::Vbd => Some(Tense::Past),
        Xpos::Md if scene.is(first, WordClass::IntendedModal) => Some(Tense::Future),
        Xpos::Md => Some(Tense::Present),
        Xpos::Vbp | Xpos::Vbz if scene.lemmas[first] == "have" && auxiliary.is_some() => Some(Tense::Past),
        Xpos::Vbp | Xpos::Vbz => Some(Tense::Present),
        Xpos::Vbn if auxiliary.is_none() && scene.deprel(t) == Deprel::Acl => Some(Tense::Past),
        _ => None,
    }
}

fn is_future(scene: &Scene<'_>, time: MentionId) -> bool {
    match &scene.analysis.mention(time).form {
        Form::Time(expression) => is_ahead(expression),
        _ => false,
    }
}

fn is_weekday(scene: &Scene<'_>, time: MentionId) -> bool {
    matches!(scene.analysis.mention(time).form, Form::Time(TimeExpression::Weekday { direction: 0, .. }))
}

/// Whether the words alone point to what is still to come: "next week", "March next year", "in the coming months".
fn is_ahead(expression: &TimeExpression) -> bool {
    match expression {
        TimeExpression::Offset { count, .. } => *count > 0,
        TimeExpression::Weekday { direction, .. } | TimeExpression::MonthOfYear { direction, .. } => *direction > 0,
        TimeExpression::InYear { years, .. } => years.is_some_and(|years| years > 0),
        TimeExpression::Until(end) => is_ahead(end),
        TimeExpression::Since(start) => matches!(**start, TimeExpression::Offset { count: 0.., .. }),
        TimeExpression::Absolute(_)
        | TimeExpression::Told { .. }
        | TimeExpression::Range(..)
        | TimeExpression::Vague => false,
    }
}

/// Whether some argument of the clause names its speaker ("according to the admiral").
pub(super) fn source(draft: &Draft, is_source: impl Fn(&str) -> bool) -> Option<TokenId> {
    draft.arguments.iter().find_map(|argument| match &argument.function {
        Function::Preposition(preposition) if is_source(preposition) => argument.heads.first().copied(),
        _ => None,
    })
}
