//! Finding people and teams: a page of accounts at a time, under a search, and what a list of teams shows.

use baton_core::id::{AccountId, TeamId};
use baton_core::limits::clean_line;
use baton_core::people::TeamRef;

use super::AccountRecord;
use super::accounts::account_of;
use crate::error::StoreError;
use crate::sql::Columns;
use crate::store::Store;

/// A page of accounts, by address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeoplePage {
    /// The accounts.
    pub people: Vec<AccountRecord>,
    /// The address behind which the next page begins, if there is one.
    pub next: Option<String>,
}

/// A team as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamSummary {
    /// Which.
    pub team: TeamRef,
    /// How many enabled members it has.
    pub members: usize,
}

/// The search as a pattern of `LIKE` with `!` before what is meant as it is.
fn pattern(search: &str) -> String {
    let mut pattern = String::from("%");
    for character in search.trim().to_lowercase().chars() {
        if matches!(character, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

impl Store {
    /// A page of the accounts whose name or address holds the words, by address, beginning behind one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn people(
        &self,
        search: &str,
        after: &str,
        limit: u32,
    ) -> Result<PeoplePage, StoreError> {
        let sql = "SELECT id, name, email, password_hash, disabled, site_admin FROM accounts \
                   WHERE (LOWER(name) LIKE $1 ESCAPE '!' OR email LIKE $1 ESCAPE '!') AND email > $2 \
                   ORDER BY email LIMIT $3";
        let rows = sqlx::query(sql)
            .bind(pattern(&clean_line(search)))
            .bind(clean_line(after))
            .bind(i64::from(limit) + 1)
            .fetch_all(self.read())
            .await?;
        let mut people: Vec<_> = rows.iter().map(account_of).collect::<Result<_, _>>()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_more = people.len() > limit;
        people.truncate(limit);
        let next = people.last().filter(|_| has_more);
        let next = next.map(|last| last.email.clone());
        Ok(PeoplePage { people, next })
    }

    /// Whether anybody has an account of the site.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn has_accounts(&self) -> Result<bool, StoreError> {
        let row = sqlx::query("SELECT id FROM accounts LIMIT 1")
            .fetch_optional(self.read())
            .await?;
        Ok(row.is_some())
    }

    /// Every team with the number of its members, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn team_summaries(&self) -> Result<Vec<TeamSummary>, StoreError> {
        let sql = "SELECT t.id, t.name, (SELECT CAST(COUNT(*) AS BIGINT) FROM team_members m \
                   JOIN accounts a ON a.id = m.account_id AND a.disabled = 0 WHERE m.team_id = t.id) AS members \
                   FROM teams t ORDER BY t.name";
        let rows = sqlx::query(sql).fetch_all(self.read()).await?;
        let mut teams = Vec::new();
        for row in &rows {
            teams.push(TeamSummary {
                team: TeamRef {
                    id: row.id("id")?,
                    name: row.text("name")?,
                },
                members: usize::try_from(row.unsigned("members")?).unwrap_or(usize::MAX),
            });
        }
        Ok(teams)
    }

    /// A team.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn team(&self, id: TeamId) -> Result<Option<TeamRef>, StoreError> {
        let row = sqlx::query("SELECT id, name FROM teams WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.read())
            .await?;
        row.map(|row| {
            Ok(TeamRef {
                id: row.id("id")?,
                name: row.text("name")?,
            })
        })
        .transpose()
    }

    /// The teams that an account is in, with its stored choice in each, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn teams_of(
        &self,
        account: AccountId,
    ) -> Result<Vec<(TeamSummary, bool)>, StoreError> {
        let sql = "SELECT t.id, t.name, mine.marked_available, (SELECT CAST(COUNT(*) AS BIGINT) FROM team_members m \
                   JOIN accounts a ON a.id = m.account_id AND a.disabled = 0 WHERE m.team_id = t.id) AS members \
                   FROM team_members mine JOIN teams t ON t.id = mine.team_id \
                   WHERE mine.account_id = $1 ORDER BY t.name";
        let rows = sqlx::query(sql)
            .bind(account.to_string())
            .fetch_all(self.read())
            .await?;
        let mut teams = Vec::new();
        for row in &rows {
            let summary = TeamSummary {
                team: TeamRef {
                    id: row.id("id")?,
                    name: row.text("name")?,
                },
                members: usize::try_from(row.unsigned("members")?).unwrap_or(usize::MAX),
            };
            teams.push((summary, row.flag("marked_available")?));
        }
        Ok(teams)
    }
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn signs_of_the_pattern_are_searched_as_they_are() {
        assert_eq!(pattern(" Ana_%! "), "%ana!_!%!!%");
    }
}
