-- Units in a tree, their names and mergers, people and their posts. Periods are half-open: valid_from is the
-- first day, valid_to the first day no longer; null means without a planned end. Nothing here is ever removed.
create table congtam.unit (
  id text primary key,
  -- Compared byte by byte, so that pages have the same order on every server.
  code text collate "C" not null check (length(code) between 1 and 60),
  parent_id text references congtam.unit (id) check (parent_id <> id),
  index_code text check (length(index_code) between 1 and 40),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  version integer not null default 1
);
comment on table congtam.unit is 'Evaluated organisations with the days on which they exist; version counts their changes.';
comment on column congtam.unit.index_code is 'The index (bộ chỉ số) by which the unit is evaluated; null: it is not evaluated itself.';
-- Among units without a planned end; for the others the room compares periods.
create unique index unit_code_now on congtam.unit (code) where valid_to is null;
create index unit_code on congtam.unit (code);
create index unit_parent on congtam.unit (parent_id);

create table congtam.unit_name (
  unit_id text not null references congtam.unit (id),
  name text not null check (length(name) between 1 and 500),
  -- Code and name in small letters without diacritics, for search.
  folded text not null,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  primary key (unit_id, valid_from)
);
comment on table congtam.unit_name is 'The names of a unit in time; the last one has no end and lasts as long as the unit.';
create unique index unit_name_last on congtam.unit_name (unit_id) where valid_to is null;

create table congtam.unit_successor (
  unit_id text not null references congtam.unit (id),
  successor_id text not null references congtam.unit (id) check (successor_id <> unit_id),
  on_day date not null,
  kind text not null check (kind in ('merge', 'split', 'rename')),
  primary key (unit_id, successor_id)
);
comment on table congtam.unit_successor is 'Which unit continues another from which day, so that histories can be read across mergers.';
create index unit_successor_back on congtam.unit_successor (successor_id);

create table congtam.person (
  id text primary key,
  name text not null check (length(name) between 1 and 200),
  folded text collate "C" not null,
  version integer not null default 1
);
comment on table congtam.person is 'People who have or had a post.';
create index person_order on congtam.person (folded, id);

create table congtam.post (
  id text primary key,
  person_id text not null references congtam.person (id),
  unit_id text not null references congtam.unit (id),
  kind text not null check (kind in ('head', 'deputy', 'officer')),
  title text not null check (length(title) between 1 and 200),
  valid_from date not null,
  valid_to date check (valid_to > valid_from)
);
comment on table congtam.post is 'Who has which post in which unit, in time.';
create index post_person on congtam.post (person_id);
create index post_unit on congtam.post (unit_id);
-- Behind the room's own rule: a unit has one head at a time without a planned end.
create unique index post_head_now on congtam.post (unit_id) where kind = 'head' and valid_to is null;

grant select, insert, update on congtam.unit, congtam.unit_name, congtam.person, congtam.post to congtam_app;
grant select, insert on congtam.unit_successor to congtam_app;
