//! Answers as JSON.
//!
//! One form for a statement, whatever the question: see [`StatementForm`]. Keys and their order are fixed; scripts rely
//! on them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::fact::{Entity, Factuality};
use crate::graph::Standing;
use crate::query::{
    Dossier, Found, Hop, Near, Nearness, Neighbourhood, Path, Quote, QuotedStatement, Seat, Tenancy, Tenure,
};

/// `{"id","subject":{"id","name","kind"},"predicate","object":{..},"qualifiers":{key: value or [values]},"when",
/// "factuality","said_by","standing","sources","reliability","evidence":[..]}`
///
/// `standing` is there only where the question had a day: `holds`, `unsure` or `undated`. `sources` counts independent
/// ones, `reliability` is that of the best reading.
#[derive(Debug, Serialize)]
pub struct StatementForm<'a> {
    id: String,
    subject: EntityForm<'a>,
    predicate: &'a str,
    object: EntityForm<'a>,
    qualifiers: BTreeMap<&'a str, OneOrMore>,
    when: Option<String>,
    factuality: Factuality,
    said_by: Option<String>,
    /// Who the unnamed holders of posts were: `[{"of": id, "holder": {..}, "tenancy"}]`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    by_office: Vec<IncumbentForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<&'static str>,
    sources: usize,
    reliability: f64,
    evidence: Vec<EvidenceForm<'a>>,
}

/// `{"id","name","kind"}`
#[derive(Debug, Serialize)]
pub struct EntityForm<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'a str,
}

#[derive(Debug, Serialize)]
struct IncumbentForm<'a> {
    of: &'a str,
    holder: EntityForm<'a>,
    tenancy: &'static str,
}

#[derive(Debug, Serialize)]
struct EvidenceForm<'a> {
    /// What the user calls the document.
    doc: &'a str,
    document: String,
    outlet: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
    /// Bytes of the sentence in the document's text.
    start: usize,
    end: usize,
    text: &'a str,
    rule: &'a str,
    reliability: f64,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// `{"entity":{"id","name","kind","aliases"},"documents","offices":[{"title","at","factuality","when":[..],"sources",
/// "statements":[id]}],"seats":[seat],"by_office":[statement],
/// "predicates":[{"predicate","total","statements"}],"left_out"}`
#[derive(Debug, Serialize)]
pub struct DossierForm<'a> {
    entity: NodeForm<'a>,
    documents: u32,
    offices: Vec<OfficeForm<'a>>,
    seats: Vec<SeatForm<'a>>,
    by_office: Vec<StatementForm<'a>>,
    predicates: Vec<GroupForm<'a>>,
    left_out: usize,
}

#[derive(Debug, Serialize)]
struct OfficeForm<'a> {
    title: Option<&'a str>,
    at: EntityForm<'a>,
    factuality: Factuality,
    /// Latest first; undated statements have none.
    when: Vec<String>,
    sources: usize,
    statements: Vec<String>,
}

#[derive(Debug, Serialize)]
struct GroupForm<'a> {
    predicate: &'a str,
    total: usize,
    statements: Vec<StatementForm<'a>>,
}

/// `{"title","post","at","single","holders":[{"holder","first","last","left_by","conflicts":[entity],"statements":[id]}]}`
///
/// With a day asked for, each holder also has `tenancy`: `told` or `near`.
#[derive(Debug, Serialize)]
pub struct SeatForm<'a> {
    title: &'a str,
    post: &'a str,
    at: EntityForm<'a>,
    single: bool,
    holders: Vec<TenureForm<'a>>,
}

#[derive(Debug, Serialize)]
struct TenureForm<'a> {
    holder: EntityForm<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tenancy: Option<&'static str>,
    first: Option<String>,
    last: Option<String>,
    left_by: Option<String>,
    conflicts: Vec<EntityForm<'a>>,
    statements: Vec<String>,
}

/// `{"id","name","kind","aliases"}`
#[derive(Debug, Serialize)]
pub struct NodeForm<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'a str,
    aliases: Vec<&'a str>,
}

/// `{"centre","layers":[{"distance","entities","statements"}],"left_out"}`
#[derive(Debug, Serialize)]
pub struct NeighbourhoodForm<'a> {
    centre: EntityForm<'a>,
    layers: Vec<LayerForm<'a>>,
    left_out: usize,
}

