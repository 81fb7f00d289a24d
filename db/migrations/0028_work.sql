-- Work that is assigned, done and accepted (NĐ 335/2025, article 18), and each person's period (articles 14 to 17).

-- Of a person's file everybody else who is shown it stands in the log of reads.
alter table congtam.read_entry add column of_person text;
comment on column congtam.read_entry.of_person is 'Whose personnel file was shown; of these, campaign is a period of work.';
alter table congtam.read_entry drop constraint read_entry_kind_check;
alter table congtam.read_entry add constraint read_entry_kind_check check (kind in ('unit-file', 'opinions', 'draft-result', 'personnel-file') and (kind = 'personnel-file') = (of_person is not null));
create index read_entry_of_person on congtam.read_entry (of_person, id) where of_person is not null;

create table congtam.work_granularity (
  regulation text not null,
  from_day date not null,
  kind text not null check (kind in ('month', 'quarter')),
  reason text not null check (length(reason) between 1 and 2000),
  by text not null,
  at timestamptz not null,
  primary key (regulation, from_day),
  check (extract(day from from_day) = 1),
  check (kind = 'month' or extract(month from from_day) in (1, 4, 7, 10))
);
comment on table congtam.work_granularity is 'From which day on the periods of a regulation are months or quarters; it may change within a year. Append-only.';

create table congtam.work_period (
  -- 2026-Q1, 2026-04; of a trial T-2026-Q1.
  id text collate "C" primary key check (id ~ '^(T-)?20[0-9]{2}-(Q[1-4]|0[1-9]|1[0-2])$'),
  regulation_version text not null references congtam.regulation_version (id),
  regulation_sha256 text not null,
  index_code text not null,
  from_day date not null,
  to_day date not null check (to_day > from_day),
  months integer not null check (months in (1, 3)),
  opened_at timestamptz not null,
  opened_by text not null
);
comment on table congtam.work_period is 'A month or quarter in which work is followed; to_day is the first day no longer. What a trial holds counts for nobody.';

create table congtam.work_period_action (
  period text collate "C" not null references congtam.work_period (id),
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null,
  action jsonb not null check (jsonb_typeof(action) = 'object'),
  primary key (period, number)
);
comment on table congtam.work_period_action is 'Closing and reopening of a period, in order; its state is the fold of these rows.';

create sequence congtam.work_item_id;

create table congtam.work_item (
  period text collate "C" not null,
  id bigint not null default nextval('congtam.work_item_id'),
  person text collate "C" not null,
  unit text collate "C" not null,
  -- The line of the catalogue's version, and what it counted when it was assigned, in ten-thousandths.
  product text collate "C" not null,
  coefficient integer not null check (coefficient > 0),
  -- Quantities are in hundredths. Of what is outside the plan nothing is assigned (article 18.1.d).
  assigned integer not null check (assigned between 1 and 999999),
  done integer not null default 0 check (done between 0 and 999999),
  accepted integer not null default 0 check (accepted between 0 and 999999),
  quality_failures smallint not null default 0 check (quality_failures between 0 and 99),
  delays smallint not null default 0 check (delays between 0 and 99),
  -- Objective causes that the superior has confirmed; they are not among the failures and delays.
  excused smallint not null default 0 check (excused between 0 and 99),
  extra boolean not null default false,
  state text collate "C" not null default 'assigned' check (state in ('assigned', 'done', 'accepted', 'handed-back')),
  assigned_on date not null,
  due date not null check (due >= assigned_on),
  done_on date,
  output text,
  reference text,
  -- What another system calls it: the same task is one.
  source text collate "C",
  external text collate "C",
  -- Taken over from another person's, or one share of a team's work.
  taken_from bigint,
  team bigint,
  version integer not null default 1,
  primary key (period, id),
  check (state <> 'accepted' or accepted > 0),
  check (state = 'accepted' or accepted = 0)
) partition by list (period);
comment on table congtam.work_item is 'One piece of work of one person in a period, as it stands; each period is a partition, so that millions of rows of the past are never touched. Taken over and unplanned work is extra.';
create index work_item_unit on congtam.work_item (unit, person);
create unique index work_item_external on congtam.work_item (period, source, external) where source is not null;

