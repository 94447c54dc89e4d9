//! Frames made ready for matching: triggers indexed, kinds as sets.

use std::collections::HashMap;

use smol_str::{SmolStr, format_smolstr};

use crate::analyse::KindSet;
use crate::fact::{Predicate, Qualifier, Reliability};
use crate::proposition::TriggerClass;
use crate::schema::{Frame, Function, Part, Path, Realisation, Role, Schema, Source, Trait, ValueType, Wording};

/// One realisation of one frame.
#[derive(Debug)]
pub(super) struct Rule {
    /// `frame/realisation`.
    pub name: SmolStr,
    /// Role names, by [`Role`].
    pub roles: Vec<SmolStr>,
    /// Required ones first, those that look beyond the clause last.
    pub slots: Vec<RuleSlot>,
    pub without: Vec<Path>,
    pub company: Vec<SmolStr>,
    pub factuality: Wording,
    pub reliability: Reliability,
    pub yields: Vec<RuleYield>,
    /// Kinds of states.
    pub states: KindSet,
}

impl Rule {
    /// Whether a statement of it tells an office.
    pub fn words_office(&self) -> bool {
        self.yields.iter().any(RuleYield::words_office)
    }

    /// The roles that are this part of a deal.
    pub fn slots_of(&self, part: Part) -> impl Iterator<Item = &RuleSlot> {
        self.slots.iter().filter(move |slot| slot.part == Some(part))
    }
}

#[derive(Debug)]
pub(super) struct RuleSlot {
    pub role: Role,
    pub functions: Vec<Path>,
    pub required: bool,
    pub named: bool,
    pub lone: bool,
    pub kinds: KindSet,
    /// What it is in a deal.
    pub part: Option<Part>,
}

#[derive(Debug)]
pub(super) struct RuleYield {
    pub subject: Role,
    pub subject_kinds: KindSet,
    pub predicate: Predicate,
    pub object: Role,
    pub object_kinds: KindSet,
    pub needs: Vec<Role>,
    /// What is under way of it is still to come.
    pub pending: bool,
    pub qualifiers: Vec<(Qualifier, ValueType, Source)>,
}

impl RuleYield {
    /// Whether a qualifier takes the trigger's own wording: an office.
    pub fn words_office(&self) -> bool {
        self.qualifiers.iter().any(|(.., source)| *source == Source::TriggerPhrase)
    }
}

/// Index of a rule in [`Rules::all`].
pub(super) type RuleId = usize;

/// A rule that a trigger word may evoke, and the words that must stand with it.
#[derive(Debug)]
pub(super) struct Entry {
    pub rule: RuleId,
    /// "part" of "take part", "joint" of "joint venture"; empty for triggers of one word.
    pub company: Vec<SmolStr>,
}

/// All realisations, by trigger.
#[derive(Debug)]
pub(super) struct Rules {
    pub all: Vec<Rule>,
    verbs: HashMap<SmolStr, Vec<Entry>>,
    nouns: HashMap<SmolStr, Vec<Entry>>,
    adjectives: HashMap<SmolStr, Vec<Entry>>,
    /// What happens and is named by a noun: exercises, summits.
    pub happening: KindSet,
    /// Rules evoked by a mention's kind, and the union of those kinds.
    by_kind: Vec<(KindSet, RuleId)>,
}

impl Rules {
    pub fn new(schema: &Schema) -> Self {
        let mut rules = Self {
            all: Vec::new(),
            verbs: HashMap::new(),
            nouns: HashMap::new(),
            adjectives: HashMap::new(),
            happening: schema.kinds_with(Trait::Happening).collect(),
            by_kind: Vec::new(),
        };
        for frame in schema.frames() {
            for realisation in &frame.realisations {
                rules.add(schema, frame, realisation);
            }
        }
        rules
    }

