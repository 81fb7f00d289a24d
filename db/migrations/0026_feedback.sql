-- What people say about a unit's work, and what becomes of it. Rows are added; only how somebody can be reached is kept
-- apart, so that it can be forgotten. No address of a sender is stored anywhere.
create table congtam.feedback (
  id text primary key,
  -- SHA-256 of the code with which the sender follows it; the code itself is shown once and not kept.
  code_hash text not null unique check (code_hash ~ '^[0-9a-f]{64}$'),
  -- Of the form that was filled in: the same form is taken once.
  form text not null unique,
  at timestamptz not null,
  category text not null check (category in ('attitude', 'procedure', 'integrity', 'praise', 'other')),
  unit text references congtam.unit (id),
  body text not null check (char_length(body) between 10 and 4000),
  may_publish boolean not null
);
comment on table congtam.feedback is 'Feedback of the public about a unit, or (unit null) about the whole.';
create index feedback_at on congtam.feedback (at desc, id desc);

create table congtam.feedback_contact (
  feedback text primary key references congtam.feedback (id),
  contact text not null check (char_length(contact) <= 200)
);
comment on table congtam.feedback_contact is 'How a sender wished to be reached; deleted when the feedback is closed.';

create table congtam.feedback_step (
  feedback text not null references congtam.feedback (id),
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null,
  step jsonb not null check (jsonb_typeof(step) = 'object'),
  primary key (feedback, number)
);
comment on table congtam.feedback_step is 'What was done with a feedback; its state is what these steps come to.';
create index feedback_step_unit on congtam.feedback_step ((step ->> 'unitId')) where step ->> 'kind' = 'assign';

grant select, insert on congtam.feedback, congtam.feedback_step to congtam_app;
grant select, insert, delete on congtam.feedback_contact to congtam_app;

-- Points of note that a unit lost in a published result, and what it does about them.
create table congtam.remediation_item (
  id text primary key,
  campaign text not null references congtam.campaign (id),
  unit text not null references congtam.unit (id),
  criterion text not null,
  title text not null,
  lost text not null,
  reason text not null,
  at timestamptz not null,
  by text not null,
  unique (campaign, unit, criterion)
);
comment on table congtam.remediation_item is 'A criterion in which a unit lost points of note in a published result, with the reason as it was published.';
create index remediation_item_unit on congtam.remediation_item (unit);

create table congtam.remediation_step (
  item text not null references congtam.remediation_item (id),
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null,
  step jsonb not null check (jsonb_typeof(step) = 'object'),
  primary key (item, number)
);
comment on table congtam.remediation_step is 'Measure and deadline, their confirmation, evidence of the remedy, its judgement; the state is what these steps come to.';
grant select, insert on congtam.remediation_item, congtam.remediation_step to congtam_app;

-- What of it is for everybody.
create table portal.answer (
  feedback text primary key,
  unit text,
  category text not null,
  asked text not null,
  answered text not null,
  at timestamptz not null
);
comment on table portal.answer is 'Feedback with its answer, where the sender allowed it; without who sent it.';

create table portal.commitment (
  item text not null,
  number integer not null,
  campaign text not null,
  unit text not null,
  criterion text not null,
  title text not null,
  measure text not null,
  deadline date not null,
  state text not null check (state in ('confirmed', 'remedied', 'not-remedied')),
  at timestamptz not null,
  primary key (item, number)
);
comment on table portal.commitment is 'What a unit promised to remedy, once it was confirmed; the newest row of an item counts.';

create table portal.signed_head (
  seq bigint not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  at timestamptz not null,
  signature text not null,
  primary key (seq, hash)
);
comment on table portal.signed_head is 'Signed heads of the audit ledger, for whoever verifies a receipt.';

grant select, insert on portal.answer, portal.commitment, portal.signed_head to congtam_app;
grant select on portal.answer, portal.commitment, portal.signed_head to congtam_portal;
