import { formDocument } from "../../contract/personnel-form.ts";
import { boundsOf } from "../../contract/personnel-bounds.ts";
import { decimal, documentFile, type DocumentKind, each, type Filling, heading, italics, letterheadOf, longDay, roman, tableOf, text, upper, vietnameseDay } from "../documents/index.ts";
import { unitNames } from "../organisation/index.ts";
import { type Actor, actorOf, type Endpoint, type FileReply, Problem, query, type Transaction } from "../platform/index.ts";
import { formView } from "./form-view.ts";
import { engineFor } from "./ground.ts";
import { findPeriod } from "./period-queries.ts";
import type { Place } from "./place-rules.ts";
import { hiddenUnless, placeIn, relationsTo } from "./places.ts";
import { shownOfPeople } from "./reading.ts";

/** Form 01 in the decree's layout (NĐ 335/2025, annex II). */

const TABLE = tableOf("tiêu chí", [
  { title: "TT", width: 7, align: "centre", cell: "{tt}" },
  { title: "Tiêu chí chấm điểm", width: 57, cell: "{tên}" },
  { title: "Điểm tối đa", width: 15, align: "centre", cell: "{điểm tối đa}" },
  { title: "Điểm do cá nhân tự chấm", width: 21, align: "centre", cell: "{điểm}" },
]);

const official: DocumentKind["official"] = {
  superior: "{CƠ QUAN CẤP TRÊN}",
  organ: "{CƠ QUAN}",
  number: "",
  placeAndDay: "",
  title: { type: "PHIẾU THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC", about: "(Kỳ theo dõi, đánh giá: {kỳ})¹" },
  body: [
    text("Họ và tên: {họ và tên}"),
    text("Chức vụ, chức danh: {chức vụ}"),
    text("Đơn vị công tác: {đơn vị}"),
    heading("I. KẾT QUẢ THEO DÕI, ĐÁNH GIÁ THEO TIÊU CHÍ CHUNG"),
    { ...TABLE, isNumbered: true, rows: [...TABLE.rows, [{ words: [{ text: "Tổng cộng", bold: true }], columns: 2 }, "{tổng tối đa}", "{tổng tự chấm}"]] },
    heading("II. TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC"),
    text("1. Điểm tiêu chí chung: {điểm chung}"),
    text("2. Điểm tiêu chí kết quả thực hiện nhiệm vụ: {điểm kết quả}"),
    text("3. Tổng điểm theo dõi, đánh giá công chức: {tổng điểm}"),
    text("4. Ưu điểm: {ưu điểm}"),
    each("dòng ưu điểm", text("{dòng}")),
    text("5. Hạn chế, khuyết điểm: {hạn chế}"),
    each("dòng hạn chế", text("{dòng}")),
    text("6. Ý kiến nhận xét của cấp có thẩm quyền theo dõi, đánh giá: {nhận xét}"),
    each("dòng nhận xét", text("{dòng}")),
  ],
  recipients: [],
  signatures: [
    { capacity: [italics("{ngày tự chấm}"), "CÔNG CHỨC TỰ ĐÁNH GIÁ", italics("(Ký tên, ghi rõ họ tên)")], of: "công chức" },
    { capacity: [italics("{ngày xác nhận}"), "CẤP CÓ THẨM QUYỀN", "THEO DÕI, ĐÁNH GIÁ", italics("(Ký tên, ghi rõ họ tên)")], of: "cấp có thẩm quyền" },
  ],
  notes: ["¹ Ghi rõ kỳ theo dõi là tháng/quý ... năm ..."],
};

const SAMPLE: Filling = {
  "CƠ QUAN CẤP TRÊN": "SỞ NỘI VỤ",
  "CƠ QUAN": "VĂN PHÒNG SỞ",
  kỳ: "Quý I năm 2026",
  "họ và tên": "Nguyễn Văn A",
  "chức vụ": "Chuyên viên",
  "đơn vị": "Văn phòng Sở",
  "tiêu chí": [{ tt: "1", tên: "Ý thức kỷ luật, kỷ cương trong thực thi công vụ", "điểm tối đa": "5", điểm: "4,5" }],
  "tổng tối đa": "30",
  "tổng tự chấm": "28,50",
  "điểm chung": "28,50",
  "điểm kết quả": "63,20",
  "tổng điểm": "91,70",
  "ưu điểm": "Hoàn thành đúng hạn.",
  "hạn chế": "Không.",
  "nhận xét": "Nhất trí.",
  "dòng ưu điểm": [],
  "dòng hạn chế": [],
  "dòng nhận xét": [],
  "ngày tự chấm": "ngày 30 tháng 3 năm 2026",
  "ngày xác nhận": "ngày 31 tháng 3 năm 2026",
  "công chức": [{ "họ tên": "Nguyễn Văn A" }],
  "cấp có thẩm quyền": [{ "họ tên": "Trần Thị B" }],
};

export const form01Kind: DocumentKind = { key: "form-01", title: { vi: "Phiếu theo dõi, đánh giá công chức (Mẫu số 01)", en: "Form 01 of a civil servant" }, official, sample: SAMPLE };

