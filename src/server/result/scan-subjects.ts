import { type KeptRow, tellingsOfActions } from "../audit/index.ts";
import type { Transaction } from "../platform/index.ts";
import type { Subject } from "./subject.ts";
import { moment, told } from "./told-rows.ts";

/** What a scanner said of files, against the ledger: who makes an infected file clean, or a clean one infected, is found. */

const VERDICTS = ["waiting", "clean", "infected"] as const;

/** Verdicts of a room ("evidence"). A house that is older than their entries has rows of before: their numbers come first. */
export function scanSubject(room: "evidence" | "portal" | "plan", table: "evidence_scan" | "portal_scan" | "inspection_scan", kept: (tx: Transaction) => Promise<readonly KeptRow[]>): Subject {
  let first = Infinity;
  return {
    tellings: (tx) => tellingsOfActions(tx, VERDICTS.map((one) => `${room}.file-${one}`)),
    toldBy: ({ data }) => {
      // An entry of before tells of no row.
      if (typeof data["id"] !== "number") return [];
      first = Math.min(first, data["id"]);
      return [told(table, { ...data, at: moment(data["at"]) })];
    },
    kept: async (tx) => ({ [table]: (await kept(tx)).filter(({ id }) => Number(id) >= first) }),
  };
}
