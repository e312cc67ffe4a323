//! Every sentence that the bench says about a measurement, in one place: the names of the rows, and why one is missing.

use std::path::Path;
use std::time::Duration;

use crate::ledger::Harm;
use crate::table::{Budget, Verdict};

pub(crate) const COLUMNS: [&str; 4] = ["what", "figure", "budget", ""];
pub(crate) const STOPPED: &str = "stopped from outside";
pub(crate) const SMALL: &str =
    "with small counts: these figures say that the bench works, not how fast Baton is";
pub(crate) const NO_TIME_LEFT: &str = "the time for all measurements was used up before";
pub(crate) const NO_NODE: &str =
    "there is no Node with Playwright here, so nothing was counted in a browser";
pub(crate) const ADDED_UP: &str = "added up from the build's files, not counted in a browser";
pub(crate) const NO_ALERTS_SOCKET: &str = "this server has no socket for alerts at /ws/v1/alerts";
pub(crate) const SIGTERM_ENDED: &str = "SIGTERM → the process has ended";
pub(crate) const STARTED_READY: &str = "started again → ready";
pub(crate) const HIGHEST: &str = "highest rate held at p99 250 ms (seen on the other side)";
pub(crate) const BUBBLE: &str = "Enter pressed → own bubble painted, in the browser";

// What each figure may be at most; docs/PERFORMANCE.md says how each is measured.

pub(crate) const BUBBLE_BUDGET: Budget = Budget {
    most: 100.0,
    shown: "100 ms",
};
pub(crate) const SEEN_BUDGET: Budget = Budget {
    most: 250.0,
    shown: "p99 250 ms",
};
pub(crate) const SOCKET_BUDGET: Budget = Budget {
    most: 12.0,
    shown: "12 kB",
};
pub(crate) const INBOX_BUDGET: Budget = Budget {
    most: 50.0,
    shown: "p99 50 ms",
};
pub(crate) const ENDED_BUDGET: Budget = Budget {
    most: 10.0,
    shown: "10 s",
};
pub(crate) const BACK_BUDGET: Budget = Budget {
    most: 5.0,
    shown: "5 s after the new process listens",
};
pub(crate) const ALERT_BUDGET: Budget = Budget {
    most: 300.0,
    shown: "p99 300 ms",
};
pub(crate) const STORM_BUDGET: Budget = Budget {
    most: 60.0,
    shown: "60 s",
};
pub(crate) const PEAK_BUDGET: Budget = Budget {
    most: 10.0,
    shown: "10 % of them in any second",
};
pub(crate) const STORM_ACK_BUDGET: Budget = Budget {
    most: 1_000.0,
    shown: "p99 1 s",
};
pub(crate) const SLOW_MEMORY_BUDGET: Budget = Budget {
    most: 64.0,
    shown: "64 MiB",
};
pub(crate) const SLOW_ACK_BUDGET: Budget = Budget {
    most: 2.0,
    shown: "twice the p99 without them",
};
pub(crate) const LOADER_BUDGET: Budget = Budget {
    most: 2.0,
    shown: "2 kB",
};
pub(crate) const SCRIPT_BUDGET: Budget = Budget {
    most: 1.0,
    shown: "1 request",
};
pub(crate) const WASM_BUDGET: Budget = Budget {
    most: 0.0,
    shown: "0 bytes",
};
pub(crate) const CHAT_BUDGET: Budget = Budget {
    most: 64.0,
    shown: "64 kB",
};
pub(crate) const CONSOLE_BUDGET: Budget = Budget {
    most: 350.0,
    shown: "350 kB",
};

pub(crate) const ALERT: &str = "alert: stored → frame at the agent's alert client, over the socket";
pub(crate) const ALERT_FROM_SEND: &str = "alert: send → frame at the agent's alert client";
pub(crate) const ALERT_ON_SCREEN: &str =
    "alert: stored → on screen (the desktop is asked for it), in Chromium";
pub(crate) const NO_CHROMIUM: &str = "there is no Chromium here, so nothing came on screen";
pub(crate) const ALERT_NOT_BEGUN: &str = "Playwright ended before its browser was listening";

pub(crate) fn pop_ups_counted(messages: usize) -> String {
    format!("a pop-up for each of {messages} messages, none missing, none twice")
}

pub(crate) fn pop_ups_harmed(missing: usize, doubled: usize, messages: usize) -> String {
    format!("of {messages} messages, {missing} did not come on screen, {doubled} more than once")
}

/// What a customer writes whose agent is watched; no such text is part of another.
pub(crate) fn watched_message(number: usize) -> String {
    format!("Watched message {number} of a measurement")
}

pub(crate) fn alerts_counted(alerts: usize, messages: usize) -> String {
    format!("{alerts} alerts for {messages} messages, none missing, none twice")
}

pub(crate) fn alerts_harmed(missing: usize, doubled: usize, messages: usize) -> String {
    format!("of {messages} messages, {missing} brought no alert; {doubled} alerts came twice")
}

pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Held => "held",
        Verdict::Missed => "**missed**",
        Verdict::Free => "",
        Verdict::NotMeasured => "not measured",
        Verdict::Failed => "**failed**",
    }
}

pub(crate) fn machine(cores: usize, cpu: &str, memory: &str, system: &str) -> String {
    format!("Machine: {cores} cores, {cpu}, {memory}, {system}; generator and server share it")
}

pub(crate) fn measured_at(date: &str) -> String {
    format!("Measured: {date}")
}

pub(crate) fn load_before(load: &str) -> String {
    format!("Load averages before: {load}")
}

pub(crate) fn build(build: &str) -> String {
    format!("Build: {build}")
}

pub(crate) fn as_list(lines: &[String]) -> String {
    lines.iter().map(|line| format!("- {line}\n")).collect()
}

pub(crate) fn written(path: &Path) -> String {
    format!("\nThe same table is in {}", path.display())
}

pub(crate) fn part_begins(name: &str, elapsed: Duration) -> String {
    format!("{name}  ({} s so far)", elapsed.as_secs())
}

pub(crate) fn all_took(elapsed: Duration) -> String {
    format!("All of it took {} s", elapsed.as_secs())
}

pub(crate) fn whole_part(name: &str) -> String {
    format!("the part `{name}`")
}

pub(crate) fn out_of_time(limit: Duration) -> String {
    format!("it did not end within {} s", limit.as_secs())
}

pub(crate) fn parts_failed(names: &[String]) -> String {
    format!("these parts failed or did not end: {}", names.join(", "))
}

/// What a run did to messages.
pub(crate) fn harm(harm: &Harm) -> String {
    let counts = [
        (harm.unanswered, "never acknowledged"),
        (harm.lost, "acknowledged and never seen"),
        (harm.not_on_disk, "acknowledged and not in the database"),
        (harm.doubled, "more than once"),
        (harm.strangers, "that nobody sent"),
        (harm.gaps, "gaps"),
        (harm.refused, "refused"),
    ];
    let told: Vec<_> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    format!("of {} messages: {}", harm.sent, told.join(", "))
}

/// Said of a figure whose generator was late itself.
pub(crate) fn late(worst: Duration) -> String {
    format!(" (the generator was up to {} ms late)", worst.as_millis())
}

pub(crate) fn stored(rate: u32) -> String {
    format!("{rate} messages/s: send → stored (acknowledged after the commit)")
}

pub(crate) fn seen(rate: u32) -> String {
    format!("{rate} messages/s: send → seen on the other side")
}

pub(crate) fn no_harm(sent: usize) -> String {
    format!("none lost, none twice, no gap, all on disk, of {sent} messages")
}

pub(crate) fn highest(held: u32, missed: Option<u32>) -> String {
    match missed {
        Some(missed) => format!("{held} messages/s ({missed} missed)"),
        None => format!("{held} messages/s, the most that was tried"),
    }
}

pub(crate) fn socket_memory(count: u32) -> String {
    format!("memory per idle socket, at {count}")
}

pub(crate) fn no_room(room: u64) -> String {
    format!("the limit of open files leaves room for {room} sockets")
}

pub(crate) fn inbox_page(size: u32) -> String {
    format!("the inbox's page, beside {size} past conversations")
}

pub(crate) fn inbox_socket(size: u32) -> String {
    format!("the inbox's snapshot over the socket, beside {size}")
}

pub(crate) fn growth(what: &str, short: u32, long: u32) -> String {
    format!("{what}: {long} against {short} past conversations")
}

pub(crate) fn grown(short: f64, long: f64, grows: bool) -> String {
    let word = if grows {
        "**grows with history**"
    } else {
        "does not grow with history"
    };
    format!("p50 {short:.1} → {long:.1} ms: {word}")
}

pub(crate) fn history_made(size: u32) -> String {
    format!("start with {size} past conversations → ready")
}

pub(crate) fn sockets_back(count: u32) -> String {
    format!("SIGTERM → the last of {count} sockets back")
}

pub(crate) fn back_after_ready(count: u32) -> String {
    format!("ready again → the last of {count} sockets back")
}

pub(crate) fn storm_back(count: u32) -> String {
    format!("storm: {count} sockets cut at once → the last one back")
}

pub(crate) const STORM_PEAK: &str = "storm: connects in the busiest second";
pub(crate) const STORM_ACK: &str = "storm: send → stored of others meanwhile";
pub(crate) const STORM_READS: &str = "storm: database reads per resume";
pub(crate) const NOT_COUNTED: &str = "the server does not count its reads";

pub(crate) fn slow_memory(count: u32, messages: usize) -> String {
    format!("slow: memory grown by {count} sockets that stop reading, over {messages} messages")
}

pub(crate) const SLOW_ACK: &str =
    "slow: send → stored of the others, p99 against that without slow ones";

pub(crate) fn slow_complete(count: u32) -> String {
    format!("slow: of {count}, complete after they read again")
}
