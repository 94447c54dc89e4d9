//! One sentence with all that is looked up of it once: word classes, names and dates over each token, drafts by token.

use std::borrow::Cow;
use std::ops::Deref;

use smol_str::{SmolStr, format_smolstr};

use super::draft::Draft;
use super::mend;
use super::title::Titles;
use super::{Grammar, TriggerClass};
use crate::analyse::{Analysis, Deprel, Form, Mention, MentionId, Sentence, TokenId, Upos, Xpos};
use crate::schema::{WordClass, WordTraits};
use crate::text::Document;

/// The words of a sentence with the mentions over them: what is known before its tree is trusted.
pub(super) struct Row<'a> {
    pub index: usize,
    document: &'a Document,
    pub analysis: &'a Analysis,
    pub original: &'a Sentence,
    pub grammar: &'a Grammar,
    /// Lower-case lemmas.
    pub lemmas: Vec<SmolStr>,
    pub words: Vec<WordTraits>,
    /// The longest name over each token.
    names: Vec<Option<MentionId>>,
    /// The time expression over each token.
    dates: Vec<Option<MentionId>>,
    /// Tokens within a demonym.
    demonyms: Vec<bool>,
    /// Common nouns that stand for a person: "minister", "chief".
    persons: Vec<bool>,
    /// Common nouns that stand for a base or the like: "airfield".
    sites: Vec<bool>,
    /// Heads of what can act: persons, states, groups.
    actors: Vec<bool>,
}

/// A row with its tree, mended, and the drafts made so far.
pub(super) struct Scene<'a> {
    row: Row<'a>,
    pub sentence: Cow<'a, Sentence>,
    pub titles: Titles,
    pub drafts: Vec<Draft>,
    draft_of: Vec<Option<u32>>,
}

impl<'a> Deref for Scene<'a> {
    type Target = Row<'a>;

    fn deref(&self) -> &Row<'a> {
        &self.row
    }
}

impl<'a> Row<'a> {
    fn new(document: &'a Document, analysis: &'a Analysis, index: usize, grammar: &'a Grammar) -> Self {
        let original = &analysis.sentences[index];
        let lemmas: Vec<SmolStr> = original
            .tokens()
            .iter()
            .map(|token| {
                let upper = token.lemma.chars().any(char::is_uppercase);
                let lemma = if upper { token.lemma.to_lowercase().into() } else { token.lemma.clone() };
                singular(grammar, token.xpos, lemma)
            })
            .collect();
        let words = lemmas.iter().map(|lemma| grammar.lexicon.word(lemma)).collect();
        let mut names = vec![None; lemmas.len()];
        let mut dates = vec![None; lemmas.len()];
        let mut demonyms = vec![false; lemmas.len()];
        let mut persons = vec![false; lemmas.len()];
        let mut sites = vec![false; lemmas.len()];
        let mut actors = vec![false; lemmas.len()];
        let acting = grammar.persons.or(grammar.collectives);
        for (id, mention) in analysis.mentions_in(index) {
            let over = mention.first..=mention.last;
            actors[mention.head] |= !mention.kinds.and(acting).is_empty();
            // The longest mention comes first, and stays.
            let cover = |row: &mut [Option<MentionId>]| {
                row[over.clone()].iter_mut().for_each(|own| {
                    own.get_or_insert(id);
                });
            };
            match mention.form {
                Form::Name => cover(&mut names),
                Form::Time(_) => cover(&mut dates),
                Form::Demonym => demonyms[over].fill(true),
                Form::Nominal => {
                    persons[mention.head] = !mention.kinds.and(grammar.persons).is_empty();
                    sites[mention.head] = !mention.kinds.and(grammar.sites).is_empty();
                }
                Form::Pronoun | Form::Quantity => {}
            }
        }
        // A recogniser's "Foreign Minister" of no kind in particular is the office, not a name.
        for name in &mut names {
            let office = name
                .map(|id| analysis.mention(id))
                .filter(|name| name.known.is_none())
                .is_some_and(|name| persons[name.head] && name.kinds.and(grammar.persons).is_empty());
            if office {
                *name = None;
            }
        }
        Self {
            index,
            document,
            analysis,
            original,
            grammar,
            lemmas,
            words,
            names,
            dates,
            demonyms,
            persons,
            sites,
            actors,
        }
    }

