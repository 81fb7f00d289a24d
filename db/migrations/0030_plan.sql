-- The reform programme and its yearly plans. A version is a draft until its decision; from then on nothing of it changes.
create table congtam.reform_programme (
  id text primary key,
  title text not null check (length(title) between 1 and 300),
  from_year integer not null check (from_year between 2000 and 2100),
  to_year integer not null check (to_year between from_year and 2100),
  decision jsonb,
  at timestamptz not null,
  by text not null
);
comment on table congtam.reform_programme is 'A reform programme of some years (2021-2025), with the decision that issued it.';

create table congtam.reform_plan (
  id text primary key,
  programme text references congtam.reform_programme (id),
  year integer not null unique check (year between 2000 and 2100),
  title text not null check (length(title) between 1 and 300),
  at timestamptz not null,
  by text not null
);
comment on table congtam.reform_plan is 'The reform plan of a year; what stands in it are its versions.';

create table congtam.plan_version (
  plan text not null references congtam.reform_plan (id),
  number integer not null check (number >= 1),
  follows integer,
  general jsonb not null check (jsonb_typeof(general) = 'object'),
  -- Counts the changes of a draft: whoever changes it says which state of it was seen.
  revision integer not null default 1 check (revision >= 1),
  at timestamptz not null,
  by text not null,
  primary key (plan, number)
);
comment on table congtam.plan_version is 'A version of a plan: theme, aims, areas and rules; the first, or an amendment that follows one.';

create table congtam.plan_issue (
  plan text not null,
  number integer not null,
  decision jsonb not null check (jsonb_typeof(decision) = 'object'),
  at timestamptz not null,
  by text not null,
  primary key (plan, number),
  foreign key (plan, number) references congtam.plan_version (plan, number)
);
comment on table congtam.plan_issue is 'The decision by which a version holds.';

create table congtam.plan_target (
  plan text not null,
  number integer not null,
  key text collate "C" not null check (length(key) between 1 and 60),
  position integer not null check (position >= 1),
  body jsonb not null check (jsonb_typeof(body) = 'object'),
  primary key (plan, number, key),
  foreign key (plan, number) references congtam.plan_version (plan, number)
);
comment on table congtam.plan_target is 'A target of a version as a measure: unit, threshold, baseline, who reports, how it is computed.';

create table congtam.plan_task (
  plan text not null,
  number integer not null,
  key text collate "C" not null check (length(key) between 1 and 60),
  position integer not null check (position >= 1),
  body jsonb not null check (jsonb_typeof(body) = 'object'),
  primary key (plan, number, key),
  foreign key (plan, number) references congtam.plan_version (plan, number)
);
comment on table congtam.plan_task is 'A task of a version: area, lead, partners, output, time.';

-- What was issued is for good, whoever forgets to ask.
create function congtam.refuse_issued_plan() returns trigger language plpgsql as $$
declare
  touched record;
begin
  touched := case when tg_op = 'DELETE' then old else new end;
  if exists (select from congtam.plan_issue i where i.plan = touched.plan and i.number = touched.number) then
    raise exception 'version % of plan % was issued', touched.number, touched.plan;
  end if;
  return touched;
end
$$;
create trigger plan_version_kept before update or delete on congtam.plan_version for each row execute function congtam.refuse_issued_plan();
create trigger plan_target_kept before insert or update or delete on congtam.plan_target for each row execute function congtam.refuse_issued_plan();
create trigger plan_task_kept before insert or update or delete on congtam.plan_task for each row execute function congtam.refuse_issued_plan();

grant select, insert on congtam.reform_programme, congtam.reform_plan, congtam.plan_issue to congtam_app;
grant select, insert, update on congtam.plan_version to congtam_app;
grant select, insert, update, delete on congtam.plan_target, congtam.plan_task to congtam_app;

-- What a unit makes of the province's plan: what it takes over, and what it adds of its own.
create table congtam.unit_plan (
  plan text not null references congtam.reform_plan (id),
  unit text not null references congtam.unit (id),
  revision integer not null default 1 check (revision >= 1),
  primary key (plan, unit)
);
comment on table congtam.unit_plan is 'A unit''s own plan within a year''s plan; counts its changes.';

create table congtam.unit_plan_item (
  plan text not null,
  unit text not null,
  key text collate "C" not null check (length(key) between 1 and 60),
  position integer not null check (position >= 1),
  body jsonb not null check (jsonb_typeof(body) = 'object'),
  primary key (plan, unit, key),
  foreign key (plan, unit) references congtam.unit_plan (plan, unit)
);
comment on table congtam.unit_plan_item is 'A task or target in a unit''s plan; what was taken over keeps the key of the province''s plan.';

create table congtam.unit_plan_step (
  plan text not null,
  unit text not null,
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null,
  step jsonb not null check (jsonb_typeof(step) = 'object'),
  primary key (plan, unit, number),
  foreign key (plan, unit) references congtam.unit_plan (plan, unit)
);
comment on table congtam.unit_plan_step is 'A unit''s plan handed in, taken back, approved, returned; the state is what these steps come to.';