#[derive(Debug, Serialize)]
struct LayerForm<'a> {
    distance: usize,
    entities: Vec<EntityForm<'a>>,
    statements: Vec<StatementForm<'a>>,
}

/// `{"hops":[{"from","to","total","statements"}],"doubt"}`
#[derive(Debug, Serialize)]
pub struct PathForm<'a> {
    hops: Vec<HopForm<'a>>,
    doubt: f64,
}

#[derive(Debug, Serialize)]
struct HopForm<'a> {
    from: EntityForm<'a>,
    to: EntityForm<'a>,
    /// How many statements join the two, shown or not.
    total: usize,
    statements: Vec<StatementForm<'a>>,
}

/// `{"name","found":"ambiguous" or "unknown","candidates":[{"id","name","kind","aliases","nearness","documents",
/// "statements"}]}`
#[derive(Debug, Serialize)]
pub struct CandidatesForm<'a> {
    name: &'a str,
    found: &'static str,
    candidates: Vec<CandidateForm<'a>>,
}

#[derive(Debug, Serialize)]
struct CandidateForm<'a> {
    #[serde(flatten)]
    entity: NodeForm<'a>,
    nearness: &'static str,
    documents: u32,
    statements: usize,
}

impl<'a> StatementForm<'a> {
    pub fn new(quoted: &'a QuotedStatement) -> Self {
        let claimed = quoted.statement.claimed();
        Self {
            id: quoted.statement.id().to_string(),
            subject: (&quoted.subject).into(),
            predicate: claimed.predicate.as_str(),
            object: (&quoted.object).into(),
            qualifiers: qualifiers(quoted),
            when: claimed.when.map(|when| when.to_string()),
            factuality: claimed.factuality,
            said_by: claimed.said_by.as_ref().map(|speaker| quoted.value_text(speaker)),
            by_office: incumbents(quoted),
            standing: quoted.standing.map(standing),
            sources: quoted.sources,
            reliability: quoted.best_quote().reliability.as_f64(),
            evidence: quoted.quotes.iter().map(EvidenceForm::from).collect(),
        }
    }
}

fn incumbents(quoted: &QuotedStatement) -> Vec<IncumbentForm<'_>> {
    let mut forms = Vec::new();
    for (id, incumbents) in &quoted.incumbents {
        forms.extend(incumbents.iter().map(|incumbent| IncumbentForm {
            of: id.as_str(),
            holder: (&incumbent.holder).into(),
            tenancy: tenancy(incumbent.tenancy),
        }));
    }
    forms
}

fn qualifiers(quoted: &QuotedStatement) -> BTreeMap<&str, OneOrMore> {
    let mut values: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (qualifier, value) in quoted.statement.claimed().qualifiers.iter() {
        values.entry(qualifier.as_str()).or_default().push(quoted.value_text(value));
    }
    let one_or_more = |mut values: Vec<String>| match values.len() {
        1 => OneOrMore::One(values.remove(0)),
        _ => OneOrMore::More(values),
    };
    values.into_iter().map(|(qualifier, values)| (qualifier, one_or_more(values))).collect()
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Holds => "holds",
        Standing::Unsure => "unsure",
        Standing::Undated => "undated",
        Standing::Not => "not",
    }
}

fn forms<'a>(statements: &'a [QuotedStatement]) -> Vec<StatementForm<'a>> {
    statements.iter().map(StatementForm::new).collect()
}

impl<'a> From<&'a Entity> for EntityForm<'a> {
    fn from(entity: &'a Entity) -> Self {
        Self { id: entity.id.as_str(), name: &entity.name, kind: entity.kind.as_str() }
    }
}

impl<'a> From<&'a Entity> for NodeForm<'a> {
    fn from(entity: &'a Entity) -> Self {
        Self {
            id: entity.id.as_str(),
            name: &entity.name,
            kind: entity.kind.as_str(),
            aliases: entity.aliases.iter().map(|alias| alias.as_str()).collect(),
        }
    }
}

impl<'a> From<&'a Quote> for EvidenceForm<'a> {
    fn from(quote: &'a Quote) -> Self {
        Self {
            doc: &quote.name,
            document: quote.document.to_string(),
            outlet: quote.outlet.as_deref(),
            published: quote.published.map(|date| date.to_string()),
            url: quote.url.as_deref(),
            start: quote.span.start(),
            end: quote.span.end(),
            text: &quote.text,
            rule: &quote.rule,
            reliability: quote.reliability.as_f64(),
        }
    }
}

