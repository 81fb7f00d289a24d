-- Results and ratings of civil servants: policies on rows, as on their work, and results apart by period, as their work is.

-- Results move into partitions; a copy goes past policies only into one of these, which the application may add to and not read.
alter table congtam.work_result rename to work_result_whole;
alter index congtam.work_result_pkey rename to work_result_whole_pkey;
alter index congtam.work_result_unit rename to work_result_whole_unit;
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
) partition by list (period);
comment on table congtam.work_result is 'What a person''s period came to, in hundredths of points, with the reason; each period is a partition. What is confirmed stands in the form''s actions as well and is not computed again.';
create index work_result_unit on congtam.work_result (unit, period);
create index work_result_person on congtam.work_result (person);
grant select, insert, update on congtam.work_result to congtam_app;

create or replace function congtam.open_work_period(period text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  suffix text := lower(replace(period, '-', '_'));
begin
  if not exists (select from congtam.work_period held where held.id = period) then
    raise exception 'no such period of work: %', period;
  end if;
  execute format('create table congtam.work_item_%s partition of congtam.work_item for values in (%L)', suffix, period);
  execute format('create table congtam.work_event_%s partition of congtam.work_event for values in (%L)', suffix, period);
  execute format('create table congtam.work_result_%s partition of congtam.work_result for values in (%L)', suffix, period);
  execute format('grant insert on congtam.work_item_%s, congtam.work_result_%s to congtam_app', suffix, suffix);
end
$$;
do $$
declare
  held record;
begin
  for held in select id, lower(replace(id, '-', '_')) as suffix from congtam.work_period loop
    execute format('create table congtam.work_result_%s partition of congtam.work_result for values in (%L)', held.suffix, held.id);
    execute format('grant insert on congtam.work_result_%s to congtam_app', held.suffix);
  end loop;
end
$$;
insert into congtam.work_result (period, person, unit, state, general, results, total, level, parts, reason, at)
select period, person, unit, state, general, results, total, level, parts, reason, at from congtam.work_result_whole;
drop table congtam.work_result_whole;

-- Policies stand behind the room's own rules: one's own file, and those of the agencies in which one has a post.
alter table congtam.work_result enable row level security;
alter table congtam.rating_file enable row level security;
alter table congtam.rating_step enable row level security;
alter table congtam.rating_round_step enable row level security;
alter table congtam.rating_meeting enable row level security;
alter table congtam.outbox_attempt enable row level security;
create policy work_result_seen on congtam.work_result to congtam_app
  using ((select congtam.sees_all()) or person = (select current_setting('congtam.person', true)) or unit = any ((select congtam.agency_units())::text[]) or person = any ((select congtam.agency_people())::text[]));
create policy rating_file_seen on congtam.rating_file to congtam_app
  using ((select congtam.sees_all()) or person = (select current_setting('congtam.person', true)) or agency = any ((select congtam.agency_units())::text[]) or office = any ((select congtam.agency_units())::text[]) or person = any ((select congtam.agency_people())::text[]));
-- What belongs to a file, or to the round of one, goes with it.
create policy rating_step_seen on congtam.rating_step to congtam_app
  using ((select congtam.sees_all()) or exists (select from congtam.rating_file held where held.id = rating_step.file));
create policy rating_round_step_seen on congtam.rating_round_step to congtam_app
  using ((select congtam.sees_all()) or round = any ((select congtam.agency_units())::text[]) or exists (select from congtam.rating_file held where held.year = rating_round_step.year and held.round = rating_round_step.round));
create policy rating_meeting_seen on congtam.rating_meeting to congtam_app
  using ((select congtam.sees_all()) or unit = any ((select congtam.agency_units())::text[]));
create policy outbox_attempt_seen on congtam.outbox_attempt to congtam_app using ((select congtam.sees_all()));

-- As before; the results of a period go with their partition.
create or replace function congtam.forget_rating_year(forgotten integer, moment timestamptz) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
    execute format('drop table congtam.work_result_%s', held.suffix);
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

-- How many groups of complexity there may be is told by the regulation (terms.mostGroups), no longer by the tables.
alter table congtam.work_catalogue drop constraint work_catalogue_frames_check;
alter table congtam.work_catalogue add constraint work_catalogue_frames_check check (jsonb_typeof(frames) = 'array' and jsonb_array_length(frames) between 1 and 20);
alter table congtam.work_catalogue_item drop constraint work_catalogue_item_complexity_check;
alter table congtam.work_catalogue_item add constraint work_catalogue_item_complexity_check check (complexity between 1 and 20);
