//! Roles filled from a proposition's arguments.

use std::collections::HashMap;

use super::Filler;
use super::compiled::{Rule, RuleId, RuleSlot};
use super::told::{Told, employer};
use crate::analyse::{Analysis, Deprel, Form, KindSet, Mention, MentionId, Sentence, Token, TokenId, Upos, Xpos};
use crate::fact::Factuality;
use crate::proposition::{Proposition, TriggerClass};
use crate::schema::{Function, GrammarLexicon, Path, Role};

/// A document's mentions and propositions by token, made once.
pub(super) struct Site<'a> {
    pub analysis: &'a Analysis,
    pub propositions: &'a [Proposition],
    pub words: &'a GrammarLexicon,
    /// First mention headed by each token of each sentence, where there is one; the longest.
    heading: Vec<Option<MentionId>>,
    /// The next shorter mention with the same head.
    shorter: Vec<Option<MentionId>>,
    /// Longest mention that holds each token.
    holding: Vec<Option<MentionId>>,
    /// Where each sentence's tokens begin in `heading`.
    offsets: Vec<usize>,
    /// Noun propositions by sentence and trigger.
    nouns: HashMap<(usize, TokenId), usize>,
    /// Clauses by the nouns that are adjuncts in them.
    clauses: HashMap<(usize, TokenId), usize>,
}

impl<'a> Site<'a> {
    pub fn new(analysis: &'a Analysis, propositions: &'a [Proposition], words: &'a GrammarLexicon) -> Self {
        let mut total = 0;
        let offsets: Vec<usize> = analysis
            .sentences
            .iter()
            .map(|sentence| {
                let offset = total;
                total += sentence.tokens().len();
                offset
            })
            .collect();
        let mut heading = vec![None; total];
        let mut holding = vec![None; total];
        let mut shorter = vec![None; analysis.mentions.len()];
        // Longer mentions precede those nested in them: from the back, the longest is set last.
        for (index, mention) in analysis.mentions.iter().enumerate().rev() {
            let id = MentionId(u32::try_from(index).expect("fewer than 2^32 mentions"));
            let place = &mut heading[offsets[mention.sentence] + mention.head];
            shorter[index] = place.replace(id);
            let offset = offsets[mention.sentence];
            holding[offset + mention.first..=offset + mention.last].fill(Some(id));
        }
        let nouns = (0..)
            .zip(propositions)
            .filter(|(_, proposition)| proposition.trigger.class == TriggerClass::Noun)
            .map(|(index, proposition)| ((proposition.sentence, proposition.trigger.token), index))
            .collect();
        let mut clauses = HashMap::new();
        for (index, proposition) in propositions.iter().enumerate() {
            if proposition.trigger.class != TriggerClass::Noun {
                let adjuncts = proposition.arguments.iter().filter(|argument| is_adjunct(&argument.function));
                for &head in adjuncts.flat_map(|argument| &argument.heads) {
                    clauses.entry((proposition.sentence, head)).or_insert(index);
                }
            }
        }
        Self { analysis, propositions, words, heading, shorter, holding, offsets, nouns, clauses }
    }

