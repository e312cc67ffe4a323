//! What is said around a question: greetings, thanks, yes and no, and that an answer did not help. Only kinds are known
//! here; what Rovo says to them is made at the edge. A message is small talk when nothing else is in it.

/// A kind of small talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// "hello"
    Greeting,
    /// "can you help me", "are you a robot": what Rovo is and can do.
    Opening,
    /// "thanks", "that helped"
    Thanks,
    /// "bye", "that's all"
    Goodbye,
    /// "yes", "ok"
    Yes,
    /// "no"
    No,
    /// "that did not help", "wrong answer"
    DidNotHelp,
}

/// What a message holds of small talk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmallTalk {
    kinds: Vec<Kind>,
    /// Whether it holds anything else.
    pub more: bool,
}

/// The most words that are read; nobody makes more small talk than that.
const WORDS_READ: usize = 60;

/// Phrases by kind, with commas between them. Apostrophes are left out; the longest phrase wins.
const PHRASES: &[(Kind, &str)] = &[
    (
        Kind::Greeting,
        "hi, hello, hey, hiya, howdy, greetings, helo, hallo, yo, good morning, good afternoon, good evening, \
         good day, morning, how are you, how are you doing, how is it going, hows it going, whats up, sup, nice \
         to meet you",
    ),
    (
        Kind::Opening,
        "help, help me, help please, can you help me, can you help, could you help me, can someone help me, can \
         anyone help me, can somebody help me, can anybody help me, could someone help me, i need help, i need \
         some help, need help, i need assistance, i need support, i have a question, i have a problem, i have an \
         issue, i have a quick question, i got a question, i got a problem, quick question, question, can i ask \
         you something, can i ask a question, what can you do, who are you, what are you, are you a bot, are you \
         a robot, are you a human, are you human, are you real, are you a real person, are you a person, are you \
         a machine, are you an ai, are you ai, is this a bot, is this a robot, is this a real person, is this a \
         human, am i talking to a bot, am i talking to a human, am i talking to a robot, am i talking to a real \
         person, am i talking to a person, what is this, what can this bot do, what can i ask you, what can i \
         ask, test, testing, start",
    ),
    (
        Kind::Thanks,
        "thanks, thank you, thankyou, thank u, thx, tx, ty, tysm, cheers, many thanks, thanks a lot, thank you so \
         much, thank you very much, much appreciated, i appreciate it, appreciate it, that helped, this helped, \
         it helped, that helps, that worked, it worked, works now, it works now, it works, that works, its \
         working now, it is working now, working now, solved, problem solved, its solved, fixed, its fixed, \
         perfect, great, awesome, excellent, wonderful, brilliant, got it, very helpful, that was helpful, that \
         is helpful, helpful, all good, nice, cool, lovely, super, amazing, good to know, youre great, you are \
         great, you rock, well done, good bot",
    ),
    (
        Kind::Goodbye,
        "bye, bye bye, goodbye, good bye, see you, see ya, cya, have a nice day, have a good day, have a great \
         day, have a good one, have a nice weekend, have a good weekend, good night, take care, no thanks, no \
         thank you, thats all, that is all, that will be all, thats it, that is it, nothing else, im done, i am \
         done, no more questions, never mind, nevermind, forget it, its ok, no worries, not anymore, later",
    ),
    (
        Kind::Yes,
        "yes, yeah, yep, yup, yea, ya, y, sure, ok, okay, k, okey, kk, alright, of course, definitely, \
         absolutely, please do, do it, go ahead, sounds good, that would be great, correct, exactly, right, yes \
         please, fine, it did, yes it did, why not, i would like that, id like that",
    ),
    (
        Kind::No,
        "no, nope, nah, not really, n, not at all, it didnt, no it didnt, it did not, not yet",
    ),
    (
        Kind::DidNotHelp,
        "did not help, didnt help, doesnt help, does not help, dont help, isnt helping, is not helping, not \
         helping, isnt helpful, is not helpful, not helpful, wasnt helpful, was not helpful, unhelpful, no help, \
         not what i asked, not what i asked for, not what i meant, not what i need, not what i wanted, not what i \
         want, not what i am looking for, not what im looking for, not my question, not my problem, not the \
         answer, didnt answer my question, doesnt answer my question, did not answer my question, does not answer \
         my question, not an answer, wrong, thats wrong, that is wrong, wrong answer, wrong article, incorrect, \
         not right, not correct, isnt right, not true, isnt it, thats not it, that is not it, bad answer, \
         irrelevant, still not working, still doesnt work, still does not work, still not solved, still the same, \
         same problem, same issue, same error, doesnt work, does not work, dont work, didnt work, did not work, \
         not working, isnt working, no luck, i tried that, i already tried that, already tried that, tried that \
         already, i have tried that, ive tried that, i did that already, already did that, did that already, \
         already did, i already did, useless, no use, makes no sense, doesnt make sense, i dont understand, dont \
         understand, i do not understand, not useful, nonsense, rubbish, you dont understand, you do not \
         understand, you are wrong, youre wrong, none of this works, none of that works, none of these help, \
         nothing works, nothing helped, i already read that, i read that already, i have read that, seen that \
         already, still broken, nothing changed",
    ),
];

