//! Propositions into claims.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use smol_str::SmolStr;

use super::compiled::{Entry, RuleId, RuleYield, Rules};
use super::fill::{Match, Miss, Site, fill};
use super::told::Told;
use super::{Attempt, Claim, Failure, Filler, QualifierFiller, phrase};
use crate::analyse::{
    Analysis, Deprel, Form, KindSet, Mention, MentionId, TimeExpression, TokenId, Upos, Xpos, quantity_of, written,
};
use crate::fact::{Factuality, Predicate, Qualifier, Reliability};
use crate::proposition::{Aspect, Modality, Proposition, TriggerClass};
use crate::schema::{Function, GrammarLexicon, Role, Schema, Source, ValueType, Wording};
use crate::text::Document;

/// The words of a longer trigger that do not stand with it, where some do not.
type Lacking<'a> = Result<(), &'a [SmolStr]>;

/// The frames of a schema, ready to read propositions.
#[derive(Debug)]
pub struct Extractor<'k> {
    rules: Rules,
    words: &'k GrammarLexicon,
}

impl<'k> Extractor<'k> {
    pub fn new(schema: &Schema, words: &'k GrammarLexicon) -> Self {
        Self { rules: Rules::new(schema), words }
    }

    pub(super) fn site<'a>(&'a self, analysis: &'a Analysis, propositions: &'a [Proposition]) -> Site<'a> {
        Site::new(analysis, propositions, self.words)
    }

    /// What the propositions claim, in their order; the claims of one proposition in the order of the schema.
    pub fn claims(&self, document: &Document, analysis: &Analysis, propositions: &[Proposition]) -> Vec<Claim> {
        let site = self.site(analysis, propositions);
        let mut told = Told::default();
        let mut claims = Vec::new();
        let mut matches = Vec::new();
        for proposition in propositions {
            let before = claims.len();
            self.each_rule(&site, proposition, &mut |rule, company| {
                if company.is_ok()
                    && let Ok(found) = fill(&site, &told, proposition, rule, &self.rules.all[rule])
                {
                    let claimed = claims.len();
                    self.claim(document, &site, proposition, &found, &mut claims);
                    if claims.len() > claimed {
                        matches.push(found);
                    }
                }
            });
            told.hold(&claims[before..]);
            matches.drain(..).for_each(|found| self.tell(&site, &mut told, proposition, &found));
        }
        without_repeats(&site, without_borrowed(document, &site, claims))
    }

    /// Every realisation that a trigger evoked, matched or failed: what `relata explain` shows.
    pub fn attempts(&self, document: &Document, analysis: &Analysis, propositions: &[Proposition]) -> Vec<Attempt> {
        let site = self.site(analysis, propositions);
        let mut told = Told::default();
        let mut attempts: Vec<Attempt> = Vec::new();
        for (index, proposition) in propositions.iter().enumerate() {
            let before = attempts.len();
            let mut matches = Vec::new();
            self.each_rule(&site, proposition, &mut |id, company| {
                let rule = &self.rules.all[id];
                let outcome = match company {
                    Err(lacking) => Err(Failure::Company(lacking.to_vec())),
                    Ok(()) => match fill(&site, &told, proposition, id, rule) {
                        Err(Miss::Slot(slot)) => Err(Failure::Missing {
                            role: rule.roles[usize::from(rule.slots[slot].role.0)].clone(),
                            functions: rule.slots[slot].functions.clone(),
                        }),
                        Err(Miss::Shared(slot)) => {
                            Err(Failure::Shared(rule.roles[usize::from(rule.slots[slot].role.0)].clone()))
                        }
                        Err(Miss::Excluded(function)) => Err(Failure::Excluded(rule.without[function].clone())),
                        Ok(found) => {
                            let mut claims = Vec::new();
                            self.claim(document, &site, proposition, &found, &mut claims);
                            if claims.is_empty() {
                                Err(Failure::Yieldless)
                            } else {
                                matches.push(found);
                                Ok(claims)
                            }
                        }
                    },
                };
                attempts.push(Attempt { proposition: index, rule: rule.name.clone(), outcome });
            });
            attempts[before..].iter().flat_map(|attempt| &attempt.outcome).for_each(|claims| told.hold(claims));
            matches.iter().for_each(|found| self.tell(&site, &mut told, proposition, found));
        }
        attempts
    }

    /// Calls `visit` with each rule that the trigger evokes, and with the words it lacks of a longer trigger.
    fn each_rule(&self, site: &Site<'_>, proposition: &Proposition, visit: &mut dyn FnMut(RuleId, Lacking<'_>)) {
        let trigger = &proposition.trigger;
        for Entry { rule, company } in self.rules.evoked_by(trigger.class, &trigger.lemma) {
            let any = &self.rules.all[*rule].company;
            let has_company = company.is_empty() || in_company(site, proposition, company);
            let lacking = if !has_company {
                Err(company.as_slice())
            } else if any.is_empty() || any.iter().any(|word| in_company(site, proposition, std::slice::from_ref(word)))
            {
                Ok(())
            } else {
                Err(any.as_slice())
            };
            visit(*rule, lacking);
        }
        if trigger.class == TriggerClass::Noun {
            let mentions = site.mentions_at(proposition.sentence, trigger.token);
            let kinds = mentions.map(|(_, mention)| mention.kinds).fold(KindSet::EMPTY, KindSet::or);
            // A pronoun may be of any kind: it evokes none.
            if !kinds.is_empty() && kinds != KindSet::ANY {
                self.rules.evoked_by_kind(kinds).for_each(|rule| visit(rule, Ok(())));
            }
        }
    }

    /// Notes the deal that a match tells.
    fn tell(&self, site: &Site<'_>, told: &mut Told, proposition: &Proposition, found: &Match) {
        let rule = &self.rules.all[found.rule];
        let pending = rule.yields.iter().any(|declared| declared.pending);
        let factuality = factuality(proposition, words(rule.factuality, found), pending);
        told.deals.tell(site, proposition, rule, found, factuality);
    }

    fn claim(
        &self,
        document: &Document,
        site: &Site<'_>,
        proposition: &Proposition,
        found: &Match,
        claims: &mut Vec<Claim>,
    ) {
        let rule = &self.rules.all[found.rule];
        for declared in &rule.yields {
            if declared.needs.iter().any(|&role| found.fillers(role).is_empty()) {
                continue;
            }
            for (subject, object) in shared_out(site, proposition, declared, ends(site, found, declared)) {
                for each in repeats(found, declared) {
                    let combination = Combination { found, declared, subject, object, each };
                    claims.push(Claim {
                        sentence: proposition.sentence,
                        trigger: site.analysis.sentences[proposition.sentence].token(proposition.trigger.token).span,
                        subject,
                        predicate: declared.predicate.clone(),
                        object,
                        qualifiers: qualifiers(document, site, proposition, &combination),
                        times: self.times(site, proposition, declared, [subject, object]),
                        tense: proposition.tense,
                        factuality: factuality(proposition, words(rule.factuality, found), declared.pending),
                        attribution: proposition.attribution,
                        rule: rule.name.clone(),
                        reliability: reliability(site, proposition, rule.reliability, [subject, object]),
                    });
                }
            }
        }
    }

    /// The times that date a statement: not the end, where a qualifier holds it. What happens at a summit or in an exercise
    /// happens when that is.
    fn times(
        &self,
        site: &Site<'_>,
        proposition: &Proposition,
        declared: &RuleYield,
        ends: [Filler; 2],
    ) -> Vec<MentionId> {
        let holds_end = declared.qualifiers.iter().any(|(_, _, source)| *source == Source::End);
        let happening = |filler: &Filler| !filler.kinds.and(self.rules.happening).is_empty();
        let there = ends.iter().filter(|filler| happening(filler)).filter_map(|filler| {
            let mention = site.analysis.mention(filler.mention);
            site.noun(mention.sentence, mention.head).filter(|noun| noun.sentence == proposition.sentence)
        });
        let mut times: Vec<MentionId> = Vec::new();
        for &time in there.flat_map(|noun| &noun.times).chain(&proposition.times) {
            if !(times.contains(&time) || holds_end && tells_end(site, time)) {
                times.push(time);
            }
        }
        times
    }
}

