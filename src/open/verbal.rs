//! What clauses say: a verb or a copula with its subject and complements.

use super::clause::{conjuncts, infinitive_marker, is_copular, is_finite, is_past, is_predicate, own_subject};
use super::complement::{Complement, ComplementFunction, complements};
use super::phrase::{
    clause_phrase, is_bare_pronoun, noun_phrase, noun_phrase_without, predicate_phrase, preposition, row_phrase,
};
use super::reader::{Line, Reader};
use super::relation::{is_chained, that, verb_group};
use super::reliability::{self, Completion};
use super::subject::{expletive, subject};
use super::tuple::Shape;
use crate::analyse::{Deprel, Sentence, TokenId, Upos, Xpos};

/// Adds what the clause of `t` says, once for each combination of the conjuncts of its subject and chief argument.
pub(super) fn add(reader: &Reader<'_>, t: TokenId, lines: &mut Vec<Line>) {
    let sentence = reader.sentence;
    // Told with the verb that follows: "agreed to supply".
    let governs = sentence.children_by(t, Deprel::Xcomp).any(|child| is_chained(sentence, child));
    if governs || !is_predicate(sentence, t) {
        return;
    }
    let Some(subject) = subject(sentence, t).filter(|&subject| !is_bare_pronoun(sentence, subject)) else { return };
    let Saying { relation, chief, rest, completion } = Saying::read(reader, t);
    let shape = shape(sentence, t);
    let unspoken = unspoken(sentence, t, subject, &relation);
    let reliability = reliability::of_clause(shape, unspoken == Some(INFINITIVE), completion);
    let chiefs: Vec<Option<&Vec<TokenId>>> =
        if chief.is_empty() { vec![None] } else { chief.iter().map(Some).collect() };
    for subject in subjects(sentence, t, subject) {
        for chief in &chiefs {
            lines.push(Line {
                trigger: t,
                subject: subject.clone(),
                unspoken,
                relation: relation.clone(),
                arguments: chief.iter().copied().chain(&rest).cloned().collect(),
                shape,
                reliability,
            });
        }
    }
}

/// What is said of the subject.
struct Saying {
    relation: Vec<TokenId>,
    /// The conjuncts of the argument that the relation phrase leads to.
    chief: Vec<Vec<TokenId>>,
    rest: Vec<Vec<TokenId>>,
    completion: Completion,
}

impl Saying {
    fn read(reader: &Reader<'_>, t: TokenId) -> Self {
        let sentence = reader.sentence;
        let mut relation = verb_group(sentence, t);
        let mut others = all_complements(sentence, t);
        let mut chief = Vec::new();
        if expletive(sentence, t).is_some()
            && let Some(own) = own_subject(sentence, t)
        {
            chief = row(sentence, own);
        } else if is_copular(sentence, t) {
            let with = preposition(sentence, t);
            let leads_on = |one: &Complement| one.place > t && one.function != ComplementFunction::Adverb;
            if sentence.token(t).upos == Upos::Adj && with.is_empty() && others.iter().any(leads_on) {
                relation.push(t);
            } else if with.is_empty()
                && let Some(of) = complement_of(sentence, t)
            {
                relation.extend(predicate(sentence, t).into_iter().filter(|&word| word < of));
                chief = row(sentence, of);
                relation.retain(|word| !chief[0].contains(word));
            } else {
                relation.extend(with);
                chief = predicates(sentence, t);
            }
        }
        let mut completion = Completion::Argument;
        if chief.is_empty()
            && let Some(place) = chief_of(reader, t, &others)
        {
            let main = others.remove(place);
            match main.function {
                ComplementFunction::Oblique => {
                    relation.extend(adverbs_before(sentence, &relation, &main, &others));
                    relation.extend(&main.preposition);
                }
                ComplementFunction::Clause => relation.extend(that(sentence, main.head)),
                ComplementFunction::Adverb | ComplementFunction::Purpose => completion = Completion::Adverbial,
                ComplementFunction::Object | ComplementFunction::Predicate => {}
            }
            chief = distributed(sentence, t, &main);
        }
        // What a nominal predicate holds already is not told twice: "is the third talk this year".
        let told = |one: &Complement| chief.iter().any(|words| words.contains(&one.place));
        let further = others.iter().filter(|one| one.function != ComplementFunction::Adverb && !told(one));
        let rest: Vec<Vec<TokenId>> = further.map(|one| with_preposition(sentence, t, one)).collect();
        if chief.is_empty() {
            completion = if rest.is_empty() { Completion::Nothing } else { Completion::Adverbial };
        }
        Self { relation, chief, rest, completion }
    }
}