/** "Quý I năm 2026", "Tháng 3 năm 2026", as footnote 1 of the form asks. */
export function periodWords(period: string): string {
  const { from, months, year } = boundsOf(period);
  const month = Number(from.slice(5, 7));
  return months === 3 ? `Quý ${roman((month + 2) / 3)} năm ${String(year)}` : `Tháng ${String(month)} năm ${String(year)}`;
}

const LINE = ".".repeat(120);
const OPEN = "....., ngày ..... tháng ..... năm .....";
/** Lines to write on by hand, as many as the form has below its own, where nothing was said. */
const lines = (value: string | null, count: number): { dòng: string }[] => (value === null || value === "" ? Array.from({ length: count }, () => ({ dòng: LINE })) : []);
const dots = (value: string | null): string => (value === null || value === "" ? "..................................................." : value);
const dayAt = (at: string | null, place: string): string => (at === null ? OPEN : `${place}, ${longDay(vietnameseDay(new Date(at)))}`);
const named = (name: string | null, isSigned: boolean) => (isSigned && name !== null ? [{ "họ tên": name }] : []);

type View = Awaited<ReturnType<typeof formView>>;

/** "2.50" is "2.5" and "30.00" is "30", as the form prints maxima. */
const bare = (points: string): string => points.replace(/\.0+$|(?<=\.\d*[1-9])0+$/, "");

/** Groups by roman, criteria by arabic numerals, as the form has them. */
function rowsOf(criteria: View["criteria"]): Record<string, string>[] {
  let group = 0;
  let leaf = 0;
  return criteria
    .filter((one) => one.code.includes("."))
    .map((one) => {
      leaf = one.isLeaf ? leaf + 1 : 0;
      group += one.isLeaf ? 0 : 1;
      return { tt: one.isLeaf ? String(leaf) : roman(group), tên: one.title, "điểm tối đa": decimal(bare(one.maxPoints ?? "")), điểm: one.self === null ? "" : decimal(one.self) };
    });
}

/** What the criteria come to, in hundredths of a point as they are given. */
const total = ({ criteria }: View, of: "self" | "maxPoints"): string => (criteria.reduce((sum, one) => sum + (one.isLeaf ? Math.round(Number(one[of] ?? 0) * 100) : 0), 0) / 100).toFixed(2);

function fillingOf(view: View, { superior, place }: { readonly superior: string | undefined; readonly place: string }): Filling {
  return {
    "CƠ QUAN CẤP TRÊN": upper(superior ?? ""),
    "CƠ QUAN": upper(view.unitName),
    kỳ: periodWords(view.periodId),
    "họ và tên": view.name,
    "chức vụ": view.title,
    "đơn vị": view.unitName,
    "tiêu chí": rowsOf(view.criteria),
    "tổng tối đa": decimal(bare(total(view, "maxPoints"))),
    "tổng tự chấm": view.criteria.some((one) => one.self !== null) ? decimal(total(view, "self")) : "",
    "điểm chung": view.general === null ? dots(null) : decimal(view.general),
    "điểm kết quả": view.results === null ? dots(null) : decimal(view.results),
    "tổng điểm": view.total === null ? dots(null) : decimal(view.total),
    "ưu điểm": dots(view.strengths),
    "hạn chế": dots(view.shortcomings),
    "nhận xét": dots(view.remark),
    "dòng ưu điểm": lines(view.strengths, 1),
    "dòng hạn chế": lines(view.shortcomings, 2),
    "dòng nhận xét": lines(view.remark, 2),
    "ngày tự chấm": dayAt(view.handedInAt, place),
    "ngày xác nhận": dayAt(view.confirmedAt, place),
    "công chức": named(view.name, view.handedInAt !== null),
    "cấp có thẩm quyền": named(view.confirmedBy, view.confirmedAt !== null),
  };
}

type Asked = { readonly periodId: string; readonly personId: string; readonly actor: Actor; readonly format: "docx" | "pdf" };
type Made = Pick<FileReply, "file" | "version"> & { readonly place: Place };

/** The form of one person's period; undefined where there is no such period, or the person had no place in it. */
export async function form01(tx: Transaction, { periodId, personId, actor, format }: Asked): Promise<Made | undefined> {
  const period = await findPeriod(tx, periodId);
  const place = period === undefined ? undefined : await placeIn(tx, personId, period.id);
  if (period === undefined || place === undefined) return undefined;
  const view = await formView(tx, period, place, actor);
  const above = place.line[1];
  const superior = above === undefined ? undefined : (await unitNames(tx, [above])).get(above);
  const letterhead = await letterheadOf(tx, (await engineFor(tx, period)).regulation.authority);
  const made = await documentFile(tx, form01Kind, { name: `Mẫu số 01 - ${view.name} - ${periodWords(period.id)}`, filling: fillingOf(view, { superior, place: letterhead.place }), format });
  return { ...made, place };
}

export const formDocumentEndpoint: Endpoint = query(
  formDocument,
  async (call) => {
    const { tx, params, query: { format } } = call;
    const made = await form01(tx, { ...params, actor: actorOf(call), format });
    if (made === undefined) throw new Problem("not-found");
    const { place, ...file } = made;
    return { ...file, shown: shownOfPeople(actorOf(call), params.periodId, [place]) };
  },
  async (call) => hiddenUnless(relationsTo(call.actor, call.params.personId, await placeIn(call.tx, call.params.personId, call.params.periodId), "read"), call.actor),
);
