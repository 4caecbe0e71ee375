-- Whoever coordinates a town that a profile lists, or one within it, sees the profile. 0180.sqlite.sql says the same in the
-- other dialect.

INSERT INTO teams (record, account, from_on, until_on)
WITH RECURSIVE down(consultant, place) AS (
    SELECT x.consultant, x.place FROM consultant_places x WHERE x.archived_at IS NULL
    UNION SELECT d.consultant, t.id FROM down d JOIN place_tree t ON t.parent = d.place)
SELECT DISTINCT d.consultant, r.account, r.from_on, r.until_on FROM down d JOIN reach r ON r.place = d.place
WHERE r.level >= 2 AND (r.role & 7) <> 0;