/// "Saab won. Chief executive X smiled": what another sentence gives falls where the article tells of X itself elsewhere.
fn without_borrowed(document: &Document, site: &Site<'_>, claims: Vec<Claim>) -> Vec<Claim> {
    let borrowed = |claim: &Claim| {
        let worded = claim.qualifiers.iter().any(|(_, filler)| matches!(filler, QualifierFiller::Text(_)));
        worded && site.analysis.mention(claim.object.mention).sentence != claim.sentence
    };
    let name = |claim: &Claim| document.slice(site.analysis.mention(claim.subject.mention).span);
    let told: HashSet<(&Predicate, &str)> =
        claims.iter().filter(|claim| !borrowed(claim)).map(|claim| (&claim.predicate, name(claim))).collect();
    let kept: Vec<bool> =
        claims.iter().map(|claim| !borrowed(claim) || !told.contains(&(&claim.predicate, name(claim)))).collect();
    those(claims, kept)
}

/// "Chile ended its pact with Peru": that they have one goes without saying where the clause tells what became of it.
fn without_repeats(site: &Site<'_>, claims: Vec<Claim>) -> Vec<Claim> {
    let mention = |filler: Filler| site.analysis.mention(filler.mention);
    let by_name = |claim: &Claim| {
        let object = mention(claim.object);
        site.analysis.sentences[object.sentence].token(object.head).span == claim.trigger
    };
    let repeats = |claim: &Claim, other: &Claim| {
        other.object.mention == claim.object.mention
            && other.predicate == claim.predicate
            && (other.subject.mention == claim.subject.mention || mention(claim.subject).form == Form::Pronoun)
            && !by_name(other)
    };
    let sentences = claims.chunk_by(|one, other| one.sentence == other.sentence);
    let new =
        |sentence: &[Claim], claim: &Claim| !by_name(claim) || !sentence.iter().any(|other| repeats(claim, other));
    let kept: Vec<bool> = sentences.flat_map(|own| own.iter().map(|claim| new(own, claim))).collect();
    those(claims, kept)
}

