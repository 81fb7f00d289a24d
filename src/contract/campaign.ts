import { z } from "zod";
import { AMENDMENT_STATES, amendmentDocument, calendar, cycleAction, STAGES } from "./cycle.ts";
import { grant, id, pageOf, pageQuery, route, time } from "./route.ts";

/** Evaluation campaigns: made from a frozen regulation for a year and a set of units, driven by recorded actions. */

const READERS = grant("any", "programme-officer", "council-chair", "council-member", "working-group", "chairman", "vice-chairman", "auditor", "administrator", "unit-scorer", "unit-head", "opinion-giver");

/** Who organises surveys has to know the campaign and its units, and nothing of their scores. */
const LISTED = [...READERS, ...grant("any", "survey-officer")];

const regulation = z.strictObject({ versionId: id, id: z.string(), sha256: z.string() });
const amendment = z.strictObject({
  number: z.number().int(),
  state: z.enum(AMENDMENT_STATES),
  regulation: z.strictObject({ versionId: id, sha256: z.string() }),
  document: amendmentDocument,
  reason: z.string(),
  by: z.string(),
  at: time,
  decidedBy: z.string().nullable(),
  decidedAt: time.nullable(),
  withdrawalReason: z.string().nullable(),
});

export const campaignView = z.strictObject({
  id,
  title: z.string(),
  year: z.number().int(),
  /** The version from which the campaign was made. */
  regulation,
  /** The version by which everything is scored now: the same, or that of the last approved amendment. */
  regulationInForce: regulation,
  amendments: z.array(amendment),
  ownerUnitId: id.nullable(),
  stage: z.enum(STAGES),
  calendar: calendar.nullable(),
  unitCount: z.number().int(),
  availableActions: z.array(z.string()),
  proposals: z.array(z.strictObject({ number: z.number().int(), unitId: z.string(), stage: z.string(), until: time, reason: z.string(), by: z.string() })),
  /** The database's clock, by which deadlines are told. */
  now: time,
  version: z.string(),
});

const summary = z.strictObject({ id, title: z.string(), year: z.number().int(), regulationVersionId: id, ownerUnitId: id.nullable(), stage: z.enum(STAGES) });
const campaignUnit = z.strictObject({ unitId: id, code: z.string(), name: z.string(), index: z.string(), deadline: time.nullable(), isOpen: z.boolean() });
const params = z.strictObject({ campaignId: id });

export const listCampaigns = route({ operationId: "campaign.list", method: "GET", path: "/campaigns", summary: { vi: "Các đợt đánh giá", en: "Campaigns" }, grants: LISTED, query: pageQuery, response: pageOf(summary) });

export const readCampaign = route({ operationId: "campaign.read", method: "GET", path: "/campaigns/{campaignId}", summary: { vi: "Một đợt đánh giá, trạng thái và việc làm được", en: "A campaign, its state and what may be done" }, grants: LISTED, params, version: "carries", problems: ["not-found"], response: campaignView });

export const createCampaign = route({
  operationId: "campaign.create",
  method: "POST",
  path: "/campaigns",
  summary: { vi: "Tạo đợt đánh giá từ một phiên bản quy định đã khóa", en: "Make a campaign from a frozen regulation" },
  grants: grant("any", "programme-officer", "unit-head"),
  body: z.strictObject({
    title: z.string().trim().min(1).max(300),
    year: z.number().int().min(2000).max(2100),
    regulationVersionId: id,
    unitCodes: z.array(z.string().min(1).max(60)).min(1).max(5000),
    /** A unit evaluates its own offices (QĐ 02050, II.4.d), by its head; without it the authority evaluates its units. */
    ownerUnitId: id.optional(),
  }),
  status: 201,
  version: "carries",
  problems: ["invalid-input", "conflict"],
  response: campaignView,
  example: { title: "Đánh giá năm 2025", year: 2025, regulationVersionId: "0b9f2c4e", unitCodes: ["SNV", "STC"] },
});

export const listCampaignUnits = route({ operationId: "campaign.units", method: "GET", path: "/campaigns/{campaignId}/units", summary: { vi: "Các đơn vị của đợt, hạn của từng đơn vị", en: "The campaign's units with their deadlines" }, grants: LISTED, params, query: pageQuery, problems: ["not-found"], response: pageOf(campaignUnit) });

export const actOnCampaign = route({
  operationId: "campaign.act",
  method: "POST",
  path: "/campaigns/{campaignId}/actions",
  summary: { vi: "Thực hiện một bước của đợt đánh giá", en: "Take a step of the campaign" },
  grants: grant("any", "programme-officer", "council-chair", "unit-head"),
  params,
  body: cycleAction,
  status: 201,
  version: "requires",
  problems: ["not-found", "conflict", "invalid-input", "otp-required"],
  response: campaignView,
  example: { kind: "advance", to: "self-scoring" },
});

export const remindUnits = route({
  operationId: "campaign.remind",
  method: "POST",
  path: "/campaigns/{campaignId}/reminders",
  summary: { vi: "Nhắc các đơn vị còn trong hạn hoàn thành phần việc của mình; mỗi người nhiều nhất một lần trong ngày", en: "Remind units that still have time of their part; each person at most once a day" },
  grants: grant("any", "programme-officer", "working-group", "unit-head"),
  params,
  body: z.strictObject({ unitIds: z.array(id).min(1).max(5000) }),
  status: 201,
  problems: ["not-found", "conflict"],
  /** How many of the units still had time, and how many people were told now. */
  response: z.strictObject({ units: z.number().int(), people: z.number().int() }),
  example: { unitIds: ["0b9f2c4e"] },
});
