-- What the desk counts of every open case stands in one index, and who is in a team in another: no row is fetched for it.
CREATE INDEX cases_desk ON cases (org, stage, next_on, answered_at, answer_by, heard_at, created_at, visibility, unit,
    team, archived_at, merged_into, created_by);
DROP INDEX teams_of_record;
CREATE INDEX teams_of_record ON teams (record, account, from_on, until_on);
