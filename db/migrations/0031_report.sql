-- Periodic reports on the reform plan: forms as versioned data, what each unit reports, what the province makes of it,
-- and indexes over the years. Values are whole hundredths, so that sums are exact.

create table congtam.report_form (
  key text not null,
  number integer not null check (number >= 1),
  form jsonb not null check (jsonb_typeof(form) = 'object'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  by text not null,
  at timestamptz not null,
  primary key (key, number)
);
comment on table congtam.report_form is 'Forms of periodic reports, each version once: figures, checks between them, measures, narrative parts.';

create table congtam.report_period (
  id text primary key,
  year integer not null check (year between 2000 and 2100),
  kind text not null check (kind in ('q1', 'h1', 'q3', 'year')),
  form text not null,
  form_number integer not null,
  title text not null,
  opens_at timestamptz not null,
  due_at timestamptz not null,
  closes_at timestamptz not null,
  by text not null,
  at timestamptz not null,
  foreign key (form, form_number) references congtam.report_form (key, number),
  unique (form, year, kind),
  check (opens_at < due_at and due_at <= closes_at)
);
comment on table congtam.report_period is 'A period that units report on; late after it is due, refused after it is closed.';

create table congtam.report_unit (
  period text not null references congtam.report_period (id),
  unit text not null,
  code text not null,
  name text not null,
  index_code text,
  primary key (period, unit)
);
comment on table congtam.report_unit is 'Which units report on a period, as they were called when it was opened.';

create table congtam.report_value (
  period text not null,
  unit text not null,
  key text not null,
  version integer not null check (version >= 1),
  -- Whole hundredths; null once it was emptied again.
  value bigint,
  is_confirmed boolean not null,
  source text not null,
  by text not null,
  at timestamptz not null,
  primary key (period, unit, key),
  foreign key (period, unit) references congtam.report_unit (period, unit)
);
comment on table congtam.report_value is 'Figures as they stand while a unit works on its report; what was handed in is a copy of its own.';

create table congtam.report_text (
  period text not null,
  unit text not null,
  key text not null,
  version integer not null check (version >= 1),
  text text not null,
  links jsonb not null check (jsonb_typeof(links) = 'array'),
  by text not null,
  at timestamptz not null,
  primary key (period, unit, key),
  foreign key (period, unit) references congtam.report_unit (period, unit)
);
comment on table congtam.report_text is 'Narrative parts of a report with what proves them, as they stand.';

create table congtam.report_step (
  period text not null,
  unit text not null,
  number integer not null check (number >= 1),
  step jsonb not null check (jsonb_typeof(step) = 'object'),
  by text not null,
  at timestamptz not null,
  primary key (period, unit, number),
  foreign key (period, unit) references congtam.report_unit (period, unit)
);
comment on table congtam.report_step is 'What people did with a report (submit, return, accept, extend), in order; its state is the fold of these rows.';

create table congtam.report_submission (
  period text not null,
  unit text not null,
  number integer not null check (number >= 1),
  figures jsonb not null check (jsonb_typeof(figures) = 'object'),
  -- The figures that measures are computed from, for reads that want no more.
  inputs jsonb not null check (jsonb_typeof(inputs) = 'object'),
  texts jsonb not null check (jsonb_typeof(texts) = 'array'),
  sources jsonb not null check (jsonb_typeof(sources) = 'object'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  by text not null,
  at timestamptz not null,
  primary key (period, unit, number),
  foreign key (period, unit) references congtam.report_unit (period, unit)
);
comment on table congtam.report_submission is 'What was handed in, word for word; nothing that is changed later changes it.';

create table congtam.report_mapping (
  source text not null,
  number integer not null check (number >= 1),
  mapping jsonb not null check (jsonb_typeof(mapping) = 'object'),
  by text not null,
  at timestamptz not null,
  primary key (source, number)
);
comment on table congtam.report_mapping is 'Which column of another system''s table is which figure; the newest of a source is proposed the next time.';

create table congtam.report_import (
  id text primary key,
  period text not null references congtam.report_period (id),
  -- Null: of the whole province.
  unit text,
  source text not null,
  name text not null,
  dated date not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  rows jsonb not null check (jsonb_typeof(rows) = 'array'),
  by text not null,
  at timestamptz not null
);
comment on table congtam.report_import is 'Tables of other systems that were read into reports, with what was read.';
create index report_import_period on congtam.report_import (period, at);

create table congtam.report_consolidation (
  id text primary key,
  period text not null references congtam.report_period (id),
  state text not null check (state in ('waiting', 'running', 'done', 'cancelled')),
  done integer not null check (done >= 0),
  total integer not null check (total >= 0),
  result jsonb,
  sha256 text,
  by text not null,
  at timestamptz not null,
  ended_at timestamptz,
  check ((state = 'done') = (result is not null))
);
comment on table congtam.report_consolidation is 'The province''s report on a period as it was drawn together at a moment, and how far a running one has come.';
create index report_consolidation_period on congtam.report_consolidation (period, at);

create table congtam.report_index (
  index text not null,
  year integer not null check (year between 2000 and 2100),
  -- A unit's id; empty for the province.
  unit text not null,
  number integer not null check (number >= 1),
  -- Null takes the value back.
  value bigint,
  rank integer check (rank >= 1),
  of integer check (of >= 1),
  source text not null,
  by text not null,
  at timestamptz not null,
  primary key (index, year, unit, number)
);
comment on table congtam.report_index is 'Indexes that others measured, by year, with where they stand; the newest row of a place counts.';

create table congtam.report_measured (
  campaign text not null,
  unit text not null,
  code text not null,
  number integer not null check (number >= 1),
  -- What the records came to and which they were: a copy, so that it stays what it was.
  taken jsonb not null check (jsonb_typeof(taken) = 'object'),
  by text not null,
  at timestamptz not null,
  primary key (campaign, unit, code, number)
);
comment on table congtam.report_measured is 'What records say of a criterion of the evaluation, as it was taken, and what the unit answered to it.';

grant select, insert on congtam.report_form, congtam.report_period, congtam.report_unit, congtam.report_step, congtam.report_submission, congtam.report_mapping, congtam.report_import, congtam.report_index, congtam.report_measured to congtam_app;
grant select, insert, update on congtam.report_value, congtam.report_text, congtam.report_consolidation to congtam_app;
