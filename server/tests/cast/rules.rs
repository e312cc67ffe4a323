//! Whom a row of the table lets in, among those of the cast.

use baton_server::routes::Who;

use super::Part;

/// Whether the row's rule lets them in.
pub(crate) fn may(who: Who, part: Part) -> bool {
    match who {
        Who::Anybody | Who::Operations => true,
        // No part has such a secret in hand; who has is in `tests/people.rs`.
        Who::Bearer => false,
        Who::Customer => matches!(part, Part::Owner | Part::OtherCustomer),
        Who::Owner => part == Part::Owner,
        Who::Staff => {
            part.is_staff_here() || matches!(part, Part::AgentElsewhere | Part::AdminElsewhere)
        }
        Who::Agent => part.is_staff_here(),
        Who::Assignee => part == Part::Assignee,
        Who::SpaceAdmin => matches!(part, Part::SpaceAdmin | Part::SiteAdmin),
        Who::SiteAdmin => part == Part::SiteAdmin,
    }
}
