//! A whole server on loopback with a store of its own and a clock that stands still, and clients that speak its protocol.

pub(crate) mod clients;
#[path = "../../store/src/tests/postgres.rs"]
mod postgres;
pub(crate) mod world;

/// Runs a test on both databases.
macro_rules! on_both {
    (async fn $name:ident($world:ident: World) $body:block) => {
        mod $name {
            use super::*;

            async fn test($world: World) $body

            #[tokio::test]
            async fn on_sqlite() {
                test(World::new().await).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                test(World::on_postgres().await).await;
            }
        }
    };
}
pub(crate) use on_both;
