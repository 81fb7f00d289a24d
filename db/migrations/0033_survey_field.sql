-- Surveys in the field: cards go out only after a second person agreed, interviewers carry some of them, a share of
-- their interviews is asked again (phúc tra), and what looks like an attack on open participation is noted by day.

create table congtam.survey_order (
  survey text not null references congtam.survey (id),
  number integer not null check (number >= 1),
  -- Strata with how many cards, and for an interviewer's cards the label of the interviewer.
  cards jsonb not null check (jsonb_typeof(cards) = 'array'),
  by text not null,
  at timestamptz not null,
  primary key (survey, number)
);
comment on table congtam.survey_order is 'Cards that somebody wants to issue; nothing is issued before another person agrees.';

create table congtam.survey_order_decision (
  survey text not null,
  number integer not null,
  approved boolean not null,
  reason text not null,
  by text not null,
  at timestamptz not null,
  primary key (survey, number),
  foreign key (survey, number) references congtam.survey_order (survey, number)
);
comment on table congtam.survey_order_decision is 'What the second person said of an order; never the one who ordered.';

create table congtam.survey_issue (
  survey text not null,
  batch integer not null check (batch >= 1),
  number integer not null,
  primary key (survey, batch),
  unique (survey, number),
  foreign key (survey, number) references congtam.survey_order_decision (survey, number)
);
comment on table congtam.survey_issue is 'Which approved order a batch of cards was issued for; each once.';

-- Behind the rule in the program: who ordered does not decide, and what was refused is not issued.
create function congtam.survey_order_guard() returns trigger language plpgsql as $$
declare
  decider text := to_jsonb(new) ->> 'by';
begin
  if exists (select from congtam.survey_order made where made.survey = new.survey and made.number = new.number and made."by" = decider) then
    raise exception 'who ordered cards does not approve them' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger survey_order_guard before insert on congtam.survey_order_decision for each row execute function congtam.survey_order_guard();

create function congtam.survey_issue_guard() returns trigger language plpgsql as $$
begin
  if not exists (select from congtam.survey_order_decision said where said.survey = new.survey and said.number = new.number and said.approved) then
    raise exception 'the order was not approved' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger survey_issue_guard before insert on congtam.survey_issue for each row execute function congtam.survey_issue_guard();

create table congtam.survey_interviewer (
  survey text not null references congtam.survey (id),
  -- A keyed hash of the interviewer's code, from which the codes of the cards follow; neither is kept.
  hash bytea primary key check (length(hash) = 32),
  batch integer not null,
  label text not null check (length(label) between 1 and 100)
);
comment on table congtam.survey_interviewer is 'Interviewers of a survey by the label that the organiser gave them.';
create index survey_interviewer_survey on congtam.survey_interviewer (survey);

create table congtam.survey_interview (
  card bytea primary key references congtam.survey_card (hash),
  survey text not null references congtam.survey (id),
  interviewer bytea not null references congtam.survey_interviewer (hash),
  number integer not null check (number >= 1),
  unique (interviewer, number)
);
comment on table congtam.survey_interview is 'Interviews that an interviewer was given, by number; who was asked stands on the interviewer''s paper only.';

create table congtam.survey_recheck (
  survey text not null references congtam.survey (id),
  round integer not null check (round >= 1),
  percent integer not null check (percent between 1 and 100),
  by text not null,
  at timestamptz not null,
  primary key (survey, round)
);
comment on table congtam.survey_recheck is 'Draws of interviews to be asked again.';

create table congtam.survey_recheck_item (
  survey text not null,
  round integer not null,
  card bytea not null references congtam.survey_interview (card),
  primary key (survey, round, card),
  foreign key (survey, round) references congtam.survey_recheck (survey, round)
);
comment on table congtam.survey_recheck_item is 'The interviews that were drawn.';

create table congtam.survey_recheck_outcome (
  survey text not null,
  round integer not null,
  card bytea not null,
  version integer not null check (version >= 1),
  outcome text not null check (outcome in ('agrees', 'differs', 'not-interviewed', 'not-reached')),
  note text not null,
  by text not null,
  at timestamptz not null,
  primary key (survey, round, card, version),
  foreign key (survey, round, card) references congtam.survey_recheck_item (survey, round, card)
);
comment on table congtam.survey_recheck_outcome is 'What came of asking again; the newest version counts, the others stay.';

create table congtam.survey_alarm (
  survey text not null references congtam.survey (id),
  day date not null,
  stratum text not null,
  kind text not null check (kind in ('flood', 'full')),
  primary key (survey, day, stratum, kind)
);
comment on table congtam.survey_alarm is 'That open participation was turned away on a day: too many at once, or as many as may count; no address, no time.';

grant select, insert on congtam.survey_order, congtam.survey_order_decision, congtam.survey_issue, congtam.survey_interviewer, congtam.survey_interview, congtam.survey_recheck, congtam.survey_recheck_item, congtam.survey_recheck_outcome, congtam.survey_alarm to congtam_app;
