//! Under which address of the network a request is counted: the one that it came from, or, where a proxy that we were
//! told of handed it on, the one that the proxy names. Nobody else is believed about it.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use http::request::Parts;
use http::{HeaderMap, HeaderName};

use crate::app::App;

/// In which a proxy names whom it got the request from, last.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// A household or an office has this much of IPv6 for itself.
const IPV6_BITS: u32 = 64;

/// An address, or what stands for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Network {
    /// An IPv4 address, or the network part of an IPv6 address.
    Of(IpAddr),
    /// It came over no network. All of these count as one.
    Unknown,
}

/// Addresses: one, or all that begin with the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    first: IpAddr,
    bits: u32,
}

/// Not an address, nor a block of them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", crate::words::no_block(.0))]
pub struct NoBlock(String);

/// The address as IPv6 writes it, so that both kinds can be compared bit by bit.
fn bits_of(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(four) => four.to_ipv6_mapped().to_bits(),
        IpAddr::V6(six) => six.to_bits(),
    }
}

impl FromStr for Block {
    type Err = NoBlock;

    fn from_str(text: &str) -> Result<Self, NoBlock> {
        let wrong = || NoBlock(text.to_owned());
        let (address, length) = match text.trim().split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text.trim(), None),
        };
        let first: IpAddr = address.parse().map_err(|_| wrong())?;
        let whole = if first.is_ipv4() { 32 } else { 128 };
        let length = match length {
            Some(length) => length.parse().map_err(|_| wrong())?,
            None => whole,
        };
        if length > whole {
            return Err(wrong());
        }
        let bits = 128 - whole + length;
        Ok(Self { first, bits })
    }
}

impl Block {
    fn holds(&self, address: IpAddr) -> bool {
        let differ = bits_of(self.first) ^ bits_of(address);
        differ.leading_zeros() >= self.bits
    }
}

impl Network {
    fn of(address: IpAddr) -> Self {
        Self::Of(match address.to_canonical() {
            IpAddr::V6(six) => {
                let theirs = six.to_bits() & (u128::MAX << (128 - IPV6_BITS));
                IpAddr::V6(Ipv6Addr::from_bits(theirs))
            }
            four @ IpAddr::V4(_) => four,
        })
    }

    /// Whom a request counts for that came from `peer`. The last address is the nearest: each that is a proxy of ours is
    /// believed about the one before it.
    #[must_use]
    pub fn of_request(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[Block]) -> Self {
        let Some(mut address) = peer else {
            return Self::Unknown;
        };
        let is_ours = |address: IpAddr| {
            trusted
                .iter()
                .any(|block| block.holds(address.to_canonical()))
        };
        let named: Vec<&str> = headers
            .get_all(FORWARDED_FOR)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .collect();
        for before in named.into_iter().rev() {
            let Some(before) = is_ours(address).then(|| parse(before)).flatten() else {
                break;
            };
            address = before;
        }
        Self::of(address)
    }
}

/// Some proxies add the port.
fn parse(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    text.parse().ok().or_else(with_port)
}

impl FromRequestParts<Arc<App>> for Network {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(address)| address.ip());
        let trusted = &app.config.trust_proxy;
        Ok(Self::of_request(peer, &parts.headers, trusted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED_FOR, value.parse().unwrap());
        }
        let trusted: Vec<Block> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        match Network::of_request(Some(peer.parse().unwrap()), &headers, &trusted) {
            Network::Of(address) => address.to_string(),
            Network::Unknown => String::new(),
        }
    }

    #[test]
    fn what_a_stranger_says_about_addresses_is_not_believed() {
        assert_eq!(
            counted("203.0.113.9", &["198.51.100.1"], &[]),
            "203.0.113.9"
        );
        let proxies = ["10.0.0.1"];
        assert_eq!(
            counted("203.0.113.9", &["198.51.100.1"], &proxies),
            "203.0.113.9"
        );
    }

    #[test]
    fn a_proxy_of_ours_is_believed_about_the_last_address_and_no_further() {
        let one = ["127.0.0.1"];
        assert_eq!(
            counted("127.0.0.1", &["198.51.100.1, 203.0.113.9"], &one),
            "203.0.113.9"
        );
        assert_eq!(
            counted("127.0.0.1", &["198.51.100.1", "203.0.113.9:4711"], &one),
            "203.0.113.9"
        );
        assert_eq!(
            counted("::ffff:127.0.0.1", &["203.0.113.9"], &one),
            "203.0.113.9"
        );
        let two = ["127.0.0.1", "10.0.0.0/8"];
        assert_eq!(
            counted("127.0.0.1", &["198.51.100.1, 203.0.113.9, 10.2.3.4"], &two),
            "203.0.113.9"
        );
    }

    #[test]
    fn a_proxy_that_names_nobody_or_nonsense_counts_itself() {
        let one = ["127.0.0.1"];
        assert_eq!(counted("127.0.0.1", &[], &one), "127.0.0.1");
        assert_eq!(counted("127.0.0.1", &["unknown"], &one), "127.0.0.1");
        assert_eq!(
            counted("127.0.0.1", &["203.0.113.9, unknown"], &one),
            "127.0.0.1"
        );
    }

    #[test]
    fn who_has_a_network_of_ipv6_counts_once() {
        assert_eq!(counted("2001:db8:1:2:3::4", &[], &[]), "2001:db8:1:2::");
        assert_eq!(counted("2001:db8:1:2:ffff::1", &[], &[]), "2001:db8:1:2::");
        assert_ne!(counted("2001:db8:1:3::1", &[], &[]), "2001:db8:1:2::");
    }

    #[test]
    fn a_block_is_an_address_with_or_without_a_length_that_fits() {
        for wrong in [
            "",
            "localhost",
            "10.0.0.0/33",
            "::1/129",
            "10.0.0.0/-1",
            "10.0.0.0/",
        ] {
            assert!(wrong.parse::<Block>().is_err(), "{wrong}");
        }
        let block: Block = "10.1.0.0/16".parse().unwrap();
        assert!(block.holds("10.1.255.1".parse().unwrap()));
        assert!(!block.holds("10.2.0.1".parse().unwrap()));
        let all: Block = "0.0.0.0/0".parse().unwrap();
        assert!(all.holds("203.0.113.9".parse().unwrap()));
        assert!(!all.holds("2001:db8::1".parse().unwrap()));
    }
}
