-- The catalogue of products and work of Decree 335/2025 (article 13): each unit lists its own, the department merges them
-- into one for the whole province, the Chairman approves it. A list is a version: once it has left the desk of who made it,
-- it does not change any more.
create table congtam.work_catalogue (
  id text primary key,
  -- Null: the one for the whole province.
  unit text references congtam.unit (id),
  number integer not null check (number >= 1),
  based_on text references congtam.work_catalogue (id),
  title text not null check (length(title) between 1 and 300),
  -- The year whose work was listed.
  year integer not null check (year between 2000 and 2100),
  standard_name text not null check (length(standard_name) <= 500),
  standard_points numeric(9, 2) not null check (standard_points > 0),
  -- Which points each group of complexity may have.
  frames jsonb not null check (jsonb_typeof(frames) = 'array' and jsonb_array_length(frames) between 1 and 5),
  state text not null default 'draft' check (state in ('draft', 'sent', 'returned', 'accepted', 'approved')),
  in_force_from date check ((in_force_from is not null) = (state = 'approved')),
  version integer not null default 1,
  created_at timestamptz not null,
  created_by text not null,
  check (state <> 'accepted' or unit is not null),
  check (state <> 'approved' or unit is null),
  unique nulls not distinct (unit, number)
);
comment on table congtam.work_catalogue is 'Versions of catalogues of work, of one unit or (unit null) of the province; version counts the changes of a draft.';
create unique index work_catalogue_under_way on congtam.work_catalogue (coalesce(unit, '')) where state in ('draft', 'sent', 'returned');
create unique index work_catalogue_day on congtam.work_catalogue (in_force_from) where state = 'approved';

create table congtam.work_catalogue_item (
  id text primary key,
  catalogue text not null references congtam.work_catalogue (id),
  -- The same in every version of one catalogue.
  work text not null,
  position integer not null check (position >= 0),
  -- Whose work it is; null: everybody's. In the list of a unit always that unit or null.
  unit text references congtam.unit (id),
  code text not null check (length(code) <= 60),
  field text not null check (length(field) <= 300),
  name text not null check (length(name) between 1 and 1000),
  detail text not null check (length(detail) <= 2000),
  output text not null check (length(output) <= 1000),
  unit_of_measure text not null check (length(unit_of_measure) <= 60),
  complexity integer check (complexity between 1 and 5),
  points numeric(9, 2) check (points > 0),
  note text not null check (length(note) <= 2000)
);
comment on table congtam.work_catalogue_item is 'One product or piece of work of a version; its coefficient is points ÷ the version''s standard_points.';
create index work_catalogue_item_order on congtam.work_catalogue_item (catalogue, position, id);
create index work_catalogue_item_work on congtam.work_catalogue_item (work);

create table congtam.work_catalogue_source (
  catalogue text not null references congtam.work_catalogue (id),
  -- Of the line as it was sent: the same line in a later list has had its answer, a changed one has not.
  print text not null check (print ~ '^[0-9a-f]{64}$'),
  source text not null,
  -- Null: left out, for the reason.
  item text references congtam.work_catalogue_item (id) on delete cascade,
  reason text not null default '' check (length(reason) <= 2000),
  primary key (catalogue, print),
  check ((item is null) = (reason <> ''))
);
comment on table congtam.work_catalogue_source is 'What became in the province''s list of each line of the units'' lists: joined into an item, or left out with the reason.';
create index work_catalogue_source_item on congtam.work_catalogue_source (item);

create table congtam.work_catalogue_step (
  catalogue text not null references congtam.work_catalogue (id),
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null,
  step jsonb not null check (jsonb_typeof(step) = 'object'),
  primary key (catalogue, number)
);
comment on table congtam.work_catalogue_step is 'Sent, taken back, returned, accepted, approved: who did it, when, why. Append-only.';

-- Behind the room's own rules: what was handed over does not change.
create function congtam.work_catalogue_guard() returns trigger language plpgsql as $$
declare
  held text;
begin
  select state into held from congtam.work_catalogue where id = coalesce(new.catalogue, old.catalogue);
  if held not in ('draft', 'returned') then
    raise exception 'the work catalogue is % and does not change', held using errcode = 'integrity_constraint_violation';
  end if;
  return coalesce(new, old);
end
$$;
create trigger work_catalogue_item_guard before insert or update or delete on congtam.work_catalogue_item for each row execute function congtam.work_catalogue_guard();
create trigger work_catalogue_source_guard before insert or update or delete on congtam.work_catalogue_source for each row execute function congtam.work_catalogue_guard();

create function congtam.work_catalogue_final() returns trigger language plpgsql as $$
begin
  if old.state in ('accepted', 'approved') or (old.state = 'sent' and (new.standard_points, new.frames, new.title, new.year, new.standard_name) is distinct from (old.standard_points, old.frames, old.title, old.year, old.standard_name)) then
    raise exception 'the work catalogue is % and does not change', old.state using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger work_catalogue_final before update on congtam.work_catalogue for each row execute function congtam.work_catalogue_final();

grant select, insert, update on congtam.work_catalogue to congtam_app;
grant select, insert, update, delete on congtam.work_catalogue_item, congtam.work_catalogue_source to congtam_app;
grant select, insert on congtam.work_catalogue_step to congtam_app;
