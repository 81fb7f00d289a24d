import { builtInPlan } from "../../src/cli/plans.ts";
import type { Role } from "../../src/contract/route.ts";
import { homeEndpoints } from "../../src/server/home/index.ts";
import { createAccount } from "../../src/server/identity/index.ts";
import { addPerson, addPost, importUnits } from "../../src/server/organisation/index.ts";
import { planEndpoints } from "../../src/server/plan/index.ts";
import type { Actor } from "../../src/server/platform/index.ts";
import { type Clock, giveClock } from "./clock.ts";
import { freshDatabase, type TestDatabase } from "./harness.ts";
import { openRoom, type Room } from "./room.ts";

/** A small province that has the plan of 2025: its departments, two communes, and people of each. */

const UNITS = ["VPUBND", "SNV", "SGDDT", "SKHCN", "SNNMT", "STP", "STC", "SXD", "SYT", "TTR"].map((code) => ({ code, name: `Sở ${code}`, index: "01" }));
const COMMUNES = ["24133", "24121"].map((code) => ({ code, name: `UBND phường ${code}`, index: "03" }));
const SCHOOL = { code: "CDDL", name: "Trường Cao đẳng", index: "02" };

/** By user name: role and the unit of the post. */
const PEOPLE: Readonly<Record<string, readonly [Role, string?]>> = {
  officer: ["programme-officer", "SNV"],
  deputyofficer: ["programme-officer", "TTR"],
  "stc.head": ["unit-head", "STC"],
  "stc.scorer": ["unit-scorer", "STC"],
  "stp.head": ["unit-head", "STP"],
  "stp.scorer": ["unit-scorer", "STP"],
  "xa.head": ["unit-head", "24133"],
  inspector: ["working-group", "TTR"],
  member: ["council-member"],
  auditor: ["auditor"],
};

export type Answer = { readonly status: number; readonly json: Record<string, unknown>; readonly etag: string; readonly text: string };
export type PlanHouse = {
  readonly test: TestDatabase;
  readonly room: Room;
  readonly unit: (code: string) => string;
  readonly person: (name: string) => string;
  readonly send: (as: string, method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: object, seen?: string) => Promise<Answer>;
  /** Makes and issues the plan of 2025; its id. */
  readonly issuePlan: () => Promise<string>;
  /** Sets what the database takes for the present. */
  readonly clock: Clock;
  readonly close: () => Promise<void>;
};

const CONTENT = builtInPlan("dak-lak-2025");
export const EDITED = CONTENT.content;

async function people(test: TestDatabase, unit: (code: string) => string): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  await test.database.transaction(async (tx) => {
    for (const [name, [role, code]] of Object.entries(PEOPLE)) {
      const { id } = await addPerson(tx, name);
      ids.set(name, id);
      await createAccount(tx, { username: name, personId: id, name, roles: [role], by: "test" });
      if (code !== undefined) await addPost(tx, { person: id, unit: unit(code), kind: "officer", title: "Chuyên viên", from: "2024-01-01" });
    }
  });
  return ids;
}

export async function openPlanHouse(): Promise<PlanHouse> {
  const test = await freshDatabase();
  const clock = await giveClock(test);
  await clock("2025-01-06T02:00:00Z");
  const { created } = await test.database.transaction((tx) => importUnits(tx, [...UNITS, ...COMMUNES, SCHOOL], "2024-01-01"));
  const units = new Map(created.map(({ code, id }) => [code, id]));
  const unit = (code: string): string => units.get(code) ?? "nowhere";
  const ids = await people(test, unit);
  const person = (name: string): string => ids.get(name) ?? "nobody";
  const actor = (name: string): Actor | undefined => {
    const [role, code] = PEOPLE[name] ?? [];
    return role === undefined ? undefined : { accountId: `account-${name}`, personId: person(name), name, roles: [role], unitIds: code === undefined ? [] : [unit(code)], sessionId: name };
  };
  const room = await openRoom(test.database, [...planEndpoints({ isScanned: false }), ...homeEndpoints(async () => [])], actor);
  const send: PlanHouse["send"] = async (as, method, path, body, seen) => {
    const headers = { authorization: `Bearer ${as}`, ...(seen === undefined ? {} : { "if-match": `"${seen}"` }) };
    const answer = await room.app.inject({ method, url: `/api/v1${path}`, headers, ...(body === undefined ? {} : { payload: body }) });
    const isJson = String(answer.headers["content-type"]).includes("json");
    return { status: answer.statusCode, json: isJson ? answer.json() : {}, etag: (answer.headers.etag ?? "").replaceAll('"', ""), text: answer.body };
  };
  const issuePlan = async (): Promise<string> => {
    const made = await send("officer", "POST", "/plans", { programmeId: null, year: 2025, title: CONTENT.title, content: CONTENT.content });
    const id = String(made.json["id"]);
    const issued = await send("officer", "POST", `/plans/${id}/versions/1/issue`, CONTENT.decision, "1");
    if (issued.status !== 200) throw new RangeError(issued.text);
    return id;
  };
  return { test, room, unit, person, send, issuePlan, clock, close: async () => {
    await room.app.close();
    await test.close();
  } };
}
