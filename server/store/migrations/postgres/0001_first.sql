-- Times are UTC milliseconds, identifiers are UUIDs as text, flags are 0 or 1, and JSON is text: the subset that both
-- databases store alike.

CREATE TABLE site (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    epoch BIGINT NOT NULL,
    plan TEXT NOT NULL
);

CREATE TABLE teams (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

-- The row of a space is the lock of its counters: whoever writes into the space takes it first.
CREATE TABLE spaces (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    settings TEXT NOT NULL,
    team_id TEXT REFERENCES teams (id),
    rovo_agent TEXT,
    allowed_origins TEXT NOT NULL,
    next_work_item BIGINT NOT NULL,
    feed_head BIGINT NOT NULL,
    -- Grows with each commit that touches a conversation of the space; other nodes find the conversations by it.
    commits BIGINT NOT NULL,
    knowledge_version BIGINT NOT NULL
);

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    disabled BIGINT NOT NULL,
    site_admin BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE memberships (
    space_id TEXT NOT NULL REFERENCES spaces (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL,
    PRIMARY KEY (space_id, account_id)
);
CREATE INDEX memberships_account ON memberships (account_id);

CREATE TABLE team_members (
    team_id TEXT NOT NULL REFERENCES teams (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    marked_available BIGINT NOT NULL,
    PRIMARY KEY (team_id, account_id)
);
CREATE INDEX team_members_account ON team_members (account_id);

-- The lease of a page that is open and can be reached.
CREATE TABLE presence (
    account_id TEXT PRIMARY KEY REFERENCES accounts (id),
    until_at BIGINT NOT NULL
);

CREATE TABLE customers (
    id TEXT PRIMARY KEY,
    space_id TEXT NOT NULL REFERENCES spaces (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    password_hash TEXT,
    created_at BIGINT NOT NULL
);
-- A guest's address is only what he typed; it proves nothing and needs not be unique.
CREATE UNIQUE INDEX customers_email ON customers (space_id, email) WHERE kind <> 'guest';

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    account_id TEXT REFERENCES accounts (id),
    customer_id TEXT REFERENCES customers (id),
    space_id TEXT REFERENCES spaces (id),
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX sessions_customer ON sessions (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX sessions_expires ON sessions (expires_at);

-- The state is a snapshot that can be folded anew from the events. The columns after it are what lists are sorted by:
-- bucket 0 waits (sort_key: since when), 1 is assigned (deadline of the reply, or since when), 2 has ended (when).
CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    space_id TEXT NOT NULL REFERENCES spaces (id),
    customer_id TEXT NOT NULL REFERENCES customers (id),
    head BIGINT NOT NULL,
    state_version BIGINT NOT NULL,
    state TEXT NOT NULL,
    commits BIGINT NOT NULL,
    assignee_id TEXT,
    bucket BIGINT,
    sort_key BIGINT,
    inbox_row TEXT,
    UNIQUE (customer_id, space_id)
);
CREATE INDEX conversations_open ON conversations (space_id, bucket, sort_key, id) WHERE bucket < 2;
CREATE INDEX conversations_ended ON conversations (space_id, sort_key, id) WHERE bucket = 2;
CREATE INDEX conversations_assignee ON conversations (assignee_id) WHERE assignee_id IS NOT NULL;
-- What other nodes have committed. One process has SQLite to itself and needs no such index.
CREATE INDEX conversations_commits ON conversations (space_id, commits);

-- The log. The first event of a command carries the command's id, which is also the id of the message it became.
CREATE TABLE events (
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    payload TEXT NOT NULL,
    command_id TEXT,
    PRIMARY KEY (conversation_id, seq)
);
CREATE UNIQUE INDEX events_command ON events (command_id, conversation_id) WHERE command_id IS NOT NULL;

-- At most one of a kind for each conversation; a later generation replaces the one before.
CREATE TABLE deadlines (
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    kind TEXT NOT NULL,
    generation BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    fired_at BIGINT,
    PRIMARY KEY (conversation_id, kind)
);
CREATE INDEX deadlines_due ON deadlines (due_at) WHERE fired_at IS NULL;

CREATE TABLE inbox_feed (
    space_id TEXT NOT NULL REFERENCES spaces (id),
    seq BIGINT NOT NULL,
    inbox_row TEXT NOT NULL,
    PRIMARY KEY (space_id, seq)
);

-- How long customers waited for a claim.
CREATE TABLE claims (
    space_id TEXT NOT NULL REFERENCES spaces (id),
    at BIGINT NOT NULL,
    conversation_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    waited BIGINT NOT NULL,
    PRIMARY KEY (space_id, at, conversation_id, seq)
);

-- A copy of what the conversations hold, for lists. Nobody and no team are empty texts, so that indexes find them. The
-- identifier comes from a browser, so it counts only within its conversation.
CREATE TABLE work_items (
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    id TEXT NOT NULL,
    space_id TEXT NOT NULL REFERENCES spaces (id),
    number BIGINT NOT NULL,
    customer_id TEXT NOT NULL REFERENCES customers (id),
    status TEXT NOT NULL,
    assignee_id TEXT NOT NULL,
    team_id TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY (conversation_id, id)
);
CREATE UNIQUE INDEX work_items_number ON work_items (space_id, number);
CREATE INDEX work_items_status ON work_items (space_id, status, number);
CREATE INDEX work_items_assignee ON work_items (space_id, assignee_id, number);
CREATE INDEX work_items_assignee_status ON work_items (space_id, assignee_id, status, number);
CREATE INDEX work_items_team ON work_items (space_id, team_id, number);
CREATE INDEX work_items_team_status ON work_items (space_id, team_id, status, number);
CREATE INDEX work_items_customer ON work_items (customer_id, number);

CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    space_id TEXT NOT NULL REFERENCES spaces (id),
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL,
    popular BIGINT NOT NULL,
    published BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (space_id, slug)
);

CREATE TABLE article_uses (
    space_id TEXT NOT NULL REFERENCES spaces (id),
    article_id TEXT NOT NULL,
    quoted BIGINT NOT NULL,
    helped BIGINT NOT NULL,
    did_not_help BIGINT NOT NULL,
    PRIMARY KEY (space_id, article_id)
);
