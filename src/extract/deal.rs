//! Deals: who gives what to whom, as the article tells it.
//!
//! News tells a deal once and goes on with it in parts: "The first jets will arrive in May." What such a clause leaves
//! out it has from the deal before that it speaks of, found by its matter ("the jets"), or else the only one in play.
//! With two that could be meant, none is. Knows mentions by their words alone; who they are is `resolve`'s.

use super::Filler;
use super::compiled::{Rule, RuleSlot};
use super::fill::{Filled, Match, Site};
use super::quest::Quest;
use crate::analyse::{Deprel, Form, TokenId, Upos, Xpos};
use crate::fact::Factuality;
use crate::proposition::Proposition;
use crate::schema::{Function, Part};

/// The deals told so far, in text order.
#[derive(Debug, Default)]
pub(super) struct Deals {
    told: Vec<Deal>,
}

#[derive(Debug)]
pub(super) struct Deal {
    pub sentence: usize,
    pub trigger: TokenId,
    pub giver: Vec<Filler>,
    pub recipient: Vec<Filler>,
    pub matter: Vec<Filler>,
    pub factuality: Factuality,
}

impl Deal {
    pub fn part(&self, part: Part) -> &[Filler] {
        match part {
            Part::Giver => &self.giver,
            Part::Recipient => &self.recipient,
            Part::Matter => &self.matter,
        }
    }
}

impl Deals {
    /// Notes a deal; what did not come about is none.
    pub fn tell(
        &mut self,
        site: &Site<'_>,
        proposition: &Proposition,
        rule: &Rule,
        found: &Match,
        factuality: Factuality,
    ) {
        let part = |part| -> Vec<Filler> {
            let fillers = rule.slots_of(part).flat_map(|slot| found.fillers(slot.role)).copied();
            fillers.filter(|filler| !is_quantifier(site, *filler)).collect()
        };
        let (giver, recipient, matter) = (part(Part::Giver), part(Part::Recipient), part(Part::Matter));
        if factuality == Factuality::Negated || giver.is_empty() && recipient.is_empty() {
            return;
        }
        let (sentence, trigger) = (proposition.sentence, proposition.trigger.token);
        // Another wording of the same clause may fill more.
        if let Some(last) = self.told.last_mut().filter(|last| (last.sentence, last.trigger) == (sentence, trigger)) {
            for (known, told) in
                [(&mut last.giver, giver), (&mut last.recipient, recipient), (&mut last.matter, matter)]
            {
                if known.is_empty() {
                    *known = told;
                }
            }
            return;
        }
        self.told.push(Deal { sentence, trigger, giver, recipient, matter, factuality });
    }

    /// What fills a part of the deal that a clause goes on with.
    pub fn complete(
        &self,
        site: &Site<'_>,
        proposition: &Proposition,
        rule: &Rule,
        slot: &RuleSlot,
        function: &Function,
        filled: &[Filled],
    ) -> Option<Filled> {
        // "Expected to be sold" tells of the sale, not of what is expected.
        let sentence = &site.analysis.sentences[proposition.sentence];
        let told = sentence.child_by(proposition.trigger.token, Deprel::Xcomp);
        if told.is_some_and(|told| sentence.token(told).upos == Upos::Verb) {
            return None;
        }
        let quest = Quest { site, proposition, rule, slot, part: slot.part?, filled };
        let via = if quest.part == Part::Matter { quest.counted()? } else { None };
        let deal = match self.same_matter(&quest) {
            Sought::One(deal) => deal,
            Sought::Several => return None,
            Sought::None => self
                .in_play(&quest, REACH)
                .or_else(|| self.in_play(&quest, MATTER_REACH).filter(|_| quest.names_deal()))
                .filter(|deal| *function == Function::Earlier || self.is_pointed_at(&quest, deal))?,
        };
        if via.is_some() && deal.matter.len() > 1 {
            return None;
        }
        let fillers: Vec<Filler> = (deal.part(quest.part).iter()).filter_map(|filler| quest.narrow(*filler)).collect();
        let sound = !fillers.is_empty() && !quest.has_rival(&fillers) && !quest.is_of_another(&fillers);
        sound.then_some(Filled { role: slot.role, fillers, via, told: Some(deal.factuality) })
    }

