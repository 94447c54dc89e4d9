//! Scruples: claims that their frame reads and that say nothing for certain, by what stands at their ends.
//!
//! Knows forms of mentions and what they refer to; which words evoke a claim is the schema's.

use super::anaphora::Context;
use super::discourse::Discourse;
use super::referent::ReferentId;
use super::resolver::Draft;
use crate::analyse::{Deprel, Form, Mention, MentionId, Xpos};
use crate::extract::{Claim, QualifierFiller};
use crate::fact::{Claimed, EntityId};
use crate::schema::PredicateDeclaration;

/// Whether a claim falls before its ends are resolved. `geography`: it tells how places lie.
pub(super) fn says_nothing(
    discourse: &Discourse<'_>,
    claims: &[Claim],
    claim: &Claim,
    declared: &PredicateDeclaration,
    geography: bool,
) -> bool {
    let ends = [claim.subject.mention, claim.object.mention].map(|end| discourse.analysis.mention(end));
    if geography && ends.iter().any(|end| is_we(discourse, end)) {
        return true;
    }
    is_of_another_thing(discourse, claim)
        || ends.iter().any(|end| is_nobody(discourse, end) || is_defined_by(discourse, end, claim))
        || declared.office.is_some() && is_one_of_many(discourse, claims, claim)
}

/// "He heads the company", "a plant in Texas": what holds over time of a body or a building without a name tells nothing
/// that another article could speak of.
pub(super) fn is_of_no_name(
    discourse: &Discourse<'_>,
    declared: Option<&PredicateDeclaration>,
    ends: [ReferentId; 2],
) -> bool {
    let kinds = discourse.kinds;
    let body = kinds.group.without(kinds.force).or(kinds.place.without(kinds.site).without(kinds.state));
    let nameless = |end: ReferentId| {
        let names = |c: char| c.is_uppercase() || c.is_ascii_digit() || !c.is_ascii();
        // "a Lima-based bank" has no name but Lima's.
        let mut words = discourse.referents.get(end).name.split(' ').filter(|word| !word.ends_with("-based"));
        body.contains(discourse.kind_of(end)) && !words.any(|word| word.contains(names))
    };
    declared.is_some_and(|declared| declared.lasting) && ends.into_iter().any(nameless)
}

/// "The parties shall sign", "the group met him": whoever acts is called by nothing but what it is.
pub(super) fn is_mere_noun(discourse: &Discourse<'_>, mention: MentionId, end: ReferentId) -> bool {
    let bodies = discourse.kinds.group.without(discourse.kinds.force);
    let referent = discourse.referents.get(end);
    let mention = discourse.analysis.mention(mention);
    let head = &discourse.sentence(mention).token(mention.head).lemma;
    // "our science agencies"
    let several = mention.form == Form::Nominal && mention.plural && !referent.name.contains(char::is_uppercase);
    if bodies.contains(referent.kind)
        && several
        && referent.affiliation.is_none()
        && discourse.own_country(mention).is_none()
    {
        return true;
    }
    bodies.contains(referent.kind)
        && mention.form != Form::Name
        && referent.affiliation.is_none()
        && (referent.name.eq_ignore_ascii_case(head) || discourse.text(mention).eq_ignore_ascii_case(&referent.name))
        && !referent.name.contains(' ')
}

/// "Divests itself of the brewery by selling it to Chile": what is given is none of the things that the claim is about.
fn is_of_another_thing(discourse: &Discourse<'_>, claim: &Claim) -> bool {
    claim.qualifiers.iter().any(|(_, filler)| {
        let QualifierFiller::Mention(filler) = filler else { return false };
        let mention = discourse.analysis.mention(filler.mention);
        let it = mention.form == Form::Pronoun && discourse.text(mention).eq_ignore_ascii_case("it");
        let materiel = filler.kinds.and(discourse.kinds.materiel) == filler.kinds && !filler.kinds.is_empty();
        it && materiel && discourse.pronoun(mention, filler.kinds, Context::default()).referents().is_empty()
    })
}

/// "Abroad" is not home: "let its envoy visit the country" speaks of another one than the envoy's.
pub(super) fn is_at_home(
    discourse: &Discourse<'_>,
    declared: Option<&PredicateDeclaration>,
    object: MentionId,
    [subject, home]: [ReferentId; 2],
) -> bool {
    let moves = declared.is_some_and(|declared| {
        !declared.lasting && declared.object.iter().all(|&kind| discourse.kinds.place.contains(kind))
    });
    let mention = discourse.analysis.mention(object);
    moves
        && mention.form != Form::Name
        && discourse.kinds.state.contains(discourse.kind_of(home))
        && discourse.referents.get(subject).affiliation == Some(home)
}