    /// Mentions headed by this token, the longest first.
    pub fn mentions_at(&self, sentence: usize, token: TokenId) -> impl Iterator<Item = (MentionId, &'a Mention)> + '_ {
        let first = self.heading[self.offsets[sentence] + token];
        std::iter::successors(first, |id| self.shorter[id.0 as usize]).map(|id| (id, self.analysis.mention(id)))
    }

    /// The longest mention of a fitting kind that the token heads; where it heads none, the one that holds it and not
    /// the trigger: parsers take "Storm" for the head of "Storm Shadow missiles".
    fn filler(&self, proposition: &Proposition, token: TokenId, kinds: KindSet) -> Option<Filler> {
        let fitting = |mention: MentionId, read: &Mention| {
            let kinds = read.kinds.and(kinds);
            (!kinds.is_empty()).then_some(Filler { mention, kinds })
        };
        let sentence = proposition.sentence;
        let mut headed = self.mentions_at(sentence, token).peekable();
        if headed.peek().is_some() {
            return headed.find_map(|(id, read)| fitting(id, read));
        }
        let id = self.holding[self.offsets[sentence] + token]?;
        let read = self.analysis.mention(id);
        let holds_trigger = (read.first..=read.last).contains(&proposition.trigger.token);
        if holds_trigger { None } else { fitting(id, read) }
    }

    /// "Turkish" of "Turkish Bayraktar drones": the name that a longer one opens with describes it, though no tree says so.
    fn opening_of_name(&self, sentence: usize, token: TokenId) -> Option<TokenId> {
        let name = self.mentions_at(sentence, token).map(|(_, name)| name).find(|name| name.form == Form::Name)?;
        let mut inner = self.analysis.mentions_in(sentence).map(|(_, inner)| inner);
        let opens = |inner: &&Mention| inner.first == name.first && inner.last < name.head;
        inner.find(|inner| opens(inner) && matches!(inner.form, Form::Demonym | Form::Name)).map(|inner| inner.head)
    }

    fn is_name(&self, filler: Filler) -> bool {
        matches!(self.form(filler), Form::Name | Form::Demonym)
    }

    /// What a noun of a sentence says.
    pub fn noun(&self, sentence: usize, token: TokenId) -> Option<&'a Proposition> {
        self.nouns.get(&(sentence, token)).map(|&index| &self.propositions[index])
    }

    pub fn form(&self, filler: Filler) -> &'a Form {
        &self.analysis.mention(filler.mention).form
    }
}

/// The fillers of one role.
#[derive(Clone, Debug)]
pub(super) struct Filled {
    pub role: Role,
    pub fillers: Vec<Filler>,
    /// The noun by which a path of two steps led there: "troops" of "7,000 troops from the division".
    pub via: Option<TokenId>,
    /// What the deal told before was, where it fills the role.
    pub told: Option<Factuality>,
}

impl Filled {
    /// By what a path of one step, or a look beyond the clause, led to.
    fn by(role: Role, fillers: Vec<Filler>) -> Self {
        Self { role, fillers, via: None, told: None }
    }
}

/// A rule whose required roles are filled.
#[derive(Clone, Debug)]
pub(super) struct Match {
    pub rule: RuleId,
    pub filled: Vec<Filled>,
}

impl Match {
    pub fn fillers(&self, role: Role) -> &[Filler] {
        self.filled(role).map_or(&[], |filled| &filled.fillers)
    }

    pub fn filled(&self, role: Role) -> Option<&Filled> {
        self.filled.iter().find(|filled| filled.role == role)
    }
}

/// Why a rule does not match: cheap to make, and told in words only when somebody asks.
#[derive(Clone, Copy, Debug)]
pub(super) enum Miss {
    /// Index of the slot.
    Slot(usize),
    /// Index into `without`.
    Excluded(usize),
    /// Index of the slot that several fill, and none can be told to be meant.
    Shared(usize),
}

pub(super) fn fill(
    site: &Site<'_>,
    told: &Told,
    proposition: &Proposition,
    rule: RuleId,
    of: &Rule,
) -> Result<Match, Miss> {
    let present = |path: &Path| {
        let mut found = false;
        reach(site, proposition, path, &mut |_, _| found = true);
        found
    };
    if let Some(excluded) = of.without.iter().position(present) {
        return Err(Miss::Excluded(excluded));
    }
    let mut filled: Vec<Filled> = Vec::with_capacity(of.slots.len());
    for (index, slot) in of.slots.iter().enumerate() {
        match fill_slot(site, told, proposition, of, slot, &filled) {
            Some(found) => filled.push(found),
            None if slot.required => return Err(Miss::Slot(index)),
            None => filled.extend(within_names(site, proposition, slot, &filled)),
        }
    }
    if !of.slots.iter().any(|slot| !slot.required && filled.iter().any(|one| one.role == slot.role)) {
        let several = |slot: &RuleSlot| {
            let own = filled.iter().filter(|one| one.role == slot.role).flat_map(|one| &one.fillers);
            own.map(|filler| if site.analysis.mention(filler.mention).plural { 2 } else { 1 }).sum::<usize>() > 1
        };
        if let Some(shared) = of.slots.iter().position(|slot| slot.lone && several(slot)) {
            return Err(Miss::Shared(shared));
        }
    }
    Ok(Match { rule, filled })
}