fn those(claims: Vec<Claim>, kept: Vec<bool>) -> Vec<Claim> {
    claims.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(claim, _)| claim).collect()
}

/// Whether the words of a longer trigger are there: of a verb its object ("take part") or subject ("the sale includes"),
/// of a noun what stands before it ("joint venture").
fn in_company(site: &Site<'_>, proposition: &Proposition, company: &[SmolStr]) -> bool {
    let sentence = &site.analysis.sentences[proposition.sentence];
    let trigger = proposition.trigger.token;
    if proposition.trigger.class == TriggerClass::Verb {
        let objects = sentence.children(trigger).filter(|&child| {
            matches!(
                sentence.token(child).deprel,
                Deprel::Obj | Deprel::Iobj | Deprel::Nsubj | Deprel::NsubjPass | Deprel::Advmod | Deprel::CompoundPrt
            )
        });
        // "signed $3 million in contracts" signs contracts; a subject may be that of an earlier verb, or "a tour that took
        // her to Chile".
        let counted = (proposition.arguments.iter())
            .filter(|argument| matches!(argument.function, Function::Object | Function::Subject))
            .flat_map(|argument| argument.heads.iter().copied());
        let last = company.last().expect("company has words");
        // "pulled out of" with "out of" as a preposition.
        let next = Some(trigger + 1).filter(|&next| next < sentence.tokens().len());
        return objects.into_iter().chain(counted).chain(next).any(|object| &sentence.token(object).lemma == last);
    }
    trigger >= company.len()
        && company
            .iter()
            .zip(&sentence.tokens()[trigger - company.len()..trigger])
            .all(|(wanted, token)| token.lemma.eq_ignore_ascii_case(wanted))
}

/// Each pair of subject and object that a yield makes.
fn ends(site: &Site<'_>, found: &Match, declared: &RuleYield) -> Vec<(Filler, Filler)> {
    let narrow = |filler: &Filler, kinds: KindSet| {
        let kinds = filler.kinds.and(kinds);
        (!kinds.is_empty()).then_some(Filler { mention: filler.mention, kinds })
    };
    let subjects: Vec<Filler> =
        found.fillers(declared.subject).iter().filter_map(|filler| narrow(filler, declared.subject_kinds)).collect();
    if declared.subject == declared.object {
        let plural = |filler: &Filler| site.analysis.mention(filler.mention).plural;
        return match subjects.as_slice() {
            [one] if plural(one) => vec![(*one, *one)],
            many => (0..many.len()).flat_map(|i| (i + 1..many.len()).map(move |j| (many[i], many[j]))).collect(),
        };
    }
    let objects: Vec<Filler> =
        found.fillers(declared.object).iter().filter_map(|filler| narrow(filler, declared.object_kinds)).collect();
    let pairs = subjects.iter().flat_map(|&subject| objects.iter().map(move |&object| (subject, object)));
    // A person may stand for the state served, too: one mention, apart by kind; each then for the own state.
    let differ = |subject: Filler, object: Filler| {
        let for_state = site.analysis.mention(object.mention).kinds.and(object.kinds).is_empty();
        let own = |object: &Filler| object.mention == subject.mention;
        if for_state && objects.iter().any(own) { own(&object) } else { for_state || !own(&object) }
    };
    pairs.filter(|&(subject, object)| differ(subject, object)).collect()
}

