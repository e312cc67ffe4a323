-- A guest who signed in to an account that has a conversation of its own: the logs stay apart, and the account sees both.
ALTER TABLE customers ADD COLUMN known_as TEXT REFERENCES customers (id);
CREATE INDEX customers_known_as ON customers (known_as) WHERE known_as IS NOT NULL;