create table congtam.plan_work_record (
  plan text not null references congtam.reform_plan (id),
  unit text not null references congtam.unit (id),
  key text collate "C" not null check (length(key) between 1 and 60),
  period text not null check (length(period) between 4 and 10),
  number integer not null check (number >= 1),
  is_done boolean not null,
  note text not null check (length(note) <= 2000),
  files text[] not null,
  at timestamptz not null,
  by text not null,
  primary key (plan, unit, key, period, number)
);
comment on table congtam.plan_work_record is 'What a unit says of a task in a period: done or not, with files; the newest counts.';

create table congtam.plan_duplicate (
  plan text not null references congtam.reform_plan (id),
  first_unit text collate "C" not null references congtam.unit (id),
  first_key text collate "C" not null,
  second_unit text collate "C" not null references congtam.unit (id),
  second_key text collate "C" not null,
  number integer not null check (number >= 1),
  verdict text not null check (verdict in ('first', 'second', 'apart')),
  reason text not null check (length(reason) between 10 and 2000),
  at timestamptz not null,
  by text not null,
  primary key (plan, first_unit, first_key, second_unit, second_key, number),
  check ((first_unit, first_key) < (second_unit, second_key))
);
comment on table congtam.plan_duplicate is 'Two units'' tasks that look alike: told apart, or merged into the one that stays (QĐ 02050, III.1); the newest counts.';

create table congtam.plan_calendar_link (
  id text primary key,
  -- SHA-256 of the secret in the link; the secret itself is shown once and not kept.
  secret_hash text not null unique check (secret_hash ~ '^[0-9a-f]{64}$'),
  person text not null,
  at timestamptz not null,
  revoked_at timestamptz
);
comment on table congtam.plan_calendar_link is 'A secret address by which a calendar program reads somebody''s deadlines, until it is revoked.';
create index plan_calendar_link_person on congtam.plan_calendar_link (person);

alter table congtam.unit_plan enable row level security;
alter table congtam.unit_plan_item enable row level security;
alter table congtam.unit_plan_step enable row level security;
alter table congtam.plan_work_record enable row level security;
create policy unit_plan_seen on congtam.unit_plan to congtam_app using (congtam.sees_unit(unit)) with check (congtam.sees_unit(unit));
create policy unit_plan_item_seen on congtam.unit_plan_item to congtam_app using (congtam.sees_unit(unit)) with check (congtam.sees_unit(unit));
create policy unit_plan_step_seen on congtam.unit_plan_step to congtam_app using (congtam.sees_unit(unit)) with check (congtam.sees_unit(unit));
create policy plan_work_record_seen on congtam.plan_work_record to congtam_app using (congtam.sees_unit(unit)) with check (congtam.sees_unit(unit));
grant select, insert, update on congtam.unit_plan, congtam.plan_calendar_link to congtam_app;
grant select, insert, update, delete on congtam.unit_plan_item to congtam_app;
grant select, insert on congtam.unit_plan_step, congtam.plan_work_record, congtam.plan_duplicate to congtam_app;

-- Inspections of units: what was arranged, found, recommended and mended is what the steps come to.
create table congtam.inspection (
  id text primary key,
  plan text not null references congtam.reform_plan (id),
  unit text not null references congtam.unit (id),
  kind text not null check (kind in ('planned', 'surprise')),
  purpose text not null check (length(purpose) between 1 and 2000),
  at timestamptz not null,
  by text not null
);
comment on table congtam.inspection is 'An inspection of a unit within a year''s plan; a surprise is not told to the unit before it begins.';
create index inspection_plan on congtam.inspection (plan, unit);

create table congtam.inspection_step (
  inspection text not null references congtam.inspection (id),
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null,
  step jsonb not null check (jsonb_typeof(step) = 'object'),
  primary key (inspection, number)
);
comment on table congtam.inspection_step is 'Days, team, checklist, findings, minutes, the unit''s answer, recommendations and what became of them.';
grant select, insert on congtam.inspection, congtam.inspection_step to congtam_app;

-- Initiatives, rewards and communication: what units count in their reports and show as evidence.
create table congtam.plan_register (
  id text primary key,
  kind text not null check (kind in ('initiative', 'reward', 'communication')),
  unit text not null references congtam.unit (id),
  year integer not null check (year between 2000 and 2100),
  at timestamptz not null,
  by text not null
);
comment on table congtam.plan_register is 'An initiative, a reward or a piece of communication of a unit in a year.';
create index plan_register_year on congtam.plan_register (year, kind, unit);

create table congtam.plan_register_version (
  entry text not null references congtam.plan_register (id),
  number integer not null check (number >= 1),
  body jsonb not null check (jsonb_typeof(body) = 'object'),
  withdrawn boolean not null,
  at timestamptz not null,
  by text not null,
  primary key (entry, number)
);
comment on table congtam.plan_register_version is 'Each version of an entry of the registers; the newest counts, unless it was withdrawn.';
grant select, insert on congtam.plan_register, congtam.plan_register_version to congtam_app;
