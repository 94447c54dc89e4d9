//! Articles and judgements as the journal holds them.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::wire::{day_number, day_of, encode};
use crate::fact::{EntityId, Judgement, StatementId};
use crate::text::{Document, Metadata, Section, SectionRole, Span};

#[derive(Serialize, Deserialize)]
struct ArticleRecord<'a> {
    name: &'a str,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<u32>,
    text: &'a str,
    sections: Vec<(u32, u32, u8)>,
}

const ROLES: [SectionRole; 5] =
    [SectionRole::Headline, SectionRole::Dateline, SectionRole::Byline, SectionRole::Body, SectionRole::Boilerplate];

pub(super) fn encode_article(document: &Document) -> Vec<u8> {
    let metadata = document.metadata();
    let section = |section: &Section| {
        let role = ROLES.iter().position(|&role| role == section.role).expect("`ROLES` holds every role");
        let (start, end) = section.span.into();
        (start, end, role as u8)
    };
    encode(&ArticleRecord {
        name: &metadata.name,
        title: metadata.title.as_deref(),
        outlet: metadata.outlet.as_deref(),
        url: metadata.url.as_deref(),
        published: metadata.published.map(day_number),
        text: document.text(),
        sections: document.sections().iter().map(section).collect(),
    })
}

/// `None` where the record is no article.
pub(super) fn decode_article(bytes: &[u8]) -> Option<Document> {
    let record: ArticleRecord<'_> = postcard::from_bytes(bytes).ok()?;
    let mut sections = Vec::with_capacity(record.sections.len());
    let mut end_of_last = 0;
    for &(start, end, role) in &record.sections {
        let span = Span::try_from((start, end)).ok()?;
        record.text.get(span.start()..span.end())?;
        if span.start() < end_of_last {
            return None;
        }
        end_of_last = span.end();
        sections.push(Section { span, role: *ROLES.get(usize::from(role))? });
    }
    let metadata = Metadata {
        name: record.name.to_owned(),
        title: record.title.map(str::to_owned),
        outlet: record.outlet.map(str::to_owned),
        url: record.url.map(str::to_owned),
        published: match record.published {
            Some(day) => Some(day_of(day)?),
            None => None,
        },
    };
    Some(Document::new(record.text.to_owned(), metadata, sections))
}

#[derive(Serialize, Deserialize)]
enum JudgementRecord {
    Same { keep: EntityId, drop: EntityId },
    Different { one: EntityId, other: EntityId },
    Rename { entity: EntityId, name: SmolStr },
    Confirm { statement: u64 },
    Reject { statement: u64 },
}

pub(super) fn encode_judgement(judgement: &Judgement) -> Vec<u8> {
    encode(&match judgement.clone() {
        Judgement::Same { keep, drop } => JudgementRecord::Same { keep, drop },
        Judgement::Different { one, other } => JudgementRecord::Different { one, other },
        Judgement::Rename { entity, name } => JudgementRecord::Rename { entity, name },
        Judgement::Confirm { statement } => JudgementRecord::Confirm { statement: statement.as_u64() },
        Judgement::Reject { statement } => JudgementRecord::Reject { statement: statement.as_u64() },
    })
}

/// `None` where the record is no judgement.
pub(super) fn decode_judgement(bytes: &[u8]) -> Option<Judgement> {
    Some(match postcard::from_bytes(bytes).ok()? {
        JudgementRecord::Same { keep, drop } => Judgement::Same { keep, drop },
        JudgementRecord::Different { one, other } => Judgement::Different { one, other },
        JudgementRecord::Rename { entity, name } => Judgement::Rename { entity, name },
        JudgementRecord::Confirm { statement } => Judgement::Confirm { statement: StatementId::from_u64(statement) },
        JudgementRecord::Reject { statement } => Judgement::Reject { statement: StatementId::from_u64(statement) },
    })
}