/// Names and nominals before pronouns: "provides it with weapons" has its item after "with", though "it" may be a
/// weapon too.
fn fill_slot(
    site: &Site<'_>,
    told: &Told,
    proposition: &Proposition,
    of: &Rule,
    slot: &RuleSlot,
    filled: &[Filled],
) -> Option<Filled> {
    let taken = |filler: &Filler| filled.iter().flat_map(|other| &other.fillers).any(|other| other == filler);
    for pronouns in [false, true] {
        let fits = |filler: &Filler| {
            let own_word = of.words_office() && is_own_word(site, proposition, *filler);
            !taken(filler)
                && !own_word
                && match site.form(*filler) {
                    Form::Pronoun => pronouns && !slot.named,
                    Form::Nominal => !slot.named,
                    _ => true,
                }
        };
        for path in &slot.functions {
            if matches!(path.function, Function::Earlier | Function::SameDeal) {
                let continued = told.deals.complete(site, proposition, of, slot, &path.function, filled);
                if continued.is_some() {
                    return continued;
                }
                continue;
            }
            let mut beyond: Vec<Filler> = match path.function {
                Function::Served if !is_told_of_whom(site, proposition) => served(site, slot, filled),
                _ if path.then == Some(Function::Served) => served_by(site, proposition, &path.function, slot),
                Function::Employer => employer(site, proposition, slot).into_iter().collect(),
                Function::Again => told.again(proposition, of, slot).into_iter().collect(),
                Function::Holder => told.holder(site, proposition, slot, filled).into_iter().collect(),
                _ => Vec::new(),
            };
            beyond.retain(|filler| !taken(filler));
            if !beyond.is_empty() {
                return Some(Filled::by(slot.role, beyond));
            }
            if matches!(path.function, Function::Last | Function::Next | Function::After) {
                let fillers: Vec<Filler> = near(site, proposition, path, slot.kinds).into_iter().filter(fits).collect();
                if !fillers.is_empty() {
                    return Some(Filled::by(slot.role, fillers));
                }
                continue;
            }
            let mut fillers: Vec<Filler> = Vec::new();
            let mut via = None;
            reach(site, proposition, path, &mut |step, tokens| {
                // Several fillers may be apart ("Tajik-Afghan border"); else the first group of conjuncts is meant.
                let by_name = path.function == Function::Modifier && !fillers.iter().any(|one| site.is_name(*one));
                if path.several || fillers.is_empty() {
                    let group = tokens.iter().filter_map(|&token| site.filler(proposition, token, slot.kinds));
                    fillers.extend(group.filter(fits));
                    via = step;
                } else if by_name {
                    // "Iranian government spokesman": the name tells more than the nearer noun.
                    let group = tokens.iter().filter_map(|&token| site.filler(proposition, token, slot.kinds));
                    let names: Vec<Filler> = group.filter(fits).filter(|one| site.is_name(*one)).collect();
                    if !names.is_empty() {
                        fillers = names;
                    }
                }
            });
            // "Donated by Italy, Spain and Chile": a subject behind the verb heads a row as an object does.
            let behind = |filler: &Filler| site.analysis.mention(filler.mention).first > proposition.trigger.token;
            let agents = path.function == Function::Subject
                && proposition.trigger.class == TriggerClass::Verb
                && fillers.last().is_some_and(behind);
            if agents || matches!(path.function, Function::Object | Function::Preposition(_)) {
                complete(site, proposition, slot.kinds, &mut fillers);
            }
            // "The Philippines" are one.
            let plural = |filler: &Filler| {
                let mention = site.analysis.mention(filler.mention);
                mention.plural && mention.known.is_none()
            };
            if path.several && fillers.len() < 2 && !fillers.iter().any(plural) {
                continue;
            }
            if path.function == Function::Possessor && path.then.is_none() && of.words_office() {
                own_body(site, proposition, slot, &mut fillers);
            }
            by_names(site, proposition, slot.kinds, &mut fillers);
            without_general(site, proposition, &mut fillers);
            if !fillers.is_empty() {
                return Some(Filled { role: slot.role, fillers, via, told: None });
            }
        }
    }
    None
}

