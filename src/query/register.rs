//! The register: who held which office when, as far as the articles tell.
//!
//! An article that says "the Russian defence minister" and no name is read as telling of the holder of that post
//! ([`EntityId::held_post`]). Who that was is joined to it here, at question time, by the day of the article, and not
//! when the article is read: so a reading never hangs on what came into the store before it, articles in any order give
//! the same answers, and a further article, or a judgement that merges two names, mends all earlier ones at once.
//!
//! A *sighting* is a day on which an article calls somebody the holder: the day the statement is dated by, else the day
//! of publication. "Former" is no sighting, and tells that the post was left by then.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use jiff::civil::Date;

use super::QueryError;
use crate::fact::{Entity, EntityId, Factuality, Qualifier, Statement, StatementId, Value};
use crate::resolve::Post;
use crate::schema::{Schema, Trait};
use crate::store::{Edge, End, EntityNumber, NameMatch, Store};
use crate::text::DocumentId;

/// A post at a state or body, with all who were called its holders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// As most statements word it.
    pub title: String,
    /// The words of the post, the same for every wording.
    pub post: String,
    pub at: Entity,
    /// One person holds it at a time.
    pub single: bool,
    /// By their first sighting, undated last, then by id.
    pub tenures: Vec<Tenure>,
}

/// One holder of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    pub holder: Entity,
    /// First and last day on which an article calls the holder so; `None` where no article that does has a date.
    pub sighted: Option<(Date, Date)>,
    /// First day on which an article calls the holder former.
    pub left_by: Option<Date>,
    /// That tell it, sorted.
    pub statements: Vec<StatementId>,
    /// Others who were sighted in the same post meanwhile: the articles contradict each other, one person goes by two
    /// names, or a name was misread.
    pub conflicts: Vec<Entity>,
}

/// How sure it is who held a post on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tenancy {
    /// Sighted before and after, or on that very day.
    Told,
    /// The nearest sighting is on one side only, at most five years off.
    Near,
}

/// Who held a post on some day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incumbent {
    pub holder: Entity,
    pub tenancy: Tenancy,
}

/// Further off, a sighting tells nothing: terms of office are seldom longer.
const FAR: i32 = 5 * 366;

impl Seat {
    /// The id of whoever holds it, in articles that give no name.
    pub fn unnamed(&self, schema: &Schema) -> Option<EntityId> {
        let person = schema.kinds_with(Trait::Person).next()?;
        Some(EntityId::new(&schema.kind(person).name, &EntityId::holder_key(&self.post, &self.at.id)))
    }

    pub fn has_conflict(&self) -> bool {
        self.tenures.iter().any(|tenure| !tenure.conflicts.is_empty())
    }

    /// With those alone who held it on a day.
    pub fn as_of(&self, day: Date) -> Self {
        let on = self.on(day);
        let held = |tenure: &&Tenure| on.iter().any(|incumbent| incumbent.holder.id == tenure.holder.id);
        Self { tenures: self.tenures.iter().filter(held).cloned().collect(), ..self.clone() }
    }

    /// Who held it on a day: all who were sighted around it, else the last before and the first after it.
    pub fn on(&self, day: Date) -> Vec<Incumbent> {
        let incumbent = |tenancy| move |tenure: &Tenure| Incumbent { holder: tenure.holder.clone(), tenancy };
        let around = |tenure: &&Tenure| tenure.sighted.is_some_and(|(first, last)| first <= day && day <= last);
        let told: Vec<Incumbent> = self.tenures.iter().filter(around).map(incumbent(Tenancy::Told)).collect();
        if !told.is_empty() || !self.single {
            return told;
        }
        let apart = |one: Date, other: Date| (one - other).get_days().abs();
        let last = self.tenures.iter().filter_map(|tenure| {
            let (_, last) = tenure.sighted.filter(|(_, last)| *last < day)?;
            let left = tenure.left_by.is_some_and(|left| last < left && left <= day);
            (!left && apart(day, last) <= FAR).then_some((last, tenure))
        });
        let next = self.tenures.iter().filter_map(|tenure| {
            let (first, _) = tenure.sighted.filter(|(first, _)| *first > day)?;
            (apart(first, day) <= FAR).then_some((first, tenure))
        });
        let before = last.max_by(|(one, a), (other, b)| one.cmp(other).then_with(|| b.holder.id.cmp(&a.holder.id)));
        let after = next.min_by(|(one, a), (other, b)| one.cmp(other).then_with(|| a.holder.id.cmp(&b.holder.id)));
        [before, after].into_iter().flatten().map(|(_, tenure)| incumbent(Tenancy::Near)(tenure)).collect()
    }
}

