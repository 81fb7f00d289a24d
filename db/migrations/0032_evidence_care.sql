-- A wrong file is withdrawn while nobody but the unit has seen it; its row and its bytes stay, and it is given to nobody.
create table congtam.evidence_withdrawn (
  file text primary key references congtam.evidence_file (id),
  unit text not null,
  reason text not null check (length(reason) between 1 and 500),
  at timestamptz not null,
  by text not null
);
comment on table congtam.evidence_withdrawn is 'Kept files that a unit took back before it had handed them in with anything, and why.';
alter table congtam.evidence_withdrawn enable row level security;
create policy evidence_withdrawn_seen on congtam.evidence_withdrawn to congtam_app using (congtam.sees_unit(unit)) with check (congtam.sees_unit(unit));
grant select, insert on congtam.evidence_withdrawn to congtam_app;

-- Where the regulation allows, a criterion that nothing proves carries an explanation instead.
alter table congtam.evidence_link_set add column instead text not null default '' check (length(instead) <= 2000);
comment on column congtam.evidence_link_set.instead is 'What the unit says in place of evidence; empty where there is evidence, or nothing.';

-- Signatures are held against roots that the house trusts; when those change, signed files are read again.
alter table congtam.evidence_content add column roots text not null default '';
comment on column congtam.evidence_content.roots is 'Which trusted roots the signatures were held against; empty: none.';
create index evidence_content_signed on congtam.evidence_content (roots) where signatures <> '[]'::jsonb;

-- Of a word that all documents have the planner would read every list of words, each of which is large and lies apart; the
-- index alone has the answer. Gives the file in which a text was found, or the item whose description has the words.
drop function congtam.evidence_matching(tsquery);
create function congtam.evidence_matching(wanted tsquery) returns table (sha256 text, file text, item text) language sql stable security definer rows 20000 set search_path = congtam, pg_catalog, pg_temp set enable_seqscan = off set jit = off as $$
  with found as materialized (select one.sha256 from congtam.evidence_content one where one.words @@ wanted)
  select found.sha256, kept.file, null
  from found join congtam.evidence_kept kept on kept.sha256 = found.sha256
  where congtam.sees_unit(kept.unit)
  union all
  select null, null, said.item
  from congtam.evidence_description said
  where said.words @@ wanted and congtam.sees_unit(said.unit)
    and not exists (select from congtam.evidence_description later where later.item = said.item and later.revision > said.revision)
$$;
comment on function congtam.evidence_matching(tsquery) is 'Kept files whose text, and items whose description, has these words, of units that whoever is asking may see.';
revoke execute on function congtam.evidence_matching(tsquery) from public;
grant execute on function congtam.evidence_matching(tsquery) to congtam_app;
