//! The search for the highest rate that is held: in growing steps until one is missed, then halving the distance. It
//! ends after a bounded number of tries, whatever the answers are.

/// How many rates are tried at most.
const TRIES: u32 = 8;

/// A search under way. Rates are multiples of its grain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Search {
    grain: u32,
    held: u32,
    missed: Option<u32>,
    most: u32,
    next: u32,
    tries: u32,
}

impl Search {
    /// A search that begins with this rate and goes no further than `most`.
    pub(crate) fn new(first: u32, most: u32, grain: u32) -> Self {
        Self {
            grain,
            held: 0,
            missed: None,
            most,
            next: first,
            tries: 0,
        }
    }

    /// The rate to try now; none when the search is over.
    pub(crate) fn next(&self) -> Option<u32> {
        let over = self.tries >= TRIES
            || self.next <= self.held
            || self.missed.is_some_and(|missed| self.next >= missed);
        (!over).then_some(self.next)
    }

    /// The rate was held.
    pub(crate) fn held(&mut self) {
        self.held = self.next;
        self.turn();
    }

    /// The rate was missed.
    pub(crate) fn missed(&mut self) {
        self.missed = Some(self.next);
        self.turn();
    }

    /// The highest rate that was held, and the lowest that was missed, if one was.
    pub(crate) fn found(&self) -> (u32, Option<u32>) {
        (self.held, self.missed)
    }

    fn turn(&mut self) {
        self.tries += 1;
        let wanted = match self.missed {
            None => self.held + (self.held / 2).max(self.grain),
            Some(missed) => self.held + (missed - self.held) / 2,
        };
        self.next = (wanted / self.grain * self.grain).min(self.most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(capacity: u32) -> ((u32, Option<u32>), u32) {
        let mut search = Search::new(1_000, 4_000, 100);
        let mut tries = 0;
        while let Some(rate) = search.next() {
            tries += 1;
            if rate <= capacity {
                search.held();
            } else {
                search.missed();
            }
        }
        (search.found(), tries)
    }

    #[test]
    fn the_highest_rate_is_found_to_the_grain_and_the_next_one_was_missed() {
        assert_eq!(search(1_300).0, (1_300, Some(1_400)));
        assert_eq!(search(999).0, (900, Some(1_000)));
        assert_eq!(search(1_000).0, (1_000, Some(1_100)));
        assert_eq!(search(450).0, (400, Some(500)));
    }

    #[test]
    fn a_search_ends_whatever_the_answers_are() {
        assert_eq!(search(0).0, (0, Some(100)));
        assert_eq!(search(u32::MAX).0, (4_000, None));
        for capacity in (0..5_000).step_by(37) {
            let ((held, missed), tries) = search(capacity);
            assert!(tries <= TRIES, "{tries}");
            assert!(held <= capacity && missed.is_none_or(|missed| missed > capacity));
        }
    }
}
