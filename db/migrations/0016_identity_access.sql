-- The room identity: sign-in at a provider, keys of other systems, passwords that were used, accounts that rest.

alter table congtam.account
  add column is_service boolean not null default false,
  add column oidc_issuer text check (length(oidc_issuer) between 1 and 500),
  add column oidc_subject text check (length(oidc_subject) between 1 and 255),
  -- For accounts that exist already, counting begins now.
  add column active_at timestamptz not null default clock_timestamp(),
  -- Small letters without marks, as people type when they search.
  add column folded text not null generated always as (lower(username || ' ' || regexp_replace(regexp_replace(replace(replace(normalize(name, NFD), 'đ', 'd'), 'Đ', 'd'), '[\u0300-\u036f]', '', 'g'), '\s+', ' ', 'g'))) stored,
  add constraint account_oidc check ((oidc_issuer is null) = (oidc_subject is null)),
  -- Another system has nothing with which a person signs in.
  add constraint account_service check (not is_service or (password_hash is null and otp_secret is null and otp_pending is null and oidc_subject is null));
comment on column congtam.account.active_at is 'When it was last signed in to, made or enabled; after 45 days without it counts as disabled.';
create unique index account_oidc_identity on congtam.account (oidc_issuer, oidc_subject);

alter table congtam.session add column via text not null default 'password' check (via in ('password', 'oidc'));

create table congtam.oidc_attempt (
  state_hash text primary key,
  browser_hash text not null,
  nonce text not null,
  verifier text not null,
  -- Seconds since when, at most, the person may have shown the provider who they are.
  max_age integer not null,
  expires_at timestamptz not null
);
comment on table congtam.oidc_attempt is 'Sign-ins under way at the provider: each is taken out once, by the browser that began it, within minutes.';
create index oidc_attempt_end on congtam.oidc_attempt (expires_at);

create table congtam.api_key (
  -- Begins with the moment of issue, so that pages by id are in the order of issue on every server.
  id text collate "C" primary key,
  account text not null references congtam.account,
  secret_hash text not null unique,
  name text not null check (length(name) between 1 and 200),
  roles text[] not null check (cardinality(roles) > 0 and not 'administrator' = any (roles)),
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null check (expires_at <= created_at + interval '366 days'),
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text
);
comment on table congtam.api_key is 'Keys of other systems; the secret itself was shown once and is kept nowhere.';
create index api_key_account on congtam.api_key (account);

create table congtam.used_password (
  id bigint generated always as identity primary key,
  account text not null references congtam.account,
  password_hash text not null check (password_hash like '$argon2id$%'),
  since timestamptz not null
);
comment on table congtam.used_password is 'The last passwords of an account as hashes, the present one included, so that administrators do not use one again.';
create index used_password_account on congtam.used_password (account);
insert into congtam.used_password (account, password_hash, since) select id, password_hash, clock_timestamp() from congtam.account where password_hash is not null;

grant update (oidc_issuer, oidc_subject, active_at) on congtam.account to congtam_app;
grant select, insert, delete on congtam.oidc_attempt to congtam_app;
grant select, insert on congtam.api_key to congtam_app;
grant update (last_used_at, revoked_at, revoked_by) on congtam.api_key to congtam_app;
grant select, insert, delete on congtam.used_password to congtam_app;