/// The complements of the verb and the obliques of the verbs that it is told with, in text order.
fn all_complements(sentence: &Sentence, t: TokenId) -> Vec<Complement> {
    let mut all = complements(sentence, t);
    let mut above = t;
    while is_chained(sentence, above)
        && let Some(head) = sentence.token(above).head
    {
        let governing = complements(sentence, head).into_iter();
        all.extend(governing.filter(|one| one.function == ComplementFunction::Oblique));
        above = head;
    }
    all.sort_by_key(|one| one.place);
    all.extend(reported_beside(sentence, t, &all));
    all
}

/// "…, X said": the clause beside which stands a verb with a subject of its own and without an object.
fn reported_beside(sentence: &Sentence, t: TokenId, others: &[Complement]) -> Option<Complement> {
    let token = sentence.token(t);
    let head = token.head.filter(|_| token.deprel == Deprel::Parataxis)?;
    let complete = others.iter().any(|one| one.function <= ComplementFunction::Clause);
    let after = infinitive_marker(sentence, t).is_none() && head < t;
    (after && !complete && is_finite(sentence, t)).then(|| Complement {
        function: ComplementFunction::Clause,
        place: head,
        head,
        preposition: Vec::new(),
    })
}

/// Which complement the relation phrase leads to: an object, a clause, else what comes first after the verb; a date
/// only where there is nothing else.
fn chief_of(reader: &Reader<'_>, t: TokenId, others: &[Complement]) -> Option<usize> {
    use ComplementFunction as F;
    let first = |wanted: &dyn Fn(&Complement) -> bool| others.iter().position(wanted);
    let of = |function: F| first(&|one| one.function == function);
    let oblique =
        |wanted: &dyn Fn(&Complement) -> bool| first(&|one| one.function == F::Oblique && one.place > t && wanted(one));
    of(F::Object)
        .or_else(|| of(F::Predicate))
        .or_else(|| of(F::Clause))
        .or_else(|| oblique(&|one| !reader.is_dated(one.head) && !one.preposition.is_empty()))
        .or_else(|| oblique(&|one| !one.preposition.is_empty()))
        .or_else(|| oblique(&|_| true))
        .or_else(|| of(F::Purpose))
        .or_else(|| of(F::Adverb))
}

/// "sailed back to": the adverbs between the verb group and the preposition that follows, where nothing else does.
fn adverbs_before(sentence: &Sentence, group: &[TokenId], main: &Complement, others: &[Complement]) -> Vec<TokenId> {
    let Some(&last) = group.last() else { return Vec::new() };
    let end = main.preposition.first().copied().unwrap_or(main.place);
    let adverb = |t: &TokenId| {
        others.iter().any(|one| one.function == ComplementFunction::Adverb && one.head == *t)
            && sentence.children(*t).next().is_none()
    };
    let words: Vec<TokenId> = (last + 1..end).take_while(adverb).collect();
    if last + 1 + words.len() == end { words } else { Vec::new() }
}

/// A complement as the chief argument, once for each conjunct.
fn distributed(sentence: &Sentence, t: TokenId, one: &Complement) -> Vec<Vec<TokenId>> {
    match one.function {
        ComplementFunction::Object => row(sentence, one.head),
        ComplementFunction::Oblique => {
            let mut each = row(sentence, one.head);
            // The preposition is in the relation phrase; what stands before it has no place behind it.
            let before = one.preposition.first().filter(|_| one.place == one.head);
            each.iter_mut().for_each(|words| words.retain(|word| before.is_none_or(|before| word > before)));
            each
        }
        _ => vec![phrase(sentence, t, one)],
    }
}

fn with_preposition(sentence: &Sentence, t: TokenId, one: &Complement) -> Vec<TokenId> {
    let mut words = phrase(sentence, t, one);
    if one.function == ComplementFunction::Oblique {
        words.splice(0..0, one.preposition.iter().copied());
        // "early on Wednesday"; of what a pronoun stands for, the preposition stands elsewhere.
        if one.place == one.head {
            words.sort_unstable();
        }
    }
    words
}

fn phrase(sentence: &Sentence, t: TokenId, one: &Complement) -> Vec<TokenId> {
    use ComplementFunction as F;
    match one.function {
        F::Object | F::Oblique => row_phrase(sentence, one.head),
        F::Predicate => {
            let mut words = predicate_phrase(sentence, one.head);
            words.splice(0..0, one.preposition.iter().copied());
            words
        }
        F::Clause | F::Purpose => {
            let reporter = sentence.ancestors(t).any(|above| above == one.head).then_some(t);
            clause_phrase(sentence, one.head, reporter)
        }
        F::Adverb => sentence.subtree(one.head),
    }
}

