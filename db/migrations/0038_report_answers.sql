-- What a unit answers when it is asked whether a figure is right, beside the figure and in the copy that it hands in.

alter table congtam.report_value add column note text not null default '' check (length(note) <= 500);
comment on column congtam.report_value.note is 'Why the figure differs so much from the last period, as whoever confirmed it says.';

alter table congtam.report_submission add column notes jsonb not null default '{}' check (jsonb_typeof(notes) = 'object');
comment on column congtam.report_submission.notes is 'Answers to what was asked, by figure, as they stood when the copy was handed in.';
