import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { ARABIC, IN_TITLES, ROMAN, workbookWith } from "../../../tests/server/messy-sheets.ts";
import { openRoom, type Room } from "../../../tests/server/room.ts";
import type { Role } from "../../contract/route.ts";
import { isLoaded, loadRegulation } from "../../scoring/regulation/load.ts";
import { canonicalJson, sha256OfDocument } from "../../scoring/regulation/canonical.ts";
import { showRegulation } from "../../scoring/regulation/show.ts";
import type { Actor } from "../platform/index.ts";
import { readSheets } from "../documents/index.ts";
import { findRegulation, findVersion, freezeRegulation, importRegulation, regulationEndpoints } from "./index.ts";

const FOLDER = new URL("../../../regulations/", import.meta.url);
const BUILT_IN = ["dak-lak-2025", "gia-lai-2026-org", "gia-lai-2026-staff"];
type Files = Record<string, string>;

/** The files of a built-in regulation; the list of units beside them belongs to nobody here. */
function filesOf(name: string): Files {
  const folder = new URL(`${name}/`, FOLDER);
  const names = readdirSync(folder).filter((file) => file.endsWith(".yaml") && file !== "units.yaml");
  return Object.fromEntries(names.map((file) => [file, readFileSync(new URL(file, folder), "utf8")]));
}

/** The file with each text, which must stand there, put in the place of another. */
function edited(files: Files, file: string, ...pairs: readonly (readonly [string, string])[]): Files {
  let text = files[file] ?? "";
  for (const [from, to] of pairs) {
    if (!text.includes(from)) throw new RangeError(`${file} has no ${from}`);
    text = text.replace(from, to);
  }
  return { ...files, [file]: text };
}

let test: TestDatabase;
let room: Room;

const PEOPLE: Readonly<Record<string, Role>> = { officer: "programme-officer", second: "programme-officer", admin: "administrator", auditor: "auditor", head: "unit-head" };
function actorCalled(name: string): Actor | undefined {
  const role = PEOPLE[name];
  return role === undefined ? undefined : { accountId: `account-${name}`, personId: `person-${name}`, name, roles: [role], unitIds: [], sessionId: "s" };
}

beforeAll(async () => {
  test = await freshDatabase();
  room = await openRoom(test.database, regulationEndpoints(async () => undefined, readSheets), actorCalled);
});
afterAll(async () => {
  await room.app.close();
  await test.close();
});

type Json = Record<string, unknown>;
async function send(method: "GET" | "POST", path: string, { as = "officer", body, language = "vi" }: { as?: string; body?: object; language?: string } = {}): Promise<{ status: number; json: Json }> {
  const headers = { "accept-language": language, ...(as === "" ? {} : { authorization: `Bearer ${as}` }) };
  const answer = await room.app.inject({ method, url: `/api/v1${path}`, headers, ...(body === undefined ? {} : { payload: body }) });
  return { status: answer.statusCode, json: answer.json() };
}
const importFiles = async (files: Files, as = "officer"): Promise<Json> => {
  const { status, json } = await send("POST", "/regulations", { as, body: { files } });
  expect(status).toBe(201);
  return json;
};

const weightPair: readonly (readonly [string, string])[] = [
  ["title: Nhiệm vụ quá hạn chưa hoàn thành\n            maxPoints: 2\n", "title: Nhiệm vụ quá hạn chưa hoàn thành\n            maxPoints: 1.5\n"],
  ["title: Phối hợp xử lý công việc với cơ quan khác\n            maxPoints: 1.5\n", "title: Phối hợp xử lý công việc với cơ quan khác\n            maxPoints: 2\n"],
];

/** What a document is after it went through JSON: fields that are absent are gone. */
const throughJson = (value: unknown): unknown => JSON.parse(canonicalJson(value));

