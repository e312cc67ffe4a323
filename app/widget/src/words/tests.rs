use baton_core::event::Ending;
use baton_core::time::Millis;
use baton_core::wire::QueuePlace;

use super::*;

#[test]
fn the_place_is_said_as_people_say_it() {
    let at = |position, usual_wait| {
        place(Some(QueuePlace {
            position,
            waiting: 30,
            usual_wait,
        }))
    };
    assert_eq!(at(1, None), "You're next");
    assert_eq!(
        at(2, Some(Millis::minutes(3))),
        "You're 2nd in line, usually about 3 minutes"
    );
    assert_eq!(
        at(11, Some(Millis::seconds(20))),
        "You're 11th in line, usually less than a minute"
    );
    assert_eq!(
        at(23, Some(Millis::minutes(150))),
        "You're 23rd in line, usually about 3 hours"
    );
    assert_eq!(place(None), "You're in the queue");
}

#[test]
fn the_end_names_the_transcript() {
    assert_eq!(
        ended(Ending::ByAgent, Some("HELP-12")),
        "The chat has ended. HELP-12 has the transcript"
    );
}

#[test]
fn a_day_is_written_out() {
    assert_eq!(day(20_780), "23 November 2026");
}
