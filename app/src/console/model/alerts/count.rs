//! The count in the title and on the icon: chats that wait for the agent.

use baton_core::wire::alerts::Count;

/// How many chats want something of the agent. `waiting` is what the page itself shows as unassigned: whoever looks at
/// an inbox is told of all that wait in it, also of those that are another team's.
#[must_use]
pub fn title_count(waiting: usize, count: Option<Count>) -> u32 {
    let waiting = u32::try_from(waiting).unwrap_or(u32::MAX);
    let count = count.unwrap_or_default();
    waiting.max(count.unassigned).saturating_add(count.unread)
}

/// A title with the count before it.
#[must_use]
pub fn counted_title(count: u32, title: &str) -> String {
    if count == 0 {
        title.to_owned()
    } else {
        format!("({count}) {title}")
    }
}

/// The icon as an image that needs no file. With a count it wears a badge; more than nine are a plus.
#[must_use]
pub fn icon(count: u32) -> String {
    const BUBBLE: &str = "%3Cpath d='M3 8a5 5 0 0 1 5-5h16a5 5 0 0 1 5 5v11a5 5 0 0 1-5 5H13l-7 6v-6.4A5 5 0 0 1 3 19z' \
                          fill='%234059d0'/%3E";
    let badge = match count {
        0 => String::new(),
        count => {
            let digit = if count > 9 {
                "+".to_owned()
            } else {
                count.to_string()
            };
            format!(
                "%3Ccircle cx='21' cy='20' r='11' fill='%23c4281c'/%3E%3Ctext x='21' y='26' font-family='sans-serif' \
                 font-size='17' font-weight='700' fill='%23fff' text-anchor='middle'%3E{digit}%3C/text%3E"
            )
        }
    };
    format!(
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E{BUBBLE}{badge}%3C/svg%3E"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_counts_what_waits_on_the_page_or_in_the_agents_queues_and_what_is_unread() {
        let count = |unassigned, unread| Some(Count { unassigned, unread });
        let rows = [
            (0, None, 0),
            (2, None, 2),
            (0, count(3, 0), 3),
            (1, count(1, 2), 3),
            (4, count(1, 0), 4),
        ];
        for (waiting, count, expected) in rows {
            assert_eq!(title_count(waiting, count), expected, "{waiting} {count:?}");
        }
        assert_eq!(counted_title(0, "Inbox"), "Inbox");
        assert_eq!(counted_title(3, "Inbox"), "(3) Inbox");
    }

    #[test]
    fn the_icon_wears_a_digit_and_never_a_number_too_long_to_read() {
        assert!(!icon(0).contains("circle"));
        assert!(icon(7).contains(">7<") || icon(7).contains("%3E7%3C"));
        assert!(icon(12).contains("%3E+%3C"));
        for character in ['"', '<', '>', '#'] {
            assert!(
                !icon(12).contains(character),
                "{character} stands in an address"
            );
        }
    }
}
