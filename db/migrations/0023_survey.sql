-- Surveys (điều tra xã hội học, QĐ 02050, II.3.b, III.1). A ballot box stays sealed until the survey is closed: what is
-- cast is kept encrypted under the card that was used, and the opened ballots are kept apart from it, in no order, with
-- nothing that leads back. See docs/decisions/0014.

create table congtam.survey (
  id text primary key,
  campaign text not null references congtam.campaign (id),
  -- Decided when the survey is made, and nothing can decide otherwise afterwards: there is no other value and no right to change it.
  secrecy text not null default 'anonymous' check (secrecy = 'anonymous'),
  created_at timestamptz not null,
  created_by text not null
);
comment on table congtam.survey is 'A survey of a campaign; never changed after it was made.';
create index survey_campaign on congtam.survey (campaign, id);

create table congtam.survey_design (
  survey text not null references congtam.survey (id),
  number integer not null check (number >= 1),
  design jsonb not null check (jsonb_typeof(design) = 'object'),
  by text not null,
  at timestamptz not null,
  primary key (survey, number)
);
comment on table congtam.survey_design is 'Groups, questionnaires, sample and conversion, each version once; the newest when the survey opens is asked.';

create table congtam.survey_action (
  survey text not null references congtam.survey (id),
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null,
  action jsonb not null check (jsonb_typeof(action) = 'object'),
  primary key (survey, number)
);
comment on table congtam.survey_action is 'What people did with a survey (open, close, count, convert), in order; its state is the fold of these rows.';

create table congtam.survey_card (
  -- A keyed hash of the code on the card; the code itself is nowhere.
  hash bytea primary key check (length(hash) = 32),
  survey text not null references congtam.survey (id),
  batch integer not null check (batch >= 0),
  stratum text not null,
  channel text not null check (channel in ('card', 'open'))
);
comment on table congtam.survey_card is 'Credentials: cards that were printed, and tickets of open participation. Not whose they are: nobody wrote that down.';
create index survey_card_stratum on congtam.survey_card (survey, channel, stratum);

create table congtam.survey_batch (
  survey text not null references congtam.survey (id),
  batch integer not null check (batch >= 1),
  stratum text not null,
  channel text not null check (channel in ('card', 'open')),
  issued integer not null check (issued >= 1),
  primary key (survey, batch, channel, stratum)
);
comment on table congtam.survey_batch is 'How many cards went out with each batch; the cards themselves are not counted every time somebody looks.';

create table congtam.survey_cast (
  -- One card, one ballot: whatever comes in parallel, by whichever door.
  card bytea primary key references congtam.survey_card (hash),
  survey text not null,
  -- Hash of the receipt; the same form sent again finds it here.
  receipt bytea not null check (length(receipt) = 32),
  day date not null,
  -- As the card says; here they are counted.
  stratum text not null,
  channel text not null check (channel in ('card', 'open')),
  -- The ballot under the survey's key, all of one length; null once the box was opened.
  sealed bytea
);
comment on table congtam.survey_cast is 'Which cards were used, and the sealed ballots until the box is opened.';
create index survey_cast_survey on congtam.survey_cast (survey, day);
create index survey_cast_stratum on congtam.survey_cast (survey, channel, stratum);
create index survey_cast_receipt on congtam.survey_cast (receipt);

create table congtam.survey_ballot (
  id uuid primary key default gen_random_uuid(),
  survey text not null references congtam.survey (id),
  channel text not null check (channel in ('card', 'open')),
  stratum text not null,
  answers jsonb not null check (jsonb_typeof(answers) = 'object'),
  -- What looks odd (every answer the same); such ballots count all the same.
  marks text[] not null
);
comment on table congtam.survey_ballot is 'Opened ballots, all written at once in random order when the box was opened; no card, person, place, device or time.';
create index survey_ballot_survey on congtam.survey_ballot (survey);

create table congtam.survey_count (
  survey text not null references congtam.survey (id),
  channel text not null,
  unit text not null,
  respondents text not null,
  place text not null,
  option text not null,
  n integer not null check (n >= 1),
  primary key (survey, channel, unit, respondents, place, option)
);
comment on table congtam.survey_count is 'How often each option of each question was chosen of each unit by each group; of the opened ballots, made with them.';

grant select, insert on congtam.survey, congtam.survey_design, congtam.survey_action, congtam.survey_batch, congtam.survey_card, congtam.survey_cast, congtam.survey_ballot, congtam.survey_count to congtam_app;
grant update (sealed) on congtam.survey_cast to congtam_app;

-- The box is emptied, never filled anew.
create function congtam.survey_cast_guard() returns trigger language plpgsql as $$
begin
  if new.sealed is not null then
    raise exception 'a sealed ballot is never replaced' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger survey_cast_guard before update on congtam.survey_cast for each row execute function congtam.survey_cast_guard();
