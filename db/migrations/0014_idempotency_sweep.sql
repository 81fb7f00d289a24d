-- A repeated answer carries the version (ETag) that the first one had; and rows are removed when nobody repeats any more.
alter table congtam.idempotency add column version text;
create index idempotency_at on congtam.idempotency (at);
grant delete on congtam.idempotency to congtam_app;
