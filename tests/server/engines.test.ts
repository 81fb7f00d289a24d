import { describe, expect, it } from "vitest";
import { engines, freshDatabase } from "./harness.ts";

describe.each(engines)("on $name", ({ name }) => {
  it("the tests talk to the server that they name", async () => {
    const test = await freshDatabase();
    const { rows } = await test.superuser.query<{ server_version: string }>("show server_version");
    await test.close();
    // "18.4 (…)" of postgresql-18.4.0
    expect(name).toContain(`-${rows[0]?.server_version.split(" ", 1)[0] ?? "?"}`);
  });
});
