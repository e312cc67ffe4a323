-- What staff did, one row after the other without a gap. Each row's hash covers its fields and the hash before it, so
-- that a change to an old row is noticed. Rows are added and never changed.
CREATE TABLE audit_log (
    id BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    actor_id TEXT,
    actor_name TEXT NOT NULL,
    space_id TEXT REFERENCES spaces (id),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT,
    after TEXT,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_log_space ON audit_log (space_id, id);
CREATE INDEX audit_log_actor ON audit_log (actor_id, id);
CREATE INDEX audit_log_kind ON audit_log (kind, id);
CREATE INDEX audit_log_at ON audit_log (at);

-- The newest row, so that rows missing at the end are noticed too. Who adds one takes this row last of all.
CREATE TABLE audit_head (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    last BIGINT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO audit_head (id, last, hash) VALUES (1, 0, '');

-- A one-time link for somebody who has no account yet. Only the hash of its token is here.
CREATE TABLE invitations (
    token_hash TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    space_id TEXT REFERENCES spaces (id),
    role TEXT,
    site_admin BIGINT NOT NULL,
    invited_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
