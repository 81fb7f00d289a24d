-- A year is rated where somebody works at the time of rating (NĐ 335, article 19.1): a file goes there by a step that says so.
-- The step stays; nobody changes a file's place otherwise, and what is decided stays where it was decided.
create function congtam.move_rating_file() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from congtam.rating_step taken where taken.file = new.file and taken.step ->> 'kind' in ('decide', 'replace')) then
    raise exception 'the rating % is decided and stays where it is', new.file using errcode = 'integrity_constraint_violation';
  end if;
  update congtam.rating_file set
    agency = new.step #>> '{to,agencyId}', office = new.step #>> '{to,officeId}', round = new.step #>> '{to,roundId}',
    competence = new.step #>> '{to,competence}', title = new.step #>> '{to,title}'
  where id = new.file and agency = new.step #>> '{from,agencyId}' and office = new.step #>> '{from,officeId}' and round = new.step #>> '{from,roundId}';
  if not found then
    raise exception 'the rating % is not where this step takes it from', new.file using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end
$$;
comment on function congtam.move_rating_file() is 'A file goes to the agency that a step of transfer names; the only way in which its place changes.';
revoke execute on function congtam.move_rating_file() from public;
create trigger rating_step_moves after insert on congtam.rating_step for each row when (new.step ->> 'kind' = 'transfer') execute function congtam.move_rating_file();

-- Minutes of the agency before go with the file: whoever sees somebody's steps sees the meetings that they name.
create index rating_step_meeting on congtam.rating_step ((step ->> 'meetingId')) where step ->> 'kind' = 'meeting';
drop policy rating_meeting_seen on congtam.rating_meeting;
create policy rating_meeting_seen on congtam.rating_meeting to congtam_app
  using ((select congtam.sees_all()) or unit = any ((select congtam.agency_units())::text[])
    or exists (select from congtam.rating_step said where said.step ->> 'kind' = 'meeting' and said.step ->> 'meetingId' = rating_meeting.id));
