import { PLAN_STEPS, planWords } from "./plan-words.ts";
import { z } from "zod";
import type { Stage } from "../../contract/cycle.ts";
import { AMENDMENT_STATES, STAGES } from "../../contract/cycle.ts";
import type { NotificationKind } from "../../contract/notification.ts";
import type { Bilingual } from "../platform/index.ts";

/**
 * Every kind of notification: what must be known to tell it, and its words. Nothing else than what a schema names
 * gets into a notification, so no score and no reason that somebody wrote leaves the house by e-mail.
 */

export type Words = { readonly title: Bilingual; readonly text: Bilingual };

const STAGE_TITLES: Readonly<Record<Stage, Bilingual>> = {
  draft: { vi: "Chuẩn bị", en: "Preparation" },
  "self-scoring": { vi: "Tự chấm điểm", en: "Self-scoring" },
  "appraisal-1": { vi: "Thẩm định lần 1", en: "First appraisal" },
  explanation: { vi: "Giải trình bổ sung", en: "Explanation" },
  "appraisal-2": { vi: "Thẩm định lần 2", en: "Second appraisal" },
  consolidation: { vi: "Tổng hợp kết quả", en: "Consolidation" },
  decided: { vi: "Đã quyết định", en: "Decided" },
  published: { vi: "Đã công bố", en: "Published" },
};

/** What has become of an amendment, and what follows from it for whoever is told. */
const AMENDED: Readonly<Record<(typeof AMENDMENT_STATES)[number], { readonly title: Bilingual; readonly text: Bilingual }>> = {
  proposed: {
    title: { vi: "đề nghị sửa đổi quy định", en: "an amendment of the regulation was proposed" },
    text: { vi: "cần người khác người đề nghị xem xét, chấp thuận hoặc rút.", en: "it waits to be approved or withdrawn by somebody else than its proposer." },
  },
  approved: {
    title: { vi: "quy định đã được sửa đổi", en: "the regulation was amended" },
    text: { vi: "sửa đổi đã được chấp thuận và có hiệu lực; đề nghị kiểm tra các tiêu chí phải chấm hoặc thẩm định lại.", en: "it was approved and is in force; look for criteria that must be scored or appraised anew." },
  },
  withdrawn: {
    title: { vi: "đề nghị sửa đổi quy định đã được rút", en: "the proposed amendment was withdrawn" },
    text: { vi: "đề nghị sửa đổi đã được rút; quy định đang áp dụng không thay đổi.", en: "it was withdrawn; the regulation in force stays as it is." },
  },
};

const HOURS_AHEAD = 7;
const HOUR_MS = 3_600_000;

/** A moment as Vietnam reads it: 17:00 ngày 15/12/2025. */
function moment(at: string): Bilingual {
  const [date = "", clock = ""] = new Date(Date.parse(at) + HOURS_AHEAD * HOUR_MS).toISOString().split("T");
  const day = date.split("-").toReversed().join("/");
  return { vi: `${clock.slice(0, 5)} ngày ${day}`, en: `${clock.slice(0, 5)} on ${day} (UTC+7)` };
}

const name = z.string().min(1).max(500);
const stage = z.enum(STAGES);
const when = z.iso.datetime();

/** " Hạn: …", or nothing where nothing is due. */
const due = (until: string | null): Bilingual => (until === null ? { vi: "", en: "" } : { vi: ` Hạn: ${moment(until).vi}.`, en: ` Due: ${moment(until).en}.` });

type Told<S extends z.ZodObject> = { readonly data: S; readonly read: (stored: unknown) => Words | undefined };

/** Ties the words of a kind to what they need; what was stored otherwise has none. */
function told<S extends z.ZodObject>(data: S, wordsOf: (given: z.output<S>) => Words): Told<S> {
  return {
    data,
    read: (stored) => {
      const known = data.safeParse(stored);
      return known.success ? wordsOf(known.data) : undefined;
    },
  };
}

/** Where a unit stands with what it has to remedy. */
const REMEDIED: Readonly<Record<"opened" | "near" | "overdue", { readonly vi: string; readonly en: string }>> = {
  opened: { vi: "có tiêu chí mất điểm cần đề ra biện pháp khắc phục", en: "criteria that lost points need a measure" },
  near: { vi: "có cam kết khắc phục sắp đến hạn", en: "commitments to remedy are due soon" },
  overdue: { vi: "có cam kết khắc phục đã quá hạn", en: "commitments to remedy are overdue" },
};

