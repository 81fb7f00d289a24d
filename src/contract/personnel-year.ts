import { z } from "zod";
import type { Step } from "../scoring/explain/why.ts";
import { levelLimits } from "./personnel-year-levels.ts";
import { ABSENCES, PARTS_IN_RATING, PUBLICATIONS, RATING_FACTS, RATING_LEVELS, ratingAction, ratingStep, STAGES_OF_RATING } from "./personnel-year-steps.ts";
import { LEAST_REASON } from "./prose.ts";
import { day, grant, id, pageOf, pageQuery, route, time } from "./route.ts";

/** A civil servant's year: form 02, the meeting, opinions, the decision, complaints (NĐ 335, articles 19 to 24; plan of Gia Lai, IV). */

const level = z.enum(RATING_LEVELS);
export const ratingYear = z.coerce.number().int().min(2020).max(2199);
const percent = z.string().regex(/^\d{1,3}\.\d{2}$/);

/** One month or quarter as form 02 lists it. */
const period = z.strictObject({ period: z.string(), months: z.array(z.int().min(1).max(12)), general: percent, results: percent, total: percent, note: z.string() });
export type RatingPeriod = z.output<typeof period>;

const decisionView = z.strictObject({ place: z.int(), at: time, by: z.string(), level, number: z.string(), on: day, handling: z.string(), publication: z.enum(PUBLICATIONS), reason: z.string(), percent: z.string(), computed: level.nullable(), cause: z.enum(["complaint", "found"]).nullable() });
const complaintView = z.strictObject({ place: z.int(), at: time, text: z.string(), verified: z.boolean(), afterwards: z.strictObject({ at: time, finding: z.string(), changes: z.boolean() }).nullable(), dueOn: day, answer: z.strictObject({ at: time, by: z.string(), text: z.string(), changes: z.boolean() }).nullable() });
/** What the level is held against besides the points. */
const gate = z.strictObject({ kind: z.enum(["months", "fact", "head-of", "quota"]), article: z.string(), text: z.string(), holdsBack: z.boolean() });

/** A person's year as a list shows it. */
const line = z.strictObject({
  id,
  personId: id,
  name: z.string(),
  title: z.string(),
  agencyId: id,
  officeId: id,
  officeName: z.string(),
  competence: z.string(),
  basis: z.enum(["civil-servant", "contract"]),
  group: z.string(),
  months: z.int(),
  isRated: z.boolean(),
  percent: percent.nullable(),
  /** By the engine over the whole round: points, overriding cases, the unit's level, places. */
  computed: level.nullable(),
  pending: z.enum(["quota-tie"]).nullable(),
  selfLevel: level.nullable(),
  proposed: level.nullable(),
  decided: level.nullable(),
  stage: z.enum(STAGES_OF_RATING),
  /** What must still be there before it can be decided. */
  missing: z.array(z.enum(["periods", "self-review", "meeting", "party-opinion", "chairman-opinion", "proposal", "verification", "transfer"])),
  /** What a level is held against, for the rule of `personnel-year-levels.ts`. */
  limits: levelLimits,
  /** Where somebody works now, if the file is still elsewhere (article 19.1). */
  movedTo: z.string().nullable(),
  gates: z.array(gate),
  version: z.string(),
});
export type RatingLine = z.output<typeof line>;
export type Missing = RatingLine["missing"][number];

const explained = z.custom<Step>((value) => typeof value === "object" && value !== null).meta({ type: "object" });

const file = line.extend({
  year: z.int(),
  roundId: z.string(),
  agencyName: z.string(),
  regulation: z.strictObject({ id: z.string(), sha256: z.string() }),
  authority: z.strictObject({ title: z.string(), article: z.string(), text: z.string(), decidedBy: z.enum(["chairman", "agency-head"]) }),
  periods: z.array(period),
  why: z.array(explained),
  absence: z.strictObject({ months: z.int(), cause: z.enum(ABSENCES) }).nullable(),
  facts: z.array(z.enum(RATING_FACTS)),
  /** Groups of like tasks that the agency has named so far. */
  groups: z.array(z.string()),
  decisions: z.array(decisionView),
  complaints: z.array(complaintView),
  parts: z.array(z.enum(PARTS_IN_RATING)),
  steps: z.array(z.strictObject({ number: z.int(), at: time, by: z.string(), byName: z.string(), step: ratingStep })),
  now: time,
});
export type RatingFile = z.output<typeof file>;

/** The person, the line above, and those who do personnel work; the room says who of them for this file. */
export const FILE_READERS = [...grant("self", "signed-in"), ...grant("superior", "unit-head", "chairman"), ...grant("own-unit", "personnel-officer"), ...grant("any", "programme-officer")];
export const ofFile = z.strictObject({ fileId: id });

export const readMyRating = route({
  operationId: "personnel.myRating",
  method: "GET",
  path: "/rating-years/{year}/mine",
  summary: { vi: "Xếp loại chất lượng năm của tôi", en: "My rating of a year" },
  grants: grant("self", "signed-in"),
  params: z.strictObject({ year: ratingYear }),
  version: "carries",
  problems: ["not-found"],
  response: file,
});

