//! The words that stand in columns for the closed enums of the domain.

use baton_core::people::CustomerKind;
use baton_core::settings::Plan;
use baton_core::wire::alerts::Permission;
use baton_core::work_item::Status;

use crate::people::Role;

macro_rules! names {
    ($type:ty, $write:ident, $read:ident, $($variant:path => $name:literal),+ $(,)?) => {
        pub(crate) const fn $write(value: $type) -> &'static str {
            match value { $($variant => $name),+ }
        }

        pub(crate) fn $read(name: &str) -> Option<$type> {
            match name { $($name => Some($variant),)+ _ => None }
        }
    };
}

names!(Plan, plan_name, plan_named,
    Plan::Free => "free",
    Plan::Standard => "standard",
    Plan::Premium => "premium",
    Plan::Enterprise => "enterprise",
);

names!(Role, role_name, role_named,
    Role::Agent => "agent",
    Role::SpaceAdmin => "space_admin",
);

names!(Permission, permission_name, permission_named,
    Permission::Default => "default",
    Permission::Granted => "granted",
    Permission::Denied => "denied",
    Permission::Unsupported => "unsupported",
);

// The word `guest` stands in the schema too.
names!(CustomerKind, customer_kind_name, customer_kind_named,
    CustomerKind::Guest => "guest",
    CustomerKind::SignedIn => "signed_in",
    CustomerKind::Identified => "identified",
);

pub(crate) const fn status_name(status: Status) -> &'static str {
    match status {
        Status::Open => "open",
        Status::InProgress => "in_progress",
        Status::WaitingForCustomer => "waiting_for_customer",
        Status::Resolved => "resolved",
        Status::Closed => "closed",
    }
}