/// "Vega and Rojas met Silva. They spoke of trade": those who met a third together are not told to have met each other.
pub(super) fn is_of_one_side(discourse: &Discourse<'_>, claim: &Claim, ends: [EntityId; 2], before: &[Draft]) -> bool {
    if discourse.analysis.mention(claim.subject.mention).form != Form::Pronoun {
        return false;
    }
    let told = before.iter().rev().take_while(|draft| draft.sentence + SIDES_WITHIN >= claim.sentence);
    let told: Vec<&Draft> = told.filter(|draft| draft.claimed.predicate == claim.predicate).collect();
    let others = |end: &EntityId, trigger| {
        let met = told.iter().filter(|draft| draft.evidence.trigger == trigger).filter_map(|draft| {
            let Claimed { subject, object, .. } = &draft.claimed;
            (subject == end).then_some(object).or_else(|| (object == end).then_some(subject))
        });
        met.cloned().collect::<Vec<_>>()
    };
    told.iter().any(|draft| {
        let [one, other] = ends.each_ref().map(|end| others(end, draft.evidence.trigger));
        one.iter().any(|third| other.contains(third)) && !one.contains(&ends[1])
    })
}

/// How many sentences back it is looked for who met whom.
const SIDES_WITHIN: usize = 4;

/// "The countries bordering Chad": which they are is what the claim would tell, not what was told before,
/// unless the clause goes on to list them.
fn is_defined_by(discourse: &Discourse<'_>, end: &Mention, claim: &Claim) -> bool {
    let states = end.kinds.and(discourse.kinds.state) == end.kinds && !end.kinds.is_empty();
    let open = states && end.form == Form::Nominal && end.plural && end.sentence == claim.sentence;
    if !open || discourse.countries_listed(end).len() > 1 {
        return false;
    }
    let sentence = discourse.sentence(end);
    let trigger = sentence.token_at(claim.trigger.start()).map(|trigger| sentence.token(trigger));
    trigger.is_some_and(|token| token.head == Some(end.head) && matches!(token.deprel, Deprel::Acl | Deprel::AclRelcl))
}

/// "We are next to neighbouring Chad": where whoever speaks is, not whose state it is.
fn is_we(discourse: &Discourse<'_>, end: &Mention) -> bool {
    end.form == Form::Pronoun && matches!(discourse.text(end).to_lowercase().as_str(), "we" | "us" | "i" | "me" | "you")
}

/// "Military schools", "companies": bodies of no state, none of them named.
fn is_nobody(discourse: &Discourse<'_>, end: &Mention) -> bool {
    let group = discourse.kinds.group.without(discourse.kinds.force);
    let only_groups = end.kinds.and(group) == end.kinds && !end.kinds.is_empty();
    only_groups && is_bare_plural(discourse, end) && discourse.own_country(end).is_none()
}

/// "schools", "companies": none in particular.
fn is_bare_plural(discourse: &Discourse<'_>, end: &Mention) -> bool {
    // What opens a sentence has its capital from that.
    let sentence = discourse.sentence(end);
    let words = sentence.token(end.first.min(end.head)).span.cover(sentence.token(end.head).span);
    let text = discourse.document.slice(words);
    let text = text.get(1..).filter(|_| end.first == 0).unwrap_or(text);
    let lower = !text.contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
    end.form == Form::Nominal && end.plural && lower && !discourse.is_definite(end)
}

/// "Representatives of the ministry" of one holder: the phrase speaks of others.
fn is_one_of_many(discourse: &Discourse<'_>, claims: &[Claim], claim: &Claim) -> bool {
    let sentence = &discourse.analysis.sentences[claim.sentence];
    let plural = |xpos| matches!(xpos, Xpos::Nns | Xpos::Nnps);
    let title = sentence.token_at(claim.trigger.start()).map(|first| {
        let inside = sentence.tokens()[first..].iter().take_while(|token| token.span.end() <= claim.trigger.end());
        inside.last().is_some_and(|head| plural(head.xpos))
    });
    let shared = claims.iter().any(|other| other.trigger == claim.trigger && other.subject != claim.subject);
    title == Some(true) && !shared
}

impl Discourse<'_> {
    /// The state for which its ministry, department or parliament acts; other bodies act for themselves.
    pub fn acting(&self, referent: ReferentId, mention: MentionId) -> ReferentId {
        let body = self.referents.get(referent);
        let mention = self.analysis.mention(mention);
        let head = self.sentence(mention).token(mention.head);
        let group = self.kinds.group.contains(body.kind);
        let chamber = group && CHAMBERS.contains(&head.lemma.to_lowercase().as_str());
        // "The Russian and Tajik ministries" are two, each of its own state.
        if chamber
            && !mention.plural
            && let Some(state) = self.own_country(mention)
        {
            return state;
        }
        let department = body.name.split(' ').any(|word| DEPARTMENTS.contains(&word.to_lowercase().as_str()));
        let state = body
            .affiliation
            .filter(|&state| (chamber || department && group) && self.kinds.state.contains(self.kind_of(state)));
        state.unwrap_or(referent)
    }
}

/// Heads of phrases for bodies that act for the state they are of.
const CHAMBERS: &[&str] =
    &["parliament", "cabinet", "senate", "congress", "assembly", "legislature", "duma", "ministry"];

/// Words of the names of bodies by which a government acts.
const DEPARTMENTS: &[&str] = &["ministry", "department", "government", "congress", "pentagon", "cabinet"];
