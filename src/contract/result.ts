import { z } from "zod";
import type { Result } from "../scoring/engine/result.ts";
import type { ExplainedStep } from "../scoring/explain/unit.ts";
import { LEAST_REASON } from "./prose.ts";
import { day, grant, id, pageOf, pageQuery, route, time } from "./route.ts";

/** From the draft to the published result: computed, decided where the law leaves it to people, proposed, approved, published, revised. */

const reason = z.string().trim().min(LEAST_REASON).max(4000);
const unitCode = z.string().min(1).max(60);
const ratioKey = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,59}$/);
const levelKey = z.string().min(1).max(60);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * Why a value is missing from a draft, so that it counts as 0 there and nothing can be proposed. What `no-longer-fits` was
 * entered under another version of the regulation; of a fact `code` is its key.
 */
const GAP_WHYS = ["missing", "not-appraised", "disputed", "mark-missing", "no-longer-fits", "fact-no-longer-fits"] as const;
const gap = z.strictObject({ unit: unitCode, code: z.string(), why: z.enum(GAP_WHYS) });
export type Gap = z.output<typeof gap>;

const orderDecision = z.strictObject({ kind: z.literal("order"), ratio: ratioKey, units: z.array(unitCode).min(2).max(500), reason });
const levelDecision = z.strictObject({ kind: z.literal("level"), ratio: ratioKey, unit: unitCode, level: levelKey, reason });
export const decision = z.discriminatedUnion("kind", [orderDecision, levelDecision]);
export type Decision = z.output<typeof decision>;
const decided = z.strictObject({ number: z.number().int(), by: z.string(), at: time, decision });
export type Decided = z.output<typeof decided>;

const pending = z.strictObject({ ratio: z.string(), units: z.array(z.string()), why: z.enum(["tie", "quota-tie", "no-level", "force-majeure"]) });
/** Of units in no level: their percents, since no level is decided whose points are not reached. */
const left = pending.extend({ percents: z.record(z.string(), z.string()) });
export type LeftToDecide = z.output<typeof left>;
/** As `congtam evaluate` prints it. */
export const computed = z.custom<Result>((value) => typeof value === "object" && value !== null).meta({ type: "object" });
const explained = z.custom<ExplainedStep>((value) => typeof value === "object" && value !== null).meta({ type: "object" });

/** As `congtam evaluate` reads it. */
export const caseDocument = z.record(z.string(), z.unknown());

const head = z.strictObject({ seq: z.number().int(), hash: sha256 });
const campaignParams = z.strictObject({ campaignId: id });
const number = z.string().regex(/^[1-9]\d{0,5}$/);
const versionParams = z.strictObject({ campaignId: id, number });

// Heads of units are let in by the gate because they run the campaigns on their own offices; in any other they have no part.
const DRAFT_READERS = grant("any", "programme-officer", "council-chair", "council-member", "auditor", "unit-head");

export const readDraft = route({
  operationId: "result.draft",
  reads: "draft-result",
  method: "GET",
  path: "/campaigns/{campaignId}/draft-result",
  summary: { vi: "Kết quả tạm tính tại thời điểm này; tiêu chí chưa có điểm tính 0 và được liệt kê", en: "The result as of now; criteria without a value count 0 and are listed" },
  grants: DRAFT_READERS,
  params: campaignParams,
  response: z.strictObject({ at: time, ledger: head, gaps: z.array(gap), result: computed, decisions: z.array(decided) }),
});

export const explainDraft = route({
  operationId: "result.explainDraft",
  reads: "draft-result",
  method: "GET",
  path: "/campaigns/{campaignId}/draft-result/{unit}",
  summary: { vi: "Diễn giải kết quả tạm tính của một đơn vị tới từng tiêu chí", en: "How a unit's draft result came about, down to each criterion" },
  grants: DRAFT_READERS,
  params: z.strictObject({ campaignId: id, unit: unitCode }),
  response: explained,
});

const pinned = z.strictObject({ versionId: id, sha256 });
const place = z.strictObject({ points: z.string(), maxPoints: z.string(), percent: z.string(), rank: z.number().int(), level: z.string().nullable() });
const ofCriterion = { index: z.string(), code: z.string(), title: z.string() };
/** How many values stand that people have entered for the criterion. */
const scores = z.number().int();
const changedSet = z.array(z.strictObject({ ...ofCriterion, points: z.string().nullable(), scores }));
const words = z.array(z.strictObject({ vi: z.string(), en: z.string() }));