/// Words that may stand between the phrases and say nothing.
const AROUND: &str = "a again all also and any anyway at awfully but bot chat dear did do everybody everyone folks for guys i im it \
    its just lot man mate me more much my now of oh one please really rovo sadly sir so sorry still team that thats the then \
    there this to too unfortunately very was we well with you your hmm um uh eh ah lol either is been answer article this has \
    have here today madam already";

/// Reads the small talk of a message. Any text is fine.
#[must_use]
pub fn read(text: &str) -> SmallTalk {
    let words: Vec<String> = words(text).take(WORDS_READ + 1).collect();
    let mut found = SmallTalk {
        kinds: Vec::new(),
        more: words.len() > WORDS_READ,
    };
    let mut at = 0;
    while at < words.len() {
        if let Some((kind, length)) = longest_phrase(&words[at..]) {
            found.kinds.push(kind);
            at += length;
        } else {
            found.more |= !AROUND.split_whitespace().any(|around| around == words[at]);
            at += 1;
        }
    }
    found
}

impl SmallTalk {
    /// Whether it holds this kind.
    #[must_use]
    pub fn has(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }

    /// The kind that matters, if there is nothing but small talk: that an answer did not help before anything polite, and
    /// the last polite thing before a greeting.
    #[must_use]
    pub fn only(&self) -> Option<Kind> {
        if self.more {
            return None;
        }
        let by_weight = [
            Kind::DidNotHelp,
            Kind::Opening,
            Kind::No,
            Kind::Thanks,
            Kind::Goodbye,
            Kind::Yes,
            Kind::Greeting,
        ];
        by_weight.into_iter().find(|kind| self.has(*kind))
    }
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|character: char| {
        !character.is_alphanumeric() && !matches!(character, '\'' | '’' | '`')
    })
    .map(|word| {
        let letters = word
            .chars()
            .filter(|character| character.is_alphanumeric())
            .flat_map(char::to_lowercase);
        without_stretch(letters)
    })
    .filter(|word| !word.is_empty())
}

/// "hiiii" and "thankssss" without the letters that only say how glad it is.
fn without_stretch(letters: impl Iterator<Item = char>) -> String {
    let mut word = String::new();
    let mut run = 0;
    for letter in letters {
        run = if word.ends_with(letter) { run + 1 } else { 1 };
        if run == 3 {
            word.pop();
        }
        if run < 3 {
            word.push(letter);
        }
    }
    word
}

fn longest_phrase(words: &[String]) -> Option<(Kind, usize)> {
    let mut best: Option<(Kind, usize)> = None;
    for (kind, phrases) in PHRASES {
        for phrase in phrases.split(", ") {
            let length = phrase.split(' ').count();
            let longer = best.is_none_or(|(_, other)| length > other);
            if longer
                && words.len() >= length
                && phrase
                    .split(' ')
                    .zip(words)
                    .all(|(left, right)| left == right)
            {
                best = Some((*kind, length));
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn only(text: &str) -> Option<Kind> {
        read(text).only()
    }

    #[test]
    fn a_message_of_nothing_else_is_small_talk() {
        for (text, kind) in [
            ("Hi!", Kind::Greeting),
            ("hellooo there 👋", Kind::Greeting),
            ("Good morning, Rovo. How are you?", Kind::Greeting),
            ("hi, can you help me please?", Kind::Opening),
            ("Are you a real person?", Kind::Opening),
            ("Great, thanks a lot!!", Kind::Thanks),
            ("ok that worked, thank you so much", Kind::Thanks),
            ("No, thanks", Kind::Goodbye),
            ("that's all, bye", Kind::Goodbye),
            ("yes please", Kind::Yes),
            ("Nope.", Kind::No),
            ("that didn’t help", Kind::DidNotHelp),
            ("No, that's wrong", Kind::DidNotHelp),
            ("thanks but it still does not work", Kind::DidNotHelp),
            ("sorry, not what I asked for", Kind::DidNotHelp),
        ] {
            assert_eq!(only(text), Some(kind), "{text}");
        }
    }

    #[test]
    fn a_question_with_a_greeting_is_a_question() {
        for text in [
            "hi, how do I reset my password?",
            "help with the printer",
            "the VPN is not working",
            "yes but how do I cancel the trip",
            "thanks, and where is the form?",
            "Hilfe",
            "пароль",
        ] {
            assert_eq!(only(text), None, "{text}");
            assert!(read(text).more, "{text}");
        }
        assert!(read("that did not help, my printer is offline").has(Kind::DidNotHelp));
        assert_eq!(read(" … ").only(), None);
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in "(?s).{0,400}") {
            let _ = read(&text).only();
        }
    }
}
