-- Marks by the Chairman and the Vice-Chairmen. Both tables are only ever added to: what holds is the highest number.
create table congtam.leader_remit (
  campaign text not null references congtam.campaign (id),
  person text collate "C" not null check (length(person) between 1 and 64),
  number integer not null check (number >= 1),
  units text[] not null,
  at timestamptz not null,
  by text not null,
  primary key (campaign, person, number)
);
comment on table congtam.leader_remit is 'Which units of a campaign a Vice-Chairman marks, each version of it; by is the person who set it.';

create table congtam.leader_mark (
  campaign text not null,
  person text collate "C" not null check (length(person) between 1 and 64),
  unit text collate "C" not null,
  code text collate "C" not null check (length(code) between 1 and 40),
  number integer not null check (number >= 1),
  mark numeric(9, 2) check (mark >= 0),
  note text check (length(note) between 1 and 2000),
  at timestamptz not null,
  primary key (campaign, person, unit, code, number),
  foreign key (campaign, unit) references congtam.campaign_unit (campaign, unit)
);
comment on table congtam.leader_mark is 'What a leader gave a unit for a criterion, each version of it; a mark of null takes back the one before.';

grant select, insert on congtam.leader_remit, congtam.leader_mark to congtam_app;
