-- What customers, the shell or nobody did is rare among what accounts do, and is looked for by the kind of actor.
CREATE INDEX audit_log_actor_kind ON audit_log (actor, id);