impl<'a> From<&'a Dossier> for DossierForm<'a> {
    fn from(dossier: &'a Dossier) -> Self {
        let offices = dossier.offices.iter().map(|office| OfficeForm {
            title: office.title.as_deref(),
            at: (&office.at).into(),
            factuality: office.factuality,
            when: office.dates().iter().map(|date| date.to_string()).collect(),
            sources: office.sources,
            statements: office.statements.iter().map(|quoted| quoted.statement.id().to_string()).collect(),
        });
        let predicates = dossier.groups.iter().map(|group| GroupForm {
            predicate: group.predicate.as_str(),
            total: group.total,
            statements: forms(&group.statements),
        });
        Self {
            entity: (&dossier.entity).into(),
            documents: dossier.documents,
            offices: offices.collect(),
            seats: dossier.seats.iter().map(|seat| SeatForm::new(seat, None)).collect(),
            by_office: forms(&dossier.by_office),
            predicates: predicates.collect(),
            left_out: dossier.left_out,
        }
    }
}

impl<'a> SeatForm<'a> {
    /// `as_of`: the day that was asked for.
    pub fn new(seat: &'a Seat, as_of: Option<Date>) -> Self {
        let on = as_of.map(|day| seat.on(day)).unwrap_or_default();
        let tenancy = |tenure: &Tenure| {
            let found = on.iter().find(|incumbent| incumbent.holder.id == tenure.holder.id)?;
            Some(tenancy(found.tenancy))
        };
        let holder = |tenure: &'a Tenure| TenureForm {
            holder: (&tenure.holder).into(),
            tenancy: tenancy(tenure),
            first: tenure.sighted.map(|(first, _)| first.to_string()),
            last: tenure.sighted.map(|(_, last)| last.to_string()),
            left_by: tenure.left_by.map(|left| left.to_string()),
            conflicts: tenure.conflicts.iter().map(EntityForm::from).collect(),
            statements: tenure.statements.iter().map(|id| id.to_string()).collect(),
        };
        Self {
            title: &seat.title,
            post: &seat.post,
            at: (&seat.at).into(),
            single: seat.single,
            holders: seat.tenures.iter().map(holder).collect(),
        }
    }
}

fn tenancy(tenancy: Tenancy) -> &'static str {
    match tenancy {
        Tenancy::Told => "told",
        Tenancy::Near => "near",
    }
}

impl<'a> From<&'a Neighbourhood> for NeighbourhoodForm<'a> {
    fn from(neighbourhood: &'a Neighbourhood) -> Self {
        let layers = neighbourhood.layers.iter().map(|layer| LayerForm {
            distance: layer.distance,
            entities: layer.entities.iter().map(EntityForm::from).collect(),
            statements: forms(&layer.statements),
        });
        Self { centre: (&neighbourhood.centre).into(), layers: layers.collect(), left_out: neighbourhood.left_out }
    }
}

impl<'a> From<&'a Path> for PathForm<'a> {
    fn from(path: &'a Path) -> Self {
        let hop = |hop: &'a Hop| HopForm {
            from: (&hop.from).into(),
            to: (&hop.to).into(),
            total: hop.total,
            statements: forms(&hop.statements),
        };
        Self { hops: path.hops.iter().map(hop).collect(), doubt: f64::from(path.doubt.millionths()) / 1e6 }
    }
}

impl<'a> CandidatesForm<'a> {
    /// `None` where the name means one entity.
    pub fn new(name: &'a str, found: &'a Found) -> Option<Self> {
        let (found, candidates) = match found {
            Found::One(_) => return None,
            Found::Ambiguous(candidates) => ("ambiguous", candidates),
            Found::Unknown(candidates) => ("unknown", candidates),
        };
        let candidate = |near: &'a Near| CandidateForm {
            entity: (&near.named.entity).into(),
            nearness: nearness(near.named.nearness),
            documents: near.named.documents,
            statements: near.statements,
        };
        Some(Self { name, found, candidates: candidates.iter().map(candidate).collect() })
    }
}

fn nearness(nearness: Nearness) -> &'static str {
    match nearness {
        Nearness::Id => "id",
        Nearness::Name => "name",
        Nearness::Alias => "alias",
        Nearness::Folded => "folded",
        Nearness::Respelled => "respelled",
        Nearness::LastWords => "last_words",
        Nearness::Start => "start",
        Nearness::WordStart => "word_start",
        Nearness::Alike => "alike",
    }
}
