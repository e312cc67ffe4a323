//! Pages and their forms through the real router and a real store. They are one program, since each takes half a minute of
//! compiling and linking.

#[path = "../site/mod.rs"]
mod site;

mod account;
mod chat;
mod embedding;
mod knowledge_import;
mod people;
mod portal;
mod rovo_agent;
mod settings;
mod spaces;