export const readRating = route({
  operationId: "personnel.rating",
  reads: "personnel-file",
  method: "GET",
  path: "/rating-files/{fileId}",
  summary: { vi: "Hồ sơ xếp loại năm của một công chức", en: "One civil servant's rating of a year" },
  grants: FILE_READERS,
  params: ofFile,
  version: "carries",
  problems: ["not-found"],
  response: file,
});

export const actOnRating = route({
  operationId: "personnel.actOnRating",
  method: "POST",
  path: "/rating-files/{fileId}/actions",
  summary: { vi: "Tự xếp loại, cho ý kiến, đề xuất, kiến nghị, trả lời, thay quyết định", en: "Self-review, give an opinion, propose, complain, answer, replace" },
  grants: FILE_READERS,
  params: ofFile,
  body: ratingAction,
  version: "requires",
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: file,
  example: { kind: "self-review", level: "good", text: "Hoàn thành các nhiệm vụ được giao trong năm, không có việc quá hạn." },
});

export const takeOverRating = route({
  operationId: "personnel.takeOverRating",
  method: "POST",
  path: "/rating-files/{fileId}/transfer",
  summary: { vi: "Cơ quan nơi công tác tại thời điểm xếp loại tiếp nhận hồ sơ", en: "The agency of the time of rating takes the file over" },
  grants: [...grant("own-unit", "personnel-officer", "unit-head"), ...grant("any", "programme-officer")],
  params: ofFile,
  version: "requires",
  status: 201,
  problems: ["not-found", "conflict"],
  response: file,
});

/** `province`: those whom the Chairman rates; otherwise the agency whose head decides. */
export const roundParams = z.strictObject({ roundId: id, year: ratingYear });
export const inRounds = [...grant("own-unit", "unit-head", "personnel-officer"), ...grant("any", "programme-officer", "chairman")];

const quotaLine = z.strictObject({ group: z.string(), base: z.int(), places: z.int(), taken: z.int(), share: z.string() });
const meetingView = z.strictObject({ id, unitId: id, unitName: z.string(), heldOn: day, place: z.string(), chairedBy: z.string(), secretary: z.string(), attended: z.array(z.string()), absent: z.array(z.string()), opinions: z.array(z.strictObject({ fileId: id, text: z.string() })), conclusion: z.string(), at: time, by: z.string() });
export type MeetingView = z.output<typeof meetingView>;

const round = z.strictObject({
  id: z.string(),
  name: z.string(),
  year: z.int(),
  regulation: z.strictObject({ id: z.string(), sha256: z.string() }),
  share: z.string(),
  shareReason: z.string().nullable(),
  dueOn: day,
  lines: z.array(line),
  /** How many the reader may not see one by one. */
  hidden: z.int(),
  quota: z.array(quotaLine),
  /** Who works here now and whose file is elsewhere: for whoever prepares or decides. */
  arrivals: z.array(z.strictObject({ fileId: id, personId: id, name: z.string(), title: z.string(), officeName: z.string(), from: z.string(), isFromElsewhere: z.boolean(), version: z.string() })),
  meetings: z.array(meetingView),
  /** Plan V.1.e, for whoever prepares or decides: whether people on contract are rated, who they are, and who there is. */
  contract: z.strictObject({ isIncluded: z.boolean(), personIds: z.array(id), paper: z.string(), staff: z.array(z.strictObject({ personId: id, name: z.string(), title: z.string(), officeName: z.string(), basis: z.enum(["civil-servant", "contract"]).nullable() })) }).nullable(),
  mayDecide: z.boolean(),
  mayPrepare: z.boolean(),
  now: time,
  version: z.string(),
});
export type RatingRound = z.output<typeof round>;

export const listRounds = route({
  operationId: "personnel.ratingRounds",
  method: "GET",
  path: "/rating-years/{year}/rounds",
  summary: { vi: "Các cơ quan xếp loại công chức trong năm và tiến độ", en: "The agencies that rate their staff in a year, and how far they are" },
  grants: inRounds.map((one) => ({ ...one, relation: "any" as const })),
  params: z.strictObject({ year: ratingYear }),
  query: pageQuery,
  response: pageOf(z.strictObject({ id: z.string(), code: z.string(), name: z.string(), people: z.int(), decided: z.int(), levels: z.record(z.string(), z.int()), openComplaints: z.int(), /** Proposed and waiting for the Chairman to be heard (plan IV.4.2.c). */ opinionsWanted: z.int() })),
});

export const readRound = route({
  operationId: "personnel.ratingRound",
  reads: "personnel-file",
  method: "GET",
  path: "/rating-rounds/{roundId}/{year}",
  summary: { vi: "Danh sách xếp loại công chức của một cơ quan: điểm, mức, hạn mức, điều kiện", en: "An agency's list: points, levels, places, gates" },
  grants: inRounds,
  params: roundParams,
  version: "carries",
  problems: ["not-found"],
  response: round,
});

