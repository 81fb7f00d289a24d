-- Who is asking, as policies on rows see it. Each transaction says so in settings of its own: congtam.scope ('all' for
-- the program and for roles that work on every unit, 'units' for everybody else, 'none' before somebody is known),
-- congtam.person, and congtam.units with the ids of one's own units between commas. A setting that is missing sees nothing.
create function congtam.sees_unit(unit text) returns boolean language sql stable parallel safe as $$
  select case current_setting('congtam.scope', true)
    when 'all' then true
    when 'units' then coalesce(unit = any (string_to_array(current_setting('congtam.units', true), ',')), false)
    else false
  end
$$;
comment on function congtam.sees_unit(text) is 'For policies: whether whoever is asking in this transaction may see rows of this unit.';
revoke execute on function congtam.sees_unit(text) from public;
grant execute on function congtam.sees_unit(text) to congtam_app;
