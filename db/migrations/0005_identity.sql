-- The tables of the room identity: who may sign in, with which rights, and the sessions that are open.

create table congtam.account (
  id text primary key,
  -- Only lower case is stored, so that two names that differ in case cannot both exist.
  username text collate "C" not null unique check (username ~ '^[a-z0-9._-]{1,64}$'),
  person_id text not null check (length(person_id) between 1 and 64),
  name text not null check (length(name) between 1 and 200),
  password_hash text check (password_hash like '$argon2id$%'),
  otp_secret bytea,
  otp_pending bytea,
  otp_last_step bigint not null default 0,
  second_factor_waived boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null,
  version integer not null default 1
);
comment on table congtam.account is 'People who may sign in. A password is null until the first reset link is used.';
comment on column congtam.account.otp_secret is 'Sealed with a key that is not in the database; otp_pending until the first code was confirmed.';
comment on column congtam.account.otp_last_step is 'The last 30-second step whose code was used: a code counts once.';
create index account_person on congtam.account (person_id);

create table congtam.role_grant (
  id bigint generated always as identity primary key,
  account text not null references congtam.account,
  role text not null,
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to >= valid_from),
  granted_by text not null,
  ended_by text
);
comment on table congtam.role_grant is 'Rights in time; a grant is ended, never removed.';
create index role_grant_account on congtam.role_grant (account);

create table congtam.session (
  id text primary key,
  token_hash text not null unique,
  account text not null references congtam.account,
  created_at timestamptz not null,
  last_seen timestamptz not null,
  expires_at timestamptz not null,
  second_factor_at timestamptz
);
comment on table congtam.session is 'Open sessions; the token itself is only in the cookie. How long it may idle follows from the roles of the moment.';
create index session_account on congtam.session (account);

create table congtam.failed_attempt (
  kind text not null check (kind in ('account', 'address')),
  key_hash text not null,
  failures integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  locked_until timestamptz,
  primary key (kind, key_hash)
);
comment on table congtam.failed_attempt is 'Wrong sign-ins by name (existing or not) and by network, as hashes: a password typed as a name is not kept.';

create table congtam.reset_link (
  token_hash text primary key,
  account text not null references congtam.account,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  removes_second_factor boolean not null,
  used_at timestamptz
);
comment on table congtam.reset_link is 'One-time links to choose a password.';
create index reset_link_account on congtam.reset_link (account);

-- The name, the person and the past of an account are not the application's to change.
grant select, insert on congtam.account to congtam_app;
grant update (password_hash, otp_secret, otp_pending, otp_last_step, disabled_at, version) on congtam.account to congtam_app;
grant select, insert on congtam.role_grant to congtam_app;
grant update (valid_to, ended_by) on congtam.role_grant to congtam_app;
grant select, insert, delete on congtam.session to congtam_app;
grant update (token_hash, last_seen, second_factor_at) on congtam.session to congtam_app;
grant select, insert, update, delete on congtam.failed_attempt to congtam_app;
grant select, insert, delete on congtam.reset_link to congtam_app;
grant update (used_at) on congtam.reset_link to congtam_app;
