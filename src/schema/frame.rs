//! Frames: types of fact, how each is worded, and which statements it yields.
//!
//! # The format of graph-schema/frames/*.toml
//!
//! ```toml
//! [[frame]]
//! name = "lease"                                  # unique
//! reads = "a tenant rents something from a landlord"
//!
//! [frame.roles]                                   # each role with the kinds that may fill it
//! tenant = ["Country", "Organization"]
//! landlord = ["Country", "Organization"]
//! thing = ["Base", "Aircraft", "Weapon"]
//!
//! [frame.deal]                                    # where the frame tells of a deal: which roles are its parts (below)
//! giver = "landlord"
//! recipient = "tenant"
//! matter = "thing"
//!
//! [[frame.realisation]]                           # one way to word it
//! name = "verb"                                   # evidence names it as lease/verb
//! verbs = ["lease", "rent", "take over"]          # trigger words, by lemma: verbs (a particle or an object noun may
//!                                                 # follow: "take part"), nouns (modifiers may stand before: "joint
//!                                                 # venture"), adjectives, or kinds: any noun that heads a mention of
//!                                                 # these kinds
//! company = ["deal", "lease"]                     # one of these stands with a verb, as subject, object or particle;
//!                                                 # none asks for nothing
//! roles = { thing = "object" }                    # functions that fill a required role; of several the first there wins
//! optional = { tenant = "subject", landlord = ["from", "possessor"] }
//! named = ["landlord"]                            # roles that only a name fills, no "the company"
//! lone = ["tenant"]                               # roles that only one fills while no optional role is filled: of
//!                                                 # two who sign a lease, nobody can tell which is the tenant
//! without = ["indirect", "governor/with"]         # must not be there at all
//! factuality = "planned"                          # what the words alone make of it (below); actual by default
//! reliability = 0.9                               # how far this wording is to be trusted; 0.9 by default
//! examples = [
//!     { text = "Norway leased a base from Oman.", yields = ["Norway | leases | base; from=Oman"] },
//! ]
//! counterexamples = ["Norway leased a flat."]     # must yield nothing by this frame
//!
//! [[frame.yields]]                                # a statement for each combination of subject and object
//! subject = "tenant"
//! predicate = "leases"
//! object = "thing"
//! needs = []                                      # roles that must be filled beside these two
//! qualifiers = { from = "landlord", until = "time of end" }
//! ```
//!
//! *Functions* are those of [`Function`]: `subject`, `object`, `indirect`, `complement`, `possessor`, `modifier`,
//! `trigger` (the trigger noun's own mention), `clause/during` (the subject of the clause in which the trigger noun
//! stands after "during": who "said during talks with her"), or a preposition by lemma. `object/of` steps on: the `of`
//! of the noun that is the object; `governor/with` goes up: "with" whom somebody agreed, or signed a deal, to do it.
//! `*` before a function (`*subject`) asks for a plural or for several fillers. What stands in `without` is written in
//! the same way.
//!
//! Three go by position, for where trees often fail: `last` and `next` (right before and after the trigger) and
//! `after-it` (the nearest of a fitting kind, with no clause begun between; `after-it/to`: with that preposition before
//! it). Six look beyond the clause: `served` (the state for which the person in another role is said elsewhere to act;
//! `possessor/served`: the state of the possessor, "Ruto's spokesman"), `holder` (who is told in the same sentence to
//! have what is in another role), `again` (the subject of the last statement of the same realisation, a few sentences
//! back at most), `employer` (the one body that acted last, in the sentence or a few before: "Saab won the order. Chief
//! executive X said"), and for deals `earlier` and `same-deal`.
//!
//! *Deals* are told once and gone on with in parts: "Chad ordered jets from Italy. The first will arrive in May." A frame
//! whose `[frame.deal]` says which roles are the `giver`, the `recipient` and the `matter` (one or several each) tells
//! one; a role of such a part that is filled by `earlier` has it from the deal before that is spoken of, by whichever
//! frame that was told: the one of the same matter, or else the only one in play. `same-deal` is stricter: a deal in
//! play counts only where the clause points at its matter ("the jets"). A matter itself is told `earlier` only where the
//! clause counts it without naming it ("another two") or where the realisation's `company` says that it speaks of a deal.
//!
//! *Qualifiers* come from a role (all its fillers), from `each ROLE` (one statement for each filler), `count of ROLE`
//! (the number before the filler), `time of end` ("until 2042") or `trigger` (the trigger's phrase without the other
//! roles: "deputy defence minister"). A qualifier drawn from the subject's own role holds the other fillers of it.
//! Where subject and object are the same role, the statement is made of each pair of its fillers.
//!
//! *Factuality*: `planned` or `possible` weaken what is told as fact ("announced", "ordered"); `negated` is for words
//! that tell of an end ("left", "cancelled"): it turns fact into `negated` and its denial into `actual`; `told` is for
//! words that say no more of it than the deal before ("the package includes"), and fact where none was told.
//!
//! *Examples* state all that their frame yields, one `subject | predicate | object` each, then `; qualifier=value` for
//! those qualifiers that matter, `; when=EDTF`, `; said_by=NAME`, and `; planned`, `; possible` or `; negated` where it
//! is not actual. Names are compared folded, without articles. One that is not read right
//! yet stays where it is and is listed with its reason in tests/all/known_misses.txt.