/// "A and B, the ministers of X and Y": each has the one office in the one state. Rows of unequal length tell nothing.
fn shared_out(
    site: &Site<'_>,
    proposition: &Proposition,
    declared: &RuleYield,
    pairs: Vec<(Filler, Filler)>,
) -> Vec<(Filler, Filler)> {
    let trigger = site.analysis.sentences[proposition.sentence].token(proposition.trigger.token);
    let distinct = |end: fn(&(Filler, Filler)) -> MentionId| {
        let mut ends: Vec<MentionId> = pairs.iter().map(end).collect();
        ends.sort_unstable();
        ends.dedup();
        ends
    };
    let subjects = distinct(|(subject, _)| subject.mention);
    let objects = distinct(|(_, object)| object.mention);
    let rows = declared.words_office()
        && matches!(trigger.xpos, Xpos::Nns | Xpos::Nnps)
        && subjects.len() > 1
        && objects.len() > 1;
    if !rows || subjects == objects {
        return pairs;
    }
    let beside = |(subject, object): &(Filler, Filler)| {
        subjects.binary_search(&subject.mention) == objects.binary_search(&object.mention)
    };
    if subjects.len() == objects.len() { pairs.into_iter().filter(beside).collect() } else { Vec::new() }
}

/// One statement of a match: which fillers its parts are.
struct Combination<'a> {
    found: &'a Match,
    declared: &'a RuleYield,
    subject: Filler,
    object: Filler,
    /// The filler of the role that a qualifier asks one statement `each` for.
    each: Option<Filler>,
}

impl Combination<'_> {
    /// The filler of a role in this statement, where it is one.
    fn one(&self, role: Role) -> Option<Filler> {
        let each = self.declared.qualifiers.iter().any(|(_, _, source)| *source == Source::Each(role));
        if role == self.declared.subject {
            Some(self.subject)
        } else if role == self.declared.object {
            Some(self.object)
        } else if each {
            self.each
        } else {
            self.found.fillers(role).first().copied()
        }
    }
}

fn repeats(found: &Match, declared: &RuleYield) -> Vec<Option<Filler>> {
    let each = declared.qualifiers.iter().find_map(|(_, _, source)| match source {
        Source::Each(role) => Some(found.fillers(*role)),
        _ => None,
    });
    match each {
        Some(fillers) if !fillers.is_empty() => fillers.iter().copied().map(Some).collect(),
        _ => vec![None],
    }
}

fn qualifiers(
    document: &Document,
    site: &Site<'_>,
    proposition: &Proposition,
    of: &Combination<'_>,
) -> Vec<(Qualifier, QualifierFiller)> {
    let sentence = &site.analysis.sentences[proposition.sentence];
    let mut qualifiers = Vec::new();
    for (name, value, source) in &of.declared.qualifiers {
        let mut add = |filler| qualifiers.push((name.clone(), filler));
        let worded = |filler: Filler| match value {
            ValueType::Text => {
                let mention = site.analysis.mention(filler.mention);
                let sentence = &site.analysis.sentences[mention.sentence];
                QualifierFiller::Text(phrase::without_determiner(document, sentence, mention.span))
            }
            _ => QualifierFiller::Mention(filler),
        };
        match source {
            Source::Role(role) => {
                let fillers = of.found.fillers(*role);
                let own = *role == of.declared.subject;
                let others = fillers.iter().filter(|filler| !own || filler.mention != of.subject.mention);
                others.filter(|filler| filler.mention != of.object.mention).for_each(|&filler| add(worded(filler)));
                // "The two ministers signed": the mention stands for the others, too.
                if own && fillers.len() == 1 && site.analysis.mention(of.subject.mention).plural {
                    add(worded(of.subject));
                }
            }
            Source::Each(_) => {
                if let Some(filler) = of.each {
                    add(worded(filler));
                }
            }
            Source::QuantityOf(role) => {
                let filler = of.one(*role).map(|filler| site.analysis.mention(filler.mention));
                let filled = of.found.filled(*role);
                let via = filled.and_then(|filled| filled.via);
                // "Another two": the number alone stands for the matter of the deal before, whose own count is another.
                let elsewhere = filled.is_some_and(|filled| filled.told.is_some());
                let number = via.filter(|&via| elsewhere && sentence.token(via).upos == Upos::Num);
                let counted = number
                    .and_then(|number| written(document, sentence, number))
                    .or_else(|| via.and_then(|via| quantity_of(document, sentence, via, via)))
                    .or_else(|| {
                        let mention = filler.filter(|_| !elsewhere)?;
                        let sentence = &site.analysis.sentences[mention.sentence];
                        quantity_of(document, sentence, mention.head, mention.first.min(mention.head))
                    });
                if let Some(quantity) = counted {
                    add(QualifierFiller::Quantity(quantity));
                }
            }
            // A verb names the office by its lemma: who "chaired" the committee.
            Source::TriggerPhrase if proposition.trigger.class != TriggerClass::Noun => {
                add(QualifierFiller::Text(proposition.trigger.lemma.clone()));
            }
            Source::TriggerPhrase => {
                let own = office(site, proposition);
                let foreign = |token: TokenId| {
                    // "Chief of the General Staff": the office's own words.
                    let within = token > proposition.trigger.token && own.contains(&token);
                    !within
                        && site.analysis.mentions_in(proposition.sentence).any(|(_, mention)| {
                            let holds = |token| (mention.first..=mention.last).contains(&token);
                            let says_more = !matches!(mention.form, Form::Nominal | Form::Pronoun)
                                || of
                                    .found
                                    .filled
                                    .iter()
                                    .flat_map(|filled| &filled.fillers)
                                    .any(|filler| std::ptr::eq(site.analysis.mention(filler.mention), mention));
                            says_more && holds(token) && !holds(proposition.trigger.token)
                        })
                };
                add(QualifierFiller::Text(phrase::trigger_phrase(
                    document,
                    sentence,
                    proposition.trigger.token,
                    own.clone(),
                    &foreign,
                )));
            }
            Source::End => {
                let own = proposition.times.iter().copied().find(|&time| tells_end(site, time));
                if let Some(end) = own.or_else(|| end_within(site, of.object)) {
                    add(QualifierFiller::Date(end));
                }
            }
        }
    }
    qualifiers
}

