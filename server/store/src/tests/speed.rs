//! The writer's speed. The test proves that waiting commands share commits, which is what makes it fast on any machine;
//! the figure itself is printed.

use std::time::Instant;

use tokio::task::JoinSet;

use super::*;

on_both! {
    async fn commands_that_wait_share_commits(site: Site) {
        const SENDERS: u32 = 100;
        const EACH: u32 = 20;
        let mut customers = Vec::new();
        for _ in 0..SENDERS {
            customers.push(site.guest().await);
        }
        let began = Instant::now();
        let mut senders = JoinSet::new();
        for customer in customers {
            let (store, space, clock) = (site.store.clone(), site.space, site.clock.clone());
            senders.spawn(async move {
                for number in 0..EACH {
                    let command = Command {
                        id: CommandId(new_id(clock.now())),
                        actor: Actor::Customer(customer),
                        body: CommandBody::Write { text: format!("Message number {number}, of an ordinary length") },
                    };
                    let target = Target::CustomerIn { space, customer };
                    store.execute(Job { target, command }).await.unwrap();
                }
            });
        }
        senders.join_all().await;
        let seconds = began.elapsed().as_secs_f64();
        let count = sqlx::query("SELECT commits FROM spaces").fetch_one(site.store.read()).await.unwrap();
        let commits: i64 = sqlx::Row::get(&count, 0);
        let commands = SENDERS * EACH;
        println!("{commands} commands in {commits} commits, {:.0} commands/s", f64::from(commands) / seconds);
        assert!(commits * 4 < i64::from(commands), "{commits} commits for {commands} commands");
    }
}