create table congtam.work_event (
  period text collate "C" not null,
  item bigint not null,
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null,
  action jsonb not null,
  primary key (period, item, number)
) partition by list (period);
comment on table congtam.work_event is 'What people did with a piece of work, in order; append-only. Work that came in bulk begins with its import.';

create table congtam.work_import (
  id text primary key,
  period text collate "C" not null references congtam.work_period (id),
  source text not null,
  at timestamptz not null,
  by text not null,
  added integer not null,
  changed integer not null,
  unchanged integer not null,
  -- Of the rows as they were read, in order.
  sha256 text not null check (length(sha256) = 64),
  mapping jsonb
);
comment on table congtam.work_import is 'Every file or stream of work that came from another system. Append-only.';

create table congtam.work_mapping (
  unit text not null references congtam.unit (id),
  source text not null check (length(source) between 1 and 60),
  number integer not null check (number >= 1),
  mapping jsonb not null check (jsonb_typeof(mapping) = 'object'),
  by text not null,
  at timestamptz not null,
  primary key (unit, source, number)
);
comment on table congtam.work_mapping is 'Which column of a task system''s export means what, kept for the next time; the newest number counts.';

create table congtam.work_form_action (
  period text collate "C" not null references congtam.work_period (id),
  person text collate "C" not null,
  number integer not null check (number >= 1),
  unit text collate "C" not null,
  at timestamptz not null,
  by text not null,
  action jsonb not null check (jsonb_typeof(action) = 'object'),
  primary key (period, person, number)
);
comment on table congtam.work_form_action is 'A person''s form 01: self-scores, hand-in, return, confirmation, absence, notice, in order; append-only.';
create index work_form_action_unit on congtam.work_form_action (period, unit);

create table congtam.work_result (
  period text collate "C" not null references congtam.work_period (id),
  person text collate "C" not null,
  unit text collate "C" not null,
  state text collate "C" not null check (state in ('computed', 'confirmed', 'absent')),
  general integer check (general between 0 and 10000),
  results integer check (results between 0 and 100000),
  total integer check (total between 0 and 100000),
  level text,
  -- a to e as exact decimals, and the reason in words.
  parts jsonb not null,
  reason text,
  at timestamptz not null,
  primary key (period, person)
);
comment on table congtam.work_result is 'What a person''s period came to, in hundredths of points, with the reason. What is confirmed stands in the form''s actions as well and is not computed again.';
create index work_result_unit on congtam.work_result (unit, period);

create table congtam.work_unit_action (
  period text collate "C" not null references congtam.work_period (id),
  unit text collate "C" not null,
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null,
  action jsonb not null check (jsonb_typeof(action) = 'object'),
  primary key (period, unit, number)
);
comment on table congtam.work_unit_action is 'The office''s meeting with its minutes, and the notice of the period''s results; append-only.';

create table congtam.work_remit (
  person text collate "C" not null,
  number integer not null check (number >= 1),
  -- Whose work a deputy looks after (article 15.4).
  units text[] not null,
  people text[] not null,
  from_day date not null,
  by text not null,
  at timestamptz not null,
  primary key (person, number)
);
comment on table congtam.work_remit is 'The field that a deputy was put in charge of: units and people; the newest that has begun counts. Append-only.';

-- The application makes no tables; a period's partitions it gets by this alone.
create function congtam.open_work_period(period text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  suffix text := lower(replace(period, '-', '_'));
begin
  if not exists (select from congtam.work_period held where held.id = period) then
    raise exception 'no such period of work: %', period;
  end if;
  execute format('create table congtam.work_item_%s partition of congtam.work_item for values in (%L)', suffix, period);
  execute format('create table congtam.work_event_%s partition of congtam.work_event for values in (%L)', suffix, period);
end
$$;
revoke execute on function congtam.open_work_period(text) from public;
grant execute on function congtam.open_work_period(text) to congtam_app;

grant select, insert on congtam.work_granularity, congtam.work_period, congtam.work_period_action, congtam.work_event, congtam.work_import, congtam.work_mapping, congtam.work_form_action, congtam.work_unit_action, congtam.work_remit to congtam_app;
grant select, insert, update on congtam.work_item, congtam.work_result to congtam_app;
grant usage on sequence congtam.work_item_id to congtam_app;
