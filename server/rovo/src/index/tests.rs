use std::sync::Arc;

use baton_core::id::ArticleId;
use baton_core::settings::Knowledge;
use proptest::prelude::*;

use super::*;

fn index(articles: &[(&str, &str)]) -> KnowledgeIndex {
    let article = |(number, (slug, text)): (usize, &(&str, &str))| {
        Arc::new(Article::parse(ArticleId(number as u128), slug, text).unwrap())
    };
    KnowledgeIndex::build(articles.iter().enumerate().map(article).collect()).unwrap()
}

fn small() -> KnowledgeIndex {
    index(&[
        (
            "wifi",
            "# Wi-Fi\n\nThe network for visitors.\n\n## Weak signal\n\nMove closer to the router.\n\n## Password\n\nIt is on the wall.",
        ),
        (
            "oven",
            "# Oven\n\n## Cleaning\n\nUse vinegar.\n\n## Heating\n\nTurn the left knob until the lamp goes out.",
        ),
        (
            "garden",
            "# Garden\n\n## Watering\n\nWater the tomatoes in the evening.\n\n## Mowing\n\nMow the lawn on Fridays.",
        ),
        (
            "empty-heading",
            "# Bins\n\n## Which bin\n\n### Glass\n\nGlass goes into the green bin.\n",
        ),
    ])
}

fn best(ranking: &Ranking) -> (&str, Option<&str>) {
    let hit = ranking.hits.first().expect("a hit");
    (hit.source.slug.as_str(), hit.source.section.as_deref())
}

#[test]
fn the_section_that_matches_is_found_and_quoted_with_its_anchor() {
    let ranking = small()
        .search("how do I heat the oven", &Knowledge::All)
        .unwrap();
    assert_eq!(best(&ranking), ("oven", Some("Heating")));
    assert_eq!(ranking.hits[0].source.anchor.as_deref(), Some("heating"));
    assert!(ranking.confidence.is_enough());
}

#[test]
fn hyphens_accents_slips_and_synonyms_find_the_same_article() {
    let index = small();
    for text in [
        "weak wi-fi signal",
        "weak wifi signal",
        "weak wi fi signal",
        "wireless signal weak",
        "wéak sígnal",
        "weak sginal",
    ] {
        assert_eq!(
            best(&index.search(text, &Knowledge::All).unwrap()),
            ("wifi", Some("Weak signal")),
            "{text}"
        );
    }
}

#[test]
fn a_heading_without_text_of_its_own_counts_for_the_sections_below_it() {
    let ranking = small()
        .search("which bin for glass", &Knowledge::All)
        .unwrap();
    assert_eq!(best(&ranking), ("empty-heading", Some("Glass")));
    assert!(!ranking.hits[0].source.quote.is_empty());
}

#[test]
fn a_question_about_something_else_is_not_confident() {
    let index = small();
    for text in [
        "Who won the football match?",
        "how do I get it",
        "please help me with it",
        "",
        "?!",
        "Фонарь",
    ] {
        let ranking = index.search(text, &Knowledge::All).unwrap();
        assert!(
            !ranking.confidence.is_enough(),
            "{text}: {:?}",
            ranking.confidence
        );
    }
}

#[test]
fn several_passages_of_one_article_outweigh_one_lucky_hit() {
    let index = index(&[
        (
            "many",
            "# One\n\nRenew the parking permit online.\n\nThe parking permit costs nothing.\n\nA lost parking permit is replaced.",
        ),
        (
            "once",
            "# Two\n\nA parking permit.\n\nSomething about flowers.\n\nSomething about trees.",
        ),
    ]);
    assert_eq!(
        best(&index.search("parking permit", &Knowledge::All).unwrap()).0,
        "many"
    );
}

#[test]
fn only_chosen_articles_are_found() {
    let index = small();
    let chosen = Knowledge::Chosen(vec![ArticleId(2)]);
    let ranking = index.search("water the oven", &chosen).unwrap();
    assert!(ranking.hits.iter().all(|hit| hit.source.slug == "garden"));
    assert!(!ranking.hits.is_empty());
    assert!(
        index
            .search("water", &Knowledge::None)
            .unwrap()
            .hits
            .is_empty()
    );
    assert!(
        index
            .search("water", &Knowledge::Chosen(Vec::new()))
            .unwrap()
            .hits
            .is_empty()
    );
}

#[test]
fn what_was_said_before_counts_half() {
    let index = small();
    let alone = index.search("and the lawn", &Knowledge::All).unwrap();
    assert_eq!(best(&alone), ("garden", Some("Mowing")));
    let after = index
        .search_with_context("and the lamp", "heating the oven", &Knowledge::All)
        .unwrap();
    assert_eq!(best(&after), ("oven", Some("Heating")));
}

#[test]
fn an_index_of_nothing_finds_nothing() {
    assert!(
        index(&[])
            .search("anything", &Knowledge::All)
            .unwrap()
            .hits
            .is_empty()
    );
}

#[test]
fn the_same_question_gets_the_same_ranking() {
    let (left, right) = (small(), small());
    for text in ["water", "glass in the oven", "the wall and the lamp"] {
        let slugs = |index: &KnowledgeIndex| {
            let hits = index.search(text, &Knowledge::All).unwrap().hits;
            hits.iter()
                .map(|hit| (hit.source.slug.clone(), hit.score.to_bits()))
                .collect::<Vec<_>>()
        };
        assert_eq!(slugs(&left), slugs(&right));
    }
}

#[test]
fn scripts_without_blanks_are_searched_by_the_character() {
    let index = index(&[
        ("a", "# プリンター\n\nプリンターの電源を入れてください。"),
        ("b", "# 休暇\n\n休暇は二十八日です。"),
    ]);
    assert_eq!(
        best(&index.search("プリンターの電源", &Knowledge::All).unwrap()).0,
        "a"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_can_be_searched_and_every_figure_is_a_share(text in "(?s).{0,300}", before in "(?s).{0,60}") {
        let index = small();
        let ranking = index.search_with_context(&text, &before, &Knowledge::All).unwrap();
        for hit in &ranking.hits {
            prop_assert!((0.0..=1.0001).contains(&hit.coverage) && hit.score > 0.0 && hit.score.is_finite());
            prop_assert!(!hit.source.quote.is_empty());
        }
        prop_assert!((0.0..=1.0001).contains(&ranking.confidence.lead));
    }

    #[test]
    fn any_articles_can_be_indexed_and_quoted(bodies in prop::collection::vec("(?s)(## |- |[a-d]{1,4} |\n|\\PC){1,40}", 0..5)) {
        let parsed = bodies.iter().enumerate().filter_map(|(number, body)| {
            let text = format!("---\ntitle: Article {number}\n---\n{body}");
            Article::parse(ArticleId(number as u128), &format!("a{number}"), &text).ok().map(Arc::new)
        });
        let index = KnowledgeIndex::build(parsed.collect()).unwrap();
        for hit in index.search("a b article 1", &Knowledge::All).unwrap().hits {
            prop_assert!(!hit.source.quote.is_empty());
        }
    }
}