    /// As written.
    pub fn form(&self, t: TokenId) -> &'a str {
        self.document.slice(self.original.token(t).span)
    }

    pub fn upos(&self, t: TokenId) -> Upos {
        self.original.token(t).upos
    }

    pub fn xpos(&self, t: TokenId) -> Xpos {
        self.original.token(t).xpos
    }

    /// By its form: a participle before a noun is no verb.
    pub fn is_modifier(&self, t: TokenId, class: WordClass) -> bool {
        self.grammar.lexicon.word(&self.form(t).to_lowercase()).is(class)
    }

    pub fn is(&self, t: TokenId, class: WordClass) -> bool {
        self.words[t].is(class)
    }

    /// The longest name over a token.
    pub fn name(&self, t: TokenId) -> Option<&'a Mention> {
        self.names[t].map(|id| self.analysis.mention(id))
    }

    /// The longest names, in text order.
    pub fn names(&self) -> impl Iterator<Item = &'a Mention> + '_ {
        longest(&self.names).map(|id| self.analysis.mention(id))
    }

    /// The longest time expressions, in text order.
    pub fn dates(&self) -> impl Iterator<Item = &'a Mention> + '_ {
        longest(&self.dates).map(|id| self.analysis.mention(id))
    }

    pub fn is_dated(&self, t: TokenId) -> bool {
        self.dates[t].is_some()
    }

    pub fn is_demonym(&self, t: TokenId) -> bool {
        self.demonyms[t]
    }

    /// Whether a common noun stands for a person.
    pub fn is_person_noun(&self, t: TokenId) -> bool {
        self.persons[t]
    }

    /// Whether a common noun for a person ends a phrase of several words: "navy chief".
    pub fn begins_before(&self, noun: TokenId) -> bool {
        let office = |mention: &Mention| mention.form == Form::Nominal && mention.last == noun && mention.first < noun;
        self.persons[noun] && self.analysis.mentions_in(self.index).any(|(_, mention)| office(mention))
    }

    pub fn is_capital(&self, t: TokenId) -> bool {
        self.form(t).starts_with(char::is_uppercase)
    }

    /// Whether the words of the office that a noun heads hold a token.
    pub fn is_within_office(&self, t: TokenId, noun: TokenId) -> bool {
        let over = |mention: &Mention| mention.form == Form::Nominal && (mention.first..=mention.last).contains(&t);
        self.persons[noun]
            && self.analysis.mentions_in(self.index).any(|(_, mention)| mention.head == noun && over(mention))
    }

    /// The noun that heads the office of several words which ends here: "commander" of "commander-in-chief".
    pub fn office_head(&self, last: TokenId) -> Option<TokenId> {
        let mut offices = self.analysis.mentions_in(self.index).filter(|(_, mention)| mention.last == last);
        offices.find_map(|(_, mention)| self.head_of_office(mention))
    }

    /// Where an office holds a preposition, the noun before that.
    pub fn head_of_office(&self, mention: &Mention) -> Option<TokenId> {
        let office = mention.form == Form::Nominal && self.is_person(mention);
        // "Armed Forces of the Philippines chief": what a name holds is the name's.
        let own = |t: TokenId| self.upos(t) == Upos::Adp && self.name(t).is_none();
        let within = (mention.first + 1..mention.last).find(|&t| office && own(t))?;
        (mention.first..within).rfind(|&t| self.upos(t).is_nominal())
    }

    /// Whether a noun or pronoun stands for somebody who can act.
    pub fn is_actor(&self, t: TokenId) -> bool {
        self.actors[t]
    }

    /// Whether a name or a noun of some kind is headed by a token.
    pub fn is_mentioned(&self, t: TokenId) -> bool {
        let speaks = |mention: &Mention| mention.head == t && !matches!(mention.form, Form::Time(_) | Form::Quantity);
        self.analysis.mentions_in(self.index).any(|(_, mention)| speaks(mention))
    }

    /// Whether a common noun stands for a site.
    pub fn is_site_noun(&self, t: TokenId) -> bool {
        self.sites[t]
    }

    pub fn is_person(&self, mention: &Mention) -> bool {
        !mention.kinds.and(self.grammar.persons).is_empty()
    }

    /// A city, a region, a sea; a capital, too.
    pub fn is_locality(&self, mention: &Mention) -> bool {
        self.is_place(mention) && !mention.kinds.and(self.grammar.localities).is_empty()
    }

    /// A summit, an exercise; what the recogniser left open is none.
    pub fn is_happening(&self, mention: &Mention) -> bool {
        !mention.kinds.is_empty() && mention.kinds.without(self.grammar.happenings).is_empty()
    }

    pub fn is_document(&self, mention: &Mention) -> bool {
        !mention.kinds.is_empty() && mention.kinds.without(self.grammar.documents).is_empty()
    }

    /// A locality or a site: what lies in a larger place.
    pub fn is_spot(&self, mention: &Mention) -> bool {
        let site = !mention.kinds.is_empty() && mention.kinds.without(self.grammar.sites).is_empty();
        site || self.is_locality(mention)
    }

    /// A locality or a state, and nothing else.
    pub fn is_place(&self, mention: &Mention) -> bool {
        let places = self.grammar.localities.or(self.grammar.states);
        !mention.kinds.is_empty() && mention.kinds.without(places).is_empty()
    }

    /// A state by its name; "Russian" of "Russian tanks" only tells of the noun.
    pub fn is_state(&self, mention: &Mention) -> bool {
        mention.form == Form::Name && !mention.kinds.is_empty() && mention.kinds.without(self.grammar.states).is_empty()
    }

    pub fn is_collective(&self, mention: &Mention) -> bool {
        !mention.kinds.and(self.grammar.collectives).is_empty()
    }

    pub fn is_finite_token(&self, t: TokenId) -> bool {
        matches!(self.xpos(t), Xpos::Vbd | Xpos::Vbp | Xpos::Vbz | Xpos::Md)
    }
}

