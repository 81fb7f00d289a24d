-- A campaign is one evaluation cycle: pinned to a frozen version of a regulation by its hash, with its own copy of
-- the units' codes, names and indexes as they were when it was made. Its state is the fold of its actions.
create table congtam.campaign (
  id text primary key,
  title text not null check (length(title) between 1 and 300),
  year integer not null check (year between 2000 and 2100),
  regulation_version text not null references congtam.regulation_version (id),
  regulation_sha256 text not null,
  -- A unit may evaluate its own offices with its own campaign (QĐ 02050, II.4.d); null is the authority's own.
  owner_unit text references congtam.unit (id),
  created_at timestamptz not null default clock_timestamp(),
  created_by text not null
);
comment on table congtam.campaign is 'An evaluation cycle (đợt đánh giá); never changed after it was made.';

create table congtam.campaign_unit (
  campaign text not null references congtam.campaign (id),
  unit text not null references congtam.unit (id),
  code text not null,
  name text not null,
  index_code text not null,
  primary key (campaign, unit),
  unique (campaign, code)
);
comment on table congtam.campaign_unit is 'Units that a campaign evaluates, as they were called when it was made.';

create table congtam.campaign_action (
  campaign text not null references congtam.campaign (id),
  number integer not null check (number >= 1),
  at timestamptz not null default clock_timestamp(),
  by text not null,
  action jsonb not null,
  primary key (campaign, number)
);
comment on table congtam.campaign_action is 'What people did to a campaign, in order; its state is the fold of these rows.';

grant select, insert on congtam.campaign, congtam.campaign_unit, congtam.campaign_action to congtam_app;
