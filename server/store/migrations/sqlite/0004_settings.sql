-- The audit record of the last change of settings, Rovo agent, origins or name: what a form was made from.
ALTER TABLE spaces ADD COLUMN settings_version BIGINT NOT NULL DEFAULT 0;

-- Which pages of other sites opened the chat, the newest of each origin.
CREATE TABLE embed_loads (
    space_id TEXT NOT NULL REFERENCES spaces (id),
    origin TEXT NOT NULL,
    at BIGINT NOT NULL,
    build TEXT NOT NULL,
    allowed BIGINT NOT NULL,
    PRIMARY KEY (space_id, origin)
) WITHOUT ROWID;

-- The last self-test of a space, with each of its steps.
CREATE TABLE self_tests (
    space_id TEXT PRIMARY KEY REFERENCES spaces (id),
    at BIGINT NOT NULL,
    by_name TEXT NOT NULL,
    report TEXT NOT NULL
);
