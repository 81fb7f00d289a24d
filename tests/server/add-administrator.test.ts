import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { addFirstAdministrator } from "../../src/server/identity/index.ts";
import { furnishRooms } from "../../src/server/main.ts";
import { buildHttp } from "../../src/server/platform/index.ts";
import { noteReads, record } from "../../src/server/audit/index.ts";
import { freshDatabase, type TestDatabase } from "./harness.ts";

/** The way into a fresh database: the command makes the first administrator, and nobody else. */

const BIN = fileURLToPath(new URL("../../bin/congtam.js", import.meta.url));
const SLOW = 60_000;
const PASSWORD = "một câu dài dễ nhớ";
let test: TestDatabase;
let house: ReturnType<typeof buildHttp>;
const failures: unknown[] = [];

beforeAll(async () => {
  test = await freshDatabase();
  house = buildHttp({ database: test.database, ...furnishRooms(new Uint8Array(32)), record, noteReads, onFailure: (error) => failures.push(error) });
  await house.ready();
});
afterAll(async () => {
  await house.close();
  await test.close();
  if (failures.length > 0) throw new AggregateError(failures, "the house failed");
});
beforeEach(() => test.superuser.query("set session_replication_role = replica; truncate congtam.account, congtam.role_grant, congtam.reset_link, congtam.person, congtam.audit_entry cascade; set session_replication_role = origin"));

function congtam(args: readonly string[], url = `postgresql://postgres@${encodeURIComponent(inject("socket"))}/${test.connection.database ?? ""}`): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [BIN, ...args], { encoding: "utf8", env: { ...process.env, DATABASE_URL: url } });
}

async function send(method: "GET" | "POST", url: string, payload?: object, cookie?: string): Promise<{ status: number; json: Record<string, unknown>; cookie: string }> {
  const answer = await house.inject({ method, url: `/api/v1${url}`, headers: cookie === undefined ? {} : { cookie }, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, json: answer.body === "" ? {} : answer.json(), cookie: String(answer.headers["set-cookie"] ?? "").split(";", 1)[0] ?? "" };
}

const actions = async (): Promise<string[]> => (await test.superuser.query<{ action: string }>("select action from congtam.audit_entry order by seq")).rows.map((one) => one.action);

describe("congtam add-administrator", () => {
  it("makes an account whose password only the printed token chooses, and whose role waits for the second factor", { timeout: SLOW }, async () => {
    const { status, stdout, stderr } = congtam(["add-administrator", "quan.tri", "--name", "Nguyễn Thị Quản Trị"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(await actions()).toEqual(["organisation.person-added", "identity.account-added", "identity.reset-link-issued"]);
    const token = /^ {2}([\w-]{43})$/m.exec(stdout)?.[1] ?? "";
    const { rows } = await test.superuser.query<{ text: string }>("select data::text as text from congtam.audit_entry union all select token_hash from congtam.reset_link");
    expect(rows.some(({ text }) => text.includes(token))).toBe(false);
    expect((await send("POST", "/session", { username: "quan.tri", password: PASSWORD })).status).toBe(401);
    expect((await send("POST", "/password-reset", { token, password: PASSWORD })).status).toBe(204);
    expect((await send("POST", "/password-reset", { token, password: "câu khác cũng dài" })).status).toBe(422);
    const signedIn = await send("POST", "/session", { username: "quan.tri", password: PASSWORD });
    expect(signedIn).toMatchObject({ status: 201, json: { roles: [], secondFactor: "enrolment-needed", user: { name: "Nguyễn Thị Quản Trị" } } });
    expect((await send("GET", "/accounts", undefined, signedIn.cookie)).status).toBe(403);
  });

  it("refuses while there is an active administrator, and changes nothing", { timeout: SLOW }, async () => {
    await test.database.transaction((tx) => addFirstAdministrator(tx, { username: "a", name: "A" }));
    const { status, stdout, stderr } = congtam(["add-administrator", "b", "--name", "B", "--lang", "en"]);
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: "", stderr: "There is an active administrator already, who makes all other accounts through the program.\n" });
    expect((await test.superuser.query("select from congtam.account")).rowCount).toBe(1);
    await test.superuser.query("update congtam.account set disabled_at = now()");
    expect(await test.database.transaction((tx) => addFirstAdministrator(tx, { username: "b", name: "B" }))).toMatchObject({ username: "b" });
  });

  it("lets only one of two through who try at once", async () => {
    const tries = ["a", "b"].map((username) => test.database.transaction((tx) => addFirstAdministrator(tx, { username, name: username })));
    expect((await Promise.allSettled(tries)).map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it.each([
    [["add-administrator"], 2, /--name "HỌ TÊN"/],
    [["add-administrator", "x"], 2, /--name "HỌ TÊN"/],
    [["add-administrator", "Có Dấu", "--name", "X"], 1, /Tên đăng nhập gồm/],
    [["add-administrator", "x", "--name", " "], 1, /Cần họ tên/],
  ] satisfies [string[], number, RegExp][])("says what is wrong with %j", (args, status, words) => {
    expect(congtam(args)).toMatchObject({ status, stdout: "", stderr: expect.stringMatching(words) as string });
  });

  it("says what is missing: a database of the authority, prepared by a server", { timeout: SLOW }, () => {
    expect(congtam(["add-administrator", "x", "--name", "X"], "")).toMatchObject({ status: 1, stderr: expect.stringMatching(/^Cần DATABASE_URL: .*\n$/) as string });
    expect(congtam(["add-administrator", "x", "--name", "X"], `postgresql://postgres@${encodeURIComponent(inject("socket"))}/postgres`)).toMatchObject({ status: 1, stderr: expect.stringMatching(/^Cơ sở dữ liệu chưa được chuẩn bị .*\n$/) as string });
  });
});
