import { z } from "zod";
import { grant, id, route, time } from "./route.ts";

/**
 * What changes while somebody looks, as server-sent events. An event says what has changed by its ids, never what it
 * has become: that is read by the route that shows it.
 */

const code = z.string().regex(/^[0-9A-Za-z._-]{1,60}$/);
const nothing = z.strictObject({});

/** What each event carries. */
const EVENTS = {
  /** The line stands: what was read before it may be out of date by now, what comes after it is told. */
  ready: nothing,
  /** Something may have been missed: read again what is on the screen. */
  reset: nothing,
  /** One's own rights have changed, or one is signed out and the line ends. */
  session: z.strictObject({ state: z.enum(["changed", "ended"]) }),
  /** Something new in one's own inbox. */
  notification: nothing,
  /** A step of the campaign: its stage, calendar, a unit's deadline, an amendment. */
  campaign: z.strictObject({ campaignId: id, kind: z.string() }),
  /** A unit's file has moved: scores saved, handed up, submitted, sent back. At most once a second for each unit. */
  progress: z.strictObject({ campaignId: id, unitId: id }),
  /** A value was saved in a file; without a code several were. `by` is null where the reader is not told who it was. */
  file: z.strictObject({ campaignId: id, unitId: id, step: z.string(), code: code.nullable(), version: z.string().nullable(), by: z.string().nullable() }),
  /** A file of a unit's evidence was named, kept, refused, withdrawn, read, scanned or described. At most once a second for each library. */
  evidence: z.strictObject({ unitId: id, year: z.number().int() }),
  /** A decision, or a version of the result that was proposed, returned, approved or published. */
  result: z.strictObject({ campaignId: id, kind: z.enum(["decided", "proposed", "returned", "approved", "published"]), number: z.number().int() }),
  /** A survey has moved: cards ordered or issued, ballots come in, a step taken. At most once a second for each. */
  survey: z.strictObject({ campaignId: id, surveyId: id }),
  /** Somebody of one's own side is at a criterion of the unit, or (null) has left. */
  presence: z.strictObject({ campaignId: id, unitId: id, personId: id, name: z.string(), code: code.nullable() }),
} as const;

const of = <N extends keyof typeof EVENTS>(name: N) => z.strictObject({ event: z.literal(name), data: EVENTS[name] });

export const liveEvent = z.discriminatedUnion("event", [of("ready"), of("reset"), of("session"), of("notification"), of("campaign"), of("progress"), of("file"), of("evidence"), of("result"), of("survey"), of("presence")]);

export const listenLive = route({
  operationId: "live.listen",
  method: "GET",
  path: "/live",
  summary: { vi: "Cập nhật trực tiếp (server-sent events); tiếp tục từ Last-Event-ID", en: "Live updates as server-sent events; goes on from Last-Event-ID" },
  grants: grant("self", "signed-in"),
  produces: "text/event-stream",
  problems: ["too-many-attempts"],
  response: liveEvent,
});

const WORKING = ["unit-scorer", "unit-head", "council-chair", "council-member", "programme-officer", "working-group"] as const;

export const bePresent = route({
  operationId: "live.bePresent",
  method: "POST",
  path: "/campaigns/{campaignId}/units/{unitId}/presence",
  summary: { vi: "Cho người cùng bên biết tôi đang ở tiêu chí nào (hết hiệu lực sau 30 giây)", en: "Tell those of one's own side at which criterion one is; it is forgotten after 30 seconds" },
  grants: grant("any", ...WORKING),
  params: z.strictObject({ campaignId: id, unitId: id }),
  /** Null: leaving. */
  body: z.strictObject({ code: code.nullable() }),
  repeatable: false,
  problems: ["not-found"],
  response: z.strictObject({ others: z.array(z.strictObject({ personId: id, name: z.string(), code, until: time })) }),
  example: { code: "1.1.1" },
});
