-- What one member has appraised in a campaign is asked whenever they come in, and where members differ.
create index assessment_entry_author on congtam.assessment_entry (campaign, step, author, unit, criterion) where author <> '';
