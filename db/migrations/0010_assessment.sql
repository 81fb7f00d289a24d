-- Units' files in a campaign. Every value that anybody enters is a row that never changes: the newest version of a
-- step counts, the older ones are its history.
-- Codes are compared byte by byte, so that results and pages have the same order on every server.
alter table congtam.campaign_unit alter column code type text collate "C";

create table congtam.assessment_entry (
  campaign text not null,
  unit text not null,
  criterion text not null check (length(criterion) between 1 and 60),
  step text not null check (step in ('self', 'appraisal-1', 'explanation', 'appraisal-2', 'import', 'correction')),
  -- The member whose appraisal it is; empty where a step has one value for all (a unit's own score).
  author text not null,
  version integer not null check (version >= 1),
  -- The entry as the criterion's method takes it; null says that nothing is entered (any more).
  input jsonb check (jsonb_typeof(input) = 'object'),
  note text not null check (length(note) <= 4000),
  source text,
  dated date,
  as_chair boolean not null default false,
  by text not null,
  at timestamptz not null,
  primary key (campaign, unit, criterion, step, author, version),
  foreign key (campaign, unit) references congtam.campaign_unit (campaign, unit),
  constraint assessment_entry_author check ((step in ('appraisal-1', 'appraisal-2')) = (author <> '') and author in ('', by)),
  constraint assessment_entry_origin check ((step = 'import') = (source is not null and dated is not null))
);
comment on table congtam.assessment_entry is 'Scores, appraisals, explanations, imported values and corrections, each version once; 0 points, not scored (null) and not applicable (a mark of the campaign) are three things.';

create table congtam.assessment_action (
  campaign text not null,
  unit text not null,
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null,
  action jsonb not null check (jsonb_typeof(action) = 'object'),
  primary key (campaign, unit, number),
  foreign key (campaign, unit) references congtam.campaign_unit (campaign, unit)
);
comment on table congtam.assessment_action is 'What people did with a unit''s file (handed up, sent back, submitted), in order; its state is the fold of these rows.';

-- Behind the rules of the program: whoever belongs to a unit, or belonged to it in the year that is evaluated, or
-- scored for it, never appraises it (QĐ 02050, II.2, II.3.đ: the council appraises what units say of themselves).
create function congtam.assessment_entry_guard() returns trigger language plpgsql as $$
declare
  evaluated integer;
begin
  if new.step not in ('appraisal-1', 'appraisal-2', 'correction') then
    return new;
  end if;
  select year into evaluated from congtam.campaign where id = new.campaign;
  if congtam.belonged_in_year(new."by", new.unit, evaluated) then
    raise exception 'nobody appraises a unit of their own' using errcode = 'integrity_constraint_violation';
  end if;
  if exists (select from congtam.assessment_entry where campaign = new.campaign and unit = new.unit and step in ('self', 'explanation') and "by" = new."by") then
    raise exception 'who scored for a unit does not appraise it' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger assessment_entry_guard before insert on congtam.assessment_entry for each row execute function congtam.assessment_entry_guard();
create index assessment_entry_scorers on congtam.assessment_entry (campaign, unit, by) where step in ('self', 'explanation');

alter table congtam.assessment_entry enable row level security;
alter table congtam.assessment_action enable row level security;
create policy assessment_entry_seen on congtam.assessment_entry to congtam_app using (congtam.sees_unit(unit)) with check (congtam.sees_unit(unit));
create policy assessment_action_seen on congtam.assessment_action to congtam_app using (congtam.sees_unit(unit)) with check (congtam.sees_unit(unit));

grant select, insert on congtam.assessment_entry, congtam.assessment_action to congtam_app;

-- Opinions of bodies outside the council on criteria of their field (QĐ 02050, II.2).
create table congtam.opinion_request (
  id text primary key,
  campaign text not null references congtam.campaign (id),
  to_unit text not null references congtam.unit (id),
  question text not null check (length(question) between 10 and 4000),
  due date not null,
  by text not null,
  at timestamptz not null
);
comment on table congtam.opinion_request is 'What a body outside the council was asked; never changed.';
create index opinion_request_campaign on congtam.opinion_request (campaign, id);

create table congtam.opinion_item (
  request text not null references congtam.opinion_request (id),
  unit text not null references congtam.unit (id),
  criterion text not null check (length(criterion) between 1 and 60),
  primary key (request, unit, criterion)
);
comment on table congtam.opinion_item is 'The criteria of units on which a request asks.';

create table congtam.opinion_answer (
  request text not null,
  unit text not null,
  criterion text not null,
  version integer not null check (version >= 1),
  stance text not null check (stance in ('agrees', 'partly', 'disagrees', 'no-opinion')),
  text text not null check (length(text) between 10 and 4000),
  by text not null,
  at timestamptz not null,
  primary key (request, unit, criterion, version),
  foreign key (request, unit, criterion) references congtam.opinion_item (request, unit, criterion)
);
comment on table congtam.opinion_answer is 'Answers, each version once; the newest counts.';

alter table congtam.opinion_request enable row level security;
create policy opinion_request_seen on congtam.opinion_request to congtam_app using (congtam.sees_unit(to_unit)) with check (congtam.sees_unit(to_unit));

grant select, insert on congtam.opinion_request, congtam.opinion_item, congtam.opinion_answer to congtam_app;
