import type { Frame } from "../../contract/personnel-catalogue-parts.ts";
import { coefficientOf } from "../../scoring/coefficient.ts";
import { compare, divide, type Fraction, fraction, parseDecimal } from "../../scoring/exact.ts";
import type { Bilingual } from "../platform/index.ts";
import { plainKey } from "./catalogue-similar.ts";

/** What should make somebody look at a list again, each with the article that it rests on. Pure. */

const DECREE_LISTING = "NĐ 335, Điều 13.1.a; KH IV.2.1.a";
const DECREE_STANDARD = "NĐ 335, Điều 3.6, 13.1.b; KH IV.2.1.b";
const DECREE_CONVERTING = "NĐ 335, Điều 13.1.c; KH IV.2.1.c";
const DECREE_ASSIGNING = "NĐ 335, Điều 18.1.b, 18.1.c";
const DECREE_MERGING = "NĐ 335, Điều 13.2; KH IV.2.2";

type Rule = { readonly isBlocking: boolean; readonly article: string; readonly message: Bilingual };

/** The rules as data; what is blocking keeps a list from being sent up. */
const RULES = {
  empty: { isBlocking: true, article: DECREE_LISTING, message: { vi: "Danh mục chưa có dòng nào.", en: "The list has no line." } },
  "missing-output": { isBlocking: true, article: DECREE_LISTING, message: { vi: "Chưa ghi kết quả đầu ra: công việc không rõ kết quả đầu ra phải ghi rõ hoặc loại bỏ.", en: "No output: work without a clear output is given one or left out." } },
  "missing-group": { isBlocking: true, article: DECREE_LISTING, message: { vi: "Chưa xếp nhóm độ phức tạp.", en: "Not sorted into a group of complexity." } },
  "missing-points": { isBlocking: true, article: DECREE_CONVERTING, message: { vi: "Chưa có điểm, nên chưa có hệ số quy đổi.", en: "No points, and so no coefficient." } },
  "code-twice": { isBlocking: true, article: DECREE_LISTING, message: { vi: "Mã công việc trùng với dòng khác.", en: "The code is that of another line." } },
  "no-such-group": { isBlocking: true, article: DECREE_LISTING, message: { vi: "Nhóm này không có trong khung điểm của danh mục.", en: "The list's frames have no such group." } },
  "outside-frame": { isBlocking: false, article: DECREE_CONVERTING, message: { vi: "Điểm nằm ngoài khung điểm của nhóm.", en: "The points lie outside the group's frame." } },
  compound: { isBlocking: false, article: DECREE_ASSIGNING, message: { vi: "Có vẻ gồm nhiều việc, nhiều kết quả: nên tách để giao và đếm được từng sản phẩm.", en: "It seems to be several pieces of work: split it, so that each can be assigned and counted." } },
  "rounded-coefficient": { isBlocking: false, article: DECREE_CONVERTING, message: { vi: "Hệ số phải làm tròn đến bốn chữ số thập phân.", en: "The coefficient has to be rounded to four decimals." } },
  "no-standard-name": { isBlocking: true, article: DECREE_STANDARD, message: { vi: "Chưa nêu sản phẩm, công việc được chọn làm đơn vị chuẩn.", en: "It is not said which product is the standard unit." } },
  "standard-not-listed": { isBlocking: false, article: DECREE_STANDARD, message: { vi: "Không có dòng nào trùng tên và điểm với đơn vị chuẩn.", en: "No line has the name and the points of the standard unit." } },
  "differs-widely": { isBlocking: false, article: DECREE_MERGING, message: { vi: "Hệ số của cùng một việc khác nhau nhiều giữa các đơn vị.", en: "The coefficients of the same work differ widely between units." } },
} as const satisfies Readonly<Record<string, Rule>>;

type RuleKey = keyof typeof RULES;
export type Finding = { readonly itemId: string | null; readonly key: RuleKey } & Rule;

const found = (key: RuleKey, itemId: string | null): Finding => ({ itemId, key, ...RULES[key] });

type Linted = { readonly id: string; readonly code: string; readonly name: string; readonly output: string; readonly group: number | null; readonly points: string | null };
type Given = { readonly standardName: string; readonly standardPoints: string; readonly frames: readonly Frame[]; readonly items: readonly Linted[] };

/** Verbs with which a piece of work begins, without diacritics. */
const VERBS = ["xay dung", "soan thao", "soan", "lap", "to chuc", "tong hop", "kiem tra", "tham dinh", "ban hanh", "theo doi", "bao cao", "ra soat", "tham muu", "trien khai", "giai quyet", "tiep nhan", "thong ke", "cap nhat", "huong dan", "thanh toan"];
const MOST_VERBS = 2;
const MOST_OUTPUTS = 3;