/// The conjuncts of a noun, a phrase each.
fn row(sentence: &Sentence, head: TokenId) -> Vec<Vec<TokenId>> {
    conjuncts(sentence, head).into_iter().map(|one| noun_phrase(sentence, one)).collect()
}

/// The conjuncts of the subject, a phrase each; none where a word that names nothing was taken for one.
fn subjects(sentence: &Sentence, t: TokenId, head: TokenId) -> Vec<Vec<TokenId>> {
    if sentence.token(head).deprel.is(Deprel::Csubj) {
        return vec![clause_phrase(sentence, head, None)];
    }
    let names = |one: &TokenId| {
        use Upos as U;
        !matches!(sentence.token(*one).upos, U::Adp | U::Adv | U::Aux | U::Cconj | U::Part | U::Punct | U::Sconj)
    };
    // What is said of "tugs sold by Peru" is said of tugs.
    let path = std::iter::once(t).chain(sentence.ancestors(t));
    let described = path.into_iter().find(|&above| sentence.token(above).head == Some(head));
    let row = conjuncts(sentence, head).into_iter().filter(names);
    row.map(|one| {
        let mut words = noun_phrase_without(sentence, one, described);
        if let Some(copula) = sentence.child_by(one, Deprel::Cop) {
            words.retain(|&word| word > copula);
        }
        words
    })
    .collect()
}

/// The predicates of a copula: "is a port and a base".
fn predicates(sentence: &Sentence, t: TokenId) -> Vec<Vec<TokenId>> {
    let own = conjuncts(sentence, t).into_iter().filter(|&one| one == t || !is_predicate(sentence, one));
    own.map(|one| predicate(sentence, one)).collect()
}

/// "the capital of Peru": the noun that a predicate's "of" leads to, where nothing follows it and no row is told.
fn complement_of(sentence: &Sentence, t: TokenId) -> Option<TokenId> {
    let of = sentence.children_by(t, Deprel::Nmod).find(|&noun| {
        noun > t
            && preposition(sentence, noun)
                .first()
                .is_some_and(|&word| word == t + 1 && sentence.token(word).lemma == "of")
    })?;
    let alone = conjuncts(sentence, t).len() == 1
        && sentence.children(t).all(|child| child <= of || sentence.token(child).upos == Upos::Punct);
    alone.then_some(of)
}

/// A predicate without what stands before its copula or in the verb group.
fn predicate(sentence: &Sentence, t: TokenId) -> Vec<TokenId> {
    let mut words = noun_phrase(sentence, t);
    if let Some(copula) = sentence.child_by(t, Deprel::Cop) {
        let group = verb_group(sentence, t);
        words.retain(|&word| word > copula && !group.contains(&word));
    }
    words
}

fn shape(sentence: &Sentence, t: TokenId) -> Shape {
    match sentence.token(t).deprel {
        Deprel::AclRelcl => Shape::Relative,
        Deprel::Acl => Shape::Participle,
        Deprel::Advcl if !is_finite(sentence, t) => Shape::Participle,
        _ if is_copular(sentence, t) => Shape::Copula,
        _ => Shape::Verb,
    }
}

/// Stands before a bare infinitive.
const INFINITIVE: &str = "to";

/// The auxiliary that a bare participle lacks, in the tense of the clause above; "to" of an infinitive by itself.
fn unspoken(sentence: &Sentence, t: TokenId, subject: TokenId, group: &[TokenId]) -> Option<&'static str> {
    let token = sentence.token(t);
    if group.first() != Some(&t) || token.upos != Upos::Verb {
        return None;
    }
    if infinitive_marker(sentence, t).is_some() {
        return Some(INFINITIVE);
    }
    let bare = matches!(token.deprel, Deprel::Acl | Deprel::Advcl) && own_subject(sentence, t).is_none();
    if !bare || !matches!(token.xpos, Xpos::Vbn | Xpos::Vbd | Xpos::Vbg) {
        return None;
    }
    let above = sentence.ancestors(t).find(|&above| is_finite(sentence, above));
    let past = above.is_some_and(|above| is_past(sentence, above));
    Some(match (past, is_plural(sentence, subject)) {
        (true, true) => "were",
        (true, false) => "was",
        (false, true) => "are",
        (false, false) => "is",
    })
}

fn is_plural(sentence: &Sentence, noun: TokenId) -> bool {
    let token = sentence.token(noun);
    matches!(token.xpos, Xpos::Nns | Xpos::Nnps)
        || matches!(token.lemma.as_str(), "they" | "we" | "you" | "these" | "those")
        || sentence.child_by(noun, Deprel::Conj).is_some()
}