/// "Chief of Defence Staff": what stands within the words of the office is no body that it is held in.
fn is_own_word(site: &Site<'_>, proposition: &Proposition, filler: Filler) -> bool {
    let trigger = proposition.trigger.token;
    let filler = site.analysis.mention(filler.mention);
    let over = |office: &Mention| office.form == Form::Nominal && office.head == trigger && office.last >= filler.last;
    filler.sentence == proposition.sentence
        && filler.first > trigger
        && site.analysis.mentions_in(proposition.sentence).any(|(_, office)| over(office))
}

/// "Kenya's Criminal Court (KCC) chief": what is named right before the trigger, of another kind than its possessor.
fn own_body(site: &Site<'_>, proposition: &Proposition, slot: &RuleSlot, fillers: &mut Vec<Filler>) {
    let [owner] = fillers.as_slice() else { return };
    let last = Path { function: Function::Last, then: None, several: false };
    let named = near(site, proposition, &last, slot.kinds.without(owner.kinds));
    if let [name] = named.as_slice()
        && *site.form(*name) == Form::Name
        && site.analysis.mention(name.mention).first > site.analysis.mention(owner.mention).last
    {
        *fillers = named;
    }
}

/// "Apache and Chinook helicopters": the two names instead of the noun behind them.
fn by_names(site: &Site<'_>, proposition: &Proposition, kinds: KindSet, fillers: &mut Vec<Filler>) {
    for at in (0..fillers.len()).rev() {
        let general = site.analysis.mention(fillers[at].mention);
        let Some(&noun) = site.nouns.get(&(proposition.sentence, general.head)) else { continue };
        if general.form != Form::Nominal || general.sentence != proposition.sentence {
            continue;
        }
        let mut named: Vec<Filler> = Vec::new();
        direct(&site.propositions[noun], &Function::Modifier, &mut |tokens| {
            let names = tokens.iter().filter_map(|&token| site.filler(proposition, token, kinds));
            named.extend(
                names.filter(|name| *site.form(*name) == Form::Name && !name.kinds.and(general.kinds).is_empty()),
            );
        });
        if named.len() > 1 {
            fillers.splice(at..=at, named);
        }
    }
}

/// "military equipment, including radars and tanks": the examples say more than the word for all of them.
fn without_general(site: &Site<'_>, proposition: &Proposition, fillers: &mut Vec<Filler>) {
    let sentence = &site.analysis.sentences[proposition.sentence];
    let mention = |filler: &Filler| site.analysis.mention(filler.mention);
    // Told by the words' order: trees hang the examples on the noun or on its verb.
    let told_of = |example: &Filler| {
        let mut cases = sentence.children_by(mention(example).head, Deprel::Case);
        let mark = cases.find(|&case| EXAMPLES.contains(&sentence.token(case).lemma.as_str()))?;
        (0..mark).rev().find(|&before| sentence.token(before).upos != Upos::Punct)
    };
    let told: Vec<TokenId> = fillers.iter().filter_map(told_of).collect();
    let is_general = |filler: &&Filler| mention(filler).form == Form::Nominal && told.contains(&mention(filler).head);
    let general: Vec<MentionId> = fillers.iter().filter(is_general).map(|filler| filler.mention).collect();
    fillers.retain(|filler| !general.contains(&filler.mention));
}

/// Lemmas of what stands before examples.
const EXAMPLES: [&str; 4] = ["including", "include", "such", "namely"];

