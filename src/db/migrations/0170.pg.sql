-- Whoever accompanies a business sees its details in whichever town. 0170.sqlite.sql says the same in the other dialect.

INSERT INTO teams (record, account, from_on, until_on)
SELECT k.client, t.account, t.from_on, t.until_on FROM cases k JOIN teams t ON t.record = k.team
WHERE k.client IS NOT NULL AND k.archived_at IS NULL AND k.merged_into IS NULL;

INSERT INTO teams (record, account, from_on, until_on)
SELECT k.contact, t.account, t.from_on, t.until_on FROM cases k JOIN teams t ON t.record = k.team
WHERE k.contact <> k.client AND k.archived_at IS NULL AND k.merged_into IS NULL;
