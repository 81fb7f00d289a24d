-- Whoever is bound to units of their own sees no leader's mark at all, not even the own unit's.
alter table congtam.leader_mark enable row level security;
create policy leader_mark_scope on congtam.leader_mark using (current_setting('congtam.scope', true) = 'all');
