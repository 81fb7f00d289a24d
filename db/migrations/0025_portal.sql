-- What the public sees stands in a schema of its own. The pages are read by a role (`congtam_portal`, made with the
-- others before the first migration) that has rights here and nowhere else: what was not published cannot be reached from
-- them, whatever a page's program forgets. Rows are added in the transaction that publishes, and never changed.
create table portal.regulation (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  document jsonb not null check (jsonb_typeof(document) = 'object')
);
comment on table portal.regulation is 'Regulations by which published results were computed, as they were then.';

create table portal.snapshot (
  campaign text not null,
  number integer not null check (number >= 1),
  year integer not null,
  title text not null,
  published_at timestamptz not null,
  regulation_sha256 text not null references portal.regulation (sha256),
  -- The decision, the place in the ledger, the units with their names of the time, levels that people decided.
  about jsonb not null check (jsonb_typeof(about) = 'object'),
  -- Texts, so that they can be given back byte for byte.
  case_text text not null,
  result_text text not null,
  result_sha256 text not null check (result_sha256 ~ '^[0-9a-f]{64}$'),
  primary key (campaign, number)
);
comment on table portal.snapshot is 'A published result with all that its pages and files are made from. A replacement is a further row; both stay readable.';

create table portal.generation (
  is_only boolean primary key default true check (is_only),
  number bigint not null
);
comment on table portal.generation is 'Counts every change of this schema, so that pages kept in memory are known to be old.';
insert into portal.generation (number) values (1);

grant select, insert on portal.regulation, portal.snapshot to congtam_app;
grant select, update on portal.generation to congtam_app;
grant select on portal.regulation, portal.snapshot, portal.generation to congtam_portal;

-- A publication may be ordered for a later hour. Until then nothing is published and every door is as closed as before.
-- The order may be given anew or taken back, so there may be several; the newest counts.
alter table congtam.result_step drop constraint result_step_kind_check;
alter table congtam.result_step add constraint result_step_kind_check check (kind in ('return', 'approve', 'publish', 'embargo'));
drop index congtam.result_step_once;
create unique index result_step_once on congtam.result_step (campaign, number, kind) where kind <> 'embargo';
