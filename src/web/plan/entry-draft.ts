import type { Register, RegisterBody } from "../../contract/plan-register.ts";
import { readDecimal } from "../ui/format.ts";

/** What somebody types of an entry of the registers, and the entry that it comes to. No I/O. */

export type Draft = { readonly title: string; readonly on: string; readonly text: string; readonly measure: string; readonly unit: string; readonly before: string; readonly after: string; readonly replicatedBy: readonly string[]; readonly to: string; readonly isCollective: "yes" | "no"; readonly number: string; readonly decidedOn: string; readonly issuer: string; readonly channel: string; readonly count: string; readonly files: readonly string[]; readonly recognisedNumber: string; readonly recognisedOn: string; readonly recognisedBy: string };
/** A decision is given whole, or not yet. */
function recognisedOf({ recognisedNumber, recognisedOn, recognisedBy }: Draft): Extract<RegisterBody, { kind: "initiative" }>["recognised"] | undefined {
  const parts = [recognisedNumber, recognisedOn, recognisedBy].map((one) => one.trim());
  if (parts.every((one) => one === "")) return null;
  return parts.some((one) => one === "") ? undefined : { number: recognisedNumber.trim(), on: recognisedOn, issuer: recognisedBy.trim() };
}

export const EMPTY: Draft = { title: "", on: "", text: "", measure: "", unit: "", before: "", after: "", replicatedBy: [], to: "", isCollective: "yes", number: "", decidedOn: "", issuer: "", channel: "", count: "1", files: [], recognisedNumber: "", recognisedOn: "", recognisedBy: "" };

function effectOf({ measure, unit, before, after }: Draft): Extract<RegisterBody, { kind: "initiative" }>["effect"] | undefined {
  if (measure.trim() === "") return null;
  const [was, is] = [readDecimal(before), readDecimal(after)];
  return was === undefined || is === undefined || unit.trim() === "" ? undefined : { measure: measure.trim(), unitOfMeasure: unit.trim(), before: was, after: is };
}

/** The entry that a form comes to; undefined while something is missing. */
export function bodyOf(kind: Register, draft: Draft): RegisterBody | undefined {
  const shared = { title: draft.title.trim(), on: draft.on, files: [...draft.files] };
  if (shared.title === "" || shared.on === "") return undefined;
  if (kind === "initiative") {
    const effect = effectOf(draft);
    const recognised = recognisedOf(draft);
    return draft.text.trim() === "" || effect === undefined || recognised === undefined ? undefined : { kind, ...shared, text: draft.text.trim(), effect, recognised, replicatedBy: [...draft.replicatedBy] };
  }
  if (kind === "reward") {
    const { to, number, decidedOn, issuer } = draft;
    return [to, number, decidedOn, issuer].some((one) => one.trim() === "") ? undefined : { kind, ...shared, to: to.trim(), isCollective: draft.isCollective === "yes", decision: { number: number.trim(), on: decidedOn, issuer: issuer.trim() } };
  }
  const count = Number(draft.count);
  return draft.channel.trim() === "" || !Number.isInteger(count) || count < 1 ? undefined : { kind, ...shared, channel: draft.channel.trim(), count, reach: null };
}

const comma = (number: string): string => number.replace(".", ",");

/** An entry as it is typed, to be changed. */
export function draftOf(body: RegisterBody): Draft {
  const shared = { ...EMPTY, title: body.title, on: body.on, files: body.files };
  if (body.kind === "reward") return { ...shared, to: body.to, isCollective: body.isCollective ? "yes" : "no", number: body.decision.number, decidedOn: body.decision.on, issuer: body.decision.issuer };
  if (body.kind === "communication") return { ...shared, channel: body.channel, count: String(body.count) };
  const { text, effect, recognised, replicatedBy } = body;
  return { ...shared, text, replicatedBy, measure: effect?.measure ?? "", unit: effect?.unitOfMeasure ?? "", before: comma(effect?.before ?? ""), after: comma(effect?.after ?? ""), recognisedNumber: recognised?.number ?? "", recognisedOn: recognised?.on ?? "", recognisedBy: recognised?.issuer ?? "" };
}
