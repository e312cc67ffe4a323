//! The words that the rules know, with their kinds; phrases that count as one word; short forms; and words that look
//! like a slip of a known one and are not.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::kinds::*;

/// Words with their kinds. A word may stand in several lines.
const WORDS: &[(Kinds, &str)] = &[
    (HUMAN, "human humans"),
    (
        ROLE,
        "agent agents representative representatives operator operators advisor advisors adviser advisers consultant \
         consultants specialist specialists technician technicians associate assistant staff staffer colleague colleagues \
         csr employee employees expert experts engineer clerk attendant professional member",
    ),
    (
        BOSS,
        "supervisor supervisors manager managers boss superior superiors",
    ),
    (FOLK, "person persons people individual guy lady"),
    (ANYONE, "someone somebody anyone anybody whoever whomever"),
    (NOBODY, "nobody"),
    (DESK, "customer_service help_desk"),
    (
        DEPARTMENT,
        "support hr it_department team department sales billing payroll accounting finance technical",
    ),
    (LIVE_CHAT, "live_chat"),
    (
        BOT,
        "bot bots chatbot chatbots robot robots machine machines computer computers ai virtual_agent automation",
    ),
    (
        CONTACT,
        "speak speaking talk talking chat chatting contact contacting reach reaching call calling phone phoning ring ringing \
         discuss discussing converse communicate consult deal dealing complain complaint conversation word correspond message messaging",
    ),
    (
        SPEAK,
        "speak speaking talk talking converse discuss discussing deal dealing complain word conversation",
    ),
    (CALL, "call phone ring contact message"),
    (
        TRANSFER,
        "transfer transferred connect connected put forward forwarded route routed redirect redirected switch switched pass \
         passed hand handed handoff handover escalate escalated direct directed take link patch refer move",
    ),
    (
        FETCH,
        "get getting give send bring find fetch assign provide involve arrange",
    ),
    (
        WANT,
        "want wants wanting need needing require demand request insist prefer rather wish desire must like love seek seeking \
         asked asking wait waiting queue",
    ),
    (
        SERVE,
        "answer help look handle take assist join step call contact phone ring read respond reply review come visit reach \
         explain intervene check",
    ),
    (
        REAL,
        "real live actual human proper physical living breathing genuine true competent qualified experienced senior higher \
         better different other knowledgeable responsible decent normal nice single damn damned goddamn bloody fucking fuckin \
         freaking friggin english speaking actually available automated",
    ),
    (
        DETERMINER,
        "a an the one any some your another this these those of customer service",
    ),
    (POSSESSIVE, "my his her their our its"),
    (TOWARDS, "to with by through from for"),
    (
        ALONG,
        "over through on onto directly back up live straight now right in out again off away quickly just this it \
         that and",
    ),
    (
        FILLER,
        "please now stop it hello hi hey ok okay yes yeah yep no thanks just asap immediately here today right sorry well so oh ugh \
         again want need i id im would like to an a the only actually really urgently urgent quickly me kindly still first \
         it once we damn must ill omg ffs fgs wtf hell god sake lol come hurry up dear sir madam then and already",
    ),
    (SELF, "i we im ive id ill"),
    (ME, "me us"),
    (YOU, "you guys"),
    (
        MODAL,
        "can could may might would will should cant couldnt wont able possible allowed",
    ),
    (ASKING, "how where who whom what which"),
    (
        THIRD,
        "customers client clients user users visitor visitors he she they employee employees students patient agents callers \
         supplier vendor colleague boss manager customer",
    ),
    (
        AFTER,
        "to with who whom that which about regarding concerning for from on in at here there now asap please and or but \
         because instead not rather right today tomorrow this immediately again directly first over via by so if can could is \
         i me we as since when before then thanks either already urgently quickly soon available online around free else \
         anymore tonight of behind working like whose capable though ok okay hello",
    ),
    (
        THING,
        "resources resource portal version versions software app application license licence licences licenses installer \
         install installed id ids key keys port ports error errors rights factor factors log logs name names policy group \
         groups list lists field fields form forms forum mailbox inbox email address account accounts queue page site website \
         button widget dashboard role roles settings plan ticket tickets precedence manual certificate sample readable \
         training services survey position job interview directory details card cards",
    ),
    (REPORTED, "says said saying reads states told tells stating"),
    (NOT, "dont not doesnt never neither nor"),
    (WITHOUT, "without avoid"),
    (
        PRESENT,
        "there here home available online around free listening reading alive awake present",
    ),
    (
        REJECT,
        "stop hate end quit kill enough sick tired done rid despise ditch disable bypass useless stupid dumb",
    ),
    (
        BREAK,
        "but because except unless until whereas otherwise however",
    ),
];

