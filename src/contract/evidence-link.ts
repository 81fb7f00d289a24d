import { z } from "zod";
import { code } from "./assessment.ts";
import { fileView as evidenceFile, itemView } from "./evidence.ts";
import { PARTS } from "./file.ts";
import { LEAST_REASON } from "./prose.ts";
import { grant, id, route, time } from "./route.ts";

/** What proves a criterion of a unit's file: files of its evidence, with pages and what they prove. */

/** "3", "3-5, 8": pages as people write them. */
export const pages = z.string().trim().max(100).regex(/^(?:\d{1,5}(?:\s*[-–]\s*\d{1,5})?(?:\s*[,;]\s*\d{1,5}(?:\s*[-–]\s*\d{1,5})?)*)?$/);

const linked = z.strictObject({ fileId: id, pages: pages.default(""), proves: z.string().trim().max(1000).regex(/^\P{C}*$/u).default("") });
const linkView = z.strictObject({ fileId: id, pages: z.string(), proves: z.string(), file: evidenceFile, item: itemView });
/** What the unit says in place of evidence, where the regulation allows it; empty where it says nothing. */
const instead = z.string().trim().max(2000).refine((said) => said === "" || said.length >= LEAST_REASON);
const linkSet = z.strictObject({ code, part: z.enum(PARTS), links: z.array(linkView), instead: z.string(), by: z.string(), at: time, version: z.string() });
/** What the regulation says of criteria that nothing proves. */
const withoutRule = z.strictObject({ required: z.boolean(), article: z.string(), text: z.string(), /** Criteria for which the unit may explain itself instead. */ codes: z.array(code) });

const unitParams = z.strictObject({ campaignId: id, unitId: id });
const OFFICES = ["programme-officer", "working-group", "council-chair", "council-member", "auditor"] as const;
const UNIT = grant("own-unit", "unit-scorer", "unit-head");

export const readLinks = route({
  operationId: "assessment.links",
  reads: "unit-file",
  method: "GET",
  path: "/campaigns/{campaignId}/units/{unitId}/evidence",
  summary: { vi: "Tài liệu kiểm chứng của từng tiêu chí trong hồ sơ, và tiêu chí chưa có", en: "What proves each criterion of a unit's file, and which have nothing" },
  grants: [...grant("any", ...OFFICES, "unit-head"), ...UNIT],
  params: unitParams,
  response: z.strictObject({
    campaignId: id,
    unitId: id,
    year: z.number().int(),
    /** The part that the unit works on now, if it may; links are set in it. */
    open: z.enum(PARTS).nullable(),
    /** The newest set of each criterion and part that the reader may see. */
    sets: z.array(linkSet),
    /** Criteria with a score of the unit's own, nothing that proves it and nothing said in its place. */
    without: z.array(code),
    /** Null: the regulation does not speak of it. */
    rule: withoutRule.nullable(),
  }),
});

export const setLinks = route({
  operationId: "assessment.setLinks",
  method: "PUT",
  path: "/campaigns/{campaignId}/units/{unitId}/evidence/{code}",
  summary: { vi: "Ghi các tài liệu kiểm chứng của một tiêu chí, kèm trang và điều chứng minh; thay cho lần ghi trước", en: "Sets what proves a criterion, with pages and what each proves; instead of the set before" },
  grants: UNIT,
  params: unitParams.extend({ code }),
  /** If-Match carries the version of the criterion's set in the part that is open; "0" where there is none. */
  body: z.strictObject({ links: z.array(linked).max(50), instead: instead.default("") }),
  version: "requires",
  problems: ["conflict", "invalid-input"],
  shedLast: true,
  response: linkSet,
  example: { links: [{ fileId: "0b9f2c4e", pages: "3-5", proves: "Báo cáo gửi đúng hạn" }] },
});
