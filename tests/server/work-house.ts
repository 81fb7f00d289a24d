import { readFileSync } from "node:fs";
import { homeEndpoints } from "../../src/server/home/index.ts";
import { confirmedPeriods, makeYearRoom, workEndpoints } from "../../src/server/personnel/index.ts";
import { freezeRegulation, importRegulation } from "../../src/server/regulation/index.ts";
import { type Answered, type CampaignHouse, openCampaignHouse } from "./campaign-house.ts";

/** A department with an office: who assigns, who works, who keeps the files; a catalogue that is in force, and a period that is open. */

const FOLDER = new URL("../../regulations/gia-lai-2026-staff/", import.meta.url);

/** Lines of the catalogue: what each counts follows from its points, of which a standard unit has 10. */
export const PRODUCTS = { report: "15.00", letter: "10.00", plan: "40.00", third: "13.33" } as const;
type Product = keyof typeof PRODUCTS;

export type Item = { readonly id: string; readonly version: string; readonly personId: string; readonly state: string; readonly [field: string]: unknown };

export type WorkHouse = CampaignHouse & {
  readonly period: string;
  readonly today: string;
  /** The day on which everything in the period is due. */
  readonly due: string;
  readonly staffVersion: string;
  /** For all, for nobody, or for some by name. */
  readonly yearIsDecided: (decided: boolean | readonly string[]) => void;
  /** Assigns one piece as the head of the office; gives it back as it stands. */
  readonly assign: (to: string, product: Product, quantity: string, more?: object) => Promise<Item>;
  readonly record: (as: string, item: Item, done: string, doneOn?: string) => Promise<Item>;
  readonly accept: (as: string, item: Item, accepted: string, more?: object) => Promise<Item>;
  /** Fills in every general criterion with its maximum and hands the form in. */
  readonly handIn: (as: string, scores?: Readonly<Record<string, string>>) => Promise<void>;
  readonly confirm: (as: string, of: string, more?: object) => Promise<Answered>;
  readonly form: (as: string, of: string) => Promise<Answered>;
};

export const FULL: Readonly<Record<string, string>> = { "1.1.1": "5", "1.1.2": "5", ...Object.fromEntries(["1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.3.1", "1.3.2", "1.3.3", "1.3.4"].map((code) => [code, "2.5"])) };

const pieces = ({ json }: Answered): Item[] => json["items"] as Item[];
/** The only one of a list; anything else is told with the answer. */
export function only(answer: Answered): Item {
  const [item] = answer.status < 300 ? pieces(answer) : [];
  if (item === undefined) throw new Error(`${String(answer.status)} ${JSON.stringify(answer.json)}`);
  return item;
}