export const openRound = route({
  operationId: "personnel.openRatingRound",
  method: "POST",
  path: "/rating-rounds/{roundId}/{year}/opening",
  summary: { vi: "Lập hồ sơ xếp loại cho mọi người của cơ quan; làm lại chỉ thêm người còn thiếu", en: "Make a file for everybody of the agency; again adds only who is missing" },
  grants: [...grant("own-unit", "personnel-officer", "unit-head"), ...grant("any", "programme-officer")],
  params: roundParams,
  status: 201,
  problems: ["not-found", "conflict"],
  response: z.strictObject({ added: z.int(), people: z.int() }),
});

const personDecision = z.strictObject({ fileId: id, level, handling: z.string().trim().max(2000).default(""), reason: z.string().trim().max(2000).default("") });
const reason = z.string().trim().min(LEAST_REASON).max(2000);

const roundAction = z.discriminatedUnion("kind", [
  /** Article 20.5.b: more than 20 % and at most 25 %, by a decision with its reason. */
  z.strictObject({ kind: z.literal("share"), share: z.string().regex(/^[1-9]\d(?:\.\d{1,2})?$/), reason, paper: z.string().trim().min(1).max(200) }),
  /** Who of equal points takes the last place. */
  z.strictObject({ kind: z.literal("order"), fileIds: z.array(id).min(2).max(200), reason }),
  /** Plan V.1.e: whether people on contract are rated as well, and who they are. */
  z.strictObject({ kind: z.literal("contract-staff"), isIncluded: z.boolean(), personIds: z.array(id).max(2000), paper: z.string().trim().min(1).max(200) }),
  /** One decision for those named; levels are checked against what the engine computes over the whole round. */
  z.strictObject({ kind: z.literal("decide"), number: z.string().trim().min(1).max(60), on: day, publication: z.enum(PUBLICATIONS), people: z.array(personDecision).min(1).max(2000) }),
]);
export type RoundAction = z.output<typeof roundAction>;

export const actOnRound = route({
  operationId: "personnel.actOnRatingRound",
  method: "POST",
  path: "/rating-rounds/{roundId}/{year}/actions",
  summary: { vi: "Quyết định mức xếp loại, tỷ lệ xuất sắc, thứ tự khi bằng điểm; người hợp đồng", en: "Decide levels, the share of places, the order of ties; people on contract" },
  grants: inRounds,
  params: roundParams,
  body: roundAction,
  version: "requires",
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: round,
  example: { kind: "decide", number: "12/QĐ-SNV", on: "2026-12-10", publication: "electronic", people: [{ fileId: "0274b479", level: "good" }] },
});

const meetingBody = z.strictObject({
  unitId: id,
  heldOn: day,
  place: z.string().trim().min(1).max(300),
  chairedBy: z.string().trim().min(1).max(200),
  secretary: z.string().trim().min(1).max(200),
  attended: z.array(z.string().trim().min(1).max(200)).min(1).max(2000),
  absent: z.array(z.string().trim().min(1).max(200)).max(2000).default([]),
  opinions: z.array(z.strictObject({ fileId: id, text: z.string().trim().min(1).max(4000) })).min(1).max(2000),
  conclusion: z.string().trim().min(3).max(4000),
  /** Minutes are kept once the meeting has adopted them (article 21). */
  isAdopted: z.literal(true),
});
export type MeetingBody = z.output<typeof meetingBody>;

export const recordMeeting = route({
  operationId: "personnel.recordRatingMeeting",
  method: "POST",
  path: "/rating-rounds/{roundId}/{year}/meetings",
  summary: { vi: "Ghi biên bản cuộc họp nhận xét, đánh giá đã thông qua", en: "Record the adopted minutes of the meeting" },
  grants: [...grant("own-unit", "personnel-officer", "unit-head"), ...grant("any", "programme-officer")],
  params: roundParams,
  body: meetingBody,
  status: 201,
  problems: ["not-found", "conflict", "invalid-input"],
  response: meetingView,
  example: { unitId: "0b9f2c4e", heldOn: "2026-12-05", place: "Phòng họp số 1", chairedBy: "Nguyễn Văn A", secretary: "Trần Thị B", attended: ["Nguyễn Văn A", "Trần Thị B"], opinions: [{ fileId: "0274b479", text: "Nhất trí mức hoàn thành tốt." }], conclusion: "Nhất trí thông qua.", isAdopted: true },
});

export const readRoundCase = route({
  operationId: "personnel.ratingCase",
  reads: "personnel-file",
  method: "GET",
  path: "/rating-rounds/{roundId}/{year}/case",
  summary: { vi: "Dữ liệu và quy định để tính lại bằng congtam evaluate", en: "Case and regulation, to compute it again with congtam evaluate" },
  grants: [...grant("own-unit", "unit-head", "personnel-officer"), ...grant("any", "programme-officer")],
  params: roundParams,
  problems: ["not-found"],
  response: z.strictObject({ case: z.record(z.string(), z.unknown()), regulation: z.record(z.string(), z.unknown()), sha256: z.string() }),
});
