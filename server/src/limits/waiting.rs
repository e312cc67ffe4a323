//! Sockets that have not said yet who they are. Each may take its time for that, so only so many of one address of the
//! network may do so at once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Network;

/// So many of one address, or of everybody whose address is not known.
pub const AT_ONCE: u32 = 64;

/// Who waits. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Waiting {
    most: u32,
    of: Arc<Mutex<HashMap<Network, u32>>>,
}

/// Holds one place among those of an address until dropped.
#[derive(Debug)]
pub struct WaitingPermit {
    waiting: Waiting,
    network: Network,
}

impl Waiting {
    /// Nobody yet; where many share an address, it has so many times the usual places.
    #[must_use]
    pub fn new(times: u32) -> Self {
        Self {
            most: AT_ONCE.saturating_mul(times.max(1)),
            of: Arc::default(),
        }
    }

    /// Takes a place, if one is left.
    #[must_use]
    pub fn enter(&self, network: Network) -> Option<WaitingPermit> {
        let mut of = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = of.entry(network).or_default();
        if *waiting >= self.most {
            metrics::counter!("baton_too_fast_total", "what" => "greeting").increment(1);
            return None;
        }
        *waiting += 1;
        Some(WaitingPermit {
            waiting: self.clone(),
            network,
        })
    }
}

impl Drop for WaitingPermit {
    fn drop(&mut self) {
        let of = &self.waiting.of;
        let mut of = of.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(waiting) = of.get_mut(&self.network) {
            *waiting = waiting.saturating_sub(1);
            if *waiting == 0 {
                of.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    fn network(number: u32) -> Network {
        Network::Of(IpAddr::V4(Ipv4Addr::from_bits(number)))
    }

    #[test]
    fn so_many_of_one_address_wait_at_once_and_those_of_another_besides() {
        let waiting = Waiting::new(1);
        let mut inside: Vec<_> = (0..1_000)
            .map_while(|_| waiting.enter(network(1)))
            .collect();
        assert_eq!(inside.len(), 64);
        assert!(waiting.enter(network(2)).is_some());
        inside.pop();
        let next = waiting.enter(network(1));
        assert!(next.is_some() && waiting.enter(network(1)).is_none());
        drop((inside, next));
        assert!(waiting.of.lock().unwrap().is_empty());
    }

    #[test]
    fn where_many_share_an_address_more_may_wait() {
        let waiting = Waiting::new(3);
        let inside: Vec<_> = (0..1_000)
            .map_while(|_| waiting.enter(network(1)))
            .collect();
        assert_eq!(inside.len(), 192);
    }
}
