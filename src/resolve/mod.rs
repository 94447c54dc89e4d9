//! Resolve: claims about mentions into statements about entities.
//!
//! Knows how names vary (transliterations, acronyms, surnames, titles, demonyms, capitals), which pronoun may stand for
//! what, and the calendar. Judges each document by itself: entities of two documents meet by their ids. Knows no store: whom "the Russian
//! defence minister" of an article without a name means, the articles of the store tell, each time they are asked. Here
//! it is the holder of that post, under an id made of post and state (`EntityId::holder_key`), so that a reading never
//! hangs on what was read before it.

mod anaphora;
mod calendar;
mod clause;
mod dating;
mod description;
mod discourse;
mod forces;
mod full_names;
mod incumbents;
mod names;
mod naming;
mod open;
mod pair;
mod passage;
mod pointing;
mod reading;
mod referent;
mod resolver;
mod scruple;
mod sequence;
mod speaker;
mod world;

pub use names::Post;
pub use open::OpenStatement;
pub use reading::Reading;
pub use resolver::Resolver;
