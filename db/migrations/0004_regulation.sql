-- Versions of regulations. The content of a version never changes; after it was frozen nothing of it does.
create table congtam.regulation_version (
  id text primary key,
  -- The order of import, for pages.
  seq bigint generated always as identity unique,
  regulation_id text not null check (length(regulation_id) between 1 and 60),
  title text not null,
  sha256 text not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
  document jsonb not null,
  files jsonb,
  imported_at timestamptz not null default clock_timestamp(),
  imported_by text not null,
  frozen_at timestamptz,
  frozen_by text,
  check ((frozen_at is null) = (frozen_by is null)),
  constraint regulation_version_two_people check (frozen_by <> imported_by)
);
comment on table congtam.regulation_version is 'Each content of a regulation once; only a frozen version may be used.';
comment on column congtam.regulation_version.sha256 is 'Hash of the canonical document, named by every result.';
comment on column congtam.regulation_version.files is 'The texts from which the document was read, by file name; null when it came as JSON.';
comment on column congtam.regulation_version.imported_by is 'The person who imported it; another one freezes it.';
create index regulation_version_regulation on congtam.regulation_version (regulation_id, seq);

create function congtam.regulation_version_guard() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' then
    raise exception 'a version of a regulation is never removed' using errcode = 'integrity_constraint_violation';
  end if;
  if old.frozen_at is not null then
    raise exception 'a frozen version of a regulation never changes' using errcode = 'integrity_constraint_violation';
  end if;
  if (new.id, new.seq, new.regulation_id, new.title, new.sha256, new.document, new.files, new.imported_at, new.imported_by)
    is distinct from (old.id, old.seq, old.regulation_id, old.title, old.sha256, old.document, old.files, old.imported_at, old.imported_by) then
    raise exception 'the content of a version of a regulation never changes' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
comment on function congtam.regulation_version_guard() is 'Lets a version be frozen once, and nothing else happen to it.';
create trigger regulation_version_kept before update or delete on congtam.regulation_version for each row execute function congtam.regulation_version_guard();
create trigger regulation_version_not_emptied before truncate on congtam.regulation_version for each statement execute function congtam.regulation_version_guard();

grant select on congtam.regulation_version to congtam_app;
-- Nobody imports a version that is frozen already.
grant insert (id, regulation_id, title, sha256, document, files, imported_by) on congtam.regulation_version to congtam_app;
grant update (frozen_at, frozen_by) on congtam.regulation_version to congtam_app;
