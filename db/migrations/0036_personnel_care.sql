-- Civil servants' work and ratings: a quarter computed for everybody beside requests, policies on rows, and an end to keeping.

-- Work is asked for by whose it is; with millions of rows each index costs an import its time.
drop index congtam.work_item_unit;
create index work_item_person on congtam.work_item (person);

create table congtam.work_computation (
  id text primary key,
  period text collate "C" not null references congtam.work_period (id),
  state text not null check (state in ('waiting', 'running', 'done', 'cancelled')),
  done integer not null check (done >= 0),
  total integer not null check (total >= 0),
  -- How many stand at which level, and how many lack what.
  summary jsonb,
  by text not null,
  at timestamptz not null,
  ended_at timestamptz,
  check ((state = 'done') = (summary is not null))
);
comment on table congtam.work_computation is 'A period computed for everybody: how far a running one has come, and what came of it. What is confirmed is never computed again.';
create index work_computation_period on congtam.work_computation (period, at);
grant select, insert, update on congtam.work_computation to congtam_app;

-- Policies stand behind the room's own rules. Each part is asked once for a statement, however many rows there are.
create function congtam.sees_all() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('congtam.scope', true) = 'all', false)
$$;
comment on function congtam.sees_all() is 'For policies: whether whoever is asking works on every unit, or is the program itself.';

create function congtam.agency_units() returns text[] language sql stable parallel safe as $$
  with recursive own (id) as (
    select unnest(string_to_array(nullif(current_setting('congtam.units', true), ''), ',')) where current_setting('congtam.scope', true) = 'units'
  ), line (own, id, parent_id, index_code, height) as (
    select own.id, held.id, held.parent_id, held.index_code, 0 from own join congtam.unit held on held.id = own.id
    union all
    select line.own, held.id, held.parent_id, held.index_code, line.height + 1 from line join congtam.unit held on held.id = line.parent_id where line.height < 20
  ), root (id) as (
    select distinct coalesce((select line.id from line where line.own = own.id and line.index_code is not null order by line.height desc limit 1), own.id) from own
  ), below (id, depth) as (
    select id, 0 from root
    union
    select held.id, below.depth + 1 from below join congtam.unit held on held.parent_id = below.id where below.depth < 20
  )
  select coalesce(array_agg(distinct id), '{}') from below
$$;
comment on function congtam.agency_units() is 'For policies: the units of the agencies in which whoever is asking has a post.';

create function congtam.agency_people() returns text[] language sql stable parallel safe as $$
  select coalesce(array_agg(distinct person_id), '{}') from congtam.post where unit_id = any (congtam.agency_units()) and (valid_to is null or valid_to > current_date - 366)
$$;
comment on function congtam.agency_people() is 'For policies: who works in these agencies; what they did elsewhere before comes along.';
revoke execute on function congtam.sees_all(), congtam.agency_units(), congtam.agency_people() from public;
grant execute on function congtam.sees_all(), congtam.agency_units(), congtam.agency_people() to congtam_app;

alter table congtam.work_item enable row level security;
alter table congtam.work_event enable row level security;
alter table congtam.work_form_action enable row level security;
alter table congtam.work_unit_action enable row level security;
alter table congtam.outbox enable row level security;
create policy work_item_seen on congtam.work_item to congtam_app
  using ((select congtam.sees_all()) or person = (select current_setting('congtam.person', true)) or unit = any ((select congtam.agency_units())::text[]) or person = any ((select congtam.agency_people())::text[]));
create policy work_form_action_seen on congtam.work_form_action to congtam_app
  using ((select congtam.sees_all()) or person = (select current_setting('congtam.person', true)) or unit = any ((select congtam.agency_units())::text[]) or person = any ((select congtam.agency_people())::text[]));
create policy work_unit_action_seen on congtam.work_unit_action to congtam_app
  using ((select congtam.sees_all()) or unit = any ((select congtam.agency_units())::text[]));
-- What was done to a piece is written with every change; only the program itself reads it.
create policy work_event_read on congtam.work_event for select to congtam_app using ((select congtam.sees_all()));
create policy work_event_added on congtam.work_event for insert to congtam_app with check (true);
-- Results are queued by who decides; what became of them is the department's to see.
create policy outbox_seen on congtam.outbox for select to congtam_app using ((select congtam.sees_all()) or agency = any ((select congtam.agency_units())::text[]));
create policy outbox_added on congtam.outbox for insert to congtam_app with check ((select congtam.sees_all()) or agency = any ((select congtam.agency_units())::text[]));
create policy outbox_changed on congtam.outbox for update to congtam_app using ((select congtam.sees_all()));