export const previewAmendment = route({
  operationId: "result.amendmentPreview",
  reads: "draft-result",
  method: "GET",
  path: "/campaigns/{campaignId}/amendment-preview",
  summary: { vi: "Xem trước sửa đổi quy định: điểm, thứ hạng, mức của mọi đơn vị trước và sau; tiêu chí thêm, bỏ, đổi", en: "What an amendment would change: points, rank and level of every unit before and after; criteria added, removed, changed" },
  grants: grant("any", "programme-officer", "council-chair", "auditor", "unit-head"),
  params: campaignParams,
  query: z.strictObject({ version: id }),
  problems: ["invalid-input"],
  response: z.strictObject({
    at: time,
    ledger: head,
    /** The version in force, and the one that would replace it. */
    from: pinned,
    to: pinned,
    /** Null: the version does not have the ratio, or cannot be computed yet (`faults`). */
    units: z.array(z.strictObject({ unit: unitCode, index: z.string(), ratios: z.array(z.strictObject({ ratio: z.string(), before: place.nullable(), after: place.nullable() })) })),
    criteria: z.strictObject({
      /** `scores` are values that were archived and would count again. */
      added: changedSet,
      /** `scores` are values that would be archived. */
      removed: changedSet,
      changed: z.array(z.strictObject({ ...ofCriterion, oldPoints: z.string().nullable(), newPoints: z.string().nullable(), fields: z.array(z.string()) })),
      /** Values that the criterion could not read any more; they would count as missing until they are entered anew. */
      noLongerFitting: z.array(z.strictObject({ ...ofCriterion, scores, units: z.array(unitCode) })),
    }),
    /** Not-applicable marks and facts that the version would not take. */
    marks: z.array(z.strictObject({ unit: unitCode, code: z.string() })),
    facts: z.array(z.strictObject({ unit: unitCode, key: z.string() })),
    gaps: z.strictObject({ before: z.number().int(), after: z.number().int() }),
    /** What keeps a version from being computed: a fact that it requires and nobody has stated, say. */
    faults: z.strictObject({ before: words, after: words }),
  }),
});

const LEADERS = ["chairman", "vice-chairman"] as const;

export const readPending = route({
  operationId: "result.pending",
  reads: "draft-result",
  method: "GET",
  path: "/campaigns/{campaignId}/pending-decisions",
  summary: { vi: "Những trường hợp bằng điểm hoặc quy định bỏ trống, chờ người có thẩm quyền quyết định", en: "Ties and gaps of the law that a person must decide" },
  grants: [...DRAFT_READERS, ...grant("any", ...LEADERS)],
  params: campaignParams,
  response: z.strictObject({ pending: z.array(left), decisions: z.array(decided) }),
  problems: ["conflict"],
});

export const decide = route({
  operationId: "result.decide",
  method: "POST",
  path: "/campaigns/{campaignId}/decisions",
  summary: { vi: "Quyết định thứ tự các đơn vị bằng điểm, hoặc mức ở chỗ quy định bỏ trống, kèm lý do", en: "Decide the order of tied units, or a level where the law has a gap, with the reason" },
  grants: grant("any", ...LEADERS, "unit-head"),
  params: campaignParams,
  body: decision,
  status: 201,
  response: decided,
  problems: ["conflict"],
  example: { kind: "order", ratio: "quality", units: ["STC", "SNV"], reason: "Sở Tài chính hoàn thành thêm hai nhiệm vụ đột xuất trong năm." },
});

const VERSION_STATES = ["proposed", "returned", "approved", "published"] as const;
const versionItem = z.strictObject({
  number: z.number().int(),
  state: z.enum(VERSION_STATES),
  /** Why a published result is replaced; empty for the first. */
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: time,
  approvedBy: z.string().nullable(),
  /** The Chairman's decision: number and day. */
  decision: z.strictObject({ number: z.string(), on: day }).nullable(),
  publishedAt: time.nullable(),
  /** When an approved version will be published by itself; until then it is seen by nobody to whom it was not open before. */
  embargoUntil: time.nullable(),
  /** Who returned it, and what is to be put right. */
  returned: z.strictObject({ by: z.string(), at: time, reason: z.string() }).nullable(),
  regulation: z.strictObject({ versionId: id, sha256 }),
  ledger: head,
  /** SHA-256 of the result's text. */
  sha256,
});
export type VersionItem = z.output<typeof versionItem>;

export const propose = route({
  operationId: "result.propose",
  method: "POST",
  path: "/campaigns/{campaignId}/result-versions",
  summary: { vi: "Chốt kết quả và trình phê duyệt; sau khi công bố thì là bản thay thế, kèm lý do", en: "Fix the result and propose it; after publication as a replacement, with the reason" },
  grants: grant("any", "programme-officer", "working-group"),
  params: campaignParams,
  body: z.strictObject({ reason: z.string().trim().max(4000).default("") }),
  status: 201,
  response: versionItem,
  problems: ["conflict"],
  example: { reason: "" },
});

export const listVersions = route({
  operationId: "result.versions",
  method: "GET",
  path: "/campaigns/{campaignId}/result-versions",
  summary: { vi: "Các phiên bản kết quả, mới nhất trước; ai cũng xem được bản đã công bố", en: "Versions of the result, newest first; everybody sees the published ones" },
  grants: grant("any", "public"),
  params: campaignParams,
  query: pageQuery,
  response: pageOf(versionItem),
});