/// What the rules read in place of each of these phrases.
const PHRASES: &[(&str, &str)] = &[
    ("human", "human being"),
    ("real", "real life"),
    ("humans", "human beings"),
    (
        "hr",
        "human resources, human resource, personnel department",
    ),
    (
        "customer_service",
        "customer service, customer services, customer support, customer care, customer assistance, client \
         service, client services, customers service, call center, call centre, tech support, technical support, \
         support team, service team, support staff",
    ),
    (
        "help_desk",
        "help desk, service desk, it desk, support desk",
    ),
    ("live_chat", "live chat, live chats"),
    (
        "virtual_agent",
        "virtual agent, virtual assistant, ai agent, digital assistant",
    ),
    ("automation", "automated system"),
    ("nobody", "no one"),
    ("someone", "some one"),
    ("somebody", "some body"),
    ("anyone", "any one"),
    ("anybody", "any body"),
    (
        "contact",
        "get in touch, get into contact, get in contact, be in touch, in touch",
    ),
    (
        "reach",
        "get a hold of, get hold of, get ahold of, get through, getting through, get thru, reach out, get to",
    ),
    ("speak", "hear from"),
    ("call me", "call me back"),
    ("callback", "call back, call-back"),
    ("dont", "do not"),
    ("cant", "can not"),
    ("couldnt", "could not"),
    ("wont", "will not"),
    ("wouldnt", "would not"),
    ("doesnt", "does not"),
    ("isnt", "is not"),
    ("arent", "are not"),
    (
        "dont want",
        "no longer, rather not, prefer not, not want, not wish, not looking for",
    ),
    ("need to", "got to, have to"),
    (
        "contactperson",
        "person of contact, point of contact, contact person, contact people",
    ),
    (
        "phonenumber",
        "contact number, phone number, telephone number",
    ),
    ("contactform", "contact form"),
    ("emergencycontact", "emergency contact"),
    ("call", "phone call"),
    ("each", "per person"),
    ("personally", "in person"),
    ("pointofview", "first person"),
    ("missingperson", "missing person"),
    ("taskmanager", "task manager"),
    ("devicemanager", "device manager"),
    ("passwordmanager", "password manager"),
    ("accountmanager", "account manager"),
    ("projectmanager", "project manager"),
    ("dont need", "no need, need not, not necessary, not needed"),
    ("without", "instead of, rather than, as opposed to"),
    ("except", "other than"),
    ("sick", "fed up, had enough"),
    ("seeking", "looking for"),
    ("thanks", "thank you"),
    (
        "bots",
        "automated answers, automated replies, automated responses, automated messages, bot answers, bot replies, \
         bot responses",
    ),
    ("again", "like i said, as i said, i said, i told you"),
    ("stop", "turn off, switch off"),
    ("can", "going to"),
];

/// What is meant by each of these short forms, where a slip or two don't explain it.
const SHORT: &[(&str, &str)] = &[
    ("to", "2, too, ot"),
    ("for", "4"),
    ("you", "u"),
    ("your", "ur"),
    ("are", "r"),
    ("can", "cn, cna"),
    ("see", "c"),
    ("and", "n"),
    ("with", "w, wit, wiht, wth, whit"),
    ("please", "plz, pls, plss, plese, pleas"),
    ("somebody", "sb, sby, smb, smbd, sbdy, sumbody"),
    ("someone", "sm1, sum1, some1, sumone, smone"),
    ("some", "som"),
    ("anyone", "any1, ne1"),
    ("everyone", "every1"),
    ("speak", "spk, speek, spek"),
    ("talk", "tlk, tolk, tak, talkin"),
    ("chat", "cht"),
    ("want to", "wanna, wana, wanne"),
    ("need to", "gotta, needa"),
    ("give me", "gimme, gimmie"),
    ("let me", "lemme, lemmie"),
    ("through", "thru, throu"),
    ("where", "wer"),
    ("human", "hooman, hoomin"),
    ("real", "reel, reall, rael, rela"),
    ("live", "liv, lve"),
    ("person", "prsn, prson"),
    ("representative", "rep"),
    ("representatives", "reps"),
    ("nobody", "noone"),
    ("customer", "cust"),
    ("service", "svc"),
    ("help_desk", "helpdesk, servicedesk"),
    ("live_chat", "livechat"),
    ("phone", "telephone"),
    ("people", "peeps, ppl, folks"),
    ("support", "suport"),
    ("technical", "tech"),
    ("assistance", "assistence"),
    ("connect", "conect"),
    ("that", "taht"),
    ("dont", "dnt, don"),
];