/** Several works in one: many parts that each begin with a verb, or many outputs in a row. "a/b" are ways of saying one output. */
function isCompound({ name, output }: Linted): boolean {
  const parts = name.split(/[,;]|\s+và\s+/u).map(plainKey).filter((part) => VERBS.some((verb) => part === verb || part.startsWith(`${verb} `)));
  return parts.length > MOST_VERBS || output.split(/[,;+]|\s+và\s+/u).filter((part) => plainKey(part) !== "").length >= MOST_OUTPUTS;
}

const valueOf = (points: string): Fraction => parseDecimal(points) ?? fraction(0);

function ofPoints({ id, group, points }: Linted, { frames, standardPoints }: Given): Finding[] {
  if (points === null) return [found("missing-points", id)];
  const frame = group === null ? undefined : frames.find((one) => one.group === group);
  const isOutside = frame !== undefined && (compare(valueOf(points), valueOf(frame.from)) < 0 || compare(valueOf(points), valueOf(frame.to)) > 0);
  const isRounded = coefficientOf(points, standardPoints)?.isExact === false;
  return [...(isOutside ? [found("outside-frame", id)] : []), ...(isRounded ? [found("rounded-coefficient", id)] : []), ...(group !== null && frame === undefined ? [found("no-such-group", id)] : [])];
}

/** Which other line has the code, so that nobody has to look for it. */
function codeTwice(item: Linted, others: readonly Linted[]): Finding {
  const other = others.find((one) => one.id !== item.id)?.name ?? "";
  return { ...found("code-twice", item.id), message: { vi: `Mã ${item.code} trùng với dòng “${other}”.`, en: `The code ${item.code} is also that of “${other}”.` } };
}

function ofItem(item: Linted, given: Given, byCode: ReadonlyMap<string, readonly Linted[]>): Finding[] {
  const ofCode = item.code === "" ? [] : (byCode.get(item.code) ?? []);
  return [
    ...(plainKey(item.output) === "" ? [found("missing-output", item.id)] : []),
    ...(item.group === null ? [found("missing-group", item.id)] : []),
    ...ofPoints(item, given),
    ...(ofCode.length > 1 ? [codeTwice(item, ofCode)] : []),
    ...(isCompound(item) ? [found("compound", item.id)] : []),
  ];
}

/** Everything about a list, by line. */
export function lint(given: Given): Finding[] {
  const { items, standardName, standardPoints } = given;
  const byCode = Map.groupBy(items, (one) => one.code);
  const isListed = items.some((one) => plainKey(one.name) === plainKey(standardName) && one.points !== null && compare(valueOf(one.points), valueOf(standardPoints)) === 0);
  return [
    ...(items.length === 0 ? [found("empty", null)] : []),
    ...(plainKey(standardName) === "" ? [found("no-standard-name", null)] : items.length > 0 && !isListed ? [found("standard-not-listed", null)] : []),
    ...items.flatMap((item) => ofItem(item, given, byCode)),
  ];
}

/** From here on the coefficients of the same work differ widely: the largest is one and a half times the smallest. */
const WIDELY = fraction(3, 2);

type Worth = { readonly points: string | null; readonly standardPoints: string };

/** The least and the most that units think the same work is worth, exactly. */
export function spreadOf(all: readonly Worth[]): { readonly least: string | null; readonly most: string | null; readonly differs: boolean } {
  const exact = all.flatMap(({ points, standardPoints }) => (points === null ? [] : [{ points, standardPoints, value: divide(valueOf(points), valueOf(standardPoints)) }])).toSorted((a, b) => compare(a.value, b.value));
  const [least, most] = [exact[0], exact.at(-1)];
  if (least === undefined || most === undefined) return { least: null, most: null, differs: false };
  const shown = (one: Worth): string | null => coefficientOf(one.points ?? "", one.standardPoints)?.text ?? null;
  return { least: shown(least), most: shown(most), differs: compare(divide(most.value, least.value), WIDELY) >= 0 };
}

/** Each group once, from the simplest, without overlap: what is wrong with frames, or undefined. */
export function frameFault(frames: readonly Frame[]): Bilingual | undefined {
  for (const [at, { group, from, to }] of frames.entries()) {
    if (group !== at + 1) return { vi: "Các nhóm phải được đánh số từ 1, liên tiếp.", en: "Groups are numbered from 1 on." };
    if (compare(valueOf(from), valueOf(to)) > 0) return { vi: `Khung điểm của nhóm ${String(group)} có mức dưới lớn hơn mức trên.`, en: `The frame of group ${String(group)} begins above its end.` };
    const before = frames[at - 1];
    if (before !== undefined && compare(valueOf(before.to), valueOf(from)) >= 0) return { vi: `Khung điểm của nhóm ${String(group)} chồng lên nhóm trước.`, en: `The frame of group ${String(group)} overlaps the one before.` };
  }
  return undefined;
}