-- COPY goes past policies only into a partition, which the application may add to and not read.
create function congtam.work_partition(period text) returns text language sql immutable parallel safe as $$
  select 'work_item_' || lower(replace(period, '-', '_'))
$$;
revoke execute on function congtam.work_partition(text) from public;
grant execute on function congtam.work_partition(text) to congtam_app;
create or replace function congtam.open_work_period(period text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  suffix text := lower(replace(period, '-', '_'));
begin
  if not exists (select from congtam.work_period held where held.id = period) then
    raise exception 'no such period of work: %', period;
  end if;
  execute format('create table congtam.work_item_%s partition of congtam.work_item for values in (%L)', suffix, period);
  execute format('create table congtam.work_event_%s partition of congtam.work_event for values in (%L)', suffix, period);
  execute format('grant insert on congtam.work_item_%s to congtam_app', suffix);
end
$$;
do $$
declare
  held record;
begin
  for held in select id from congtam.work_period loop
    execute format('grant insert on congtam.%I to congtam_app', congtam.work_partition(held.id));
  end loop;
end
$$;

-- Records end with the time for which they are kept (setting of each year); the application cannot delete any of them otherwise.
create table congtam.rating_forgotten (
  year integer primary key,
  at timestamptz not null,
  counts jsonb not null check (jsonb_typeof(counts) = 'object')
);
comment on table congtam.rating_forgotten is 'Years whose records were deleted when the time for keeping them was over, with how many there were. Append-only.';
grant select on congtam.rating_forgotten to congtam_app;

create function congtam.forget_rating_year(forgotten integer, moment timestamptz) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  kept integer;
  held record;
  counted jsonb := '{}';
  rows_gone bigint;
begin
  select retention_years into kept from congtam.rating_year where year = forgotten order by number desc limit 1;
  -- Kept through the last year: records of 2026 kept for 20 years go in 2047.
  if kept is null or extract(year from moment at time zone 'Asia/Ho_Chi_Minh') <= forgotten + kept then
    raise exception 'the records of % are still to be kept', forgotten using errcode = 'integrity_constraint_violation';
  end if;
  if exists (select from congtam.rating_forgotten where year = forgotten) then
    return null;
  end if;
  for held in select id, lower(replace(id, '-', '_')) as suffix from congtam.work_period where extract(year from from_day) = forgotten loop
    execute format('select count(*) from congtam.work_item_%s', held.suffix) into rows_gone;
    counted := jsonb_set(counted, '{work}', to_jsonb(coalesce((counted ->> 'work')::bigint, 0) + rows_gone));
    execute format('drop table congtam.work_item_%s', held.suffix);
    execute format('drop table congtam.work_event_%s', held.suffix);
    delete from congtam.work_form_action where period = held.id;
    get diagnostics rows_gone = row_count;
    counted := jsonb_set(counted, '{forms}', to_jsonb(coalesce((counted ->> 'forms')::bigint, 0) + rows_gone));
    delete from congtam.work_unit_action where period = held.id;
    delete from congtam.work_result where period = held.id;
  end loop;
  delete from congtam.rating_step using congtam.rating_file file where file.id = rating_step.file and file.year = forgotten;
  delete from congtam.rating_meeting where year = forgotten;
  delete from congtam.rating_file where year = forgotten;
  get diagnostics rows_gone = row_count;
  counted := jsonb_set(counted, '{files}', to_jsonb(rows_gone));
  delete from congtam.outbox_attempt using congtam.outbox item where item.id = outbox_attempt.item and item.year = forgotten;
  delete from congtam.outbox where year = forgotten;
  insert into congtam.rating_forgotten (year, at, counts) values (forgotten, moment, counted);
  return counted;
end
$$;
comment on function congtam.forget_rating_year(integer, timestamptz) is 'Deletes a year''s records of people once its time is over; the only way in which they are deleted.';
revoke execute on function congtam.forget_rating_year(integer, timestamptz) from public;
grant execute on function congtam.forget_rating_year(integer, timestamptz) to congtam_app;
