-- What a need asks for and an offer has: how often, when, on which terms, with which certificates and languages.
ALTER TABLE listings ADD COLUMN rhythm BIGINT;
ALTER TABLE listings ADD COLUMN days BIGINT;
ALTER TABLE listings ADD COLUMN terms BIGINT;
ALTER TABLE listings ADD COLUMN certificates BIGINT;
ALTER TABLE listings ADD COLUMN languages BIGINT;
