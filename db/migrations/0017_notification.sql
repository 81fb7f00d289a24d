-- The room notification: what people were told, how they want to be told, and the letters of their e-mail.
create table congtam.notification_setting (
  person_id text primary key check (length(person_id) between 1 and 64),
  -- One address and nothing that could become a second header or a second recipient.
  address text check (length(address) <= 254 and address ~ '^[A-Za-z0-9_''+.-]+@[A-Za-z0-9.-]+$'),
  language text not null check (language in ('vi', 'en')),
  mail jsonb not null check (jsonb_typeof(mail) = 'object'),
  version integer not null check (version >= 1)
);
comment on table congtam.notification_setting is 'Where and how a person is notified besides the inbox; without a row nobody is written to.';
comment on column congtam.notification_setting.mail is 'By kind of notification: immediate, digest or off.';

create table congtam.notification (
  id bigint generated always as identity primary key,
  person_id text not null check (length(person_id) between 1 and 64),
  kind text not null check (kind <> ''),
  subject text not null check (subject <> ''),
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  -- Null: an event of its own each time.
  dedupe text,
  created_at timestamptz not null,
  read_at timestamptz check (read_at >= created_at),
  digest_id bigint,
  unique (person_id, kind, subject, dedupe)
);
comment on table congtam.notification is 'Inboxes. A dedupe key lets the same thing be told once only.';

create table congtam.notification_mail (
  id bigint generated always as identity primary key,
  person_id text not null,
  notification_id bigint unique references congtam.notification (id),
  digest_on date,
  queued_at timestamptz not null,
  attempts integer not null default 0,
  sent_at timestamptz,
  sent_to text,
  failed_at timestamptz,
  reason text,
  unique (person_id, digest_on),
  check ((notification_id is null) <> (digest_on is null)),
  check (sent_at is null or failed_at is null),
  check ((sent_at is null) = (sent_to is null))
);
comment on table congtam.notification_mail is 'Letters: of one notification, or of a day''s digest. Queued until sent or given up; the reason is that of the last failed attempt.';
alter table congtam.notification add foreign key (digest_id) references congtam.notification_mail (id);

create index notification_newest on congtam.notification (person_id, id);
create index notification_unread on congtam.notification (person_id, id) where read_at is null;
create index notification_digest on congtam.notification (digest_id);

grant select, insert on congtam.notification_setting, congtam.notification, congtam.notification_mail to congtam_app;
grant update (address, language, mail, version) on congtam.notification_setting to congtam_app;
grant update (read_at, digest_id) on congtam.notification to congtam_app;
grant update (attempts, sent_at, sent_to, failed_at, reason) on congtam.notification_mail to congtam_app;
