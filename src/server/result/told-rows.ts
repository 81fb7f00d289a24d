import { cycleAction } from "../../contract/cycle.ts";
import type { KeptRow, Telling } from "../audit/index.ts";
import { STEPS } from "./replay-rules.ts";

/** Which rows of which tables an entry of the ledger tells of, by the names of their columns. No I/O. */

/** The columns by which a row of each table is known. */
export const KEYS = {
  unit: ["id"],
  unit_name: ["unit_id", "valid_from"],
  unit_successor: ["unit_id", "successor_id"],
  person: ["id"],
  post: ["id"],
  account: ["id"],
  role_grant: ["account", "role", "valid_from"],
  api_key: ["id"],
  campaign: ["id"],
  campaign_unit: ["campaign", "unit"],
  campaign_action: ["campaign", "number"],
  campaign_mark: ["campaign", "unit", "number"],
  campaign_fact: ["campaign", "unit", "number"],
  campaign_assignment: ["id"],
  leader_remit: ["campaign", "person", "number"],
  leader_mark: ["campaign", "person", "unit", "code", "number"],
  assessment_entry: ["campaign", "unit", "criterion", "step", "author", "version"],
  assessment_action: ["campaign", "unit", "number"],
  evidence_item: ["id"],
  evidence_file: ["id"],
  evidence_kept: ["file"],
  evidence_refused: ["file"],
  evidence_withdrawn: ["file"],
  evidence_description: ["item", "revision"],
  evidence_scan: ["id"],
  evidence_link_set: ["campaign", "unit", "criterion", "part", "version"],
  evidence_link: ["campaign", "unit", "criterion", "part", "version", "position"],
  opinion_request: ["id"],
  opinion_item: ["request", "unit", "criterion"],
  opinion_answer: ["request", "unit", "criterion", "version"],
  result_decision: ["campaign", "number"],
  result_version: ["campaign", "number"],
  result_step: ["campaign", "number", "step"],
  feedback: ["id"],
  feedback_step: ["feedback", "number"],
  remediation_item: ["id"],
  remediation_step: ["item", "number"],
  portal_file: ["owner", "number"],
  portal_scan: ["id"],
  work_period: ["id"],
  work_period_action: ["period", "number"],
  work_granularity: ["regulation", "from_day"],
  work_form_action: ["period", "person", "number"],
  work_unit_action: ["period", "unit", "number"],
  work_remit: ["person", "number"],
  work_import: ["id"],
  work_item: ["period", "id"],
  work_file: ["period", "item", "number"],
  work_scan: ["id"],
  rating_year: ["year", "number"],
  rating_file: ["id"],
  rating_step: ["file", "number"],
  rating_round_step: ["year", "round", "number"],
  rating_meeting: ["id"],
  task_review: ["year", "quarter", "unit", "number"],
  answer: ["feedback"],
  commitment: ["item", "number"],
  reform_programme: ["id"],
  reform_plan: ["id"],
  plan_version: ["plan", "number"],
  plan_issue: ["plan", "number"],
  plan_target: ["plan", "number", "key"],
  plan_task: ["plan", "number", "key"],
  unit_plan: ["plan", "unit"],
  unit_plan_item: ["plan", "unit", "key"],
  unit_plan_step: ["plan", "unit", "number"],
  plan_work_record: ["plan", "unit", "key", "period", "number"],
  plan_duplicate: ["plan", "first_unit", "first_key", "second_unit", "second_key", "number"],
  plan_calendar_link: ["id"],
  inspection: ["id"],
  inspection_step: ["inspection", "number"],
  inspection_file: ["inspection", "number"],
  inspection_scan: ["id"],
  plan_register: ["id"],
  plan_register_version: ["entry", "number"],
  report_form: ["key", "number"],
  report_period: ["id"],
  report_unit: ["period", "unit"],
  report_value: ["period", "unit", "key"],
  report_text: ["period", "unit", "key"],
  report_step: ["period", "unit", "number"],
  report_submission: ["period", "unit", "number"],
  report_mapping: ["source", "number"],
  report_import: ["id"],
  report_consolidation: ["id"],
  report_index: ["index", "year", "unit", "number"],
  report_measured: ["campaign", "unit", "code", "number"],
} as const;
export type Table = keyof typeof KEYS;
export const ALL_TABLES = Object.keys(KEYS).filter((name): name is Table => name in KEYS);
/** Those that are asked for besides: of rooms above, which bring what is kept and told of them, and of civil servants and the reform plan, which have houses of their own in the tests. */
const BEYOND: readonly Table[] = ["work_period", "work_period_action", "work_granularity", "work_form_action", "work_unit_action", "work_remit", "work_import", "work_item", "work_file", "work_scan", "rating_year", "rating_file", "rating_step", "rating_round_step", "rating_meeting", "task_review", "feedback", "feedback_step", "remediation_item", "remediation_step", "portal_file", "portal_scan", "answer", "commitment"];
const isOfPlan = (table: Table): boolean => /^(?:reform_|plan_|unit_plan|inspection|report_)/.test(table);
export const PLAN_TABLES = ALL_TABLES.filter(isOfPlan);
export const TABLES = ALL_TABLES.filter((one) => !BEYOND.includes(one) && !isOfPlan(one));

