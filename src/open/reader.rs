//! Sentences into tuples.

use super::clause::{conjuncts, infinitive_marker, is_copular, is_finite, is_past, is_predicate, own_subject};
use super::complement::{Complement, ComplementFunction, complements};
use super::nominal;
use super::phrase::{self, clause_phrase, noun_phrase, noun_phrase_without, predicate_phrase, preposition, row_phrase};
use super::relation::{is_chained, that, verb_group};
use super::subject::{expletive, subject};
use super::tuple::{Shape, Tuple};
use crate::analyse::{Analysis, Deprel, Form, Sentence, TokenId, Upos, Xpos};
use crate::fact::{Factuality, Reliability};
use crate::proposition::{Grammar, Proposition, Tense, TriggerClass, mended};
use crate::schema::Function;
use crate::text::Document;

/// Everything that the document says, in the order of its sentences, and in each of their trigger words.
pub fn tuples(document: &Document, analysis: &Analysis, propositions: &[Proposition], grammar: &Grammar) -> Vec<Tuple> {
    let mut found = Vec::new();
    let mut rest = propositions;
    for index in 0..analysis.sentences.len() {
        let sentence = &*mended(document, analysis, index, grammar);
        let own = rest.partition_point(|proposition| proposition.sentence <= index);
        let (propositions, later) = rest.split_at(own);
        rest = later;
        let reader = Reader::new(document, analysis, index, sentence, propositions);
        let mut lines: Vec<Line> = Vec::new();
        for t in 0..sentence.tokens().len() {
            if is_predicate(sentence, t) {
                reader.clause(t, &mut lines);
            }
            nominal::add(&reader, t, &mut lines);
        }
        found.extend(lines.into_iter().filter_map(|line| reader.tuple(line)));
    }
    found
}

/// A tuple in tokens.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub trigger: TokenId,
    pub subject: Vec<TokenId>,
    /// A verb that the text leaves out: "is" of "tugs sold by Peru".
    pub unspoken: Option<&'static str>,
    pub relation: Vec<TokenId>,
    pub arguments: Vec<Vec<TokenId>>,
    pub shape: Shape,
    pub reliability: u16,
}

pub(super) struct Reader<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    pub sentence: &'a Sentence,
    index: usize,
    /// By trigger token.
    standing: Vec<Option<&'a Proposition>>,
    dated: Vec<bool>,
}

impl<'a> Reader<'a> {
    fn new(
        document: &'a Document,
        analysis: &'a Analysis,
        index: usize,
        sentence: &'a Sentence,
        propositions: &'a [Proposition],
    ) -> Self {
        let mut standing = vec![None; sentence.tokens().len()];
        for proposition in propositions {
            standing[proposition.trigger.token] = Some(proposition);
        }
        let mut dated = vec![false; sentence.tokens().len()];
        for (_, mention) in analysis.mentions_in(index) {
            if matches!(mention.form, Form::Time(_)) {
                dated[mention.first..=mention.last].fill(true);
            }
        }
        Self { document, analysis, sentence, index, standing, dated }
    }

