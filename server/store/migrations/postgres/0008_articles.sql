-- Grows with each change of an article, so that who saves an older one learns of the newer.
ALTER TABLE articles ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