use std::fmt;

use serde::Deserialize;
use smol_str::SmolStr;

use super::{Example, KindId, Layer};
use crate::fact::{Factuality, Predicate, Qualifier, Reliability};

/// Index of a frame in its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameId(pub u32);

impl FrameId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Index of a role in its frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Role(pub u8);

/// A type of fact.
#[derive(Clone, Debug)]
pub struct Frame {
    pub id: FrameId,
    pub name: SmolStr,
    /// What it covers, in words.
    pub reads: String,
    /// Who declared it, and in which file.
    pub layer: Layer,
    pub file: String,
    /// Name and kinds of each role; [`Role`] is the index.
    pub roles: Vec<(SmolStr, Vec<KindId>)>,
    /// The roles that are parts of a deal.
    pub deal: Vec<(Part, Role)>,
    pub realisations: Vec<Realisation>,
    pub yields: Vec<Yield>,
}

/// A part of a deal: what one gives another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    Giver,
    Recipient,
    Matter,
}

/// What the words of a realisation alone make of a plain statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "WordingText")]
pub enum Wording {
    Own(Factuality),
    /// No more than was told of the deal before.
    AsTold,
}

impl Default for Wording {
    fn default() -> Self {
        Self::Own(Factuality::Actual)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum WordingText {
    Actual,
    Planned,
    Possible,
    Negated,
    Told,
}

impl From<WordingText> for Wording {
    fn from(text: WordingText) -> Self {
        match text {
            WordingText::Actual => Self::Own(Factuality::Actual),
            WordingText::Planned => Self::Own(Factuality::Planned),
            WordingText::Possible => Self::Own(Factuality::Possible),
            WordingText::Negated => Self::Own(Factuality::Negated),
            WordingText::Told => Self::AsTold,
        }
    }
}

/// A grammatical function by which an argument fills a role, voice undone and conjunctions shared out (proposition's
/// terms).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// Who does it; for a noun said of somebody (by copula, apposition or title), who bears it.
    Subject,
    Object,
    IndirectObject,
    /// "as", "to be": what something is made, named or called.
    Complement,
    /// "Russia's", "its".
    Possessor,
    /// A demonym, adjective or noun before the trigger noun: "Russian", "NATO", "helicopter".
    Modifier,
    /// The trigger noun's own phrase.
    Trigger,
    /// The subject of the clause in which the trigger noun is an adjunct: who "said during talks with her".
    Clause,
    /// What the trigger's clause completes: "signed a deal with Oman to buy".
    Governor,
    /// By position, where trees often fail: the mention that ends right before the trigger.
    Last,
    /// By position: the mention that begins right after the trigger, and those coordinated with it.
    Next,
    /// By position: the nearest mention of a fitting kind after the trigger, with no clause begun between, and those
    /// coordinated with it.
    After,
    /// The state that a person in another role serves, as the article tells elsewhere: "President Ruto"; in
    /// `possessor/served` that of the possessor: "Ruto's spokesman".
    Served,
    /// Who has the same part in the deal told before: "The first tanks have been delivered."
    Earlier,
    /// Likewise, where the clause points at the matter of that deal: "Two of the jets have arrived."
    SameDeal,
    /// Who was told to do the same shortly before: "Two Greek frigates visited Tunisia. The ships then sailed to Malta."
    Again,
    /// The body that acted last: "Saab won the order. Chief executive X said".
    Employer,
    /// Who is told in the sentence to have what is in another role: "Ghana flies jets donated by Italy."
    Holder,
    /// A preposition, by lemma: "to", "with", "according_to".
    Preposition(SmolStr),
}

/// The words that may evoke a realisation, by lemma; `"take over"` is a verb with its particle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triggers {
    pub verbs: Vec<SmolStr>,
    /// Nouns, also of more than one word: "working visit".
    pub nouns: Vec<SmolStr>,
    pub adjectives: Vec<SmolStr>,
    /// Any noun that heads a mention of one of these kinds.
    pub kinds: Vec<KindId>,
    /// Of these words one must stand with a verb, as its subject, object or particle; none asks for nothing.
    pub company: Vec<SmolStr>,
}

