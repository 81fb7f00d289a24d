import { randomUUID } from "node:crypto";
import type { ImportedPerson, ListedPerson } from "../../contract/organisation.ts";
import { type AuditEntry, type FieldProblem, Problem, type Transaction } from "../platform/index.ts";
import { insertPeople, insertPosts, type NamedPost, type PostRecord, postsOfUnits } from "./people-queries.ts";
import { lockChanges, unitsWithCodes } from "./queries.ts";
import { checkedPeople } from "./list-cells.ts";
import { dayOf, fold, isValidAt, requirePost, type UnitFacts } from "./rules.ts";

/** People with their posts from a list, whole or not at all. Within a unit a name is one person; who has the post stays as they are. */

type Taken = { readonly people: number; readonly posts: number; readonly unchanged: number; readonly audit: readonly [AuditEntry, ...AuditEntry[]] };
type NewPerson = { readonly id: string; readonly name: string };

/** Why a post does not fit, at the place where the list says it. */
function faultsOf(i: number, check: () => void): FieldProblem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { fields } = error;
    return fields.length > 0 ? fields.map((one) => ({ ...one, pointer: `/people/${String(i)}${one.pointer}` })) : [{ pointer: `/people/${String(i)}/kind`, message: error.detail ?? "" }];
  }
}

/** A line that can be read, and where it stands. */
type Placed = { readonly i: number; readonly line: ImportedPerson };

/** What the list comes to: people and posts that are new, or everything that is wrong with it. */
function plan(lines: readonly Placed[], units: ReadonlyMap<string, UnitFacts>, existing: readonly NamedPost[], today: string) {
  const posts = new Map<string, NamedPost[]>();
  const postsIn = (unit: string): NamedPost[] => {
    const own = posts.get(unit) ?? [];
    posts.set(unit, own);
    return own;
  };
  for (const one of existing) postsIn(one.unit).push(one);
  const ids = new Map(existing.map((one) => [`${one.unit} ${fold(one.name)}`, one.person]));
  const [people, added, faults]: [NewPerson[], PostRecord[], FieldProblem[]] = [[], [], []];
  for (const { i, line: { name, unit: code, kind, title, from = today } } of lines) {
    const unit = units.get(code);
    if (unit === undefined) {
      faults.push({ pointer: `/people/${String(i)}/unit`, message: { vi: `Không có đơn vị mang mã ${code}.`, en: `No unit has the code ${code}.` } });
      continue;
    }
    const own = postsIn(unit.id);
    const key = `${unit.id} ${fold(name)}`;
    const known = ids.get(key);
    if (known !== undefined && own.some((one) => one.person === known && one.kind === kind && isValidAt(one, from < today ? today : from))) continue;
    const person = known ?? randomUUID();
    const post = { id: randomUUID(), person, unit: unit.id, kind, title, from, to: null };
    const wrong = faultsOf(i, () => { requirePost(post, unit, own); });
    faults.push(...wrong);
    if (wrong.length > 0) continue;
    if (known === undefined) people.push({ id: person, name });
    ids.set(key, person);
    added.push(post);
    own.push({ ...post, name });
  }
  return { people, added, faults };
}

const MOST_FAULTS = 1000;

export async function importPeople(tx: Transaction, given: readonly ListedPerson[]): Promise<Taken> {
  await lockChanges(tx);
  const today = dayOf(await tx.now());
  const checked = checkedPeople(given);
  const lines = checked.flatMap(({ line }, i) => (line === undefined ? [] : [{ i, line }]));
  const units = new Map((await unitsWithCodes(tx, [...new Set(lines.map((one) => one.line.unit))], today)).map((one) => [one.code, one]));
  const { people, added, faults: inPlan } = plan(lines, units, await postsOfUnits(tx, Array.from(units.values(), (one) => one.id)), today);
  const faults = [...checked.flatMap((one) => one.faults ?? []), ...inPlan];
  if (faults.length > 0) throw new Problem("invalid-input", { detail: { vi: `Có ${String(faults.length)} chỗ chưa đúng; chưa nhập gì.`, en: `${String(faults.length)} places are wrong; nothing was imported.` }, fields: faults.slice(0, MOST_FAULTS) });
  await insertPeople(tx, people);
  await insertPosts(tx, added);
  const unchanged = lines.length - added.length;
  return { people: people.length, posts: added.length, unchanged, audit: [{ action: "organisation.people-imported", subject: "people", data: { people, posts: added, unchanged } }] };
}
