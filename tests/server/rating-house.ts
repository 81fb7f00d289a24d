import type { RatingPeriod } from "../../src/contract/personnel-year.ts";
import type { RatingLevel } from "../../src/contract/personnel-year-steps.ts";
import type { Role } from "../../src/contract/route.ts";
import { record } from "../../src/server/audit/index.ts";
import { homeEndpoints } from "../../src/server/home/index.ts";
import { createAccount } from "../../src/server/identity/index.ts";
import { addPerson, addPost, endPostsOf, importUnits } from "../../src/server/organisation/index.ts";
import type { Actor, Transaction } from "../../src/server/platform/index.ts";
import { freezeRegulation, importRegulation } from "../../src/server/regulation/index.ts";
import { makeYearRoom, type NationalDatabase } from "../../src/server/personnel/index.ts";
import { regulationFiles } from "../../src/cli/regulations.ts";
import { type Clock, giveClock } from "./clock.ts";
import { freshDatabase, type TestDatabase } from "./harness.ts";
import { openRoom, type Room } from "./room.ts";

/** Two departments and a ward of a small province, with everybody whose year is rated; periods are told by the test. */

const OWNER = "test-owner";
const SINCE = "2025-01-01";

type Cast = { readonly unit: string; readonly kind: "head" | "deputy" | "officer"; readonly roles: readonly Role[] };
const CAST = {
  chutich: { unit: "UBNDT", kind: "head", roles: ["chairman"] },
  sonoivu: { unit: "SNV.VP", kind: "officer", roles: ["programme-officer"] },
  giamdoc: { unit: "SNV", kind: "head", roles: ["unit-head"] },
  pgd: { unit: "SNV", kind: "deputy", roles: [] },
  tccb: { unit: "SNV.VP", kind: "officer", roles: ["personnel-officer"] },
  tphong: { unit: "SNV.CCHC", kind: "head", roles: ["unit-head"] },
  pphong: { unit: "SNV.CCHC", kind: "deputy", roles: [] },
  cv1: { unit: "SNV.CCHC", kind: "officer", roles: [] },
  cv2: { unit: "SNV.CCHC", kind: "officer", roles: [] },
  cv3: { unit: "SNV.CCHC", kind: "officer", roles: [] },
  cv4: { unit: "SNV.CCHC", kind: "officer", roles: [] },
  cv5: { unit: "SNV.VP", kind: "officer", roles: [] },
  stc: { unit: "STC", kind: "head", roles: ["unit-head", "personnel-officer"] },
} as const satisfies Readonly<Record<string, Cast>>;
export type Name = keyof typeof CAST;

export type RatingHouse = {
  readonly test: TestDatabase;
  readonly room: Room;
  readonly clock: Clock;
  readonly person: (name: Name) => string;
  readonly unit: (code: string) => string;
  readonly regulation: string;
  /** Four quarters, each with these points; general part 25. */
  readonly give: (name: Name, ...totals: readonly string[]) => void;
  readonly level: (unit: string, level: RatingLevel) => void;
  /** From a day on somebody has another post, and no other. */
  readonly move: (name: Name, post: { readonly unit: string; readonly kind: Cast["kind"]; readonly on: string }) => Promise<void>;
  readonly call: (as: Name, method: "GET" | "POST" | "PUT", path: string, more?: { readonly body?: unknown; readonly seen?: string }) => Promise<{ readonly status: number; readonly body: unknown; readonly version: string; readonly bytes: Buffer }>;
  readonly tasks: ReturnType<typeof makeYearRoom>["tasksOn"];
  readonly close: () => Promise<void>;
};

type Known = { readonly people: Map<string, string>; readonly units: Map<string, string>; readonly actors: Map<string, Actor>; readonly regulation: string };