/// Reads from the store who held what, and remembers it.
pub struct Register<'a> {
    store: &'a Store,
    schema: &'a Schema,
    by_body: HashMap<EntityNumber, Rc<Vec<Seat>>>,
    published: HashMap<DocumentId, Option<Date>>,
}

impl<'a> Register<'a> {
    pub fn new(store: &'a Store, schema: &'a Schema) -> Self {
        Self { store, schema, by_body: HashMap::new(), published: HashMap::new() }
    }

    pub fn schema(&self) -> &'a Schema {
        self.schema
    }

    /// The posts at a state or body, by their words. A state's ministries are headed by its ministers.
    pub fn seats_at(&mut self, body: EntityNumber) -> Result<Rc<Vec<Seat>>, QueryError> {
        if let Some(known) = self.by_body.get(&body) {
            return Ok(Rc::clone(known));
        }
        let at = self.store.node(body)?.entity;
        let mut told = Vec::new();
        for edge in self.edges(body, End::Object) {
            told.extend(self.told(&edge?)?);
        }
        for ministry in self.ministries_of(&at)? {
            for edge in self.edges(ministry, End::Object) {
                told.extend(self.told(&edge?)?);
            }
        }
        told.retain(|told| told.at == body);
        let seats = Rc::new(self.seats(&at, told)?);
        self.by_body.insert(body, Rc::clone(&seats));
        Ok(seats)
    }

    /// The posts that somebody holds or held, with all others who did.
    pub fn seats_of(&mut self, person: EntityNumber) -> Result<Vec<Seat>, QueryError> {
        let id = self.store.node(person)?.entity.id;
        let mut bodies = Vec::new();
        for edge in self.edges(person, End::Subject) {
            bodies.extend(self.told(&edge?)?.map(|told| told.at));
        }
        let held = |seat: &Seat| seat.tenures.iter().any(|tenure| tenure.holder.id == id);
        self.seats_in(bodies, held)
    }

    /// Every post of the store.
    pub fn seats_of_all(&mut self) -> Result<Vec<Seat>, QueryError> {
        let mut bodies = Vec::new();
        for edge in self.store.edges() {
            let edge = edge?;
            if self.schema.predicate(&edge.predicate).is_some_and(|declared| declared.office.is_some()) {
                bodies.extend(self.told(&edge)?.map(|told| told.at));
            }
        }
        self.seats_in(bodies, |_| true)
    }

    /// The post that an id stands for the unnamed holder of.
    pub fn seat_of_unnamed(&mut self, id: &EntityId) -> Result<Option<Seat>, QueryError> {
        let Some((post, at)) = id.held_post() else { return Ok(None) };
        let Some(body) = self.store.number(&at)? else { return Ok(None) };
        let seats = self.seats_at(body)?;
        Ok(seats.iter().find(|seat| seat.post.replace(' ', "-") == post).cloned())
    }

    /// Who the unnamed holder of a post was on the day of an article.
    pub fn incumbents(&mut self, id: &EntityId, day: Date) -> Result<Vec<Incumbent>, QueryError> {
        Ok(self.seat_of_unnamed(id)?.map(|seat| seat.on(day)).unwrap_or_default())
    }

    fn seats_in(
        &mut self,
        mut bodies: Vec<EntityNumber>,
        wanted: impl Fn(&Seat) -> bool,
    ) -> Result<Vec<Seat>, QueryError> {
        bodies.sort_unstable();
        bodies.dedup();
        let mut seats = Vec::new();
        for body in bodies {
            seats.extend(self.seats_at(body)?.iter().filter(|seat| wanted(seat)).cloned());
        }
        // Numbers tell in which order documents were read; ids do not.
        seats.sort_by(|one, other| (&one.at.id, &one.post).cmp(&(&other.at.id, &other.post)));
        Ok(seats)
    }

    fn edges(&self, entity: EntityNumber, end: End) -> impl Iterator<Item = Result<Edge, QueryError>> + use<'a> {
        let store = self.store;
        let offices = self.schema.predicates().iter().filter(|declared| declared.office.is_some());
        offices.flat_map(move |declared| store.edges_by(entity, end, &declared.name)).map(|edge| Ok(edge?))
    }

    /// What a statement tells of a post; `None` where it names none, or tells what did not happen.
    fn told(&self, edge: &Edge) -> Result<Option<Told>, QueryError> {
        let Some(office) = self.schema.predicate(&edge.predicate).and_then(|declared| declared.office.as_ref()) else {
            return Ok(None);
        };
        if edge.factuality != Factuality::Actual {
            return Ok(None);
        }
        let id = edge.statement;
        let statement = self.store.statement(id)?;
        let statement = statement.ok_or_else(|| QueryError::Lacks { what: format!("statement {id}") })?;
        let Some(title) = title(&statement, office) else { return Ok(None) };
        let (post, at) = self.post_of(&title, edge.object)?;
        let known = !post.key().is_empty() && !post.is_future() && statement.claimed().subject.held_post().is_none();
        Ok(known.then_some(Told { title, post, at, holder: edge.subject, statement }))
    }

    /// The head of the Ministry of Defence of Chad is the defence minister of Chad.
    fn post_of(&self, title: &str, body: EntityNumber) -> Result<(Post, EntityNumber), QueryError> {
        let post = Post::read(title);
        let name = self.store.node(body)?.entity.name;
        if let Some((minister, country)) = post.of_ministry(&name) {
            for state in self.schema.kinds_with(Trait::State) {
                let id = EntityId::new(&self.schema.kind(state).name, &country);
                if let Some(state) = self.store.number(&id)? {
                    return Ok((minister, state));
                }
            }
        }
        Ok((post, body))
    }

    /// Bodies that are named as ministries of a state.
    fn ministries_of(&self, state: &Entity) -> Result<Vec<EntityNumber>, QueryError> {
        let kinds = self.schema.kinds_with(Trait::State);
        if !kinds.into_iter().any(|kind| self.schema.kind(kind).name == state.kind) {
            return Ok(Vec::new());
        }
        let mut ministries = Vec::new();
        for name in [format!("of {}", state.name), format!("of the {}", state.name)] {
            let found = self.store.candidates(&name, usize::MAX)?.into_iter();
            let last_words = found.filter(|found| found.matched == NameMatch::LastWords);
            ministries.extend(last_words.map(|found| found.node.number));
        }
        ministries.sort_unstable();
        ministries.dedup();
        Ok(ministries)
    }

    fn seats(&mut self, at: &Entity, told: Vec<Told>) -> Result<Vec<Seat>, QueryError> {
        let in_state =
            self.schema.kinds_with(Trait::State).into_iter().any(|kind| self.schema.kind(kind).name == at.kind);
        let mut by_post: BTreeMap<String, Vec<Told>> = BTreeMap::new();
        for told in told {
            by_post.entry(told.post.key()).or_default().push(told);
        }
        let mut seats = Vec::new();
        for (post, told) in by_post {
            let mut titles: BTreeMap<&str, usize> = BTreeMap::new();
            for told in &told {
                *titles.entry(&told.title).or_default() += usize::from(!told.post.is_past());
            }
            let title = titles.into_iter().max_by(|(a, m), (b, n)| m.cmp(n).then_with(|| b.cmp(a)));
            let title = title.map(|(title, _)| title.to_owned()).unwrap_or_default();
            let single = told[0].post.is_single(in_state);
            let mut tenures = self.tenures(&told)?;
            if single {
                mark_conflicts(&mut tenures);
            }
            seats.push(Seat { title, post, at: at.clone(), single, tenures });
        }
        Ok(seats)
    }

    fn tenures(&mut self, told: &[Told]) -> Result<Vec<Tenure>, QueryError> {
        let mut by_holder: BTreeMap<EntityId, Tenure> = BTreeMap::new();
        for told in told {
            let days = self.days(&told.statement)?;
            let holder = self.store.node(told.holder)?.entity;
            let tenure = by_holder.entry(holder.id.clone()).or_insert_with(|| Tenure {
                holder,
                sighted: None,
                left_by: None,
                statements: Vec::new(),
                conflicts: Vec::new(),
            });
            tenure.statements.push(told.statement.id());
            for (first, last) in days {
                if told.post.is_past() {
                    tenure.left_by = Some(tenure.left_by.map_or(first, |left| left.min(first)));
                } else {
                    let (from, to) = tenure.sighted.unwrap_or((first, last));
                    tenure.sighted = Some((from.min(first), to.max(last)));
                }
            }
        }
        let mut tenures: Vec<Tenure> = by_holder.into_values().collect();
        tenures.iter_mut().for_each(|tenure| tenure.statements.sort_unstable());
        let first = |tenure: &Tenure| tenure.sighted.map(|(first, _)| first).or(tenure.left_by);
        tenures.sort_by(|one, other| {
            let key = |tenure: &Tenure| (first(tenure).is_none(), first(tenure));
            key(one).cmp(&key(other)).then_with(|| one.holder.id.cmp(&other.holder.id))
        });
        Ok(tenures)
    }

    /// When a statement was seen to hold: its own date, else the days of its articles.
    fn days(&mut self, statement: &Statement) -> Result<Vec<(Date, Date)>, QueryError> {
        if let Some(when) = statement.claimed().when
            && let (Some(first), Some(last)) = when.bounds()
        {
            return Ok(vec![(first, last)]);
        }
        let mut days = Vec::new();
        for evidence in statement.evidence() {
            days.extend(self.published(evidence.document)?.map(|day| (day, day)));
        }
        Ok(days)
    }

    fn published(&mut self, id: DocumentId) -> Result<Option<Date>, QueryError> {
        if let Some(&known) = self.published.get(&id) {
            return Ok(known);
        }
        let document = self.store.document(id)?;
        let document = document.ok_or_else(|| QueryError::Lacks { what: format!("document {id}") })?;
        let published = document.metadata().published;
        self.published.insert(id, published);
        Ok(published)
    }
}

/// What one statement tells of a post.
struct Told {
    title: String,
    post: Post,
    at: EntityNumber,
    holder: EntityNumber,
    statement: Statement,
}

fn title(statement: &Statement, office: &Qualifier) -> Option<String> {
    statement.claimed().qualifiers.values(office).find_map(|value| match value {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    })
}

/// Marks those whose sightings overlap by more than the day of a handover.
fn mark_conflicts(tenures: &mut [Tenure]) {
    let spans: Vec<_> = tenures.iter().map(|tenure| (tenure.holder.clone(), tenure.sighted)).collect();
    for tenure in tenures {
        let Some((first, last)) = tenure.sighted else { continue };
        let others = spans.iter().filter(|(other, _)| other.id != tenure.holder.id);
        let overlaps = others.filter(|(_, span)| {
            span.is_some_and(|(from, to)| {
                let handover = (last == from || to == first) && (first, last) != (from, to);
                from <= last && first <= to && !handover
            })
        });
        tenure.conflicts = overlaps.map(|(other, _)| other.clone()).collect();
    }
}