describe("an import", () => {
  it.each(BUILT_IN)("keeps %s and gives it back", async (name) => {
    room.recorded = [];
    const files = filesOf(name);
    const loaded = loadRegulation(new Map(Object.entries(files)), "regulation.yaml");
    if (!isLoaded(loaded)) throw new RangeError("faults");
    const imported = await importFiles(files);
    expect(imported).toMatchObject({ regulationId: name, sha256: loaded.sha256, importedBy: "person-officer", frozenAt: null, isNew: true });
    expect(room.recorded).toEqual([{ action: "regulation.imported", subject: `regulation:${String(imported["id"])}`, data: { regulation: name, sha256: loaded.sha256 } }]);
    const shown = await send("GET", `/regulations/${String(imported["id"])}`, { as: "head" });
    expect(shown.json["regulation"]).toEqual(throughJson(showRegulation(loaded)));
    const kept = await test.database.read((tx) => findRegulation(tx, String(imported["id"])));
    expect(kept).toEqual({ regulation: throughJson(loaded.regulation), sha256: sha256OfDocument(kept?.regulation) });
    const version = await test.database.read((tx) => findVersion(tx, String(imported["id"])));
    expect(version?.indexCodes).toEqual(loaded.regulation.indexes.map((one) => one.code));
  });

  it("of the same content, as files or as JSON, gives the same version", async () => {
    const files = filesOf("gia-lai-2026-staff");
    const first = await importFiles(files);
    const loaded = loadRegulation(new Map(Object.entries(files)), "regulation.yaml");
    const commented = { ...files, "regulation.yaml": `# Ghi chú\n${files["regulation.yaml"] ?? ""}` };
    expect(await importFiles(commented, "second")).toEqual({ ...first, isNew: false });
    const document = await send("POST", "/regulations", { as: "admin", body: { document: "regulation" in loaded ? loaded.regulation : {} } });
    expect(document.json).toEqual({ ...first, isNew: false });
    const [one, two] = await Promise.all([importFiles({ "regulation.yaml": (files["regulation.yaml"] ?? "").replace("id: gia-lai-2026-staff", "id: mot-luc") }), importFiles({ "regulation.yaml": (files["regulation.yaml"] ?? "").replace("id: gia-lai-2026-staff", "id: mot-luc") })]);
    expect([one["id"], [one["isNew"], two["isNew"]].map(String).toSorted()]).toEqual([two["id"], ["false", "true"]]);
  });

  it("is for programme officers and administrators", async () => {
    for (const as of ["auditor", "head"]) expect((await send("POST", "/regulations", { as, body: { files: {} } })).status).toBe(403);
    expect((await send("POST", "/regulations/check", { as: "head", body: { files: {} } })).status).toBe(403);
    expect((await send("GET", "/regulations", { as: "" })).status).toBe(401);
  });

  it.each([
    ["neither form", {}],
    ["both forms", { files: {}, document: {} }],
    ["a name that leads elsewhere", { files: { "../regulation.yaml": "" } }],
    ["a zero byte", { files: { "regulation.yaml": "id: \0" } }],
    ["half a character", { files: { "regulation.yaml": "id: \ud800" } }],
    ["too many files", { files: Object.fromEntries(Array.from({ length: 51 }, (_one, i) => [`a${String(i)}.yaml`, ""])) }],
    ["a document of nothing", { document: {} }],
    ["no main file", { files: { "index-01.yaml": "code: 01" } }],
  ])("of %s is refused", async (_name, body) => {
    expect((await send("POST", "/regulations", { body })).json).toMatchObject({ status: 422, errors: expect.anything() as unknown });
  });

  it("refuses texts that the database could not give back", async () => {
    const files = filesOf("gia-lai-2026-staff");
    const hidden = edited(files, "regulation.yaml", [/^authority: .*$/m.exec(files["regulation.yaml"] ?? "")?.[0] ?? "", String.raw`authority: "a\0b"`]);
    expect((await send("POST", "/regulations", { body: { files: hidden } })).json).toMatchObject({ status: 422, faults: [{ code: "bad-value" }] });
  });
});