/// "The Doha Forum in Doha": an optional role found within the name that fills another, after its preposition.
fn within_names(site: &Site<'_>, proposition: &Proposition, slot: &RuleSlot, filled: &[Filled]) -> Option<Filled> {
    let sentence = &site.analysis.sentences[proposition.sentence];
    let prepositions = || slot.functions.iter().filter(|path| path.then.is_none()).map(|path| &path.function);
    let names = filled.iter().flat_map(|other| &other.fillers).map(|filler| site.analysis.mention(filler.mention));
    let mut found = names.filter(|name| name.sentence == proposition.sentence).filter_map(|name| {
        let mut inner = site.analysis.mentions_in(proposition.sentence).filter(|(_, inner)| {
            inner.first > name.first && inner.last == name.last && matches!(inner.form, Form::Name)
        });
        inner.find_map(|(mention, inner)| {
            let kinds = inner.kinds.and(slot.kinds);
            let after = prepositions().any(|preposition| stands_after(sentence, inner.first, preposition));
            (after && !kinds.is_empty()).then_some(Filler { mention, kinds })
        })
    });
    found.next().map(|filler| Filled::by(slot.role, vec![filler]))
}

/// "Minister for Central Asia": whose it is the words tell, even where no role can take them.
fn is_told_of_whom(site: &Site<'_>, proposition: &Proposition) -> bool {
    let tells =
        |function: &Function| matches!(function, Function::Preposition(lemma) if lemma == "of" || lemma == "for");
    let sentence = &site.analysis.sentences[proposition.sentence];
    let named = |head: &TokenId| {
        let capital = sentence.token(*head).upos == Upos::Propn;
        site.mentions_at(proposition.sentence, *head).any(|(_, mention)| capital || mention.form == Form::Name)
    };
    proposition.arguments.iter().any(|argument| tells(&argument.function) && argument.heads.iter().any(named))
}

/// The persons in another role stand for the states served: of kinds that the mentions themselves have not.
fn served(site: &Site<'_>, slot: &RuleSlot, filled: &[Filled]) -> Vec<Filler> {
    let others = filled.iter().filter(|other| other.role != slot.role).flat_map(|other| &other.fillers);
    let own = |filler: &&Filler| {
        let mention = site.analysis.mention(filler.mention);
        mention.form == Form::Name && mention.kinds.and(slot.kinds).is_empty()
    };
    others.filter(own).map(|filler| Filler { mention: filler.mention, kinds: slot.kinds }).collect()
}

/// "his deputy", "Ana Vega's spokesman": the person found there stands for the state served.
fn served_by(site: &Site<'_>, proposition: &Proposition, function: &Function, slot: &RuleSlot) -> Vec<Filler> {
    let mut found = Vec::new();
    direct(proposition, function, &mut |heads| {
        for &head in heads {
            let mut mentions = site.mentions_at(proposition.sentence, head);
            let personal = mentions.find(|(_, mention)| mention.kinds.and(slot.kinds).is_empty() && !mention.plural);
            found.extend(personal.map(|(mention, _)| Filler { mention, kinds: slot.kinds }));
        }
    });
    found
}

/// Calls `visit` with the noun stepped over and each group of conjuncts that the path leads to. The modifier nearest to
/// the trigger comes first: in "Russian Aerospace Forces commander" that is the forces, not the country.
fn reach(site: &Site<'_>, proposition: &Proposition, path: &Path, visit: &mut dyn FnMut(Option<TokenId>, &[TokenId])) {
    if path.function == Function::Clause {
        return clause(site, proposition, path.then.as_ref(), &mut |heads| visit(None, heads));
    }
    if let (Function::Governor, Some(then)) = (&path.function, &path.then) {
        let governor =
            governors(site, proposition).find(|above| above.arguments.iter().any(|one| one.function == *then));
        return governor.into_iter().for_each(|above| direct(above, then, &mut |heads| visit(None, heads)));
    }
    direct(proposition, &path.function, &mut |heads| match &path.then {
        None => visit(None, heads),
        Some(then) => {
            for &head in heads {
                if let Some(inner) = site.noun(proposition.sentence, head) {
                    direct(inner, then, &mut |inner| visit(Some(head), inner));
                }
                if *then == Function::Modifier {
                    site.opening_of_name(proposition.sentence, head)
                        .into_iter()
                        .for_each(|own| visit(Some(head), &[own]));
                }
            }
        }
    });
}

