//! Who is alerted (seed: "Receive live chat notifications").

use super::Addressee;
use crate::id::AccountId;
use crate::limits::TEAM_MEMBERS;

/// What a space decided about the chats in its queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queue {
    /// How many members the mapped team has; none where no team is mapped.
    pub team_members: Option<usize>,
    /// The availability toggle.
    pub follow_availability: bool,
}

/// Somebody who may be alerted of a chat in a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub account: AccountId,
    /// Whether the account is enabled and has a role in the space.
    pub entitled: bool,
    /// Whether a member of the mapped team.
    pub in_team: bool,
    /// Whether marked available in the mapped team.
    pub marked_available: bool,
    /// Whether a page of theirs shows the space's *Live chat inbox*, visible and focused.
    pub watching: bool,
}

/// Who of the candidates is alerted, in their order. Whether an alert then reaches them is another matter: who can't be
/// reached is not *offered* to customers, but is still told, so that the first alert that arrives mends it.
#[must_use]
pub fn audience(to: Addressee, queue: Queue, candidates: &[Candidate]) -> Vec<AccountId> {
    let of_queue = |one: &Candidate| match queue.team_members {
        None => one.watching,
        Some(members) if queue.follow_availability && members <= TEAM_MEMBERS => {
            one.in_team && one.marked_available
        }
        Some(_) => one.in_team,
    };
    let is_meant = |one: &&Candidate| {
        one.entitled
            && match to {
                Addressee::Queue => of_queue(one),
                Addressee::Agent(agent) => one.account == agent,
            }
    };
    candidates
        .iter()
        .filter(is_meant)
        .map(|one| one.account)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In the team and marked available; in the team and not; not in the team; in the team without a role.
    fn people() -> [Candidate; 4] {
        let someone = |id, entitled, in_team, marked_available| Candidate {
            account: AccountId(id),
            entitled,
            in_team,
            marked_available,
            watching: false,
        };
        [
            someone(1, true, true, true),
            someone(2, true, true, false),
            someone(3, true, false, false),
            someone(4, false, true, true),
        ]
    }

    fn alerted(
        to: Addressee,
        team_members: Option<usize>,
        toggle: bool,
        watching: &[usize],
    ) -> Vec<u128> {
        let mut people = people();
        for index in watching {
            people[*index].watching = true;
        }
        let queue = Queue {
            team_members,
            follow_availability: toggle,
        };
        let ids = audience(to, queue, &people);
        ids.into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn the_product_documents_rules_decide_who_is_alerted() {
        type Row = (
            &'static str,
            Addressee,
            Option<usize>,
            bool,
            &'static [usize],
            &'static [u128],
        );
        let queue = Addressee::Queue;
        let rows: [Row; 11] = [
            (
                "toggle on: members marked available",
                queue,
                Some(3),
                true,
                &[],
                &[1],
            ),
            (
                "toggle on: watching makes nobody available",
                queue,
                Some(3),
                true,
                &[1, 2],
                &[1],
            ),
            (
                "toggle off: every member",
                queue,
                Some(3),
                false,
                &[],
                &[1, 2],
            ),
            (
                "toggle off: watching makes nobody a member",
                queue,
                Some(3),
                false,
                &[2],
                &[1, 2],
            ),
            (
                "100 members: the toggle counts",
                queue,
                Some(100),
                true,
                &[],
                &[1],
            ),
            (
                "101 members: the toggle acts as off",
                queue,
                Some(101),
                true,
                &[],
                &[1, 2],
            ),
            (
                "no team: nobody who does not watch",
                queue,
                None,
                false,
                &[],
                &[],
            ),
            (
                "no team: who watches the inbox",
                queue,
                None,
                false,
                &[2],
                &[3],
            ),
            (
                "no team: the toggle changes nothing",
                queue,
                None,
                true,
                &[0, 2],
                &[1, 3],
            ),
            (
                "no role: nothing, watching or not",
                queue,
                None,
                false,
                &[3],
                &[],
            ),
            (
                "an assigned chat: its agent alone",
                Addressee::Agent(AccountId(2)),
                Some(3),
                true,
                &[0],
                &[2],
            ),
        ];
        for (rule, to, team, toggle, watching, expected) in rows {
            assert_eq!(alerted(to, team, toggle, watching), expected, "{rule}");
        }
        let gone = Addressee::Agent(AccountId(4));
        assert!(
            alerted(gone, Some(3), true, &[]).is_empty(),
            "who has no role any more is told nothing"
        );
    }
}