describe("faults", () => {
  const broken = () => edited(filesOf("dak-lak-2025"), "index-01.yaml", ["            maxPoints: 6\n", "            maxPoints: 7\n"], ["            method: inverse\n", "            method: guess\n"]);

  it("are told with file, line, code and words in both languages, and nothing is kept", async () => {
    room.recorded = [];
    const count = async () => (await test.superuser.query("select 1 from congtam.regulation_version")).rowCount;
    const before = await count();
    const checked = await send("POST", "/regulations/check", { as: "auditor", body: { files: broken() } });
    expect(checked.json).toMatchObject({ sha256: null, faultCount: 1, faults: [{ code: "bad-value", file: "index-01.yaml", pointer: "/files/index-01.yaml", message: { vi: expect.stringContaining("một phương pháp chấm") as unknown, en: expect.stringContaining("a scoring method") as unknown } }] });
    const [{ line } = { line: 0 }] = checked.json["faults"] as { line: number }[];
    expect(broken()["index-01.yaml"]?.split("\n")[line - 1]).toContain("method: guess");
    const refused = await send("POST", "/regulations", { body: { files: broken() } });
    expect(refused.json).toMatchObject({ status: 422, detail: "Quy định có 1 lỗi.", faults: checked.json["faults"], errors: [{ pointer: "/files/index-01.yaml" }] });
    expect(await count()).toBe(before);
    expect(room.recorded).toEqual([]);
  });

  it("of sums name the line", async () => {
    const files = edited(filesOf("dak-lak-2025"), "index-02.yaml", ["maxPoints: 45\n", "maxPoints: 44\n"]);
    const { json } = await send("POST", "/regulations/check", { body: { files } });
    const faults = json["faults"] as { code: string; file: string; line: number }[];
    expect(faults.map((one) => one.code).toSorted()).toEqual(["scale", "sum"]);
    expect(faults.every((one) => one.file === "index-02.yaml" && one.line > 0)).toBe(true);
  });

  it("of a document point into it", async () => {
    const { json } = await send("POST", "/regulations/check", { body: { document: { format: "1", id: "Sai" } } });
    expect((json["faults"] as Json[]).find((one) => one["pointer"] === "/document/id")).toMatchObject({ code: "bad-value", file: null, line: null });
  });

  it("are none in what is built in", async () => {
    for (const name of BUILT_IN) expect((await send("POST", "/regulations/check", { body: { files: filesOf(name) } })).json).toMatchObject({ faults: [], faultCount: 0 });
  });
});

describe("freezing", () => {
  it("takes a second person, and happens once", async () => {
    const { id } = await importFiles(edited(filesOf("gia-lai-2026-org"), "regulation.yaml", ["id: gia-lai-2026-org", "id: khoa-mot-lan"]));
    const path = `/regulations/${String(id)}/freezing`;
    room.recorded = [];
    expect((await send("POST", path, { as: "admin" })).status).toBe(403);
    expect((await send("POST", path)).json).toMatchObject({ status: 403, detail: "Người khóa phải khác người nhập." });
    expect(room.recorded).toEqual([]);
    const both = await Promise.all([send("POST", path, { as: "second" }), send("POST", path, { as: "second" })]);
    expect(both.map((one) => String(one.status)).toSorted()).toEqual(["200", "409"]);
    const { json } = await send("GET", `/regulations/${String(id)}`);
    expect(both.find((one) => one.status === 200)?.json).toMatchObject({ frozenAt: json["frozenAt"], frozenBy: "person-second" });
    expect(json["frozenAt"]).toEqual(expect.stringMatching(/Z$/));
    expect(room.recorded).toMatchObject([{ action: "regulation.frozen", subject: `regulation:${String(id)}` }]);
    expect((await send("POST", path)).status).toBe(409);
    expect((await send("POST", "/regulations/nowhere/freezing")).status).toBe(404);
  });

  it("is kept by the database against everybody", async () => {
    const { version, audit } = await test.database.transaction((tx) => importRegulation(tx, "seeder", edited(filesOf("gia-lai-2026-org"), "regulation.yaml", ["id: gia-lai-2026-org", "id: bat-bien"])));
    expect(audit.action).toBe("regulation.imported");
    const attempt = async (role: string, sql: string): Promise<string> => {
      await test.superuser.query("begin");
      try {
        await test.superuser.query(`set local role ${role}`);
        await test.superuser.query(sql);
        return "done";
      } catch (error) {
        return error instanceof Error ? error.message : "";
      } finally {
        await test.superuser.query("rollback");
      }
    };
    const where = `where id = '${version.id}'`;
    const table = "congtam.regulation_version";
    expect(await attempt("congtam_app", `update ${table} set document = '{}' ${where}`)).toContain("permission denied");
    expect(await attempt("congtam_app", `delete from ${table} ${where}`)).toContain("permission denied");
    expect(await attempt("congtam_app", `insert into ${table} (id, regulation_id, title, sha256, document, imported_by, frozen_at) values ('x', 'x', 'x', '${"0".repeat(64)}', '{}', 'x', now())`)).toContain("permission denied");
    expect(await attempt("congtam_app", `update ${table} set frozen_at = now(), frozen_by = 'seeder' ${where}`)).toContain("two_people");
    expect(await attempt("congtam_owner", `update ${table} set document = '{}' ${where}`)).toContain("content of a version");
    expect(await attempt("congtam_owner", `update ${table} set imported_by = 'other' ${where}`)).toContain("content of a version");
    expect(await attempt("congtam_owner", `delete from ${table} ${where}`)).toContain("never removed");
    expect(await attempt("congtam_owner", `truncate ${table} cascade`)).toContain("never removed");
    await test.database.transaction((tx) => freezeRegulation(tx, "second", version.id));
    expect(await attempt("congtam_app", `update ${table} set frozen_at = null, frozen_by = null ${where}`)).toContain("frozen version");
    expect(await attempt("congtam_owner", `update ${table} set frozen_by = 'third' ${where}`)).toContain("frozen version");
    expect(await test.database.read((tx) => findVersion(tx, version.id))).toMatchObject({ frozenBy: "second", sha256: version.sha256 });
  });
});