    fn add(&mut self, schema: &Schema, frame: &Frame, realisation: &Realisation) {
        let id = self.all.len();
        let triggers = &realisation.triggers;
        for verb in &triggers.verbs {
            // The lemma of a verb holds its particle ("take over"), so the whole is a key too.
            if let Some((head, company)) = verb.split_once(' ') {
                insert(&mut self.verbs, verb, id, Vec::new());
                insert(&mut self.verbs, head, id, company.split(' ').map(SmolStr::new).collect());
                // "carry out mission": the lemma is "carry out".
                if let Some((phrasal, object)) = verb.rsplit_once(' ').filter(|(phrasal, _)| phrasal.contains(' ')) {
                    insert(&mut self.verbs, phrasal, id, vec![SmolStr::new(object)]);
                }
            } else {
                insert(&mut self.verbs, verb, id, Vec::new());
            }
        }
        for noun in &triggers.nouns {
            if let Some((company, head)) = noun.rsplit_once(' ') {
                insert(&mut self.nouns, head, id, company.split(' ').map(SmolStr::new).collect());
            } else {
                insert(&mut self.nouns, noun, id, Vec::new());
            }
        }
        for adjective in &triggers.adjectives {
            insert(&mut self.adjectives, adjective, id, Vec::new());
        }
        if !triggers.kinds.is_empty() {
            self.by_kind.push((triggers.kinds.iter().copied().collect(), id));
        }
        self.all.push(compile(schema, frame, realisation));
    }

    /// The rules that this lemma may evoke, in schema order.
    pub fn evoked_by(&self, class: TriggerClass, lemma: &str) -> &[Entry] {
        let index = match class {
            TriggerClass::Verb => &self.verbs,
            TriggerClass::Noun => &self.nouns,
            TriggerClass::Adjective => &self.adjectives,
        };
        index.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The rules that a mention of one of these kinds may evoke.
    pub fn evoked_by_kind(&self, kinds: KindSet) -> impl Iterator<Item = RuleId> + '_ {
        self.by_kind.iter().filter(move |(own, _)| !own.and(kinds).is_empty()).map(|&(_, rule)| rule)
    }
}

fn insert(index: &mut HashMap<SmolStr, Vec<Entry>>, lemma: &str, rule: RuleId, company: Vec<SmolStr>) {
    index.entry(lemma.into()).or_default().push(Entry { rule, company });
}

fn compile(schema: &Schema, frame: &Frame, realisation: &Realisation) -> Rule {
    let kinds_of = |role: Role| frame.roles[usize::from(role.0)].1.iter().copied().collect::<KindSet>();
    let mut slots: Vec<RuleSlot> = realisation
        .slots
        .iter()
        .map(|slot| RuleSlot {
            role: slot.role,
            functions: slot.functions.clone(),
            required: slot.required,
            named: slot.named,
            lone: slot.lone,
            kinds: kinds_of(slot.role),
            part: frame.deal.iter().find(|(_, role)| *role == slot.role).map(|(part, _)| *part),
        })
        .collect();
    // What the clause itself tells goes before what is sought beyond it.
    let beyond = |slot: &RuleSlot| {
        slot.functions.iter().any(|path| {
            matches!(
                path.function,
                Function::Earlier | Function::SameDeal | Function::Holder | Function::Again | Function::Employer
            )
        })
    };
    // What a deal is about tells which it is.
    slots.sort_by_key(|slot| (beyond(slot), !slot.required, slot.part != Some(Part::Matter)));
    let yields = frame.yields.iter().map(|declared| {
        let predicate = schema.predicate(&declared.predicate).expect("the loader checked the predicate");
        let subject_kinds: KindSet = predicate.subject.iter().copied().collect();
        let object_kinds: KindSet = predicate.object.iter().copied().collect();
        let qualifiers = declared.qualifiers.iter().map(|(name, source)| {
            let value = schema.qualifier(name).expect("the loader checked the qualifier").value;
            (name.clone(), value, source.clone())
        });
        RuleYield {
            subject: declared.subject,
            subject_kinds: subject_kinds.and(kinds_of(declared.subject)),
            predicate: declared.predicate.clone(),
            object: declared.object,
            object_kinds: object_kinds.and(kinds_of(declared.object)),
            needs: declared.needs.clone(),
            pending: predicate.pending,
            qualifiers: qualifiers.collect(),
        }
    });
    Rule {
        name: format_smolstr!("{}/{}", frame.name, realisation.name),
        roles: frame.roles.iter().map(|(name, _)| name.clone()).collect(),
        slots,
        without: realisation.without.clone(),
        company: realisation.triggers.company.clone(),
        factuality: realisation.factuality,
        reliability: realisation.reliability,
        yields: yields.collect(),
        states: schema.kinds_with(Trait::State).collect(),
    }
}
