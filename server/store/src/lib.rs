//! The store: SQL and migrations for SQLite and PostgreSQL. Rows become core types here and nowhere else. The writer
//! decides commands inside its transaction and answers after the commit; readers run beside it. What a command means is
//! decided in `baton-core`; who may call the store at all is the server's business.

mod address;
mod alerts;
mod article_changes;
mod article_imports;
mod audit;
mod backup;
mod clock;
mod database;
mod descriptions;
mod embedding;
mod error;
mod event_codec;
mod hint;
mod ids;
mod job;
mod knowledge;
mod lock;
mod migrations;
mod names;
mod notify;
mod open;
mod people;
mod read;
mod self_tests;
mod site;
mod space_changes;
mod spaces;
mod sql;
mod store;
#[cfg(test)]
mod tests;
mod writer;

pub use alerts::{
    AlertAccount, AlertMark, AlertNotes, AlertPlace, Browser, BrowserAnswers, StandingAlerts,
};
pub use article_changes::ArticleSaved;
pub use article_imports::{Imported, SameAddress};
pub use audit::{
    AuditActorFilter, AuditEntry, AuditFilter, AuditId, AuditPage, AuditRow, AuditVerdict, Recorded,
};
pub use backup::BackupError;
pub use clock::{Clock, FakeClock, SystemClock};
pub use embedding::EmbedLoad;
pub use error::StoreError;
pub use hint::Hint;
pub use ids::{new_id, new_secret};
pub use job::{ExecuteError, Job, Outcome, Target};
pub use knowledge::{Article, ArticleTitle, ArticleUse};
pub use open::{OpenError, OpenMode};
pub use people::{
    AccountRecord, BecameKnown, CUSTOMER_SESSION, CustomerRecord, Forgotten, Invitation,
    LOOKING_SESSION, Member, NewCustomer, NewInvitation, NewSite, NewStaff, PeoplePage, Principal,
    Role, Session, TeamMember, TeamSummary,
};
pub use read::{
    AssigneeFilter, DueDeadline, RovoContext, RovoTurn, WorkItemFilter, WorkItemPage, WorkItemRow,
};
pub use self_tests::LastSelfTest;
pub use space_changes::{Basis, Saved};
pub use spaces::{NewSpace, Space};
pub use store::Store;
pub use writer::SelfTestRovo;
