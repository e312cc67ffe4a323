//! A running `serve` has the embedded database locked, so other subcommands ask it over a socket beside the database:
//! one line of JSON each way. Only the owner of the socket, and root, may ask: its mode says so, and so does the peer's
//! user, since the mode is set a moment after the socket exists.

use std::fs::Permissions;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use baton_core::audit::AuditActor;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};

use super::action::{Action, ActionError, perform};
use crate::app::App;
use crate::context::Context;

/// The longest request, in bytes: a knowledge base with room to spare.
const REQUEST_BYTES: u64 = 64 * 1024 * 1024;

/// What the running server answers.
#[derive(Debug, Serialize, Deserialize)]
enum Answer {
    /// Done, with text for the person.
    Done(String),
    /// Not done, with the sentence that says why.
    Refused(String),
}

/// The socket of a running server; the file goes when this does.
#[derive(Debug)]
pub struct Control {
    listener: UnixListener,
    path: PathBuf,
}

impl Drop for Control {
    fn drop(&mut self) {
        // Somebody may have removed it already.
        _ = std::fs::remove_file(&self.path);
    }
}

/// Opens the socket. A file that an earlier process left is in the way of nobody: the caller has the lock.
///
/// # Errors
/// The socket can't be made there.
pub fn listen(path: &Path) -> io::Result<Control> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(path)?;
    std::fs::set_permissions(path, Permissions::from_mode(0o600))?;
    let path = path.to_owned();
    Ok(Control { listener, path })
}

/// Answers until the server ends.
pub async fn answer(app: Arc<App>, control: Control) {
    loop {
        let accepted = tokio::select! {
            () = app.shutdown.cancelled() => return,
            accepted = control.listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else {
            continue;
        };
        if !may_ask(&stream, &control.path) {
            tracing::warn!("refused a command of another user");
            continue;
        }
        app.tasks.spawn(answer_one(app.clone(), stream));
    }
}

fn may_ask(stream: &UnixStream, path: &Path) -> bool {
    let owner = std::fs::metadata(path).map(|metadata| metadata.uid());
    match (stream.peer_cred(), owner) {
        (Ok(peer), Ok(owner)) => peer.uid() == owner || peer.uid() == 0,
        _ => false,
    }
}

async fn answer_one(app: Arc<App>, stream: UnixStream) {
    let (reading, mut writing) = stream.into_split();
    let mut line = String::new();
    let mut reading = BufReader::new(reading.take(REQUEST_BYTES));
    let read = tokio::select! {
        () = app.shutdown.cancelled() => return,
        read = reading.read_line(&mut line) => read,
    };
    let (Ok(_), Ok(action)) = (read, serde_json::from_str::<Action>(&line)) else {
        return;
    };
    let context = Context {
        store: app.store.clone(),
        clock: app.clock.clone(),
        app: Some(app),
        by: AuditActor::Shell,
    };
    let answer = match perform(&context, action).await {
        Ok(text) => Answer::Done(text),
        Err(error) => Answer::Refused(error.to_string()),
    };
    if let Ok(mut text) = serde_json::to_string(&answer) {
        text.push('\n');
        // Who asked may have gone; what was asked is done all the same.
        _ = writing.write_all(text.as_bytes()).await;
    }
}

/// Asks a running server.
///
/// # Errors
/// [`ActionError::Unreachable`], or what the server says.
pub async fn ask(path: &Path, action: &Action) -> Result<String, ActionError> {
    let mut request = serde_json::to_string(action).map_err(|_| ActionError::Unreachable)?;
    request.push('\n');
    let answer = exchange(path, request.as_bytes()).await;
    match answer.map_err(|_| ActionError::Unreachable)? {
        Answer::Done(text) => Ok(text),
        Answer::Refused(sentence) => Err(ActionError::Refused(sentence)),
    }
}

async fn exchange(path: &Path, request: &[u8]) -> io::Result<Answer> {
    let (reading, mut writing) = UnixStream::connect(path).await?.into_split();
    writing.write_all(request).await?;
    let mut line = String::new();
    BufReader::new(reading).read_line(&mut line).await?;
    serde_json::from_str(&line).map_err(io::Error::from)
}
