//! What is known of English before any article is read: words that say little about a subject, and words that a help
//! desk uses for one another. Small on purpose; it names no product and no field that only one company has.

use std::collections::HashMap;

use super::Analyzer;

/// How much a word says, next to 1 for any other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weight {
    /// In the search.
    pub(super) searched: f32,
    /// In the share of a question that a passage covers: a passage need not say "how do I" to answer it.
    pub(super) told: f32,
}

/// Words that say little about any subject.
const FUNCTION_WORD: Weight = Weight {
    searched: 0.2,
    told: 0.1,
};
/// Words that people put into any question: "help", "problem", "please".
const CHAT_WORD: Weight = Weight {
    searched: 0.5,
    told: 0.3,
};
const SUBJECT_WORD: Weight = Weight {
    searched: 1.0,
    told: 1.0,
};

const FUNCTION_WORDS: &str = "a about after again all also am an and any are arent as at be because been before being but by during can cannot cant could \
    couldnt did didnt do does doesnt doing done dont each either else ever every for from get gets getting go goes going \
    got had has hasnt have havent having he her here hers him his how i if ill im in into is isnt it its ive just let \
    lets like made make may me might mine must my myself no nor not now of off on once one only or our out over shall \
    she should shouldnt since so some such than that thats the their them then there these they theyre this those to too \
    under until up us very was wasnt way we were what whats when where which while who whom whose why will with wont \
    would wouldnt yes yet you your youre";

const CHAT_WORDS: &str = "anybody anyone anything ask come day else everything find give good hello help hey hi issue keep \
    know look mean need ok okay please possible morning problem question right said say says see seem show somebody someone \
    something still sure take tell thank thanks thing think time today tried try trying use using want wanted work works working wrong";

/// Words by which something is said not to be so.
const DENIALS: &str = "not no never cant cannot dont doesnt didnt isnt arent wasnt wont couldnt hasnt havent nothing without fails failed";

/// Words of one line stand for one another.
const SYNONYMS: &[&str] = &[
    "badge keycard",
    "broken damaged faulty defective cracked",
    "colleague coworker teammate",
    "delete remove erase",
    "display monitor screen",
    "email mail",
    "holiday leave vacation pto",
    "ill sick unwell sickness illness",
    "invoice bill",
    "laptop notebook computer pc",
    "licence license",
    "lost missing",
    "mobile phone smartphone cellphone cell",
    "mfa 2fa authenticator",
    "password passcode pwd pw",
    "purchase buy",
    "quit resign",
    "refund reimburse reimbursement",
    "remote home",
    "reset change",
    "salary wage pay paycheck",
    "start begin",
    "stolen theft",
    "stop cancel",
    "supplier vendor",
    "trip travel journey",
    "trouble fault error",
    "visitor guest",
    "wifi wireless wlan",
];

/// The tables above, stemmed.
#[derive(Debug)]
pub(super) struct Lexicon {
    weights: HashMap<String, Weight>,
    synonyms: HashMap<String, Vec<String>>,
    denials: Vec<String>,
}

impl Lexicon {
    pub(super) fn new(analyzer: &Analyzer) -> Self {
        let mut weights = HashMap::new();
        for (words, weight) in [(CHAT_WORDS, CHAT_WORD), (FUNCTION_WORDS, FUNCTION_WORD)] {
            weights.extend(analyzer.terms(words).into_iter().map(|term| (term, weight)));
        }
        let mut synonyms: HashMap<String, Vec<String>> = HashMap::new();
        for group in SYNONYMS {
            let group = analyzer.terms(group);
            for term in &group {
                let others = synonyms.entry(term.clone()).or_default();
                others.extend(group.iter().filter(|other| *other != term).cloned());
                others.sort();
                others.dedup();
            }
        }
        Self {
            weights,
            synonyms,
            denials: analyzer.terms(DENIALS),
        }
    }

    /// How much a term says.
    pub(super) fn weight(&self, term: &str) -> Weight {
        self.weights.get(term).copied().unwrap_or(SUBJECT_WORD)
    }

    /// Whether terms say that something is not so.
    pub(super) fn denies(&self, terms: &[String]) -> bool {
        terms.iter().any(|term| self.denials.contains(term))
    }

    /// Terms that may stand in for this one.
    pub(super) fn synonyms(&self, term: &str) -> &[String] {
        self.synonyms.get(term).map_or(&[], Vec::as_slice)
    }
}
