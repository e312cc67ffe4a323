//! The full-text index of each space's articles, made anew when the articles have changed. Portal and Rovo search the
//! same one.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use baton_core::id::SpaceId;
use baton_rovo::article::Article;
use baton_rovo::index::KnowledgeIndex;
use baton_store::Store;

use crate::error::PageError;

/// The indexes by space.
#[derive(Default)]
pub struct KnowledgeIndexes {
    by_space: Mutex<HashMap<SpaceId, (u64, Arc<KnowledgeIndex>)>>,
    /// One index is built at a time: who comes second finds it made.
    building: tokio::sync::Mutex<()>,
}

impl fmt::Debug for KnowledgeIndexes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KnowledgeIndexes").finish_non_exhaustive()
    }
}

impl KnowledgeIndexes {
    /// The index of the space's published articles as they are now.
    ///
    /// # Errors
    /// [`PageError::Unavailable`], if the articles can't be read; [`PageError::Internal`], if the engine fails.
    pub async fn of(
        &self,
        store: &Store,
        space: SpaceId,
    ) -> Result<Arc<KnowledgeIndex>, PageError> {
        let version = store.knowledge_version(space).await?;
        if let Some(index) = self.known(space, version) {
            return Ok(index);
        }
        let _one_at_a_time = self.building.lock().await;
        let version = store.knowledge_version(space).await?;
        if let Some(index) = self.known(space, version) {
            return Ok(index);
        }
        let stored = store.articles(space).await?;
        let built = tokio::task::spawn_blocking(move || {
            let articles = stored.iter().filter(|article| article.published);
            KnowledgeIndex::build(articles.filter_map(read).map(Arc::new).collect())
        });
        let index = built.await.map_err(|_| PageError::Internal)?;
        let index = index.map_err(|error| {
            tracing::error!(%error, "an index could not be built");
            PageError::Internal
        })?;
        let index = Arc::new(index);
        self.by_space
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(space, (version, index.clone()));
        Ok(index)
    }

    fn known(&self, space: SpaceId, version: u64) -> Option<Arc<KnowledgeIndex>> {
        let by_space = self.by_space.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, index) = by_space.get(&space)?;
        (*known == version).then(|| index.clone())
    }
}

/// A stored article as Rovo reads it: the store keeps its front matter in columns.
fn read(stored: &baton_store::Article) -> Option<Article> {
    let (title, summary) = (one_line(&stored.title), one_line(&stored.summary));
    let body = &stored.body_markdown;
    match Article::of_parts(stored.id, &stored.slug, &title, &summary, body) {
        Ok(article) => Some(article),
        Err(error) => {
            tracing::warn!(%error, slug = stored.slug, "an article can't be searched");
            None
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
