-- The outbox of a large province: a page and the counts take no longer with 400,000 results than with ten.

-- What was queued last stands first nowhere any more.
drop index congtam.outbox_order;
-- What needs a person, then what waits, each by when it is due; what was sent, the newest first; all of it for a workbook.
create index outbox_unsent on congtam.outbox (state, due_at, id) where state <> 'sent';
create index outbox_sent on congtam.outbox (sent_at, id) where state = 'sent';
create index outbox_due on congtam.outbox (due_at, id);
create index outbox_unalarmed on congtam.outbox (due_at) where state <> 'sent' and not is_alarmed;

-- How many there are, as differences that are only added, so that nobody who sends waits for anybody else who does.
create table congtam.outbox_tally (
  state text not null,
  -- The hour in which it is due, from which on it is late; what was sent is never late any more.
  due_hour timestamptz not null,
  items bigint not null
);
comment on table congtam.outbox_tally is 'Differences of how many results there are by state and hour in which they are due; their sums are the counts. Kept by triggers on congtam.outbox, drawn together by congtam.fold_outbox_tally().';
grant select on congtam.outbox_tally to congtam_app;

create function congtam.outbox_hour(state text, due_at timestamptz) returns timestamptz language sql immutable parallel safe as $$
  select case state when 'sent' then 'infinity'::timestamptz else date_trunc('hour', due_at, 'UTC') end
$$;

create function congtam.tally_outbox() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into congtam.outbox_tally (state, due_hour, items)
    select state, congtam.outbox_hour(state, due_at), count(*) from fresh group by 1, 2;
  elsif tg_op = 'DELETE' then
    insert into congtam.outbox_tally (state, due_hour, items)
    select state, congtam.outbox_hour(state, due_at), -count(*) from gone group by 1, 2;
  else
    insert into congtam.outbox_tally (state, due_hour, items)
    select state, due_hour, sum(items) from (
      select state, congtam.outbox_hour(state, due_at) as due_hour, 1 as items from fresh
      union all
      select state, congtam.outbox_hour(state, due_at), -1 from gone
    ) moved group by 1, 2 having sum(items) <> 0;
  end if;
  return null;
end
$$;
create trigger outbox_added after insert on congtam.outbox referencing new table as fresh for each statement execute function congtam.tally_outbox();
create trigger outbox_moved after update on congtam.outbox referencing new table as fresh old table as gone for each statement execute function congtam.tally_outbox();
create trigger outbox_gone after delete on congtam.outbox referencing old table as gone for each statement execute function congtam.tally_outbox();

insert into congtam.outbox_tally (state, due_hour, items)
select state, congtam.outbox_hour(state, due_at), count(*) from congtam.outbox group by 1, 2;

-- Only what has differences is touched; whoever does this at the same time finds them gone.
create function congtam.fold_outbox_tally() returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  with several as (
    select state, due_hour from congtam.outbox_tally group by 1, 2 having count(*) > 1
  ), gone as (
    delete from congtam.outbox_tally held using several where (held.state, held.due_hour) = (several.state, several.due_hour)
    returning held.state, held.due_hour, held.items
  )
  insert into congtam.outbox_tally (state, due_hour, items)
  select state, due_hour, sum(items) from gone group by 1, 2 having sum(items) <> 0
$$;
comment on function congtam.fold_outbox_tally() is 'Draws the differences together, once for each state and hour.';
revoke execute on function congtam.outbox_hour(text, timestamptz), congtam.tally_outbox(), congtam.fold_outbox_tally() from public;
grant execute on function congtam.fold_outbox_tally() to congtam_app;

-- Whether somebody was shown this person's file within the minute is asked of each row of a workbook.
create index read_entry_recent_of_person on congtam.read_entry (account, of_person, at) where of_person is not null;