/// What the trigger completes as an infinitive or as the matter of a deal ("a contract for the delivery", "talks on the
/// purchase"), from the inside out: a noun, and the verb that it is the object of.
fn governors<'a>(site: &Site<'a>, proposition: &Proposition) -> impl Iterator<Item = &'a Proposition> {
    let analysis = site.analysis;
    let propositions = site.propositions;
    let tokens = analysis.sentences[proposition.sentence].tokens();
    let infinitive = proposition.trigger.class == TriggerClass::Verb
        && proposition.trigger.token > 0
        && tokens[proposition.trigger.token - 1].xpos == Xpos::To;
    let matter = proposition.trigger.class == TriggerClass::Noun
        && matches!(tokens[proposition.trigger.token].deprel, Deprel::Nmod | Deprel::Obl)
        && analysis.sentences[proposition.sentence]
            .child_by(proposition.trigger.token, Deprel::Case)
            .is_some_and(|case| matches!(tokens[case].lemma.as_str(), "for" | "on" | "about" | "over"));
    let above = tokens[proposition.trigger.token].head.filter(|_| infinitive || matter);
    let further = above.and_then(|noun| tokens[noun].head.filter(|_| tokens[noun].deprel == Deprel::Obj));
    let sentence = proposition.sentence;
    [above, further].into_iter().flatten().filter_map(move |token| {
        let own = propositions.partition_point(|one| (one.sentence, one.trigger.token) < (sentence, token));
        propositions.get(own).filter(|one| one.sentence == sentence && one.trigger.token == token)
    })
}

fn is_adjunct(function: &Function) -> bool {
    matches!(function, Function::Preposition(_))
}

/// The subject of the clause in which the trigger is an adjunct, by the preposition asked for.
fn clause(site: &Site<'_>, proposition: &Proposition, by: Option<&Function>, visit: &mut dyn FnMut(&[TokenId])) {
    let trigger = proposition.trigger.token;
    let Some(&clause) = site.clauses.get(&(proposition.sentence, trigger)) else { return };
    let clause = &site.propositions[clause];
    let stands = |function: &Function| by.map_or_else(|| is_adjunct(function), |by| by == function);
    if clause.arguments.iter().any(|argument| stands(&argument.function) && argument.heads.contains(&trigger)) {
        direct(clause, &Function::Subject, visit);
    }
}

fn direct(proposition: &Proposition, function: &Function, visit: &mut dyn FnMut(&[TokenId])) {
    if *function == Function::Trigger {
        return visit(&[proposition.trigger.token]);
    }
    let matching = proposition.arguments.iter().filter(|argument| argument.function == *function);
    if *function == Function::Modifier {
        matching.rev().for_each(|argument| visit(&argument.heads));
    } else {
        matching.for_each(|argument| visit(&argument.heads));
    }
}

/// How far a clause is searched for what its tree does not tell, in tokens.
const REACH: usize = 12;

/// What stands near the trigger: see [`Function::Last`], [`Function::Next`] and [`Function::After`].
fn near(site: &Site<'_>, proposition: &Proposition, path: &Path, kinds: KindSet) -> Vec<Filler> {
    let sentence = &site.analysis.sentences[proposition.sentence];
    let trigger = proposition.trigger.token;
    let fits = |mention: &Mention| mention.form != Form::Pronoun && !mention.kinds.and(kinds).is_empty();
    let mut mentions = site.analysis.mentions_in(proposition.sentence);
    let found = match (&path.function, &path.then) {
        (Function::Last, _) => mentions.find(|(_, mention)| {
            // "Organization (CSTO) members": the bracket ends it.
            let bracket = sentence.tokens().get(mention.last + 1).is_some_and(|token| token.xpos == Xpos::Rrb);
            let end = mention.last + 1 + usize::from(bracket);
            fits(mention) && end == trigger
        }),
        (Function::Next, _) => mentions.find(|(_, mention)| mention.first == trigger + 1 && fits(mention)),
        (_, then) => mentions.find(|(_, mention)| {
            mention.first > trigger
                && mention.first - trigger <= REACH * if then.is_some() { 2 } else { 1 }
                && fits(mention)
                && !qualifies_noun(sentence, mention)
                && then.as_ref().is_none_or(|then| stands_after(sentence, mention.first, then))
        }),
    };
    let Some((id, mention)) = found else { return Vec::new() };
    if mention.first > trigger {
        let between = &sentence.tokens()[trigger + 1..mention.first];
        // "received notification of a visit by a submarine" received none.
        let inside_another = path.then.is_none() && between.iter().any(|token| token.upos == Upos::Adp);
        if inside_another || between.iter().any(begins_clause) {
            return Vec::new();
        }
    }
    let mut fillers = vec![Filler { mention: id, kinds: mention.kinds.and(kinds) }];
    if path.function != Function::Last {
        complete(site, proposition, kinds, &mut fillers);
    }
    fillers
}

