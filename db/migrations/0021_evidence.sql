-- Evidence: files of units for a year. What was named, kept, refused and described is a row that never changes.
create table congtam.evidence_item (
  id text primary key,
  unit text not null references congtam.unit (id),
  year integer not null check (year between 2000 and 2100),
  at timestamptz not null,
  by text not null
);
comment on table congtam.evidence_item is 'A document of a unit''s evidence of a year; its files are versions of it.';
create index evidence_item_library on congtam.evidence_item (unit, year, at desc, id);

create table congtam.evidence_file (
  id text primary key,
  item text not null references congtam.evidence_item (id),
  unit text not null,
  year integer not null,
  number integer not null check (number >= 1),
  name text not null check (length(name) between 1 and 255),
  size bigint not null check (size >= 1),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  reserved_at timestamptz not null,
  by text not null,
  -- Bytes that come later are not taken.
  bytes_until timestamptz not null,
  unique (item, number)
);
comment on table congtam.evidence_file is 'A file as it was named before its bytes came: they must match the name''s size and hash.';
create index evidence_file_unit on congtam.evidence_file (unit, year);
create index evidence_file_content on congtam.evidence_file (sha256);

create table congtam.evidence_kept (
  file text primary key references congtam.evidence_file (id),
  unit text not null,
  sha256 text not null,
  kind text not null,
  at timestamptz not null
);
comment on table congtam.evidence_kept is 'Files whose bytes are stored, were read back and matched: the receipt.';
create index evidence_kept_content on congtam.evidence_kept (sha256);

create table congtam.evidence_refused (
  file text primary key references congtam.evidence_file (id),
  unit text not null,
  reason text not null check (reason <> ''),
  at timestamptz not null,
  by text not null
);
comment on table congtam.evidence_refused is 'Files that never will be kept, and why: other bytes, another kind, too late, given up.';

create table congtam.evidence_description (
  item text not null references congtam.evidence_item (id),
  unit text not null,
  revision integer not null check (revision >= 1),
  number text not null,
  dated date,
  issuer text not null,
  subject text not null,
  -- The words of all of it, with and without diacritics.
  words tsvector not null,
  by text not null,
  at timestamptz not null,
  primary key (item, revision)
);
comment on table congtam.evidence_description is 'What a person says a document is; the newest revision counts.';
create index evidence_description_words on congtam.evidence_description using gin (words);

-- Working state: who writes an unfinished file at this moment.
create table congtam.evidence_writer (
  file text primary key references congtam.evidence_file (id),
  holder text not null,
  until timestamptz not null
);
comment on table congtam.evidence_writer is 'One writer for each unfinished file; a writer of whom there is no sign until then is gone.';

-- What programs found in bytes, by their hash; it can be made again from the bytes at any time.
create table congtam.evidence_content (
  sha256 text primary key,
  state text not null check (state in ('read', 'failed')),
  pages integer,
  has_text boolean,
  encrypted boolean not null default false,
  unreadable boolean not null default false,
  signatures jsonb not null default '[]',
  proposal jsonb,
  words tsvector not null default '',
  -- The least hashes of the text's runs of words, and groups of them by which near texts are found.
  sketch bigint[] not null default '{}',
  bands bigint[] not null default '{}',
  at timestamptz not null
);
comment on table congtam.evidence_content is 'What was read out of a file''s bytes by a program; nothing here decides anything.';
create index evidence_content_words on congtam.evidence_content using gin (words);
create index evidence_content_bands on congtam.evidence_content using gin (bands);

create table congtam.evidence_page (
  sha256 text not null references congtam.evidence_content (sha256) on delete cascade,
  page integer not null check (page >= 1),
  text text not null,
  words tsvector not null,
  primary key (sha256, page)
);
comment on table congtam.evidence_page is 'The text of a file, page by page.';

create table congtam.evidence_scan (
  id bigint generated always as identity primary key,
  sha256 text not null,
  verdict text not null check (verdict in ('waiting', 'clean', 'infected')),
  detail text not null,
  at timestamptz not null
);
comment on table congtam.evidence_scan is 'What the scanner said of bytes; the newest counts; what waits or is infected is given to nobody.';
create index evidence_scan_content on congtam.evidence_scan (sha256, id desc);

create function congtam.sees_content(content text) returns boolean language sql stable parallel safe as $$
  select current_setting('congtam.scope', true) = 'all' or exists (select from congtam.evidence_kept kept where kept.sha256 = content and congtam.sees_unit(kept.unit))
