-- Whether somebody was shown the same within the last minute is asked before each row.
create index read_entry_recent on congtam.read_entry (account, at);
comment on table congtam.read_entry is 'Append-only: one row for each unit whose file, opinions or unpublished result somebody outside it was shown the same way, and for each minute that it went on; written before the answer leaves.';
