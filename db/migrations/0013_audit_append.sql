-- Adding to the ledger in one question: whoever records holds up all others who record, so it must not take three.
-- `heads` and `tails` are the canonical JSON of each entry before and after its time, which is told here.
create function congtam.audit_append(who text, actions text[], subjects text[], contents text[], heads text[], tails text[]) returns void language plpgsql as $$
declare
  last_seq bigint;
  last_hash bytea;
  moment timestamptz;
  told text;
begin
  -- One writer at a time until the transaction ends, so that numbers have no gaps. The clock is read after the waiting.
  perform pg_advisory_xact_lock(3352026);
  select seq, hash into last_seq, last_hash from congtam.audit_entry order by seq desc limit 1;
  last_seq := coalesce(last_seq, 0);
  last_hash := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
  moment := clock_timestamp();
  told := to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
  for i in 1 .. cardinality(actions) loop
    insert into congtam.audit_entry (seq, at, "by", action, subject, data, previous, hash)
    values (last_seq + 1, moment, who, actions[i], subjects[i], contents[i]::jsonb, last_hash,
      sha256(convert_to(E'congtam.audit.entry.v1\n' || (last_seq + 1) || E'\n' || encode(last_hash, 'hex') || E'\n' || heads[i] || told || tails[i], 'UTF8')))
    returning seq, hash into last_seq, last_hash;
  end loop;
end $$;
comment on function congtam.audit_append(text, text[], text[], text[], text[], text[]) is 'Chains entries behind the head, by the database clock; the hash is over the text that src/server/audit/rules.ts defines.';
revoke execute on function congtam.audit_append(text, text[], text[], text[], text[], text[]) from public;
grant execute on function congtam.audit_append(text, text[], text[], text[], text[], text[]) to congtam_app;
