-- Spending from files: who was paid when they do not stand here, and which file. 0420.sqlite.sql says the same in the other
-- dialect.

ALTER TABLE outlays ADD COLUMN seller_words TEXT COLLATE "C";
ALTER TABLE outlays ADD COLUMN source TEXT COLLATE "C";
