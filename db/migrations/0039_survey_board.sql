-- Whoever follows a survey sees ballots by day and stratum: one index tells all of it without reading the rows, and of the
-- last days alone where the others are known.
create index survey_cast_board on congtam.survey_cast (survey, day, channel, stratum);
drop index congtam.survey_cast_stratum;
drop index congtam.survey_cast_survey;