    /// The words of a title before a person's name, and the name: "Deputy Minister" and "Rosa Vega".
    pub fn title(&self, t: TokenId) -> Option<(Vec<TokenId>, Vec<TokenId>)> {
        let proposition = self.standing[t].filter(|one| one.trigger.class == TriggerClass::Noun)?;
        let bearer = proposition.arguments.iter().find(|argument| argument.function == Function::Subject)?;
        let mentions = || self.analysis.mentions_in(self.index).map(|(_, mention)| mention);
        let name = mentions().find(|name| name.form == Form::Name && bearer.heads == [name.head])?;
        // What the noun names must be of a kind with the bearer: a minister, and not the police of a "Police Medal".
        let alike = mentions().any(|noun| noun.head == t && !noun.kinds.and(name.kinds).is_empty());
        if t + 1 != name.first || !alike {
            return None;
        }
        let premodifies = |&word: &TokenId| {
            let token = self.sentence.token(word);
            matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj) || token.xpos == Xpos::Hyph
        };
        let first = (0..=t).rev().take_while(premodifies).last()?;
        Some(((first..=t).collect(), (name.first..=name.last).collect()))
    }

    pub fn is_dated(&self, t: TokenId) -> bool {
        self.dated[t]
    }

    /// What the clause of `t` says, once for each combination of the conjuncts of its subject and chief argument.
    fn clause(&self, t: TokenId, lines: &mut Vec<Line>) {
        let sentence = self.sentence;
        // Told with the verb that follows: "agreed to supply".
        if sentence.children_by(t, Deprel::Xcomp).any(|child| is_chained(sentence, child)) {
            return;
        }
        let Some(subject) = subject(sentence, t) else { return };
        let shape = self.shape(t);
        let mut relation = verb_group(sentence, t);
        let unspoken = self.unspoken(t, subject, &relation);
        let mut others = complements(sentence, t);
        let mut above = t;
        while is_chained(sentence, above) {
            let Some(head) = sentence.token(above).head else { break };
            let governing = complements(sentence, head).into_iter();
            others.extend(governing.filter(|one| one.function == ComplementFunction::Oblique));
            above = head;
        }
        others.sort_by_key(|one| one.place);
        if let Some(reported) = self.reported_beside(t, &others) {
            others.push(reported);
        }
        let mut chief: Vec<Vec<TokenId>> = Vec::new();
        if expletive(sentence, t).is_some()
            && let Some(own) = own_subject(sentence, t)
        {
            chief = self.row(own);
        } else if is_copular(sentence, t) {
            let with = preposition(sentence, t);
            let adjective = sentence.token(t).upos == Upos::Adj && with.is_empty();
            let completed =
                adjective && others.iter().any(|one| one.place > t && one.function != ComplementFunction::Adverb);
            if completed {
                relation.push(t);
            } else {
                relation.extend(&with);
                chief = self.predicates(t);
            }
        }
        let mut found = None;
        if chief.is_empty()
            && let Some(at) = self.chief(t, &others)
        {
            {
                let main = others.remove(at);
                if main.function == ComplementFunction::Oblique {
                    relation.extend(self.adverbs_between(t, &main, &others));
                    relation.extend(&main.preposition);
                }
                if main.function == ComplementFunction::Clause {
                    relation.extend(that(sentence, main.head));
                }
                chief = self.phrases(t, &main);
                found = Some(main.function);
            }
        }
        let rest: Vec<Vec<TokenId>> = others
            .iter()
            .filter(|one| !matches!(one.function, ComplementFunction::Adverb))
            .map(|one| {
                let mut words =
                    if one.function == ComplementFunction::Oblique { one.preposition.clone() } else { Vec::new() };
                words.extend(self.phrase(t, one));
                words
            })
            .collect();
        let subjects = self.subjects(t, subject);
        let reliability = self.reliability(shape, unspoken, found, !chief.is_empty(), !rest.is_empty());
        let mut each = Vec::new();
        for subject in &subjects {
            if chief.is_empty() {
                each.push((subject, None));
            }
            each.extend(chief.iter().map(|chief| (subject, Some(chief))));
        }
        for (subject, chief) in each {
            let arguments: Vec<Vec<TokenId>> = chief.into_iter().chain(&rest).cloned().collect();
            lines.push(Line {
                trigger: t,
                subject: subject.clone(),
                unspoken,
                relation: relation.clone(),
                arguments,
                shape,
                reliability,
            });
        }
    }

    fn reliability(
        &self,
        shape: Shape,
        unspoken: Option<&str>,
        found: Option<ComplementFunction>,
        chief: bool,
        rest: bool,
    ) -> u16 {
        let whole: u16 = match shape {
            Shape::Verb => 900,
            Shape::Copula => 800,
            Shape::Relative => 750,
            Shape::Participle if unspoken == Some("to") => 400,
            Shape::Participle => 600,
            Shape::Apposition => 550,
            Shape::Title => 500,
            Shape::Possessive => 300,
        };
        let done = match found {
            Some(ComplementFunction::Adverb | ComplementFunction::Purpose) => 800,
            _ if chief => 1000,
            _ if rest => 900,
            _ => 250,
        };
        (u32::from(whole) * done / 1000) as u16
    }

    /// "sailed back to": the adverbs between a verb and the preposition that follows.
    fn adverbs_between(&self, t: TokenId, main: &Complement, others: &[Complement]) -> Vec<TokenId> {
        let end = main.preposition.first().copied().unwrap_or(main.place);
        let adverb = |t: &TokenId| {
            others.iter().any(|one| one.function == ComplementFunction::Adverb && one.head == *t)
                && self.sentence.children(*t).next().is_none()
        };
        let last = verb_group(self.sentence, t).last().copied().unwrap_or(t);
        let words: Vec<TokenId> = (last + 1..end).take_while(adverb).collect();
        if last + 1 + words.len() == end { words } else { Vec::new() }
    }

    fn shape(&self, t: TokenId) -> Shape {
        match self.sentence.token(t).deprel {
            Deprel::AclRelcl => Shape::Relative,
            Deprel::Acl => Shape::Participle,
            Deprel::Advcl if !is_finite(self.sentence, t) => Shape::Participle,
            _ if is_copular(self.sentence, t) => Shape::Copula,
            _ => Shape::Verb,
        }
    }

    /// The auxiliary that a bare participle lacks, in the tense of the clause above; "to" of a bare infinitive.
    fn unspoken(&self, t: TokenId, subject: TokenId, group: &[TokenId]) -> Option<&'static str> {
        let sentence = self.sentence;
        let token = sentence.token(t);
        if group.first() != Some(&t) || !matches!(token.upos, Upos::Verb) {
            return None;
        }
        if infinitive_marker(sentence, t).is_some() {
            return Some("to");
        }
        let bare = matches!(token.deprel, Deprel::Acl | Deprel::Advcl) && own_subject(sentence, t).is_none();
        if !bare || !matches!(token.xpos, Xpos::Vbn | Xpos::Vbd | Xpos::Vbg) {
            return None;
        }
        let plural = matches!(sentence.token(subject).xpos, Xpos::Nns | Xpos::Nnps)
            || matches!(sentence.token(subject).lemma.as_str(), "they" | "we" | "you" | "these" | "those")
            || sentence.child_by(subject, Deprel::Conj).is_some();
        let past = sentence
            .ancestors(t)
            .find(|&above| is_finite(sentence, above))
            .is_some_and(|above| is_past(sentence, above));
        Some(match (past, plural) {
            (true, true) => "were",
            (true, false) => "was",
            (false, true) => "are",
            (false, false) => "is",
        })
    }

    /// The conjuncts of a noun, a phrase each.
    fn row(&self, head: TokenId) -> Vec<Vec<TokenId>> {
        conjuncts(self.sentence, head).into_iter().map(|one| noun_phrase(self.sentence, one)).collect()
    }

    fn subjects(&self, t: TokenId, head: TokenId) -> Vec<Vec<TokenId>> {
        if is_predicate(self.sentence, head) {
            return vec![clause_phrase(self.sentence, head, None)];
        }
        // What is said of "tugs sold by Peru" is said of tugs.
        let described = std::iter::once(t)
            .chain(self.sentence.ancestors(t))
            .find(|&above| self.sentence.token(above).head == Some(head));
        let row = conjuncts(self.sentence, head).into_iter();
        row.map(|one| noun_phrase_without(self.sentence, one, described)).collect()
    }

    /// The predicates of a copula: "is a port and a base".
    fn predicates(&self, t: TokenId) -> Vec<Vec<TokenId>> {
        let row = conjuncts(self.sentence, t).into_iter();
        let own = row.filter(|&one| one == t || !is_predicate(self.sentence, one));
        own.map(|one| self.predicate(one)).collect()
    }

    fn predicate(&self, t: TokenId) -> Vec<TokenId> {
        let mut words = noun_phrase(self.sentence, t);
        // What stands before the copula is not of the predicate, nor what the verb group holds.
        if let Some(cop) = self.sentence.child_by(t, Deprel::Cop) {
            let group = verb_group(self.sentence, t);
            words.retain(|&word| word > cop && !group.contains(&word));
        }
        words
    }

    /// Which complement the relation phrase leads to.
    fn chief(&self, t: TokenId, others: &[Complement]) -> Option<usize> {
        use ComplementFunction as F;
        let of = |function: F| others.iter().position(|one| one.function == function);
        let oblique = |wanted: &dyn Fn(&Complement) -> bool| {
            others.iter().position(|one| one.function == F::Oblique && wanted(one))
        };
        of(F::Object)
            .or_else(|| of(F::Predicate))
            .or_else(|| of(F::Clause))
            .or_else(|| oblique(&|one| one.place > t && !self.dated[one.head] && !one.preposition.is_empty()))
            .or_else(|| oblique(&|one| one.place > t && !one.preposition.is_empty()))
            .or_else(|| oblique(&|one| one.place > t))
            .or_else(|| of(F::Purpose))
            .or_else(|| of(F::Adverb))
    }

    fn phrases(&self, t: TokenId, one: &Complement) -> Vec<Vec<TokenId>> {
        match one.function {
            ComplementFunction::Object | ComplementFunction::Oblique => self.row(one.head),
            _ => vec![self.phrase(t, one)],
        }
    }

    fn phrase(&self, t: TokenId, one: &Complement) -> Vec<TokenId> {
        use ComplementFunction as F;
        let within = self.sentence.ancestors(t).any(|above| above == one.head);
        match one.function {
            F::Object | F::Oblique => row_phrase(self.sentence, one.head),
            F::Predicate => {
                let mut words = one.preposition.clone();
                words.extend(predicate_phrase(self.sentence, one.head));
                words
            }
            F::Clause | F::Purpose => clause_phrase(self.sentence, one.head, within.then_some(t)),
            F::Adverb => self.sentence.subtree(one.head),
        }
    }

    /// "…, X said": the clause beside which a verb of its own subject and without an object stands.
    fn reported_beside(&self, t: TokenId, others: &[Complement]) -> Option<Complement> {
        let token = self.sentence.token(t);
        let head = token.head.filter(|_| token.deprel == Deprel::Parataxis)?;
        let complete = others.iter().any(|one| one.function <= ComplementFunction::Clause);
        let after = infinitive_marker(self.sentence, t).is_none() && head < t;
        (after && !complete && is_finite(self.sentence, t)).then(|| Complement {
            function: ComplementFunction::Clause,
            place: head,
            head,
            preposition: Vec::new(),
        })
    }

    fn tuple(&self, line: Line) -> Option<Tuple> {
        let text = |tokens: &[TokenId]| phrase::text(self.document, self.sentence, tokens);
        let above = std::iter::once(line.trigger).chain(self.sentence.ancestors(line.trigger));
        let proposition = above.into_iter().find_map(|t| self.standing[t]);
        let mut relation = text(&line.relation);
        if let Some(unspoken) = line.unspoken {
            relation = if relation.is_empty() { unspoken.to_owned() } else { format!("{unspoken} {relation}") };
        }
        let subject = text(&line.subject);
        let arguments: Vec<String> =
            line.arguments.iter().map(|words| text(words)).filter(|words| !words.is_empty()).collect();
        if subject.is_empty() || relation.is_empty() {
            return None;
        }
        Some(Tuple {
            sentence: self.index,
            trigger: self.sentence.token(line.trigger).span,
            subject,
            relation,
            arguments,
            shape: line.shape,
            times: proposition.map(|one| one.times.clone()).unwrap_or_default(),
            tense: proposition.map_or(Tense::None, |one| one.tense),
            factuality: proposition.map_or(Factuality::Actual, Proposition::factuality),
            attribution: proposition.and_then(|one| one.attribution),
            reliability: Reliability::from_thousandths(line.reliability).expect("the weights are below 1000"),
        })
    }
}
