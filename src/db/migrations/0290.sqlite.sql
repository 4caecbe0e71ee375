-- Which act a mail comes from: when the act is taken back, what was not sent yet is not sent.
ALTER TABLE mails ADD COLUMN act INTEGER;
CREATE INDEX mails_act ON mails (act) WHERE sent_at IS NULL;
