-- An invitation that goes along with a mail.
ALTER TABLE mails ADD COLUMN calendar TEXT COLLATE "C";