/// "supplies" left as it is by a lemmatiser that took it for a verb's form.
fn singular(grammar: &Grammar, xpos: Xpos, lemma: SmolStr) -> SmolStr {
    match lemma.strip_suffix("ies") {
        Some(stem) if xpos == Xpos::Nns => {
            let singular = format_smolstr!("{stem}y");
            let known = grammar.lexicon.word(&singular).is(WordClass::Event);
            if known { singular } else { lemma }
        }
        _ => lemma,
    }
}

/// The mentions of a row, each once.
fn longest(row: &[Option<MentionId>]) -> impl Iterator<Item = MentionId> + '_ {
    let mut before = None;
    row.iter().filter_map(move |&id| {
        let new = id.filter(|_| id != before);
        before = id;
        new
    })
}

impl<'a> Scene<'a> {
    pub fn new(document: &'a Document, analysis: &'a Analysis, index: usize, grammar: &'a Grammar) -> Self {
        let row = Row::new(document, analysis, index, grammar);
        let titles = Titles::find(&row);
        let sentence = mend::mended(&row, &titles);
        let draft_of = vec![None; row.lemmas.len()];
        Self { row, sentence, titles, drafts: Vec::new(), draft_of }
    }

    /// Every token after its head; tokens that hang in a loop are left out.
    pub fn top_down(&self) -> Vec<TokenId> {
        let mut order: Vec<TokenId> = Vec::with_capacity(self.lemmas.len());
        order.extend(self.sentence.root());
        let mut next = 0;
        while next < order.len() {
            let token = order[next];
            order.extend(self.sentence.children(token));
            next += 1;
        }
        order
    }

    pub fn deprel(&self, t: TokenId) -> Deprel {
        self.sentence.token(t).deprel
    }

    pub fn head(&self, t: TokenId) -> Option<TokenId> {
        self.sentence.token(t).head
    }

    pub fn has_child(&self, t: TokenId, deprel: Deprel) -> bool {
        self.sentence.child_by(t, deprel).is_some()
    }

    pub fn draft(&self, t: TokenId) -> Option<&Draft> {
        self.draft_of[t].map(|index| &self.drafts[index as usize])
    }

    pub fn draft_mut(&mut self, t: TokenId) -> Option<&mut Draft> {
        self.draft_of[t].map(|index| &mut self.drafts[index as usize])
    }