/// The words of the lexicon's office that begins with or holds the trigger: "Secretary General".
fn office(site: &Site<'_>, proposition: &Proposition) -> RangeInclusive<TokenId> {
    let trigger = proposition.trigger.token;
    let here = || site.analysis.mentions_in(proposition.sentence).map(|(_, mention)| mention);
    let over = |mention: &&Mention| {
        let behind = |name: &Mention| name.form == Form::Name && name.first > trigger && name.last <= mention.last;
        mention.form == Form::Nominal
            && (mention.first..=mention.last).contains(&trigger)
            && (mention.head == trigger || !here().any(behind))
    };
    let own = here().filter(over);
    own.fold(trigger..=trigger, |own, mention| *own.start().min(&mention.first)..=*own.end().max(&mention.last))
}

/// "A lease under which the base stays in Peru until 2042": the end told within the phrase of the object.
fn end_within(site: &Site<'_>, object: Filler) -> Option<MentionId> {
    let object = site.analysis.mention(object.mention);
    let sentence = &site.analysis.sentences[object.sentence];
    let ends = site.analysis.mentions_in(object.sentence).filter(|(id, _)| tells_end(site, *id));
    ends.filter(|(_, time)| sentence.ancestors(time.head).any(|above| above == object.head)).map(|(id, _)| id).next()
}

fn tells_end(site: &Site<'_>, time: MentionId) -> bool {
    matches!(site.analysis.mention(time).form, Form::Time(TimeExpression::Until(_)))
}

/// What the words alone make of a plain statement.
fn words(wording: Wording, found: &Match) -> Factuality {
    match wording {
        Wording::Own(own) => own,
        Wording::AsTold => found.filled.iter().find_map(|filled| filled.told).unwrap_or_default(),
    }
}

/// What the clause makes of it, and what the trigger words alone make of that.
fn factuality(proposition: &Proposition, words: Factuality, pending: bool) -> Factuality {
    let told = match proposition.factuality() {
        Factuality::Actual if pending && proposition.aspect == Aspect::Progressive => Factuality::Planned,
        told => told,
    };
    match (words, told) {
        (Factuality::Actual, told) => told,
        (Factuality::Negated, Factuality::Negated) => Factuality::Actual,
        (words, Factuality::Actual) => words,
        // Both weaken it: the weaker wins. A planned end negates nothing yet.
        (Factuality::Possible, Factuality::Planned) => Factuality::Possible,
        (_, told) => told,
    }
}

/// The wording's own, lowered where the text is vague or its subject or object is read from a pronoun.
fn reliability(site: &Site<'_>, proposition: &Proposition, wording: Reliability, ends: [Filler; 2]) -> Reliability {
    let per_mille = |value| Reliability::from_thousandths(value).expect("a constant below 1000");
    let mut reliability = wording;
    if matches!(proposition.modality, Modality::Possible | Modality::Hypothetical) {
        reliability = reliability.and(per_mille(900));
    }
    for filler in ends {
        let doubt = match site.form(filler) {
            Form::Name | Form::Demonym => 1000,
            Form::Nominal => 950,
            _ => 850,
        };
        reliability = reliability.and(per_mille(doubt));
    }
    reliability
}
