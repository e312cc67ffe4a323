//! Whatever is said, the explanation and the answer agree.

use super::scenarios::with_scenarios;
use super::*;

/// Says where an explanation and its outcome part.
fn disagreement(thought: &Thought) -> Option<&'static str> {
    let Explanation {
        scenario,
        rule,
        asked_by,
        confidence,
        considered,
        is_repeated,
    } = &thought.explanation;
    let person = scenario
        .as_ref()
        .is_some_and(|scenario| scenario.company == Company::Person);
    let agree = match (&thought.outcome, rule) {
        (Outcome::HandOff, Rule::WantsPerson(_)) => person && asked_by.is_some(),
        (Outcome::HandOff, Rule::AcceptsOffer) => person,
        (Outcome::HandOff, _) => false,
        (Outcome::Reply(RovoReply::Answer { sources }), Rule::Answered(_)) => {
            confidence.is_enough()
                && sources
                    .iter()
                    .all(|source| considered.iter().any(|hit| hit.slug == source.slug))
                && sources[0].slug == considered[0].slug
                && sources[0].section == considered[0].section
        }
        (Outcome::Reply(RovoReply::Answer { .. }), _) | (_, Rule::Answered(_)) => false,
        (Outcome::Reply(RovoReply::Offer(OfferReason::PersonNotOffered(_))), _) => !person,
        (Outcome::Reply(_), Rule::WantsPerson(_) | Rule::AcceptsOffer) => false,
        (Outcome::Reply(RovoReply::AskRephrase | RovoReply::Offer(_)), Rule::NotSure) => {
            *is_repeated == confidence.is_enough()
        }
        (Outcome::Reply(RovoReply::Offer(_)), Rule::DidNotHelp | Rule::SmallTalk(_)) => true,
        (Outcome::Reply(RovoReply::AskRephrase), Rule::SmallTalk(_)) => true,
        (Outcome::Reply(RovoReply::Greeting | RovoReply::Farewell), Rule::SmallTalk(_)) => true,
        _ => false,
    };
    (!agree).then_some("the outcome does not follow from the rule")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn the_explanation_and_the_answer_agree_all_through_a_conversation(
        said in proptest::collection::vec(
            "(fax |badge |canteen |paper |lunch |send |how do i |machine |human |talk to a |yes |no |thanks |hello |that did not help |[a-z]{1,6} ){1,8}",
            1..5,
        ),
    ) {
        let mut talk = with_scenarios();
        for text in said {
            let thought = talk.think(&text);
            prop_assert_eq!(disagreement(&thought), None, "{:?}", thought);
            prop_assert_eq!(&talk.say(&text), &thought.outcome);
        }
    }
}