    pub fn put(&mut self, draft: Draft) {
        self.draft_of[draft.token] = Some(u32::try_from(self.drafts.len()).expect("fewer than 2^32 drafts"));
        self.drafts.push(draft);
    }

    /// The nearest draft above, and the token below it on the way to `t`.
    pub fn governor(&self, t: TokenId) -> Option<(&Draft, TokenId)> {
        let mut below = t;
        for above in self.sentence.ancestors(t) {
            if let Some(draft) = self.draft(above) {
                return Some((draft, below));
            }
            below = above;
        }
        None
    }

    /// Which class of trigger a token is; `None` for function words, names of persons, parts of names and dates.
    pub fn trigger_class(&self, t: TokenId) -> Option<TriggerClass> {
        use Deprel as D;
        let deprel = self.deprel(t);
        let functional = matches!(
            deprel,
            D::Aux
                | D::AuxPass
                | D::Case
                | D::Cc
                | D::CcPreconj
                | D::Cop
                | D::Det
                | D::DetPredet
                | D::Discourse
                | D::Expl
                | D::Fixed
                | D::Goeswith
                | D::Mark
                | D::Punct
                | D::CompoundPrt
        );
        if functional || self.is_dated(t) {
            return None;
        }
        if let Some(name) = self.name(t)
            && (name.head != t || self.is_person(name))
        {
            return None;
        }
        match self.upos(t) {
            Upos::Verb if deprel == D::Amod => self
                .sentence
                .children(t)
                .any(|child| !matches!(self.deprel(child), D::Punct | D::Advmod | D::Cc | D::Conj))
                .then_some(TriggerClass::Verb),
            Upos::Verb => Some(TriggerClass::Verb),
            Upos::Aux => Some(TriggerClass::Verb),
            Upos::Noun | Upos::Propn => Some(TriggerClass::Noun),
            Upos::Adj => {
                let clause = matches!(
                    deprel,
                    D::Root | D::Acl | D::AclRelcl | D::Advcl | D::Ccomp | D::Xcomp | D::Parataxis | D::Csubj
                );
                let predicate = clause
                    || self.has_child(t, D::Cop)
                    || self.sentence.children(t).any(|child| matches!(self.deprel(child), D::Obl | D::Xcomp))
                    || deprel == D::Conj
                        && self
                            .head(t)
                            .and_then(|head| self.draft(head))
                            .is_some_and(|draft| draft.class == TriggerClass::Adjective);
                predicate.then_some(TriggerClass::Adjective)
            }
            // "is about to leave", "is off to Peru"
            Upos::Adv | Upos::Adp => (self.has_child(t, D::Cop)).then_some(TriggerClass::Adjective),
            _ => None,
        }
    }

    /// "to supply": an infinitive with its marker.
    pub fn is_infinitive(&self, t: TokenId) -> bool {
        let marked = |t: TokenId| self.sentence.children(t).any(|child| self.xpos(child) == Xpos::To);
        marked(t)
            || self.xpos(t) == Xpos::Vb
                && self.deprel(t) == Deprel::Conj
                && self.head(t).is_some_and(|head| self.xpos(head) == Xpos::Vb && marked(head))
    }

    /// Whether the clause of `t` has a finite verb of its own.
    pub fn is_finite(&self, t: TokenId) -> bool {
        self.is_finite_token(t)
            || self.sentence.children(t).any(|child| {
                matches!(self.deprel(child), Deprel::Aux | Deprel::AuxPass | Deprel::Cop) && self.is_finite_token(child)
            })
    }

    /// A noun phrase that points to something known: a name, "the", "this", "its", "Peru's".
    pub fn is_definite(&self, t: TokenId) -> bool {
        self.name(t).is_some()
            || self.sentence.children(t).any(|child| match self.deprel(child) {
                Deprel::Det => matches!(self.lemmas[child].as_str(), "the" | "this" | "that" | "these" | "those"),
                Deprel::NmodPoss => true,
                _ => false,
            })
    }

    /// A noun whose phrase says that something happens or is meant: it stands or falls with its clause.
    pub fn is_event(&self, t: TokenId) -> bool {
        let word = &self.words[t];
        self.upos(t) == Upos::Noun
            && (word.is(WordClass::Event) || word.is(WordClass::SpeechNoun) || word.as_noun.is_some())
    }
}
