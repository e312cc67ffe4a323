//! Finding articles: the ranking alone, and what Rovo answers with its threshold, for questions that have an article and
//! for the same questions while their article is left out.

use std::sync::Arc;
use std::time::{Duration, Instant};

use baton_core::rovo::RovoReply;
use baton_core::settings::{Knowledge, RovoAgent, Scenario, Skill};
use baton_rovo::article::Article;
use baton_rovo::engine::{BuiltIn, Outcome, Question};
use baton_rovo::index::KnowledgeIndex;

use crate::data::{Asked, Set};

fn index(articles: Vec<Arc<Article>>) -> Arc<KnowledgeIndex> {
    Arc::new(KnowledgeIndex::build(articles).expect("the index is in memory"))
}

/// P@1, R@5 and nDCG@10; one article is right for each question.
pub(crate) fn print_ranking(set: &Set) {
    let index = index(set.articles.clone());
    let (mut first, mut in_five, mut gain, mut questions) = (0.0, 0.0, 0.0, 0.0);
    for asked in &set.questions {
        let Some(wanted) = &asked.answered_by else {
            continue;
        };
        questions += 1.0;
        let ranking = index
            .search(&asked.text, &Knowledge::All)
            .expect("the index is in memory");
        if let Some(rank) = ranking
            .hits
            .iter()
            .position(|hit| hit.article.slug == *wanted)
        {
            first += f64::from(u8::from(rank == 0));
            in_five += f64::from(u8::from(rank < 5));
            gain += 1.0 / (rank as f64 + 2.0).log2();
        }
    }
    println!(
        "  {:<10} {} articles, {questions} questions: P@1 {:.4}, R@5 {:.4}, nDCG@10 {:.4}",
        set.name,
        set.articles.len(),
        first / questions,
        in_five / questions,
        gain / questions
    );
}

/// A Rovo agent that may quote everything.
fn everything() -> RovoAgent {
    RovoAgent {
        name: String::new(),
        instructions: String::new(),
        escalation_lines: Vec::new(),
        on_surface: true,
        scenarios: vec![Scenario {
            name: String::new(),
            trigger: String::new(),
            instructions: String::new(),
            knowledge: Knowledge::All,
            skills: vec![Skill::ChatWithLiveAgent],
        }],
    }
}

/// What Rovo does with a question that opens a conversation: the article that it quotes first, if it answers.
fn answer(index: &Arc<KnowledgeIndex>, asked: &Asked) -> Option<String> {
    let question = Question {
        unanswered: vec![asked.text.clone()],
        earlier: Vec::new(),
        rephrase_asked: false,
        agent: Some(Arc::new(everything())),
        index: index.clone(),
    };
    match BuiltIn
        .think_now(&question)
        .expect("the index is in memory")
        .outcome
    {
        Outcome::Reply(RovoReply::Answer { sources }) => {
            sources.into_iter().next().map(|source| source.slug)
        }
        _ => None,
    }
}

/// Answered and wrongly answered, with the articles there and with each share of them left out in turn.
pub(crate) fn print_answers(set: &Set, shares: usize) {
    let index_of_all = index(set.articles.clone());
    let (mut with_article, mut right, mut wrong) = (0, 0, 0);
    let (mut without, mut answered_without) = (0, 0);
    for asked in &set.questions {
        let answer = answer(&index_of_all, asked);
        match (&asked.answered_by, answer) {
            (Some(wanted), Some(given)) if *wanted == given => right += 1,
            (Some(_), Some(_)) => wrong += 1,
            (None, answer) => {
                without += 1;
                answered_without += usize::from(answer.is_some());
            }
            (Some(_), None) => {}
        }
        with_article += usize::from(asked.answered_by.is_some());
    }
    let percent = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    println!(
        "  {:<10} {with_article} questions with an article: answered {:.1} %, wrongly answered {:.1} % ({:.1} % of the answers)",
        set.name,
        percent(right + wrong, with_article),
        percent(wrong, with_article),
        percent(wrong, right + wrong)
    );
    if without > 0 {
        println!(
            "  {:<10} {without} questions without an article: wrongly answered {:.1} %",
            "",
            percent(answered_without, without)
        );
    }
    let (mut left_out, mut answered) = (0, 0);
    for share in 0..shares {
        let is_out = |number: usize| number % shares == share;
        let kept = set
            .articles
            .iter()
            .enumerate()
            .filter(|(number, _)| !is_out(*number));
        let index = index(kept.map(|(_, article)| article.clone()).collect());
        for asked in &set.questions {
            let number = set
                .articles
                .iter()
                .position(|article| Some(&article.slug) == asked.answered_by.as_ref());
            if number.is_some_and(is_out) {
                left_out += 1;
                answered += usize::from(answer(&index, asked).is_some());
            }
        }
    }
    println!(
        "  {:<10} {left_out} questions whose article is left out (a {shares}th of the articles at a time): wrongly answered {:.1} %",
        "",
        percent(answered, left_out)
    );
}

/// How long a search takes, and building the index.
pub(crate) fn print_time(set: &Set) {
    let began = Instant::now();
    let index = index(set.articles.clone());
    let built = began.elapsed();
    let passages: usize = set
        .articles
        .iter()
        .flat_map(|article| &article.sections)
        .map(|section| section.blocks.len())
        .sum();
    let mut times: Vec<Duration> = Vec::new();
    for asked in &set.questions {
        let began = Instant::now();
        let ranking = index.search(&asked.text, &Knowledge::All);
        times.push(began.elapsed());
        drop(ranking);
    }
    let long: String = set
        .questions
        .iter()
        .map(|asked| asked.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let long: String = long.chars().take(4_000).collect();
    let began = Instant::now();
    let ranking = index.search(&long, &Knowledge::All);
    let longest = began.elapsed();
    drop(ranking);
    times.sort_unstable();
    println!(
        "  search, {:<10} {passages} passages: median {:.2?}, p99 {:.2?}, 4,000 characters {longest:.2?}; index built in {built:.0?}",
        set.name,
        times[times.len() / 2],
        times[times.len() * 99 / 100]
    );
}