/** The quarter in which a day lies. */
export const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${String(Math.ceil(Number(day.slice(5, 7)) / 3))}`;

async function fillCatalogue({ superuser }: CampaignHouse): Promise<void> {
  const line = "insert into congtam.work_catalogue_item (id, catalogue, work, position, code, field, name, detail, output, unit_of_measure, complexity, points, note) select $2 || key, $3, key, 0, upper(key), '', 'Việc ' || key, '', 'Văn bản', 'việc', 1, value::numeric, '' from jsonb_each_text($1)";
  for (const [id, number, from, prefix] of [["older", 1, "2024-01-01", "older-"], ["list", 2, "2025-01-01", ""]] as const) {
    await superuser.query("insert into congtam.work_catalogue (id, number, title, year, standard_name, standard_points, frames, created_at, created_by) values ($1, $2, 'Danh mục', 2025, 'Văn bản', 10, '[{}]', now(), 'test')", [id, number]);
    await superuser.query(line, [JSON.stringify(PRODUCTS), prefix, id]);
    await superuser.query("update congtam.work_catalogue set state = 'approved', in_force_from = $2 where id = $1", [id, from]);
  }
}

export async function openWorkHouse({ isScanned = false }: { readonly isScanned?: boolean } = {}): Promise<WorkHouse> {
  let isDecided = (_person: string): boolean => false;
  const year = makeYearRoom({ periodsOf: confirmedPeriods, unitLevels: async () => new Map() }, undefined);
  const house = await openCampaignHouse([...workEndpoints(async (_tx, people) => new Set(people.filter(isDecided)), { isScanned }), ...homeEndpoints(year.waitingFor)]);
  const staffVersion = await house.database.transaction(async (tx) => {
    const { version } = await importRegulation(tx, "importer", { "regulation.yaml": readFileSync(new URL("regulation.yaml", FOLDER), "utf8") });
    await freezeRegulation(tx, "another", version.id);
    return version.id;
  });
  await house.addUnits([{ code: "SNV", index: "01" }]);
  await house.addUnits([{ code: "PHONG", index: null, parent: "SNV" }, { code: "KHAC", index: null, parent: "SNV" }]);
  await house.add("director", ["unit-head"], [{ unit: "SNV", kind: "head" }]);
  await house.add("head", [], [{ unit: "PHONG", kind: "head" }]);
  await house.add("deputy", [], [{ unit: "PHONG", kind: "deputy" }]);
  for (const name of ["lan", "minh", "hoa"]) await house.add(name, [], [{ unit: "PHONG" }]);
  await house.add("otherhead", [], [{ unit: "KHAC", kind: "head" }]);
  await house.add("tu", [], [{ unit: "KHAC" }]);
  await house.add("keeper", ["personnel-officer"], [{ unit: "SNV" }]);
  await house.addUnits([{ code: "STC", index: "01" }]);
  await house.add("otherkeeper", ["personnel-officer"], [{ unit: "STC" }]);
  await house.add("officer", ["programme-officer"]);
  await house.add("chutich", ["chairman"]);
  await house.add("auditor", ["auditor"]);
  await fillCatalogue(house);
  const { json } = await house.send("GET", "lan", "/work-periods");
  const today = String(json["today"]);
  const period = quarterOf(today);
  await house.send("POST", "officer", "/work-granularities", { body: { regulation: "gia-lai-2026-staff", from: `${today.slice(0, 4)}-01-01`, kind: "quarter", reason: "Kế hoạch của tỉnh theo quý." } });
  const opened = await house.send("POST", "officer", "/work-periods", { body: { id: period, regulationVersionId: staffVersion } });
  if (opened.status !== 201) throw new Error(JSON.stringify(opened.json));

  const at = (rest: string): string => `/work-periods/${period}${rest}`;
  const headOf = (person: string): string => (person === "head" || person === "otherhead" ? "director" : person === "tu" ? "otherhead" : "head");
  const assign: WorkHouse["assign"] = async (to, product, quantity, more = {}) => only(await house.send("POST", headOf(to), at("/assignments"), { body: { assignments: [{ productId: product, quantity, due: today, people: [{ personId: house.person(to), share: quantity }], ...more }] } }));
  const record: WorkHouse["record"] = async (as, { id, version }, done, doneOn = today) => only(await house.send("POST", as, at("/records"), { body: { records: [{ itemId: id, version, done, doneOn, reference: "Văn bản số 1" }] } }));
  const accept: WorkHouse["accept"] = async (as, { id, version }, accepted, more = {}) => only(await house.send("POST", as, at("/acceptances"), { body: { items: [{ itemId: id, version, accepted, ...more }] } }));
  const form: WorkHouse["form"] = (as, of) => house.send("GET", as, at(`/people/${house.person(of)}/form`));
  const handIn: WorkHouse["handIn"] = async (as, scores = FULL) => {
    const path = at(`/people/${house.person(as)}/form`);
    const scored = await house.send("PUT", as, path, { body: { scores }, seen: (await form(as, as)).etag ?? "" });
    const handed = await house.send("POST", as, `${path}/actions`, { body: { kind: "hand-in" }, seen: scored.etag ?? "" });
    if (handed.status !== 200) throw new Error(JSON.stringify(handed.json));
  };
  const confirm: WorkHouse["confirm"] = async (as, of, more = {}) => house.send("POST", as, at(`/people/${house.person(of)}/form/actions`), { body: { kind: "confirm", remark: "Nhất trí.", ...more }, seen: (await form(as, of)).etag ?? "" });
  return {
    ...house,
    period,
    today,
    due: today,
    staffVersion,
    yearIsDecided: (value) => {
      const names = typeof value === "boolean" ? undefined : new Set(value.map(house.person));
      isDecided = (person) => names?.has(person) ?? value === true;
    },
    assign,
    record,
    accept,
    handIn,
    confirm,
    form,
  };
}