describe("a comparison", () => {
  const compare = async (old: Json, now: Json) => (await send("GET", `/regulations/${String(old["id"])}/comparison?with=${String(now["id"])}`, { as: "head" })).json;
  const nothing = { added: [], removed: [], changed: [] };

  it("shows a changed pair of weights, and nothing else", async () => {
    const files = filesOf("dak-lak-2025");
    const old = await importFiles(files);
    const now = await importFiles(edited(files, "index-01.yaml", ...weightPair));
    expect(await compare(old, now)).toMatchObject({
      old: { id: old["id"] },
      new: { id: now["id"] },
      leaves: {
        added: [],
        removed: [],
        changed: [
          { index: "01", code: "1.1.3", title: "Nhiệm vụ quá hạn chưa hoàn thành", oldPoints: "2.00", newPoints: "1.50", changes: [{ field: "maxPoints", old: "2.00", new: "1.50" }] },
          { index: "01", code: "1.1.4", oldPoints: "1.50", newPoints: "2.00" },
        ],
      },
      groups: nothing,
      ratios: nothing,
      levels: nothing,
      quotas: nothing,
      other: [],
    });
    expect(await compare(old, old)).toMatchObject({ leaves: nothing, other: [] });
  });

  it("shows levels, quotas, ratios and whatever else differs", async () => {
    const files = filesOf("dak-lak-2025");
    const now = await importFiles(edited(files, "regulation.yaml", ["when: { value: percent, atLeast: 80 }", "when: { value: percent, atLeast: 85 }"], ["share: 20\n", "share: 25\n"], ["title: Chỉ số cải cách hành chính\n", "title: Chỉ số cải cách\n"], ["to: 12-25", "to: 12-26"]));
    expect(await compare(await importFiles(files), now)).toMatchObject({
      leaves: nothing,
      groups: nothing,
      ratios: { changed: [{ ratio: "reform", title: "Chỉ số cải cách", changes: [{ field: "title", old: "Chỉ số cải cách hành chính" }] }] },
      levels: { changed: [{ ratio: "reform", level: "good", title: "Tốt", changes: [{ field: "when", old: { value: "percent", atLeast: "80" }, new: { value: "percent", atLeast: "85" } }] }] },
      quotas: { changed: [{ ratio: "quality", level: "excellent", changes: [{ field: "share", old: "20.00", new: "25.00" }] }] },
      other: ["calendar"],
    });
  });

  it("of two regulations that share nothing adds and removes everything", async () => {
    const [org, staff] = [await importFiles(filesOf("gia-lai-2026-org")), await importFiles(filesOf("gia-lai-2026-staff"))];
    const there = (await compare(org, staff)) as { leaves: { added: Json[]; removed: Json[] } };
    const back = (await compare(staff, org)) as { leaves: { added: Json[]; removed: Json[] } };
    expect(there.leaves.added).toEqual(back.leaves.removed);
    expect(there.leaves.removed.length).toBeGreaterThan(0);
    expect((await send("GET", `/regulations/${String(org["id"])}/comparison?with=nowhere`)).json).toMatchObject({ status: 422, errors: [{ pointer: "/with" }] });
    expect((await send("GET", `/regulations/nowhere/comparison?with=${String(org["id"])}`)).status).toBe(404);
    expect((await send("GET", `/regulations/${String(org["id"])}/comparison`)).status).toBe(422);
  });
});

