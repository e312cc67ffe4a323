//! Values made from bytes: any bytes make some value, fewer bytes a simpler one, and none the simplest, so that proptest
//! shrinks a value by shrinking its bytes.

use baton_core::id::{
    AccountId, ArticleId, BrowserId, CommandId, ConversationId, CustomerId, Epoch, LiveChatId,
    MessageId, PageId, Seq, SpaceId, TeamId, TestId, WorkItemId,
};
use baton_core::time::{Millis, Time};

/// The bytes that are left.
#[derive(Debug)]
pub(crate) struct Source<'a>(&'a [u8]);

impl<'a> Source<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    fn byte(&mut self) -> u8 {
        match self.0.split_first() {
            Some((first, rest)) => {
                self.0 = rest;
                *first
            }
            None => 0,
        }
    }

    /// Less than `count`.
    pub(crate) fn pick(&mut self, count: usize) -> usize {
        usize::from(self.byte()) % count
    }

    /// Small numbers, the largest, and any.
    fn number(&mut self) -> u128 {
        match self.pick(4) {
            0 => u128::from(self.byte()),
            1 => u128::MAX,
            _ => (0..16).fold(0, |value, _| value << 8 | u128::from(self.byte())),
        }
    }
}

/// Bytes for a fixture: the same every time, and odd, so that every value that may be missing is there.
pub(crate) fn fixed(seed: usize) -> Vec<u8> {
    let mut state = seed as u32 + 1;
    let step = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0] | 1
    };
    (0..200).map(step).collect()
}

/// Something that can be made from bytes.
pub(crate) trait Sample: Sized {
    fn sample(source: &mut Source<'_>) -> Self;
}

/// One of several variants that can each be made from bytes.
pub(crate) trait Variants: Sample {
    /// The names, in the order of their indexes on the wire.
    const NAMES: &[&str];

    fn of_variant(index: usize, source: &mut Source<'_>) -> Self;

    fn name(&self) -> &'static str;
}

/// Makes structs from their fields. A field that is left out does not compile.
macro_rules! sample_struct {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        impl Sample for $name {
            fn sample(source: &mut Source<'_>) -> Self {
                $(let $field = Sample::sample(source);)*
                Self { $($field),* }
            }
        }
    )*};
}

/// Makes enums from the fields of a variant. A variant or field that is left out does not compile.
macro_rules! sample_enum {
    ($($name:ident {
        $($variant:ident $({ $($field:ident),* $(,)? })? $(($inner:ident))?),* $(,)?
    })*) => {$(
        impl Variants for $name {
            const NAMES: &[&str] = &[$(stringify!($variant)),*];

            fn of_variant(index: usize, source: &mut Source<'_>) -> Self {
                let mut before = 0..index;
                $(
                    if before.next().is_none() {
                        $($(let $field = Sample::sample(source);)*)?
                        $(let $inner = Sample::sample(source);)?
                        return $name::$variant $({ $($field),* })? $(($inner))?;
                    }
                )*
                panic!("no variant {index} of {} {source:?}", stringify!($name))
            }

            fn name(&self) -> &'static str {
                match self {
                    $($name::$variant { .. } => stringify!($variant)),*
                }
            }
        }

        impl Sample for $name {
            fn sample(source: &mut Source<'_>) -> Self {
                let index = source.pick(Self::NAMES.len());
                Self::of_variant(index, source)
            }
        }
    )*};
}

pub(crate) use {sample_enum, sample_struct};

macro_rules! sample_id {
    ($($name:ident)*) => {$(
        impl Sample for $name {
            fn sample(source: &mut Source<'_>) -> Self {
                Self(source.number())
            }
        }
    )*};
}

sample_id! {
    AccountId ArticleId BrowserId CommandId ConversationId CustomerId LiveChatId MessageId PageId SpaceId TeamId TestId
    WorkItemId
}

macro_rules! sample_number {
    ($($name:ty: $make:expr;)*) => {$(
        impl Sample for $name {
            fn sample(source: &mut Source<'_>) -> Self {
                let make: fn(u128) -> Self = $make;
                make(source.number())
            }
        }
    )*};
}

sample_number! {
    u16: |number| number as u16;
    u32: |number| number as u32;
    u64: |number| number as u64;
    Epoch: |number| Epoch(number as u64);
    Seq: |number| Seq(number as u64);
    Time: |number| Time(number as i64);
    Millis: |number| Millis(number as i64);
}

impl Sample for bool {
    fn sample(source: &mut Source<'_>) -> Self {
        source.pick(2) == 1
    }
}

impl Sample for String {
    fn sample(source: &mut Source<'_>) -> Self {
        let texts = [
            "",
            "Hello",
            "Wie geht’s? 👩\u{200d}💻",
            "two\nlines",
            "HELP",
        ];
        match source.pick(texts.len() + 1) {
            5 => "long ".repeat(30),
            index => texts[index].to_owned(),
        }
    }
}

impl<T: Sample> Sample for Option<T> {
    fn sample(source: &mut Source<'_>) -> Self {
        bool::sample(source).then(|| T::sample(source))
    }
}

impl<T: Sample> Sample for Vec<T> {
    fn sample(source: &mut Source<'_>) -> Self {
        (0..source.pick(4)).map(|_| T::sample(source)).collect()
    }
}

impl<A: Sample, B: Sample> Sample for (A, B) {
    fn sample(source: &mut Source<'_>) -> Self {
        (A::sample(source), B::sample(source))
    }
}
