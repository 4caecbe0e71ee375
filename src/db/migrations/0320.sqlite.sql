-- What a need asks for and an offer has: how often, when, on which terms, with which certificates and languages.
ALTER TABLE listings ADD COLUMN rhythm INTEGER;
ALTER TABLE listings ADD COLUMN days INTEGER;
ALTER TABLE listings ADD COLUMN terms INTEGER;
ALTER TABLE listings ADD COLUMN certificates INTEGER;
ALTER TABLE listings ADD COLUMN languages INTEGER;
