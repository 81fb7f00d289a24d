-- What the council and the units need before scoring: who appraises what, what does not apply to a unit, what is known
-- of it. Marks and facts are numbered per unit and only ever added to: the last row about a code or key holds.

-- Whether somebody belonged to a unit at any time of a year: by a post there, or in a unit that it continues or that
-- continues it. The same rule as the room organisation has; here for triggers, which no program gets round.
create function congtam.belonged_in_year(person text, unit text, year integer) returns boolean language sql stable as $$
  with recursive own as (
    select post.unit_id from congtam.post
    where post.person_id = $1 and post.valid_from < make_date($3 + 1, 1, 1) and (post.valid_to is null or post.valid_to > make_date($3, 1, 1))
  ), continuing as (
    select own.unit_id from own
    union select link.successor_id from congtam.unit_successor link join continuing on link.unit_id = continuing.unit_id
  ), continued as (
    select own.unit_id from own
    union select link.unit_id from congtam.unit_successor link join continued on link.successor_id = continued.unit_id
  )
  select exists (select from continuing where continuing.unit_id = $2) or exists (select from continued where continued.unit_id = $2)
$$;
comment on function congtam.belonged_in_year(text, text, integer) is 'For triggers: nobody appraises a unit to which they belonged in the year; mergers are followed both ways.';
revoke execute on function congtam.belonged_in_year(text, text, integer) from public;
grant execute on function congtam.belonged_in_year(text, text, integer) to congtam_app;

create table congtam.campaign_assignment (
  id text primary key default gen_random_uuid()::text,
  -- The order of assigning, for pages.
  seq bigint generated always as identity unique,
  campaign text not null references congtam.campaign (id),
  person text not null check (person <> ''),
  index_code text not null,
  code text not null check (code <> ''),
  -- Null: all units of the index, those that come later included.
  unit text,
  at timestamptz not null,
  by text not null,
  ended_at timestamptz,
  ended_by text,
  foreign key (campaign, unit) references congtam.campaign_unit (campaign, unit),
  check ((ended_at is null) = (ended_by is null))
);
comment on table congtam.campaign_assignment is 'Who appraises which content, group or criterion of an index, for one unit or all; ended, never removed.';
-- A null would defeat a plain unique constraint.
create unique index campaign_assignment_once on congtam.campaign_assignment (campaign, person, index_code, code, coalesce(unit, '')) where ended_at is null;
create index campaign_assignment_person on congtam.campaign_assignment (person) where ended_at is null;

create function congtam.campaign_assignment_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.unit is not null and congtam.belonged_in_year(new.person, new.unit, (select year from congtam.campaign where id = new.campaign)) then
      raise exception 'conflict of interest: % belonged to unit % in the year of the campaign', new.person, new.unit using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end if;
  if old.ended_at is not null then
    raise exception 'an assignment that has ended never changes' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger campaign_assignment_guard before insert or update on congtam.campaign_assignment for each row execute function congtam.campaign_assignment_guard();

create table congtam.campaign_mark (
  campaign text not null,
  unit text not null,
  number integer not null check (number >= 1),
  code text not null check (code <> ''),
  is_set boolean not null,
  reason text not null check (reason <> ''),
  -- Where the law says so; what is taken back needs none.
  article text check (article <> ''),
  at timestamptz not null,
  by text not null,
  primary key (campaign, unit, number),
  foreign key (campaign, unit) references congtam.campaign_unit (campaign, unit),
  check (is_set = (article is not null))
);
comment on table congtam.campaign_mark is 'Contents, groups and criteria that do not apply to a unit (không áp dụng), with every change; the last row of a code holds.';

create table congtam.campaign_fact (
  campaign text not null,
  unit text not null,
  number integer not null check (number >= 1),
  key text not null check (key <> ''),
  -- JSON null: taken back, as if it had never been said.
  value jsonb not null,
  proof text not null check (proof <> ''),
  at timestamptz not null,
  by text not null,
  primary key (campaign, unit, number),
  foreign key (campaign, unit) references congtam.campaign_unit (campaign, unit)
);
comment on table congtam.campaign_fact is 'What is known of a unit besides its scores (dữ kiện), with the document that proves it; the last row of a key holds.';

grant select, insert on congtam.campaign_mark, congtam.campaign_fact to congtam_app;
grant select on congtam.campaign_assignment to congtam_app;
grant insert (campaign, person, index_code, code, unit, at, by) on congtam.campaign_assignment to congtam_app;
grant update (ended_at, ended_by) on congtam.campaign_assignment to congtam_app;

-- Behind the room's own rule: a unit sees what is known of itself only.
alter table congtam.campaign_fact enable row level security;
create policy campaign_fact_seen on congtam.campaign_fact for select to congtam_app using (congtam.sees_unit(unit));
create policy campaign_fact_added on congtam.campaign_fact for insert to congtam_app with check (congtam.sees_unit(unit));