/// One way to word a frame.
#[derive(Clone, Debug)]
pub struct Realisation {
    pub name: SmolStr,
    pub triggers: Triggers,
    /// Which functions fill which role; the first function that is there wins.
    pub slots: Vec<Slot>,
    /// What rules the realisation out, where the text has it.
    pub without: Vec<Path>,
    pub factuality: Wording,
    pub reliability: Reliability,
    pub examples: Vec<Example>,
    /// Sentences that must yield nothing by this frame.
    pub counterexamples: Vec<Example>,
}

/// A role in a realisation.
#[derive(Clone, Debug)]
pub struct Slot {
    pub role: Role,
    pub functions: Vec<Path>,
    /// Without it the realisation does not match.
    pub required: bool,
    /// Only a name fills it; "the delegation" does not.
    pub named: bool,
    /// Several do not fill it where the realisation's optional roles are all empty.
    pub lone: bool,
}

/// The way from a trigger to what fills a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    pub function: Function,
    /// A function of the noun found there: "of" in `object/of`.
    pub then: Option<Function>,
    /// One singular filler is not enough.
    pub several: bool,
}

/// How frames write each function that is no preposition.
static NAMED: [(&str, Function); 18] = [
    ("subject", Function::Subject),
    ("object", Function::Object),
    ("indirect", Function::IndirectObject),
    ("complement", Function::Complement),
    ("possessor", Function::Possessor),
    ("modifier", Function::Modifier),
    ("trigger", Function::Trigger),
    ("clause", Function::Clause),
    ("governor", Function::Governor),
    ("last", Function::Last),
    ("next", Function::Next),
    ("after-it", Function::After),
    ("served", Function::Served),
    ("earlier", Function::Earlier),
    ("same-deal", Function::SameDeal),
    ("again", Function::Again),
    ("employer", Function::Employer),
    ("holder", Function::Holder),
];

impl Function {
    /// Reads a function as frames write it; what is none of the named functions is a preposition.
    pub fn parse(text: &str) -> Self {
        let named = NAMED.iter().find(|(name, _)| *name == text);
        named.map_or_else(|| Self::Preposition(text.into()), |(_, function)| function.clone())
    }

    /// How frames write the functions that are no prepositions.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Preposition(preposition) => preposition,
            named => NAMED.iter().find(|(_, own)| own == named).map_or("", |(name, _)| name),
        })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.several { "*" } else { "" }, self.function)?;
        self.then.as_ref().map_or(Ok(()), |then| write!(f, "/{then}"))
    }
}

/// A statement made of the roles of a match.
#[derive(Clone, Debug)]
pub struct Yield {
    pub subject: Role,
    pub predicate: Predicate,
    pub object: Role,
    /// Roles that must be filled beside subject and object.
    pub needs: Vec<Role>,
    pub qualifiers: Vec<(Qualifier, Source)>,
}

/// Where a qualifier's value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// All fillers of a role.
    Role(Role),
    /// One filler of a role: a statement for each.
    Each(Role),
    /// The number before the filler of a role: "12" of "12 helicopters".
    QuantityOf(Role),
    /// The trigger noun with its modifiers, without the other roles: "deputy defence minister".
    TriggerPhrase,
    /// The time expression that tells when it ends.
    End,
}