    /// Whether the clause's matter is a definite one of what this deal, or another between the same, is about.
    fn is_pointed_at(&self, quest: &Quest<'_>, deal: &Deal) -> bool {
        self.since(quest, REACH).any(|other| quest.same_actors(deal, other) && quest.points_at(other))
    }

    /// The deals up to so many sentences back, the last first; of a text that tells little else, only the last.
    fn since(&self, quest: &Quest<'_>, reach: usize) -> impl Iterator<Item = &Deal> {
        let oldest = quest.proposition.sentence.saturating_sub(reach);
        self.told.iter().rev().take(MOST).take_while(move |deal| deal.sentence >= oldest)
    }

    /// The deal about the very matter that the clause tells.
    fn same_matter(&self, quest: &Quest<'_>) -> Sought<'_> {
        let own = quest.told(Part::Matter);
        if own.is_empty() {
            return Sought::None;
        }
        let mut found: Option<&Deal> = None;
        for deal in self.since(quest, MATTER_REACH) {
            let same = || deal.matter.iter().any(|there| own.iter().any(|here| quest.is_same_thing(*here, *there)));
            if deal.part(quest.part).is_empty() || !quest.agrees(deal) || !same() {
                continue;
            }
            match found {
                None => found = Some(deal),
                // Whom "the ministry" means, a name tells.
                Some(nearest) if quest.same_actors(nearest, deal) => {
                    let named = |deal: &Deal| deal.part(quest.part).iter().all(|filler| quest.actor(*filler).is_some());
                    if !named(nearest) && named(deal) {
                        found = Some(deal);
                    }
                }
                // The sentence before is what is gone on with.
                Some(nearest) if nearest.sentence + 1 >= quest.proposition.sentence => break,
                Some(_) => return Sought::Several,
            }
        }
        found.map_or(Sought::None, Sought::One)
    }

    /// The only deal in play: that of the sentence before, where it stands alone there; else the one that all tell
    /// alike.
    fn in_play(&self, quest: &Quest<'_>, reach: usize) -> Option<&Deal> {
        let mut found: Option<&Deal> = None;
        for deal in self.since(quest, reach) {
            let fillers = deal.part(quest.part);
            // "Many armies replaced theirs": a class of buyers is not who is spoken of next.
            let actor = quest.part != Part::Matter;
            if fillers.is_empty() || actor && fillers.iter().all(|filler| quest.is_class(*filler)) {
                continue;
            }
            if actor && fillers.len() > 1 || quest.narrow(fillers[0]).is_none() {
                return None;
            }
            if quest.part != Part::Recipient
                && !(quest.agrees(deal) && (quest.may_be_done(deal) || quest.points_at(deal)))
            {
                return None;
            }
            let Some(nearest) = found else {
                let alone = || {
                    let mut beside = self.since(quest, 2).filter(|other| other.sentence == deal.sentence);
                    beside.all(|other| other.part(quest.part).is_empty() || quest.same_actors(deal, other))
                };
                if deal.sentence + 1 >= quest.proposition.sentence && alone() {
                    return Some(deal);
                }
                // "It", far back, tells nobody; "the army" is one that is not known.
                match quest.mention(fillers[0]).form {
                    _ if !actor || quest.actor(fillers[0]).is_some() => found = Some(deal),
                    Form::Pronoun => {}
                    _ => return None,
                }
                continue;
            };
            if !quest.same_actors(nearest, deal) {
                return None;
            }
        }
        found
    }
}

enum Sought<'a> {
    None,
    One(&'a Deal),
    Several,
}

/// "All", "some": pronouns by their mention alone.
fn is_quantifier(site: &Site<'_>, filler: Filler) -> bool {
    let mention = site.analysis.mention(filler.mention);
    let token = site.analysis.sentences[mention.sentence].token(mention.head);
    mention.form == Form::Pronoun && matches!(token.xpos, Xpos::Dt | Xpos::Pdt | Xpos::Cd | Xpos::Jj | Xpos::Jjr)
}

/// How many sentences back a deal is still the one spoken of.
const REACH: usize = 8;

/// How many deals are looked back at.
const MOST: usize = 64;

/// How many sentences back its matter or a noun for it points to it.
const MATTER_REACH: usize = 40;