$$;
comment on function congtam.sees_content(text) is 'For policies: whether whoever is asking may see a unit that has a file of this content.';
revoke execute on function congtam.sees_content(text) from public;
grant execute on function congtam.sees_content(text) to congtam_app;

alter table congtam.evidence_item enable row level security;
alter table congtam.evidence_file enable row level security;
alter table congtam.evidence_kept enable row level security;
alter table congtam.evidence_refused enable row level security;
alter table congtam.evidence_description enable row level security;
alter table congtam.evidence_content enable row level security;
alter table congtam.evidence_page enable row level security;
alter table congtam.evidence_scan enable row level security;
create policy evidence_item_seen on congtam.evidence_item to congtam_app using (congtam.sees_unit(unit)) with check (congtam.sees_unit(unit));
create policy evidence_file_seen on congtam.evidence_file to congtam_app using (congtam.sees_unit(unit)) with check (congtam.sees_unit(unit));
create policy evidence_kept_seen on congtam.evidence_kept to congtam_app using (congtam.sees_unit(unit)) with check (congtam.sees_unit(unit));
create policy evidence_refused_seen on congtam.evidence_refused to congtam_app using (congtam.sees_unit(unit)) with check (congtam.sees_unit(unit));
create policy evidence_description_seen on congtam.evidence_description to congtam_app using (congtam.sees_unit(unit)) with check (congtam.sees_unit(unit));
create policy evidence_content_seen on congtam.evidence_content to congtam_app using (congtam.sees_content(sha256)) with check (congtam.sees_content(sha256));
create policy evidence_page_seen on congtam.evidence_page to congtam_app using (congtam.sees_content(sha256)) with check (congtam.sees_content(sha256));
create policy evidence_scan_seen on congtam.evidence_scan to congtam_app using (congtam.sees_content(sha256)) with check (congtam.sees_content(sha256));

-- A policy on rows must be asked before an operator that might tell of hidden rows, so the index of words would never be
-- used. This asks the index first and then the same rule, and gives out nothing but ids.
create function congtam.evidence_matching(wanted tsquery) returns table (sha256 text, item text) language sql stable security definer set search_path = congtam, pg_catalog, pg_temp as $$
  select distinct found.sha256, named.item
  from congtam.evidence_content found join congtam.evidence_kept kept on kept.sha256 = found.sha256 join congtam.evidence_file named on named.id = kept.file
  where found.words @@ wanted and congtam.sees_unit(kept.unit)
  union
  select null, said.item
  from congtam.evidence_description said
  where said.words @@ wanted and congtam.sees_unit(said.unit)
    and not exists (select from congtam.evidence_description later where later.item = said.item and later.revision > said.revision)
$$;
comment on function congtam.evidence_matching(tsquery) is 'Items whose text or description has these words, of units that whoever is asking may see.';
revoke execute on function congtam.evidence_matching(tsquery) from public;
grant execute on function congtam.evidence_matching(tsquery) to congtam_app;

-- The same for near texts.
create function congtam.evidence_near(wanted text[]) returns table (sha256 text, sketch bigint[], near text, near_sketch bigint[]) language sql stable security definer set search_path = congtam, pg_catalog, pg_temp as $$
  select one.sha256, one.sketch, other.sha256, other.sketch
  from congtam.evidence_content one join congtam.evidence_content other on other.bands && one.bands and other.sha256 <> one.sha256
  where one.sha256 = any (wanted)
    and exists (select from congtam.evidence_kept kept where kept.sha256 = one.sha256 and congtam.sees_unit(kept.unit))
    and exists (select from congtam.evidence_kept kept where kept.sha256 = other.sha256 and congtam.sees_unit(kept.unit))
$$;
comment on function congtam.evidence_near(text[]) is 'Contents that share some of their least hashes, of units that whoever is asking may see.';
revoke execute on function congtam.evidence_near(text[]) from public;
grant execute on function congtam.evidence_near(text[]) to congtam_app;

grant select, insert on congtam.evidence_item, congtam.evidence_file, congtam.evidence_kept, congtam.evidence_refused, congtam.evidence_description, congtam.evidence_scan to congtam_app;
grant select, insert, update, delete on congtam.evidence_writer, congtam.evidence_content, congtam.evidence_page to congtam_app;