/** What has become of somebody's rating; never the level itself. */
const RATED: Readonly<Record<"decided" | "replaced" | "complained" | "answered" | "opinion" | "due", Bilingual>> = {
  decided: { vi: "đã có quyết định xếp loại", en: "the rating was decided" },
  replaced: { vi: "quyết định xếp loại đã được thay thế", en: "the rating was replaced" },
  complained: { vi: "có kiến nghị cần trả lời trong 07 ngày làm việc", en: "a complaint is to be answered within 7 working days" },
  answered: { vi: "kiến nghị đã được trả lời", en: "the complaint was answered" },
  opinion: { vi: "cần ý kiến trước khi quyết định xếp loại", en: "an opinion is wanted before the rating is decided" },
  due: { vi: "kiến nghị sắp hết hạn trả lời", en: "a complaint is due to be answered soon" },
};

export const KINDS = {
  "stage-opened": told(z.strictObject({ campaign: name, stage, until: when.nullable() }), ({ campaign, stage: opened, until }) => ({
    title: { vi: `${campaign}: mở giai đoạn ${STAGE_TITLES[opened].vi}`, en: `${campaign}: ${STAGE_TITLES[opened].en} has begun` },
    text: { vi: `Đợt “${campaign}” đã chuyển sang giai đoạn ${STAGE_TITLES[opened].vi}.${due(until).vi}`, en: `The campaign “${campaign}” has moved on to ${STAGE_TITLES[opened].en}.${due(until).en}` },
  })),
  deadline: told(z.strictObject({ campaign: name, stage, days: z.union([z.literal(7), z.literal(3), z.literal(1)]), until: when }), ({ campaign, stage: running, days, until }) => ({
    title: { vi: `${campaign}: còn không quá ${String(days)} ngày để ${STAGE_TITLES[running].vi.toLowerCase()}`, en: `${campaign}: at most ${String(days)} ${days === 1 ? "day" : "days"} left, ${STAGE_TITLES[running].en}` },
    text: { vi: `Giai đoạn ${STAGE_TITLES[running].vi} của đợt “${campaign}” kết thúc lúc ${moment(until).vi}.`, en: `${STAGE_TITLES[running].en} in the campaign “${campaign}” ends at ${moment(until).en}.` },
  })),
  returned: told(z.strictObject({ campaign: name, unit: name }), ({ campaign, unit }) => ({
    title: { vi: `Hồ sơ của ${unit} được trả lại`, en: `The file of ${unit} was returned` },
    text: { vi: `Hồ sơ đánh giá của ${unit} trong đợt “${campaign}” được trả lại; lý do ghi trong hồ sơ.`, en: `The file of ${unit} in the campaign “${campaign}” was returned; the reason stands in the file.` },
  })),
  submitted: told(z.strictObject({ campaign: name, unit: name }), ({ campaign, unit }) => ({
    title: { vi: `${unit} đã nộp hồ sơ`, en: `${unit} has submitted its file` },
    text: { vi: `Hồ sơ tự đánh giá của ${unit} trong đợt “${campaign}” đã được nộp.`, en: `The self-scored file of ${unit} in the campaign “${campaign}” was submitted.` },
  })),
  "opinion-requested": told(z.strictObject({ campaign: name, until: when.nullable() }), ({ campaign, until }) => ({
    title: { vi: `${campaign}: đề nghị cho ý kiến`, en: `${campaign}: your opinion is asked` },
    text: { vi: `Hội đồng thẩm định của đợt “${campaign}” đề nghị cơ quan cho ý kiến.${due(until).vi}`, en: `The council of the campaign “${campaign}” asks for your opinion.${due(until).en}` },
  })),
  "explanation-wanted": told(z.strictObject({ campaign: name, unit: name, until: when.nullable() }), ({ campaign, unit, until }) => ({
    title: { vi: `${unit}: cần giải trình bổ sung`, en: `${unit}: an explanation is wanted` },
    text: { vi: `Có tiêu chí của ${unit} trong đợt “${campaign}” cần giải trình bổ sung.${due(until).vi}`, en: `Criteria of ${unit} in the campaign “${campaign}” need an explanation.${due(until).en}` },
  })),
  // Whoever follows the progress reminds at most once a day of the same.
  reminder: told(z.strictObject({ campaign: name, unit: name, stage, until: when }), ({ campaign, unit, stage: left, until }) => ({
    title: { vi: `${unit}: nhắc hoàn thành ${STAGE_TITLES[left].vi}`, en: `${unit}: a reminder of ${STAGE_TITLES[left].en}` },
    text: { vi: `Cán bộ theo dõi đợt “${campaign}” nhắc ${unit} hoàn thành ${STAGE_TITLES[left].vi} trước ${moment(until).vi}.`, en: `Who follows the campaign “${campaign}” reminds ${unit} to finish ${STAGE_TITLES[left].en} before ${moment(until).en}.` },
  })),
  "extension-granted": told(z.strictObject({ campaign: name, unit: name, stage, until: when }), ({ campaign, unit, stage: extended, until }) => ({
    title: { vi: `${unit}: được gia hạn ${STAGE_TITLES[extended].vi}`, en: `${unit}: more time for ${STAGE_TITLES[extended].en}` },
    text: { vi: `${unit} được gia hạn ${STAGE_TITLES[extended].vi} trong đợt “${campaign}” đến ${moment(until).vi}.`, en: `${unit} has time for ${STAGE_TITLES[extended].en} in the campaign “${campaign}” until ${moment(until).en}.` },
  })),
  // Without a number: told before replacements were.
  "result-published": told(z.strictObject({ campaign: name, replacement: z.number().int().min(2).nullable().optional() }), ({ campaign, replacement }) =>
    typeof replacement === "number"
      ? {
          title: { vi: `${campaign}: kết quả được công bố lại`, en: `${campaign}: the results were replaced` },
          text: { vi: `Kết quả của đợt “${campaign}” đã được thay thế bằng phiên bản ${String(replacement)}; phiên bản trước vẫn xem được. Đề nghị vào hệ thống để xem.`, en: `Version ${String(replacement)} of the results of the campaign “${campaign}” replaces the one before, which stays readable; sign in to see them.` },
        }
      : {
          title: { vi: `${campaign}: kết quả đã công bố`, en: `${campaign}: the results are published` },
          text: { vi: `Kết quả của đợt “${campaign}” đã được công bố; hãy vào hệ thống để xem.`, en: `The results of the campaign “${campaign}” are published; sign in to see them.` },
        },
  ),
  "reopening-proposed": told(z.strictObject({ campaign: name, unit: name, stage, until: when }), ({ campaign, unit, stage: reopened, until }) => ({
    title: { vi: `Đề nghị mở lại ${STAGE_TITLES[reopened].vi} cho ${unit}`, en: `Reopening of ${STAGE_TITLES[reopened].en} proposed for ${unit}` },
    text: { vi: `Có đề nghị mở lại ${STAGE_TITLES[reopened].vi} cho ${unit} trong đợt “${campaign}” đến ${moment(until).vi}; cần Chủ tịch Hội đồng quyết định.`, en: `It is proposed to reopen ${STAGE_TITLES[reopened].en} for ${unit} in the campaign “${campaign}” until ${moment(until).en}; the council's chair decides.` },
  })),
  "assignment-changed": told(z.strictObject({ campaign: name }), ({ campaign }) => ({
    title: { vi: `${campaign}: phân công thẩm định thay đổi`, en: `${campaign}: your assignment has changed` },
    text: { vi: `Phân công của đồng chí trong đợt “${campaign}” đã thay đổi; hãy vào hệ thống để xem.`, en: `Your assignment in the campaign “${campaign}” has changed; sign in to see it.` },
  })),
  "handed-up": told(z.strictObject({ campaign: name, unit: name }), ({ campaign, unit }) => ({
    title: { vi: `Hồ sơ của ${unit} được trình để nộp`, en: `The file of ${unit} is ready for its head` },
    text: { vi: `Hồ sơ của ${unit} trong đợt “${campaign}” đã chuẩn bị xong; đề nghị người đứng đầu xem xét, nộp hoặc trả lại.`, en: `The file of ${unit} in the campaign “${campaign}” is prepared; the head reviews it, then submits it or sends it back.` },
  })),
  amendment: told(z.strictObject({ campaign: name, state: z.enum(AMENDMENT_STATES) }), ({ campaign, state }) => ({
    title: { vi: `${campaign}: ${AMENDED[state].title.vi}`, en: `${campaign}: ${AMENDED[state].title.en}` },
    text: { vi: `Về quy định của đợt “${campaign}”: ${AMENDED[state].text.vi}`, en: `On the regulation of the campaign “${campaign}”: ${AMENDED[state].text.en}` },
  })),
  feedback: told(z.strictObject({ unit: name, step: z.enum(["received", "assigned"]) }), ({ unit, step }) =>
    step === "received"
      ? { title: { vi: `Góp ý mới về ${unit}`, en: `New feedback about ${unit}` }, text: { vi: `Có góp ý của người dân về ${unit} cần phân loại.`, en: `Feedback of the public about ${unit} is to be sorted.` } }
      : { title: { vi: `${unit}: có góp ý cần trả lời`, en: `${unit}: feedback to reply to` }, text: { vi: `Một góp ý của người dân được giao cho ${unit}; đề nghị vào hệ thống để xem và trả lời.`, en: `Feedback of the public was assigned to ${unit}; sign in to read and reply.` } },
  ),
  remediation: told(z.strictObject({ campaign: name, unit: name, step: z.enum(["opened", "near", "overdue"]) }), ({ campaign, unit, step }) => ({
    title: { vi: `${unit}: ${REMEDIED[step].vi}`, en: `${unit}: ${REMEDIED[step].en}` },
    text: { vi: `Về các tồn tại được chỉ ra trong kết quả của “${campaign}”: ${REMEDIED[step].vi}. Hãy vào hệ thống để xem.`, en: `On the shortcomings shown in the results of “${campaign}”: ${REMEDIED[step].en}. Sign in to see them.` },
  })),
  // Of a day on which several things are due; the day is null where there is none.
  plan: told(z.strictObject({ step: z.enum(PLAN_STEPS), unit: name, year: z.number().int(), count: z.number().int(), due: z.iso.date().nullable() }), planWords),
  rating: told(z.strictObject({ name, year: z.number().int(), step: z.enum(["decided", "replaced", "complained", "answered", "opinion", "due"]) }), ({ name: person, year, step }) => ({
    title: { vi: `${person}: ${RATED[step].vi} (năm ${String(year)})`, en: `${person}: ${RATED[step].en} (${String(year)})` },
    text: { vi: `Về xếp loại chất lượng năm ${String(year)} của ${person}: ${RATED[step].vi}. Hãy vào hệ thống để xem.`, en: `On the rating of ${person} for ${String(year)}: ${RATED[step].en}. Sign in to see it.` },
  })),
  outbox: told(z.strictObject({ waiting: z.number().int(), dead: z.number().int() }), ({ waiting, dead }) => ({
    title: { vi: "Kết quả gửi Cơ sở dữ liệu quốc gia sắp quá hạn", en: "Results for the national database are about to be late" },
    text: { vi: `Còn ${String(waiting)} kết quả sắp quá 05 ngày mà chưa gửi được, ${String(dead)} kết quả gửi không được. Hãy vào hệ thống để kiểm tra.`, en: `${String(waiting)} results are about to be late, ${String(dead)} could not be sent. Sign in to look.` },
  })),
} as const satisfies Readonly<Record<NotificationKind, Told<z.ZodObject>>>;

const UNTOLD: Words = { title: { vi: "Thông báo", en: "Notification" }, text: { vi: "Hãy vào hệ thống để xem.", en: "Sign in to see it." } };

/** The words of a stored notification. What an older version stored in another shape still has a line. */
export const wordsOf = (kind: NotificationKind, data: unknown): Words => KINDS[kind].read(data) ?? UNTOLD;

/** What is sent to somebody, with exactly the data that its kind needs. */
export type Notice = {
  [K in NotificationKind]: {
    /** Persons; whoever is named twice is told once. */
    readonly to: readonly string[];
    readonly kind: K;
    /** What it is about: "campaign:…". */
    readonly subject: string;
    readonly data: Readonly<z.output<(typeof KINDS)[K]["data"]>>;
    /** With a key, a person is told once of this kind, subject and key, however often it is said. */
    readonly dedupe?: string;
    /** Not said again while the person has not read the last of this kind and subject. */
    readonly untilRead?: boolean;
  };
}[NotificationKind];
