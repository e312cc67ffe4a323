//! How many browsers of an account are known, and that a tick writes of each what it wrote before there were many.

use super::*;
use crate::realtime::alerts::account::Account;
use crate::realtime::alerts::book::Book;
use crate::realtime::alerts::browsers::BROWSERS;
use crate::realtime::alerts::notes::Notes;

fn arrival(number: u64) -> Arrival {
    let holder = Holder {
        principal: Principal::Account(ANA),
        space: None,
        session: [0; 32],
    };
    Arrival {
        account: ANA,
        mailbox: Arc::new(Mailbox::new(SocketId(number), holder)),
        browser: BrowserId(number.into()),
        page: PageId(number.into()),
        state: state(Attention::Focused, None),
        read: Box::new(known()),
    }
}

#[test]
fn a_page_that_makes_up_a_browser_each_time_it_is_loaded_leaves_fifty() {
    let (book, mut notes) = (Book::default(), Notes::default());
    let mut account = Account::new(ANA, known(), &book, START);
    let stays = arrival(1);
    account.arrive(stays, &book, START, &mut notes);
    for number in 2..500 {
        let now = START + Millis(i64::try_from(number).unwrap());
        account.arrive(arrival(number), &book, now, &mut notes);
        account.leave(SocketId(number), now);
        account.tick(&book, now, &mut notes);
    }
    assert_eq!(account.browsers.len(), BROWSERS);
    assert!(
        account.browsers.contains_key(&BrowserId(1)),
        "its page is open"
    );
    assert!(account.browsers.contains_key(&BrowserId(499)), "the newest");
    let mut many = known();
    for number in 0..500_u64 {
        many.browsers.push(Browser {
            id: BrowserId(number.into()),
            until: START + Millis(i64::try_from(number).unwrap()),
            ..elsewhere(START)
        });
    }
    let account = Account::new(ANA, many, &book, START);
    assert_eq!(account.browsers.len(), BROWSERS);
    assert!(account.browsers.contains_key(&BrowserId(499)));
}