/// Right words that are one or two slips away from a word above.
const NO_SLIPS: &str = "humane humanly humid hymn persona personas personal personnel prison parson reason season purple agency \
    agenda urgent event regent aging gent operate operated operates operation operations operating cooperate represent \
    represents represented advise advised advisory advice adviced supervise supervision manage manages managed management \
    managing supports supported supporter supporting supportive custom customs costume customize customized services \
    serve serves served device devices speaks speaker speakers spoke spoken steak sneak speck spear connects connector \
    connection connections transfers contacts contract contracts compact contain content context contacted contest contrast \
    intact assistants assist resistance robotic someones somebodys anyones anybodys peoples humans agents persons escalator escalates escalation everyone everybody exports import report \
    reports transport airport passport rapport expect expert operand talked talks tank task chart chats that cell fall tall \
    call calls called hall ball bought both boot root robe rabbit someday sometimes something anything anyway anyways \
    consult consulted consultation technical technique associates special specialise specialize";

/// Words of at most this many letters are corrected by the table of short forms and by swapped letters only.
const SHORT_WORD: usize = 4;

/// Words that are recognised when they are mistyped.
const CORRECTED: &str = "human person people agent representative operator advisor consultant specialist technician supervisor manager \
    someone somebody anyone anybody support customer service speak talk chat contact transfer connect escalate robot \
    chatbot please colleague department live real call want need speaking talking";

pub(super) struct Lexicon {
    kinds: HashMap<&'static str, Kinds>,
    short: HashMap<&'static str, &'static str>,
    no_slips: Vec<&'static str>,
    corrected: Vec<&'static str>,
    pub(super) phrases: Vec<(Vec<&'static str>, Vec<&'static str>)>,
}

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut kinds: HashMap<&str, Kinds> = HashMap::new();
    for (kind, words) in WORDS {
        for word in words.split_whitespace() {
            let known = kinds.entry(word).or_default();
            *known = *known | *kind;
        }
    }
    let words = |text: &'static str| text.split_whitespace().collect();
    let mut phrases: Vec<(Vec<&str>, Vec<&str>)> = written(PHRASES)
        .map(|(phrase, meaning)| (words(phrase), words(meaning)))
        .collect();
    phrases.sort_by_key(|(phrase, _)| core::cmp::Reverse(phrase.len()));
    Lexicon {
        kinds,
        short: written(SHORT).collect(),
        no_slips: NO_SLIPS.split_whitespace().collect(),
        corrected: CORRECTED.split_whitespace().collect(),
        phrases,
    }
});

/// The rows of a table as (what is written, what is meant).
fn written(table: &'static [(&str, &str)]) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .iter()
        .flat_map(|(meant, written)| written.split(", ").map(|written| (written, *meant)))
}

impl Lexicon {
    pub(super) fn kinds(&self, word: &str) -> Kinds {
        self.kinds.get(word).copied().unwrap_or(Kinds::NONE)
    }

    pub(super) fn knows(&self, word: &str) -> bool {
        self.kinds.contains_key(word) || self.short.contains_key(word)
    }

    /// The word that was meant: itself, what it is short for (perhaps two words), or what it is a slip of.
    pub(super) fn meant<'a>(&'a self, word: &'a str) -> &'a str {
        if let Some(long) = self.short.get(word) {
            return long;
        }
        if self.kinds.contains_key(word) || self.no_slips.contains(&word) {
            return word;
        }
        self.corrected
            .iter()
            .copied()
            .find(|known| is_slip(word, known))
            .unwrap_or(word)
    }
}

/// Whether a word is a mistyped form of a known one.
fn is_slip(word: &str, known: &str) -> bool {
    let (length, known_length) = (word.len(), known.len());
    if !word.is_ascii() || length < 4 {
        return false;
    }
    if known_length <= SHORT_WORD {
        return length == known_length && is_swapped(word, known);
    }
    let slips = if known_length >= 7 { 2 } else { 1 };
    let begins_alike =
        word.as_bytes()[0] == known.as_bytes()[0] || word.as_bytes()[0] == known.as_bytes()[1];
    begins_alike && crate::spelling::distance(word, known, slips).is_some()
        || is_shuffled(word, known)
}

/// Whether it is the same letters in another order, the first one in its place.
fn is_shuffled(word: &str, known: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<u8> = text.bytes().collect();
        letters.sort_unstable();
        letters
    };
    word.len() == known.len()
        && word.as_bytes()[0] == known.as_bytes()[0]
        && sorted(word) == sorted(known)
}

/// Whether two neighbouring letters changed places.
fn is_swapped(word: &str, known: &str) -> bool {
    let differing: Vec<usize> = word
        .bytes()
        .zip(known.bytes())
        .enumerate()
        .filter(|(_, (a, b))| a != b)
        .map(|(at, _)| at)
        .collect();
    let [first, second] = differing.as_slice() else {
        return false;
    };
    let (word, known) = (word.as_bytes(), known.as_bytes());
    second - first == 1 && word[*first] == known[*second] && word[*second] == known[*first]
}
