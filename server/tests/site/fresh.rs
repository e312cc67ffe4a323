//! An empty site in a folder of its own: files that are just enough to be served, a store, and the app on both.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use baton_server::app::App;
use baton_server::assets::Assets;
use baton_server::config::Config;
use baton_server::rovo::BuiltInRovo;
use baton_store::{FakeClock, Store};
use tempfile::TempDir;

pub(crate) struct Fresh {
    pub(crate) app: Arc<App>,
    pub(crate) clock: Arc<FakeClock>,
    pub(crate) database: PathBuf,
    pub(crate) folder: TempDir,
}

impl Fresh {
    /// A site without workers and sockets: nothing happens in it but what is asked for.
    pub(crate) async fn new(clock: FakeClock) -> Self {
        Self::begun(clock, None, None).await
    }

    /// The same with a database that is there already, as its bytes.
    pub(crate) async fn copy_of(database: Option<&Vec<u8>>) -> Self {
        Self::begun(FakeClock::default(), database, None).await
    }

    /// The same on a database of another kind.
    pub(crate) async fn on(clock: FakeClock, url: String) -> Self {
        Self::begun(clock, None, Some(url)).await
    }

    async fn begun(clock: FakeClock, bytes: Option<&Vec<u8>>, url: Option<String>) -> Self {
        let folder = folder();
        let site = folder.path().join("site");
        write_assets(&site);
        let database = folder.path().join("baton.db");
        if let Some(bytes) = bytes {
            std::fs::write(&database, bytes).unwrap();
        }
        let url = url.unwrap_or_else(|| format!("sqlite://{}", database.display()));
        let clock = Arc::new(clock);
        let store = Store::open(&url, clock.clone()).await.unwrap();
        let config = Config::of_parts(url, site.clone());
        let public_url = config.public_url().unwrap();
        let assets = Assets::open(&site).unwrap();
        Self {
            app: App::new(
                config,
                public_url,
                store,
                clock.clone(),
                assets,
                Arc::new(BuiltInRovo::default()),
            ),
            clock,
            database,
            folder,
        }
    }
}

/// A folder in memory where there is one: so many commits to a disk take long, and nobody pulls a plug here.
fn folder() -> TempDir {
    let in_memory = tempfile::tempdir_in("/dev/shm");
    in_memory.unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

/// Writes a site's folder that is just enough to be served.
pub(crate) fn write_assets(folder: &Path) {
    std::fs::create_dir_all(folder.join("app")).unwrap();
    for (file, content) in [
        ("portal.abc.css", "a{}"),
        ("portal.abc.css.br", "brotli"),
        ("loader.js", "0"),
        ("app/sw.js", "0"),
    ] {
        std::fs::write(folder.join(file), content).unwrap();
    }
    let manifest =
        r#"{"portal.css":"portal.abc.css","loader.js":"loader.js","app/sw.js":"app/sw.js"}"#;
    std::fs::write(folder.join("manifest.json"), manifest).unwrap();
}