describe("the list", () => {
  it("comes in pages, latest first, with the same number of statements", async () => {
    const staff = filesOf("gia-lai-2026-staff")["regulation.yaml"] ?? "";
    for (let i = 0; i < 8; i++) await importFiles({ "regulation.yaml": staff.replace("id: gia-lai-2026-staff", "id: trang").replace("year: 2026", `year: ${String(2030 + i)}`) });
    const found: unknown[] = [];
    for (let cursor: string | null = "", pages = 0; cursor !== null && pages < 9; pages++) {
      const { json }: { json: Json } = await send("GET", `/regulations?regulation=trang&limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`, { as: "auditor" });
      found.push(...(json["items"] as Json[]).map((one) => one["id"]));
      cursor = json["nextCursor"] as string | null;
    }
    expect([found.length, new Set(found).size]).toEqual([8, 8]);
    const times = ((await send("GET", "/regulations")).json["items"] as Json[]).map((one) => String(one["importedAt"]));
    expect(times).toEqual(times.toSorted().toReversed());
    expect((await send("GET", "/regulations?cursor=x")).status).toBe(422);
    const count = async (limit: number) => {
      const before = test.database.statements();
      await send("GET", `/regulations?limit=${String(limit)}`);
      return test.database.statements() - before;
    };
    await count(1);
    expect(await count(200)).toBe(await count(1));
  });
});

describe("the house", () => {
  it("has never failed in all of this", () => {
    expect(room.failures).toEqual([]);
  });
});

describe("an index set from a province's workbook", () => {
  const about = { code: "01", title: "Chỉ số 01", article: "II.4.b" };
  const base = filesOf("dak-lak-2025");
  const withIndex = (yaml: string): Files => ({ "index-01.yaml": yaml, "regulation.yaml": (base["regulation.yaml"] ?? "").replace("  - file: index-02.yaml\n  - file: index-03.yaml\n", "") });

  it.each([["Roman contents and merged cells", ROMAN, 0], ["Arabic numbers throughout", ARABIC, 2]] as const)("%s: read, linted and brought in", async (_name, messy, doubts) => {
    const content = (await workbookWith(messy)).toString("base64");
    const { status, json } = await send("POST", "/regulations/sheets", { body: { ...about, content } });
    expect([status, json["sheet"], (json["doubts"] as unknown[]).length]).toEqual([200, "Chỉ số", doubts]);
    const files = withIndex(json["yaml"] as string);
    expect((await send("POST", "/regulations/check", { body: { files } })).json).toMatchObject({ faultCount: 0 });
    expect(await importFiles(files)).toMatchObject({ isNew: true });
  });

  it("what does not add up is told row by row, and the lint says it again", async () => {
    const { json } = await send("POST", "/regulations/sheets", { body: { ...about, content: (await workbookWith(IN_TITLES)).toString("base64") } });
    expect((json["doubts"] as { row: number }[]).map((one) => one.row)).toEqual([4, 6, 6]);
    const checked = await send("POST", "/regulations/check", { body: { files: withIndex(json["yaml"] as string) } });
    expect(checked.json["faultCount"]).toBeGreaterThan(0);
  });

  it("what is no workbook, or has no such sheet, is refused by name", async () => {
    const wrong = await send("POST", "/regulations/sheets", { body: { ...about, content: Buffer.from("không phải Excel").toString("base64") } });
    expect([wrong.status, (wrong.json["errors"] as { pointer: string }[])[0]?.pointer]).toEqual([422, "/content"]);
    const none = await send("POST", "/regulations/sheets", { body: { ...about, sheet: "Khác", content: (await workbookWith(ROMAN)).toString("base64") } });
    expect([none.status, (none.json["errors"] as { pointer: string }[])[0]?.pointer]).toEqual([422, "/sheet"]);
    expect((await send("POST", "/regulations/sheets", { as: "head", body: { ...about, content: "AAAA" } })).status).toBe(403);
  });
});
