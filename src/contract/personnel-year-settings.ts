import { z } from "zod";
import { RATING_LEVELS } from "./personnel-year-steps.ts";
import { inRounds, ratingYear } from "./personnel-year.ts";
import { day, grant, id, route, time } from "./route.ts";

/** What a rating year goes by, and complaints that wait for an answer. */

export const listComplaints = route({
  operationId: "personnel.ratingComplaints",
  reads: "personnel-file",
  method: "GET",
  path: "/rating-years/{year}/complaints",
  summary: { vi: "Kiến nghị về xếp loại chưa trả lời và số ngày làm việc còn lại", en: "Complaints without an answer, with the working days left" },
  grants: inRounds.map((one) => ({ ...one, relation: "any" as const })),
  params: z.strictObject({ year: ratingYear }),
  response: z.strictObject({ items: z.array(z.strictObject({ fileId: id, personId: id, name: z.string(), roundId: z.string(), agencyName: z.string(), at: time, dueOn: day, daysLeft: z.int(), verified: z.boolean(), answered: z.boolean(), owesReplacement: z.boolean() })), now: time }),
});

/** Article 21: levels without points, to the agency's own people, of decisions that are made public electronically. */
export const listPublishedRatings = route({
  operationId: "personnel.publishedRatings",
  method: "GET",
  path: "/rating-years/{year}/published",
  summary: { vi: "Kết quả xếp loại công khai trong cơ quan mình", en: "Ratings made public within one's own agency" },
  grants: grant("self", "signed-in"),
  params: z.strictObject({ year: ratingYear }),
  response: z.strictObject({ items: z.array(z.strictObject({ fileId: id, name: z.string(), title: z.string(), officeName: z.string(), level: z.enum(RATING_LEVELS), number: z.string(), on: day })) }),
});

const holiday = z.strictObject({ on: day, name: z.string().trim().min(1).max(200), kind: z.enum(["off", "working"]) });
export type Holiday = z.output<typeof holiday>;
const yearSettings = z.strictObject({ year: z.int(), regulationVersionId: id.nullable(), retentionYears: z.int(), holidays: z.array(holiday), version: z.string() });

export const readYearSettings = route({
  operationId: "personnel.ratingYear",
  method: "GET",
  path: "/rating-years/{year}",
  summary: { vi: "Năm xếp loại: quy định áp dụng, thời hạn lưu, ngày nghỉ", en: "A rating year: its regulation, retention, holidays" },
  grants: grant("any", "programme-officer", "chairman", "unit-head", "personnel-officer", "auditor"),
  params: z.strictObject({ year: ratingYear }),
  version: "carries",
  response: yearSettings,
});

export const changeYearSettings = route({
  operationId: "personnel.setRatingYear",
  method: "PUT",
  path: "/rating-years/{year}",
  summary: { vi: "Đặt quy định áp dụng, thời hạn lưu và ngày nghỉ của năm", en: "Set a year's regulation, retention and holidays" },
  grants: grant("any", "programme-officer"),
  params: z.strictObject({ year: ratingYear }),
  body: z.strictObject({ regulationVersionId: id, /** Left out: as the regulation suggests. */ retentionYears: z.int().min(1).max(100).optional(), holidays: z.array(holiday).max(200) }),
  version: "requires",
  problems: ["not-found", "conflict", "invalid-input"],
  response: yearSettings,
  example: { regulationVersionId: "0b9f2c4e", retentionYears: 20, holidays: [{ on: "2026-01-01", name: "Tết Dương lịch", kind: "off" }] },
});
