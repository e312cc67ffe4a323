//! Open files: each end of a socket is one, in the process that holds it. The generator raises its own limit as far as
//! the system lets it, and the server it starts inherits that.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What a process has open besides its sockets: database, log, libraries, the listener.
const OTHERS: u64 = 200;

/// Raises the limit to the hardest one. Where that is refused, [`room`] tells what there is.
pub(crate) fn raise() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    // What the system refuses is found out by asking for the room that there is.
    _ = setrlimit(Resource::Nofile, raised);
}

/// How many sockets this process, and the server alike, can hold; none where there is no limit.
pub(crate) fn room() -> Option<u64> {
    getrlimit(Resource::Nofile)
        .current
        .map(|files| files.saturating_sub(OTHERS))
}
