-- Behind the rules of the program: an amendment of a campaign's regulation names a frozen version as it is, and is
-- approved by another person than the one who proposed it.
create function congtam.campaign_amendment_guard() returns trigger language plpgsql as $$
begin
  if new.action ->> 'kind' = 'propose-amendment' and not exists (
    select from congtam.regulation_version
    where id = new.action ->> 'regulationVersionId' and sha256 = new.action ->> 'sha256' and frozen_at is not null
  ) then
    raise exception 'an amendment needs a frozen version of a regulation' using errcode = 'integrity_constraint_violation';
  end if;
  if new.action ->> 'kind' = 'approve-amendment' and not exists (
    select from congtam.campaign_action as proposal
    where proposal.campaign = new.campaign and proposal.number = (new.action ->> 'proposal')::integer and proposal.action ->> 'kind' = 'propose-amendment' and proposal."by" <> new."by"
  ) then
    raise exception 'who proposed an amendment cannot approve it' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger campaign_amendment_guard before insert on congtam.campaign_action for each row execute function congtam.campaign_amendment_guard();
