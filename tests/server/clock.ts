import type { TestDatabase } from "./harness.ts";

/** Sets the time that a test's database tells; it goes on from there. */
export type Clock = (at: string) => Promise<void>;

/**
 * Gives a database a clock of its own, found before the server's: what the program asks for the time gets it, in
 * every transaction that begins later. To be called before anything has connected.
 */
export async function giveClock({ superuser }: TestDatabase): Promise<Clock> {
  const { rows } = await superuser.query<{ name: string }>("select current_database() as name");
  await superuser.query(`
    create schema clock;
    create table clock.shift (by interval not null);
    insert into clock.shift values ('0');
    create function clock.clock_timestamp() returns timestamptz language sql volatile as $$ select pg_catalog.clock_timestamp() + (select by from clock.shift) $$;
    grant usage on schema clock to public;
    grant select on clock.shift to public;
    alter database "${rows[0]?.name ?? ""}" set search_path = clock, pg_catalog;
  `);
  return async (at) => {
    await superuser.query("update clock.shift set by = $1::timestamptz - pg_catalog.clock_timestamp()", [at]);
  };
}
