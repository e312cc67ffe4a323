-- The alerts that stand, at most one of a conversation for each addressee: `queue`, or an account's identifier. They are
-- written and removed with the events that they follow from.
CREATE TABLE alerts (
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    addressee TEXT NOT NULL,
    kind TEXT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    due BIGINT,
    PRIMARY KEY (conversation_id, addressee)
) WITHOUT ROWID;

-- The newest alert of a conversation that an account is known to have been shown, or to have read.
CREATE TABLE alert_marks (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    seq BIGINT NOT NULL,
    round BIGINT NOT NULL,
    is_read BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account_id, conversation_id)
) WITHOUT ROWID;
CREATE INDEX alert_marks_at ON alert_marks (at);

CREATE TABLE alert_settings (
    account_id TEXT PRIMARY KEY REFERENCES accounts (id),
    settings TEXT NOT NULL
);

-- The leases of an account's browsers: there until `until_at`, with a visible page until `visible_until`. The identifier
-- comes from a browser, so it counts only within its account.
CREATE TABLE browsers (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    browser_id TEXT NOT NULL,
    permission TEXT NOT NULL,
    worker BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    visible_until BIGINT NOT NULL,
    unanswered_at BIGINT,
    acknowledged_at BIGINT,
    tested_at BIGINT,
    PRIMARY KEY (account_id, browser_id)
) WITHOUT ROWID;
CREATE INDEX browsers_until ON browsers (until_at);
