/** What people are told of the reform plan and its work. */

export const PLAN_STEPS = ["near", "overdue", "escalated", "submitted", "returned", "approved", "duplicate", "inspection", "minutes", "recommendation"] as const;
type Step = (typeof PLAN_STEPS)[number];
type Told = { readonly step: Step; readonly unit: string; readonly year: number; readonly count: number; readonly due: string | null };
type Bilingual = { readonly vi: string; readonly en: string };

const shownDay = (day: string | null): string => (day ?? "").split("-").toReversed().join("/");

const SAID: Readonly<Record<Step, (told: Told) => Bilingual>> = {
  near: ({ count, due }) => ({ vi: `còn ${String(count)} việc đến hạn ngày ${shownDay(due)}`, en: `${String(count)} things due on ${shownDay(due)}` }),
  overdue: ({ count, due }) => ({ vi: `quá hạn ${String(count)} việc của ngày ${shownDay(due)}`, en: `${String(count)} things of ${shownDay(due)} are late` }),
  escalated: ({ count, due }) => ({ vi: `${String(count)} việc quá hạn từ ngày ${shownDay(due)}, đã báo Sở Nội vụ`, en: `${String(count)} things late since ${shownDay(due)}; the department was told` }),
  submitted: ({ year }) => ({ vi: `đã gửi Kế hoạch CCHC năm ${String(year)}`, en: `has handed in its reform plan of ${String(year)}` }),
  returned: ({ year }) => ({ vi: `Kế hoạch CCHC năm ${String(year)} được trả lại`, en: `its reform plan of ${String(year)} was returned` }),
  approved: ({ year }) => ({ vi: `Kế hoạch CCHC năm ${String(year)} được phê duyệt`, en: `its reform plan of ${String(year)} was approved` }),
  duplicate: () => ({ vi: "có kết luận về việc trùng với đơn vị khác", en: "it was decided on work that another unit does as well" }),
  inspection: ({ due }) => ({ vi: `được kiểm tra cải cách hành chính từ ngày ${shownDay(due)}`, en: `is inspected from ${shownDay(due)}` }),
  minutes: () => ({ vi: "biên bản kiểm tra đã lập, đề nghị xem và có ý kiến", en: "the minutes of the inspection are there to be read and answered" }),
  recommendation: ({ count, due }) => ({ vi: `${String(count)} kiến nghị sau kiểm tra, hạn ngày ${shownDay(due)}`, en: `${String(count)} recommendations after the inspection, due on ${shownDay(due)}` }),
};

export function planWords(told: Told): { readonly title: Bilingual; readonly text: Bilingual } {
  const { vi, en } = SAID[told.step](told);
  const said = { vi: `${told.unit}: ${vi}`, en: `${told.unit}: ${en}` };
  return { title: said, text: { vi: `${said.vi}. Hãy vào hệ thống để xem.`, en: `${said.en}. Sign in to see it.` } };
}
