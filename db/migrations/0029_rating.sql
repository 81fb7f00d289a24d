-- A civil servant's rating of a year (NĐ 335, articles 19 to 24), what a rating year goes by, results on their way to the
-- national database, and quarterly reviews of organisations' tasks. What people did is only ever added to.
create table congtam.rating_year (
  year integer not null check (year between 2020 and 2199),
  number integer not null check (number >= 1),
  regulation_version text references congtam.regulation_version (id),
  retention_years integer not null check (retention_years between 1 and 100),
  holidays jsonb not null check (jsonb_typeof(holidays) = 'array'),
  at timestamptz not null,
  by text not null,
  primary key (year, number)
);
comment on table congtam.rating_year is 'Which regulation a year is rated by, how long its records are kept, its holidays; the highest number holds.';

create table congtam.rating_file (
  id text primary key,
  year integer not null check (year between 2020 and 2199),
  person text not null references congtam.person (id),
  agency text not null references congtam.unit (id),
  office text not null references congtam.unit (id),
  -- Who decides on it together with whom: an agency's id, or 'province' for those whom the Chairman rates.
  round text collate "C" not null check (length(round) between 1 and 64),
  competence text not null,
  title text not null,
  basis text not null check (basis in ('civil-servant', 'contract')),
  regulation_version text not null references congtam.regulation_version (id),
  at timestamptz not null,
  by text not null,
  unique (person, year)
);
comment on table congtam.rating_file is 'One person in one year, rated where they work at the time of rating (article 19.1).';
create index rating_file_round on congtam.rating_file (year, round);
create index rating_file_agency on congtam.rating_file (agency, year);

create table congtam.rating_step (
  file text not null references congtam.rating_file (id),
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null,
  step jsonb not null check (jsonb_typeof(step) = 'object'),
  primary key (file, number)
);
comment on table congtam.rating_step is 'Self-review, opinions, proposal, decisions, complaints; where a rating stands is what its steps come to.';

create table congtam.rating_round_step (
  year integer not null,
  round text collate "C" not null,
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null,
  step jsonb not null check (jsonb_typeof(step) = 'object'),
  primary key (year, round, number)
);
comment on table congtam.rating_round_step is 'What was decided for a whole agency in a year: the share of places, the order of ties, people on contract, decisions.';

create table congtam.rating_meeting (
  id text primary key,
  year integer not null,
  round text collate "C" not null,
  unit text not null references congtam.unit (id),
  at timestamptz not null,
  by text not null,
  minutes jsonb not null check (jsonb_typeof(minutes) = 'object')
);
comment on table congtam.rating_meeting is 'Adopted minutes of meetings that reviewed people: who attended, what was said of whom.';
create index rating_meeting_round on congtam.rating_meeting (year, round);

-- Records of people are read by the person, by who decides, and by personnel officers: the room asks before it reads. These
-- policies stand behind it: a request that is nobody's sees nothing.
grant select, insert on congtam.rating_year, congtam.rating_file, congtam.rating_step, congtam.rating_round_step, congtam.rating_meeting to congtam_app;

create table congtam.outbox (
  id text primary key,
  -- What it is about, so that the same result is queued once: "rating:FILE:STEP", "period:FORM:NUMBER".
  source text not null unique,
  kind text not null check (kind in ('period', 'rating')),
  person text not null references congtam.person (id),
  agency text not null references congtam.unit (id),
  year integer not null,
  payload jsonb not null check (jsonb_typeof(payload) = 'object'),
  queued_at timestamptz not null,
  due_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dead')),
  next_at timestamptz,
  sent_at timestamptz,
  receipt text check (length(receipt) between 1 and 200),
  -- Since it was queued or sent again by hand.
  tries integer not null default 0,
  is_alarmed boolean not null default false,
  version integer not null default 1,
  check ((state = 'sent') = (sent_at is not null and receipt is not null)),
  check ((state = 'waiting') = (next_at is not null))
);
comment on table congtam.outbox is 'Results for the national database of civil servants: written with the decision, sent later, until there is a receipt.';
create index outbox_next on congtam.outbox (next_at) where state = 'waiting';
create index outbox_order on congtam.outbox (queued_at desc, id desc);

create table congtam.outbox_attempt (
  item text not null references congtam.outbox (id),
  number integer not null check (number >= 1),
  at timestamptz not null,
  outcome text not null check (outcome in ('sent', 'again', 'refused')),
  status integer,
  detail text not null,
  primary key (item, number)
);
comment on table congtam.outbox_attempt is 'Each time that a result was sent, and what came back.';
grant select, insert, update on congtam.outbox to congtam_app;
grant select, insert on congtam.outbox_attempt to congtam_app;

create table congtam.task_review (
  year integer not null check (year between 2020 and 2199),
  quarter integer not null check (quarter between 1 and 4),
  unit text not null references congtam.unit (id),
  number integer not null check (number >= 1),
  assigned integer not null check (assigned >= 0),
  completed integer not null check (completed between 0 and assigned),
  on_time integer not null check (on_time between 0 and completed),
  exceeded integer not null check (exceeded between 0 and completed),
  source text not null check (length(source) between 1 and 500),
  at timestamptz not null,
  by text not null,
  primary key (year, quarter, unit, number)
);
comment on table congtam.task_review is 'What the Office counted of the tasks given to a unit in a quarter (plan V.3), each version of it.';
grant select, insert on congtam.task_review to congtam_app;
