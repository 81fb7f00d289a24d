import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { readSession } from "../../contract/identity.ts";
import { tellPresence } from "./presence.ts";
import { tellRightsChanged } from "./rights.tsx";
import { isRecord } from "../ui/refusal.ts";

/**
 * What the server tells while the page is open: one line of events, no polling. An event says what has changed; what it
 * has become is read again by the pages that show it. The browser reconnects by itself; where it gives up, we ask again.
 */

const LINE = "/api/v1/live";
/** After the browser has given up: signed out, too many lines, or a server that starts. */
const AGAIN_MS = 15_000;
/** Many events in a row are one reading. */
const GATHER_MS = 250;

type Touched = { readonly operations: readonly string[]; readonly campaignId?: string; readonly unitId?: string };

const CAMPAIGN = ["campaign", "assessment", "home", "leadership", "result"];
/** What kind of event makes which kept answers old. */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  notification: ["notification"],
  campaign: CAMPAIGN,
  progress: ["assessment.progress", "assessment.grid", "home", "result.draft"],
  file: ["assessment.read", "assessment.history", "assessment.grid", "assessment.links", "result.draft"],
  evidence: ["evidence.list", "evidence.read", "evidence.pending", "evidence.intake", "evidence.checks", "evidence.text", "assessment.links"],
  result: ["result", "home", "campaign"],
  survey: ["survey.list", "survey.read", "survey.readRechecks"],
};

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Whether a kept answer is about what was touched: of the same room, and of no other campaign or unit. */
function isTouched(queryKey: readonly unknown[], { operations, campaignId, unitId }: Touched): boolean {
  const [operation, given] = queryKey;
  if (typeof operation !== "string" || !operations.some((one) => operation === one || operation.startsWith(`${one}.`))) return false;
  const params = isRecord(given) && isRecord(given["params"]) ? given["params"] : {};
  const fits = (name: string, wanted: string | undefined): boolean => wanted === undefined || params[name] === undefined || params[name] === wanted;
  return fits("campaignId", campaignId) && fits("unitId", unitId);
}

/** Gathers what was touched and has it read again in one go. */
function makeGatherer(client: QueryClient): { readonly add: (touched: Touched) => void; readonly stop: () => void } {
  let waiting: Touched[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    const now = waiting;
    waiting = [];
    timer = undefined;
    void client.invalidateQueries({ predicate: ({ queryKey }) => now.some((touched) => isTouched(queryKey, touched)) });
  };
  return {
    add: (touched) => {
      waiting.push(touched);
      timer ??= setTimeout(flush, GATHER_MS);
    },
    stop: () => {
      clearTimeout(timer);
    },
  };
}

function dataOf(event: Event): Readonly<Record<string, unknown>> {
  const told: unknown = event instanceof MessageEvent && typeof event.data === "string" ? JSON.parse(event.data) : {};
  return isRecord(told) ? told : {};
}

/** Opens the line; gives what closes it. */
function openLine(client: QueryClient): () => void {
  const gatherer = makeGatherer(client);
  let line: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let wasReady = false;
  const all = (): void => {
    void client.invalidateQueries();
  };
  const open = (): void => {
    line = new EventSource(LINE);
    line.addEventListener("ready", () => {
      // The first time everything has just been read; after a break it may be old.
      if (wasReady) all();
      wasReady = true;
    });
    line.addEventListener("reset", all);
    line.addEventListener("session", (event) => {
      if (dataOf(event)["state"] === "changed") tellRightsChanged();
      void client.invalidateQueries({ queryKey: [readSession.operationId] });
    });
    line.addEventListener("presence", (event) => {
      tellPresence(dataOf(event));
    });
    for (const [kind, operations] of Object.entries(OPERATIONS)) {
      line.addEventListener(kind, (event) => {
        const { campaignId, unitId } = dataOf(event);
        const [campaign, unit] = [text(campaignId), text(unitId)];
        gatherer.add({ operations, ...(campaign === undefined ? {} : { campaignId: campaign }), ...(unit === undefined ? {} : { unitId: unit }) });
      });
    }
    line.addEventListener("error", () => {
      if (line?.readyState !== EventSource.CLOSED) return;
      void client.invalidateQueries({ queryKey: [readSession.operationId] });
      again = setTimeout(open, AGAIN_MS);
    });
  };
  open();
  return () => {
    line?.close();
    clearTimeout(again);
    gatherer.stop();
  };
}

/** Keeps the line open as long as somebody is signed in. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => openLine(client), [client]);
}
