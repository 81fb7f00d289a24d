-- The room personnel: what came of a piece of work, attached to it (NĐ 335/2025, articles 14 and 18). Pieces stand in
-- partitions that go with their time; files name them and hold none of them back.
create table congtam.work_file (
  period text collate "C" not null references congtam.work_period (id),
  item bigint not null,
  number integer not null check (number between 1 and 5),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('pdf', 'jpg', 'png', 'docx', 'xlsx')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea not null check (length(bytes) between 1 and 5242880),
  at timestamptz not null,
  by text not null,
  primary key (period, item, number)
);
comment on table congtam.work_file is 'Outputs attached to a piece of work by who did it, append-only; they go when the records of the year are deleted.';

create table congtam.work_scan (
  id bigint generated always as identity primary key,
  period text collate "C" not null,
  item bigint not null,
  number integer not null,
  verdict text not null check (verdict in ('waiting', 'clean', 'infected')),
  detail text not null,
  at timestamptz not null,
  foreign key (period, item, number) references congtam.work_file (period, item, number)
);
comment on table congtam.work_scan is 'What the scanner said of a file of a piece of work, append-only; the newest counts; what waits or is infected is given to nobody.';
create index work_scan_file on congtam.work_scan (period, item, number, id desc);
grant select, insert on congtam.work_file, congtam.work_scan to congtam_app;

-- Policies stand behind the room's own rules: who sees a piece sees what is attached to it.
alter table congtam.work_file enable row level security;
alter table congtam.work_scan enable row level security;
create policy work_file_seen on congtam.work_file to congtam_app
  using ((select congtam.sees_all()) or exists (select from congtam.work_item held where held.period = work_file.period and held.id = work_file.item));
create policy work_scan_seen on congtam.work_scan to congtam_app
  using ((select congtam.sees_all()) or exists (select from congtam.work_item held where held.period = work_scan.period and held.id = work_scan.item));

-- As before; files of pieces of work go with them.
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
    delete from congtam.work_scan where period = held.id;
    delete from congtam.work_file where period = held.id;
    get diagnostics rows_gone = row_count;
    counted := jsonb_set(counted, '{outputs}', to_jsonb(coalesce((counted ->> 'outputs')::bigint, 0) + rows_gone));
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
