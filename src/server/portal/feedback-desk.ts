import { randomBytes, randomUUID } from "node:crypto";
import { foldFeedback } from "../../contract/feedback.ts";
import { record } from "../audit/index.ts";
import { readAudience } from "../campaign/index.ts";
import { notify } from "../notification/index.ts";
import { unitNames } from "../organisation/index.ts";
import { type Database, FILE_LIMIT, type FileKind, kindOf, type NewFile, plainName, type SiteRequest, type Transaction } from "../platform/index.ts";
import { addFeedback, countSince, findByCode } from "./feedback-queries.ts";
import { ASKING_FROM, categoryOf, codeFrom, codeTyped, faultsOf, type Given, givenIn, type Handed, hashOf, isTooFast, isTooOld, makeTurnstile, MOST_AN_HOUR, sealed, unsealed } from "./feedback-rules.ts";
import { addFile, takesPublicFiles } from "./file-queries.ts";
import type { Page, Room } from "./layout.ts";
import { type FormState, pageOfFollowing, pageOfForm, pageOfReceipt } from "./page-feedback.ts";

/** The public's side of feedback: handing out forms, taking them back, telling what came of them. */

const HOUR_MS = 3_600_000;
const NAME_BYTES = 12;
const CODE_BYTES = 16;
const KEY_BYTES = 32;

export type Desk = {
  readonly form: (room: Room, unit: string) => Promise<Page>;
  readonly take: (room: Room, request: SiteRequest) => Promise<Page>;
  readonly follow: (room: Room, form: URLSearchParams | undefined) => Promise<Page>;
};

/** What was sent under a code, with the name of who is asked about it; null where nothing was. */
async function followed(tx: Transaction, code: string) {
  const found = await findByCode(tx, hashOf(code));
  if (found === undefined) return null;
  const { unitId } = foldFeedback(found.steps);
  return { ...found, unitName: unitId === null ? undefined : (await unitNames(tx, [unitId])).get(unitId) };
}

const lately = async (tx: Transaction): Promise<{ readonly now: Date; readonly count: number }> => {
  const now = await tx.now();
  return { now, count: await countSince(tx, new Date(now.getTime() - HOUR_MS)) };
};

/** The officer hears of it; the sender is unknown to everybody. */
async function tell(tx: Transaction, id: string, unitName: string): Promise<void> {
  const { withRole } = await readAudience(tx);
  await notify(tx, { to: withRole({ ownerUnitId: null, officeIds: [] }, ["programme-officer"]), kind: "feedback", subject: `feedback:${id}`, data: { unit: unitName, step: "received" }, dedupe: "received" });
}

const PUBLIC_KINDS: readonly FileKind[] = ["pdf", "jpg", "png"];

/** A file of the public is a PDF or a picture, or it is not taken. */
async function readFile({ name, bytes }: NonNullable<SiteRequest["file"]>): Promise<NewFile | "bad"> {
  const kind = bytes.length > FILE_LIMIT ? undefined : await kindOf(bytes, PUBLIC_KINDS);
  return kind === undefined ? "bad" : { name: plainName(name, kind), kind, bytes };
}

type Unit = { readonly id: string; readonly name: string } | undefined;

/** Undefined when this very form was taken before. */
async function keep(tx: Transaction, given: Given, handed: Handed, { unit, at, file }: { readonly unit: Unit; readonly at: Date; readonly file: NewFile | undefined }): Promise<string | undefined> {
  const [id, code] = [randomUUID(), codeFrom(randomBytes(CODE_BYTES))];
  const category = categoryOf(given.category) ?? "other";
  if (!(await addFeedback(tx, { id, codeHash: hashOf(code), form: handed.name, at, category, unitId: unit?.id ?? null, text: given.text, mayPublish: given.mayPublish, contact: given.contact }))) return undefined;
  const kept = file === undefined ? undefined : await addFile(tx, `feedback:${id}`, file, "public");
  await tell(tx, id, unit?.name ?? "toàn tỉnh");
  // The ledger vouches for the text without holding it: what a person asks to be removed can be.
  await record(tx, "public", [{ action: "portal.feedback-received", subject: `feedback:${id}`, data: { category, unitId: unit?.id ?? null, sha256: hashOf(given.text), mayPublish: given.mayPublish, at: at.toISOString(), ...(kept === undefined ? {} : { file: kept }) } }]);
  return code;
}

export function openDesk(database: Database, secret: Uint8Array): Desk {
  const isWelcome = makeTurnstile(randomBytes(KEY_BYTES));
  const fresh = (now: Date, count: number): Handed => ({ at: now.getTime(), name: randomBytes(NAME_BYTES).toString("base64url"), asks: count >= ASKING_FROM });
  const stateOf = (handed: Handed, rest: Pick<FormState, "given" | "faults" | "refusal" | "unit">): FormState => ({ handed, token: sealed(secret, handed), ...rest });

  const take: Desk["take"] = async (room, { form: sent, file: brought, address }) => {
    const file = brought === undefined ? undefined : await readFile(brought);
    const given = givenIn(sent ?? new URLSearchParams());
    const [newest] = room.archive.newest;
    return database.transaction(async (tx) => {
      const { now, count } = await lately(tx);
      const handed = unsealed(secret, given.token);
      const back = (form: Handed, refusal: FormState["refusal"], faults: FormState["faults"] = []): Page => pageOfForm(room, stateOf(form, { given, faults, refusal, unit: "" }));
      const again = (refusal: FormState["refusal"]): Page => back(fresh(now, count), refusal);
      if (!isWelcome(address, now)) return again("tooMany");
      if (count >= MOST_AN_HOUR) return again("tooBusy");
      if (handed === undefined || isTooOld(handed, now)) return again("formOld");
      // The same form comes back and ages, so that waiting a little is enough; it was not taken.
      if (isTooFast(handed, now) || given.trap !== "") return back(handed, "formOld");
      const faults = [...faultsOf(given, handed, (code) => newest?.byCode.has(code) === true), ...(file === "bad" ? ["file" as const] : [])];
      if (file === "bad" || faults.length > 0) return back(handed, undefined, faults);
      if (file !== undefined && !(await takesPublicFiles(tx, now))) return again("tooBusy");
      const code = await keep(tx, given, handed, { unit: newest?.byCode.get(given.unit), at: now, file });
      return code === undefined ? again("formTaken") : pageOfReceipt(room, code);
    }, "request");
  };
  return {
    form: async (room, unit) => {
      const { now, count } = await database.read(lately, "request");
      return pageOfForm(room, stateOf(fresh(now, count), { given: undefined, faults: [], refusal: undefined, unit }));
    },
    take,
    follow: async (room, form) => {
      if (form === undefined) return pageOfFollowing(room, "", undefined);
      const code = codeTyped(form.get("ma") ?? "");
      return pageOfFollowing(room, code, await database.read((tx) => followed(tx, code), "request"));
    },
  };
}