/// Whether a mention only tells more of another noun: "Kenya's" of "Kenya's defence minister".
fn qualifies_noun(sentence: &Sentence, mention: &Mention) -> bool {
    matches!(sentence.token(mention.head).deprel, Deprel::NmodPoss | Deprel::Compound | Deprel::Amod)
}

/// Whether the phrase that begins here, articles and adjectives before it, stands after the preposition.
fn stands_after(sentence: &Sentence, first: TokenId, preposition: &Function) -> bool {
    let skipped = |token: &&Token| matches!(token.upos, Upos::Det | Upos::Adj | Upos::Num);
    let before = sentence.tokens()[..first].iter().rev().find(|token| !skipped(token));
    matches!(preposition, Function::Preposition(lemma) if before.is_some_and(|token| token.lemma == *lemma))
}

/// Adds what is coordinated with the last filler, where the tree broke the row: "tanks, radars and mortars". The row
/// must close with a conjunction, and no verb may follow: "He left Norway, and Chad protested."
fn complete(site: &Site<'_>, proposition: &Proposition, kinds: KindSet, fillers: &mut Vec<Filler>) {
    let sentence = &site.analysis.sentences[proposition.sentence];
    let Some(last) = fillers.last().map(|filler| site.analysis.mention(filler.mention)) else { return };
    if last.sentence != proposition.sentence || last.form == Form::Pronoun {
        return;
    }
    let mut end = last.last;
    let mut row: Vec<Filler> = Vec::new();
    let mut closed = 0;
    for (id, mention) in site.analysis.mentions_in(proposition.sentence) {
        if mention.first <= end {
            continue;
        }
        let between = &sentence.tokens()[end + 1..mention.first];
        let fitting = mention.kinds.and(kinds);
        if between.is_empty() || !between.iter().all(coordinates) || fitting.is_empty() {
            if mention.kinds.is_empty() && between.iter().all(coordinates) {
                // A count or a date within the row.
                continue;
            }
            break;
        }
        row.push(Filler { mention: id, kinds: fitting });
        end = mention.last;
        if between.iter().any(|token| token.upos == Upos::Cconj || token.deprel == Deprel::Case) {
            closed = row.len();
        }
    }
    let followed = sentence.tokens().get(end + 1);
    if followed.is_some_and(|token| matches!(token.upos, Upos::Verb | Upos::Aux)) {
        return;
    }
    row.truncate(closed);
    row.retain(|filler| !fillers.contains(filler));
    fillers.extend(row);
}

/// Finite verbs, subordinators, relative pronouns, and stops.
pub(super) fn begins_clause(token: &Token) -> bool {
    let finite = matches!(token.xpos, Xpos::Vb | Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md | Xpos::To);
    // "an order implementing the pact"
    let participle = token.xpos == Xpos::Vbg && token.deprel == Deprel::Acl;
    finite
        || participle
        || matches!(token.upos, Upos::Aux | Upos::Sconj)
        || matches!(token.xpos, Xpos::Wdt | Xpos::Wp | Xpos::Wrb | Xpos::Colon | Xpos::OpenQuote | Xpos::CloseQuote)
}

/// Commas, conjunctions, determiners, numbers, adjectives, and "including".
fn coordinates(token: &Token) -> bool {
    matches!(token.upos, Upos::Cconj | Upos::Num | Upos::Det | Upos::Adj)
        || token.xpos == Xpos::Comma
        || (token.upos == Upos::Verb && token.deprel == Deprel::Case)
}
