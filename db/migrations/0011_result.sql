-- Results: decided where the law leaves it to people, fixed as versions, approved by another person, published. All
-- rows are only ever added; a published result is replaced by a new version and both stay readable.
create table congtam.result_decision (
  campaign text not null references congtam.campaign (id),
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null,
  decision jsonb not null check (jsonb_typeof(decision) = 'object'),
  primary key (campaign, number)
);
comment on table congtam.result_decision is 'Orders of tied units and levels in gaps of the law, by the one who may, with the reason; the newest about the same units counts.';

create table congtam.result_version (
  campaign text not null references congtam.campaign (id),
  number integer not null check (number >= 1),
  at timestamptz not null,
  by text not null,
  reason text not null,
  regulation_version text not null references congtam.regulation_version (id),
  regulation_sha256 text not null,
  -- Where the ledger ended when the result was computed: everything up to there is in it.
  ledger_seq bigint not null,
  ledger_hash text not null,
  -- Texts, so that they can be given back byte for byte.
  case_text text not null,
  result_text text not null,
  result_sha256 text not null check (result_sha256 ~ '^[0-9a-f]{64}$'),
  level_decisions jsonb not null,
  primary key (campaign, number)
);
comment on table congtam.result_version is 'A result as it was proposed, with what it was computed from.';

create table congtam.result_step (
  campaign text not null,
  number integer not null,
  step integer not null check (step >= 1),
  at timestamptz not null,
  by text not null,
  kind text not null check (kind in ('return', 'approve', 'publish')),
  data jsonb not null,
  primary key (campaign, number, step),
  foreign key (campaign, number) references congtam.result_version (campaign, number)
);
comment on table congtam.result_step is 'What became of a proposed result.';
create unique index result_step_once on congtam.result_step (campaign, number, kind);

-- Behind the rules of the program: who proposed cannot approve, and nothing is published that nobody approved.
create function congtam.result_step_guard() returns trigger language plpgsql as $$
begin
  if new.kind = 'approve' and exists (select from congtam.result_version where campaign = new.campaign and number = new.number and "by" = new."by") then
    raise exception 'who proposed a result cannot approve it' using errcode = 'integrity_constraint_violation';
  end if;
  if new.kind = 'publish' and not exists (select from congtam.result_step where campaign = new.campaign and number = new.number and kind = 'approve') then
    raise exception 'a result that was not approved cannot be published' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger result_step_guard before insert on congtam.result_step for each row execute function congtam.result_step_guard();

-- A result that is not published is for those who work on all units; the policy stands behind every door.
alter table congtam.result_version enable row level security;
create policy result_version_seen on congtam.result_version to congtam_app
  using (current_setting('congtam.scope', true) = 'all' or exists (select from congtam.result_step as s where s.campaign = result_version.campaign and s.number = result_version.number and s.kind = 'publish'))
  with check (current_setting('congtam.scope', true) = 'all');

grant select, insert on congtam.result_decision, congtam.result_version, congtam.result_step to congtam_app;