/** `isMore`: something happened to a row that an entry before has told of. `isGone`: it was taken out. */
export type ToldRow = { readonly table: Table; readonly row: KeptRow; readonly isMore?: boolean; readonly isGone?: boolean };

/** What older entries do not tell is not compared. */
export const told = (table: Table, row: KeptRow, isMore = false): ToldRow => ({ table, row: Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)), isMore });

const isRow = (value: unknown): value is KeptRow => typeof value === "object" && value !== null;
/** What is none has nothing in it. */
export const rowOf = (value: unknown): KeptRow => (isRow(value) ? value : {});
export const listOf = (value: unknown): KeptRow[] => (Array.isArray(value) ? value.filter(isRow) : []);

/** A moment as PostgreSQL writes it in JSON: without zeros at the end. */
export function moment(value: unknown): unknown {
  const [, upTo, fraction] = (typeof value === "string" ? /^([^.]+?)(?:\.(\d*?)0*)?Z$/.exec(value) : null) ?? [];
  if (upTo === undefined) return value;
  return `${upTo}${fraction === undefined || fraction === "" ? "" : `.${fraction}`}+00:00`;
}

function campaignMade(campaign: string, { title, year, regulation, regulationVersionId, ownerUnitId, by, at, units }: KeptRow): ToldRow[] {
  return [
    told("campaign", { id: campaign, title, year, regulation_version: regulationVersionId, regulation_sha256: regulation, owner_unit: ownerUnitId, created_by: by, created_at: moment(at) }),
    ...listOf(units).map(({ unitId, code, name, index }) => told("campaign_unit", { campaign, unit: unitId, code, name, index_code: index })),
  ];
}

const assignmentMade = (campaign: string, { id, personId, index, code, unitId }: KeptRow, { by, at }: KeptRow): ToldRow =>
  told("campaign_assignment", { id, campaign, person: personId, index_code: index, code, unit: unitId, by, at: moment(at), is_ended: false });
const assignmentEnded = (id: unknown, { by, at }: KeptRow): ToldRow => told("campaign_assignment", { id, is_ended: true, ended_by: by, ended_at: moment(at) }, true);

function asked(campaign: string, { request, to, question, due, by, at, items }: KeptRow): ToldRow[] {
  return [
    told("opinion_request", { id: request, campaign, to_unit: to, question, due, by, at: moment(at) }),
    ...listOf(items).map(({ unitId, code }) => told("opinion_item", { request, unit: unitId, criterion: code })),
  ];
}

function proposed(campaign: string, { number, at, by, reason, regulationVersionId, regulationSha256, ledgerSeq, ledgerHash, resultSha256, caseSha256, levelDecisions }: KeptRow): ToldRow {
  const hashes = { result_sha256: resultSha256, "sha256 of result_text": resultSha256, "sha256 of case_text": caseSha256 };
  return told("result_version", { campaign, number, at: moment(at), by, reason, regulation_version: regulationVersionId, regulation_sha256: regulationSha256, ledger_seq: ledgerSeq, ledger_hash: ledgerHash, ...hashes, level_decisions: levelDecisions });
}