export const readVersion = route({
  operationId: "result.version",
  reads: "draft-result",
  method: "GET",
  path: "/campaigns/{campaignId}/result-versions/{number}",
  summary: { vi: "Một phiên bản kết quả", en: "A version of the result" },
  grants: grant("any", "public"),
  params: versionParams,
  response: z.strictObject({ item: versionItem, result: computed, levelDecisions: z.array(decided) }),
});

export const readCase = route({
  operationId: "result.case",
  reads: "draft-result",
  method: "GET",
  path: "/campaigns/{campaignId}/result-versions/{number}/case",
  summary: { vi: "Dữ liệu đầu vào của một phiên bản kết quả, để tự tính lại bằng congtam evaluate", en: "What a version was computed from, to compute it again with congtam evaluate" },
  grants: grant("any", "public"),
  params: versionParams,
  response: caseDocument,
});

export const explainVersion = route({
  operationId: "result.explain",
  reads: "draft-result",
  method: "GET",
  path: "/campaigns/{campaignId}/result-versions/{number}/units/{unit}",
  summary: { vi: "Diễn giải kết quả của một đơn vị tới từng tiêu chí", en: "How a unit's result came about, down to each criterion" },
  grants: grant("any", "public"),
  params: z.strictObject({ campaignId: id, number, unit: unitCode }),
  response: explained,
});

export const approve = route({
  operationId: "result.approve",
  method: "POST",
  path: "/campaigns/{campaignId}/result-versions/{number}/approval",
  summary: { vi: "Phê duyệt kết quả (người khác người trình, xác thực lại), kèm số và ngày quyết định", en: "Approve a result: another person than who proposed it, freshly authenticated, with number and day of the decision" },
  grants: grant("any", "chairman", "unit-head"),
  params: versionParams,
  body: z.strictObject({ decisionNumber: z.string().trim().min(1).max(60), decidedOn: day }),
  status: 201,
  response: versionItem,
  problems: ["conflict", "otp-required"],
  example: { decisionNumber: "02311/QĐ-UBND", decidedOn: "2025-12-30" },
});

export const sendBack = route({
  operationId: "result.return",
  method: "POST",
  path: "/campaigns/{campaignId}/result-versions/{number}/return",
  summary: { vi: "Trả lại kết quả đã trình, kèm lý do", en: "Return a proposed result, with the reason" },
  grants: grant("any", "chairman", "unit-head"),
  params: versionParams,
  body: z.strictObject({ reason }),
  status: 201,
  response: versionItem,
  problems: ["conflict"],
  example: { reason: "Cần làm rõ điểm trừ của Sở Xây dựng trước khi phê duyệt." },
});

export const publish = route({
  operationId: "result.publish",
  method: "POST",
  path: "/campaigns/{campaignId}/result-versions/{number}/publication",
  summary: { vi: "Công bố kết quả đã phê duyệt, ngay hoặc vào giờ đã hẹn (trước giờ đó chưa ai khác xem được)", en: "Publish an approved result, now or at an hour to come (before which it is open to nobody else)" },
  grants: grant("any", "programme-officer", "chairman", "unit-head"),
  params: versionParams,
  body: z.strictObject({ embargoUntil: time.nullable().default(null) }).prefault({}),
  status: 201,
  response: versionItem,
  problems: ["conflict", "otp-required", "invalid-input"],
  example: { embargoUntil: null },
});

export const withdrawEmbargo = route({
  operationId: "result.withdrawEmbargo",
  method: "POST",
  path: "/campaigns/{campaignId}/result-versions/{number}/embargo-withdrawal",
  summary: { vi: "Hủy giờ công bố đã hẹn; kết quả vẫn ở trạng thái đã phê duyệt", en: "Take back a publication that was ordered for a later hour; the result stays approved" },
  grants: grant("any", "programme-officer", "chairman", "unit-head"),
  params: versionParams,
  status: 201,
  response: versionItem,
  problems: ["conflict", "otp-required"],
});

const standing = z.strictObject({ percent: z.string(), rank: z.number().int(), level: z.string().nullable() });

export const compareResults = route({
  operationId: "result.compare",
  method: "GET",
  path: "/campaigns/{campaignId}/comparison",
  summary: { vi: "So với kết quả đã công bố của đợt trước; đơn vị sáp nhập được nối với các đơn vị cũ", en: "Compared with the published result of an earlier campaign; merged units are linked to those before" },
  grants: grant("any", "public"),
  params: campaignParams,
  query: z.strictObject({ with: id, ratio: ratioKey }),
  response: z.strictObject({ units: z.array(z.strictObject({ unit: unitCode, now: standing, before: z.array(standing.extend({ unit: unitCode })) })) }),
});
