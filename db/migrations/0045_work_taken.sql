-- Whether work that came back is somebody else's already is asked of one period's millions: nearly none was taken over, so that
-- what is looked through holds little and costs an import nothing.
create index work_item_taken on congtam.work_item (taken_from) where taken_from is not null;