type Entry = Pick<Telling, "action" | "data">;
type Teller = (campaign: string, entry: Entry) => ToldRow[];

const actionTold: Teller = (campaign, { data: { number, by, at, ...action } }) => [told("campaign_action", { campaign, number, by, at: moment(at), action })];
const markTold: Teller = (campaign, { data: { unitId, number, code, isSet, reason, article, by, at } }) => [told("campaign_mark", { campaign, unit: unitId, number, code, is_set: isSet, reason, article, by, at: moment(at) })];
const leaderMarkTold: Teller = (campaign, { data: { personId, unitId, code, number, mark, note, at } }) => [told("leader_mark", { campaign, person: personId, unit: unitId, code, number, mark, note, at: moment(at) })];
const stepTold: Teller = (campaign, { action, data: { number, step, sha256: _sha256, by, at, ...done } }) => [told("result_step", { campaign, number, step, by, at: moment(at), kind: action.slice("result.".length), data: done })];
const handedOver: Teller = (campaign, { data }) => {
  const ended: readonly unknown[] = Array.isArray(data["ended"]) ? data["ended"] : [];
  return [...ended.map((id) => assignmentEnded(id, data)), ...listOf(data["created"]).map((one) => assignmentMade(campaign, one, data))];
};

const TELLERS: Readonly<Record<string, Teller>> = {
  "campaign.created": (campaign, { data }) => campaignMade(campaign, data),
  ...Object.fromEntries(cycleAction.options.map((one) => [`campaign.${one.shape.kind.value}`, actionTold])),
  "campaign.mark-set": markTold,
  "campaign.mark-withdrawn": markTold,
  "campaign.fact-set": (campaign, { data: { unitId, number, key, value, proof, by, at } }) => [told("campaign_fact", { campaign, unit: unitId, number, key, value, proof, by, at: moment(at) })],
  "campaign.assigned": (campaign, { data }) => listOf(data["assignments"]).map((one) => assignmentMade(campaign, one, data)),
  "campaign.assignment-ended": (_campaign, { data }) => [assignmentEnded(data["id"], data)],
  "campaign.assignments-handed-over": handedOver,
  "leadership.remit-set": (campaign, { data: { personId, number, unitIds, by, at } }) => [told("leader_remit", { campaign, person: personId, number, units: unitIds, by, at: moment(at) })],
  "leadership.marked": leaderMarkTold,
  "leadership.mark-withdrawn": leaderMarkTold,
  "assessment.opinion-asked": (campaign, { data }) => asked(campaign, data),
  "result.decided": (campaign, { data: { number, by, at, decision } }) => [told("result_decision", { campaign, number, by, at: moment(at), decision })],
  "result.proposed": (campaign, { data }) => [proposed(campaign, data)],
  "result.return": stepTold,
  "result.approve": stepTold,
  "result.publish": stepTold,
  "result.embargo": stepTold,
};

/** Rows of which an entry about a campaign tells. */
export const toldOfCampaign: Teller = (campaign, entry) => TELLERS[entry.action]?.(campaign, entry) ?? [];

/** Rows of which an entry about a unit's file tells. */
export function toldOfFile(campaign: string, { action, data }: Entry): ToldRow[] {
  const { unit, criterion, author, version, input, note, source = null, dated = null, asChair = false, by, number } = data;
  const at = moment(data["at"]);
  const step = action.slice("assessment.".length);
  if (STEPS.some((one) => one === step)) return [told("assessment_entry", { campaign, unit, criterion, step, author, version, input, note, source, dated, as_chair: asChair, by, at })];
  switch (step) {
    case "hand-up":
    case "send-back":
    case "submit":
    case "take-back":
      return [told("assessment_action", { campaign, unit, number, by, at, action: data["action"] })];
    case "opinion-given":
      return [told("opinion_answer", { request: data["request"], unit, criterion, version: Number(version), stance: data["stance"], text: data["text"], by, at })];
    default:
      return [];
  }
}
