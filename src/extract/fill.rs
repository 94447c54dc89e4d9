//! Roles filled from a proposition's arguments.

use std::collections::HashMap;

use super::Filler;
use super::compiled::{Rule, RuleId, RuleSlot};
use crate::analyse::{Analysis, Form, KindSet, Mention, MentionId, Token, TokenId, Upos, Xpos};
use crate::proposition::{Proposition, TriggerClass};
use crate::schema::{Function, Path, Role};

/// A document's mentions and propositions by token, made once.
pub(super) struct Site<'a> {
    pub analysis: &'a Analysis,
    pub propositions: &'a [Proposition],
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
    pub fn new(analysis: &'a Analysis, propositions: &'a [Proposition]) -> Self {
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
        Self { analysis, propositions, heading, shorter, holding, offsets, nouns, clauses }
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

    fn is_name(&self, filler: Filler) -> bool {
        matches!(self.form(filler), Form::Name | Form::Demonym)
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
}

pub(super) fn fill(site: &Site<'_>, proposition: &Proposition, rule: RuleId, of: &Rule) -> Result<Match, Miss> {
    let present = |function: &Function| proposition.arguments.iter().any(|argument| &argument.function == function);
    if let Some(excluded) = of.without.iter().position(present) {
        return Err(Miss::Excluded(excluded));
    }
    let mut filled: Vec<Filled> = Vec::with_capacity(of.slots.len());
    for (index, slot) in of.slots.iter().enumerate() {
        match fill_slot(site, proposition, slot, &filled) {
            Some(found) => filled.push(found),
            None if slot.required => return Err(Miss::Slot(index)),
            None => {}
        }
    }
    Ok(Match { rule, filled })
}

/// Names and nominals before pronouns: "provides it with weapons" has its item after "with", though "it" may be a
/// weapon too.
fn fill_slot(site: &Site<'_>, proposition: &Proposition, slot: &RuleSlot, filled: &[Filled]) -> Option<Filled> {
    let taken = |filler: &Filler| filled.iter().flat_map(|other| &other.fillers).any(|other| other == filler);
    for pronouns in [false, true] {
        let fits = |filler: &Filler| {
            !taken(filler)
                && match site.form(*filler) {
                    Form::Pronoun => pronouns && !slot.named,
                    Form::Nominal => !slot.named,
                    _ => true,
                }
        };
        for path in &slot.functions {
            let mut fillers: Vec<Filler> = Vec::new();
            let mut via = None;
            if matches!(path.function, Function::Next | Function::After) {
                let fillers: Vec<Filler> = near(site, proposition, path, slot.kinds).into_iter().filter(fits).collect();
                if !fillers.is_empty() {
                    return Some(Filled { role: slot.role, fillers, via });
                }
                continue;
            }
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
            let plural = |filler: &Filler| site.analysis.mention(filler.mention).plural;
            if path.several && fillers.len() < 2 && !fillers.iter().any(plural) {
                continue;
            }
            if !fillers.is_empty() {
                return Some(Filled { role: slot.role, fillers, via });
            }
        }
    }
    None
}

/// Calls `visit` with the noun stepped over and each group of conjuncts that the path leads to. The modifier nearest to the trigger comes first:
/// in "Russian Aerospace Forces commander" that is the forces, not the country.
fn reach(site: &Site<'_>, proposition: &Proposition, path: &Path, visit: &mut dyn FnMut(Option<TokenId>, &[TokenId])) {
    if path.function == Function::Clause {
        return clause(site, proposition, path.then.as_ref(), &mut |heads| visit(None, heads));
    }
    direct(proposition, &path.function, &mut |heads| match &path.then {
        None => visit(None, heads),
        Some(then) => {
            for &head in heads {
                if let Some(&inner) = site.nouns.get(&(proposition.sentence, head)) {
                    direct(&site.propositions[inner], then, &mut |inner| visit(Some(head), inner));
                }
            }
        }
    });
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

/// What stands near the trigger: see [`Function::Next`] and [`Function::After`].
fn near(site: &Site<'_>, proposition: &Proposition, path: &Path, kinds: KindSet) -> Vec<Filler> {
    let sentence = &site.analysis.sentences[proposition.sentence];
    let trigger = proposition.trigger.token;
    let mut found: Vec<Filler> = Vec::new();
    let mut end = trigger;
    for (id, mention) in site.analysis.mentions_in(proposition.sentence) {
        if mention.first <= end || mention.form == Form::Pronoun {
            continue;
        }
        let between = &sentence.tokens()[end + 1..mention.first];
        let holds = match (found.is_empty(), &path.function) {
            (true, Function::Next) => between.is_empty(),
            (true, _) => mention.first - trigger <= REACH && !between.iter().any(begins_clause),
            (false, _) => path.function == Function::After && between.iter().all(coordinates),
        };
        let fitting = mention.kinds.and(kinds);
        if !holds {
            break;
        }
        if !fitting.is_empty() {
            found.push(Filler { mention: id, kinds: fitting });
            end = mention.last;
        } else if !found.is_empty() {
            break;
        }
    }
    found
}

/// Finite verbs, subordinators, relative pronouns, and stops.
fn begins_clause(token: &Token) -> bool {
    let finite = matches!(token.xpos, Xpos::Vb | Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md | Xpos::To);
    finite
        || matches!(token.upos, Upos::Aux | Upos::Sconj)
        || matches!(token.xpos, Xpos::Wdt | Xpos::Wp | Xpos::Wrb | Xpos::Colon | Xpos::OpenQuote | Xpos::CloseQuote)
}

fn coordinates(token: &Token) -> bool {
    matches!(token.upos, Upos::Cconj | Upos::Num | Upos::Det | Upos::Adj) || token.xpos == Xpos::Comma
}