async function people(tx: Transaction, units: ReadonlyMap<string, string>): Promise<Pick<Known, "people" | "actors">> {
  const found: Pick<Known, "people" | "actors"> = { people: new Map(), actors: new Map() };
  for (const [name, { unit, kind, roles }] of Object.entries(CAST)) {
    const person = await addPerson(tx, `${name} (minh họa)`);
    await addPost(tx, { person: person.id, unit: units.get(unit) ?? "", kind, title: `${kind} ${unit}`, from: SINCE });
    const { accountId } = await createAccount(tx, { username: name, personId: person.id, name, password: "congtam-demo", roles, secondFactorWaived: true, by: OWNER });
    found.people.set(name, person.id);
    found.actors.set(name, { accountId, personId: person.id, name, roles, unitIds: [units.get(unit) ?? ""], sessionId: "s" });
  }
  return found;
}

async function furnish(tx: Transaction): Promise<Known> {
  const units = [
    { code: "UBNDT", name: "UBND tỉnh", index: null },
    { code: "SNV", name: "Sở Nội vụ", index: "01", parent: "UBNDT" },
    { code: "STC", name: "Sở Tài chính", index: "01", parent: "UBNDT" },
    { code: "SNV.VP", name: "Văn phòng Sở", index: "01", parent: "SNV" },
    { code: "SNV.CCHC", name: "Phòng Cải cách hành chính", index: "01", parent: "SNV" },
  ];
  const { created } = await importUnits(tx, units, SINCE);
  const ids = new Map(created.map((one) => [one.code, one.id]));
  const { version } = await importRegulation(tx, OWNER, regulationFiles("gia-lai-2026-staff"));
  await freezeRegulation(tx, "test-council", version.id);
  return { ...(await people(tx, ids)), units: ids, regulation: version.id };
}

export const QUARTERS = [[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]];

export async function openRatingHouse(national?: NationalDatabase): Promise<RatingHouse> {
  const test = await freshDatabase();
  const clock = await giveClock(test);
  const known = await test.database.transaction(async (tx) => {
    const found = await furnish(tx);
    await record(tx, OWNER, [{ action: "test.furnished", subject: "test", data: {} }]);
    return found;
  });
  const periods = new Map<string, RatingPeriod[]>();
  const levels = new Map<string, RatingLevel>();
  const year = makeYearRoom({ periodsOf: async (_tx, ids) => new Map(ids.map((id) => [id, periods.get(id) ?? []])), unitLevels: async (_tx, ids) => new Map(ids.flatMap((id) => (levels.has(id) ? [[id, levels.get(id) ?? "good"]] : []))) }, national);
  const room = await openRoom(test.database, [...year.endpoints, ...homeEndpoints(year.waitingFor)], (token) => known.actors.get(token));
  const person = (name: Name) => known.people.get(name) ?? "";
  const unit = (code: string) => known.units.get(code) ?? "";
  const call: RatingHouse["call"] = async (as, method, path, { body, seen } = {}) => {
    const answer = await room.app.inject({ method, url: `/api/v1${path}`, headers: { authorization: `Bearer ${as}`, ...(seen === undefined ? {} : { "if-match": `"${seen}"` }) }, ...(body === undefined ? {} : { payload: body as object }) });
    const isJson = String(answer.headers["content-type"]).includes("json");
    return { status: answer.statusCode, body: isJson ? answer.json() : undefined, version: (answer.headers.etag ?? "").replaceAll('"', ""), bytes: answer.rawPayload };
  };
  return {
    test,
    room,
    clock,
    person,
    unit,
    regulation: known.regulation,
    give: (name, ...totals) => {
      periods.set(person(name), totals.map((total, at) => ({ period: `2026-Q${String(at + 1)}`, months: QUARTERS[at] ?? [], general: "25.00", results: (Number(total) - 25).toFixed(2), total, note: "" })));
    },
    level: (code, level) => {
      levels.set(unit(code), level);
    },
    move: (name, { unit: code, kind, on }) =>
      test.database.transaction(async (tx) => {
        await endPostsOf(tx, person(name), on);
        await addPost(tx, { person: person(name), unit: unit(code), kind, title: `${kind} ${code}`, from: on });
      }),
    call,
    tasks: year.tasksOn,
    close: async () => {
      await room.app.close();
      await test.close();
    },
  };
}
