import type { RecordSource } from "../../scoring/method/record-source.ts";
import type { Fields } from "../../scoring/fields.ts";
import type { Bilingual, Transaction } from "../platform/index.ts";

/** What others have found of a unit: an inspection that is concluded, a survey that was counted. No I/O. */

/** As a criterion takes it. */
export type MeasuredInput = Record<string, string | Record<string, string | number>>;
export type Source = { readonly title: string; readonly detail: string; readonly href: string; readonly sha256: string };
/** A value with why it is so, and where that is recorded. */
export type Found = { readonly input: MeasuredInput; readonly reason: Bilingual; readonly records: readonly Source[] };

/** The newest conclusion about a criterion. */
export type Inspected = { readonly verdict: "met" | "partly" | "not-met"; readonly text: string; readonly on: string; readonly href: string };
/** A value that came in from a survey, as whoever measured it says. */
export type Surveyed = { readonly input: MeasuredInput; readonly note: string; readonly source: string; readonly dated: string; readonly href: string };

const VERDICTS: Readonly<Record<Inspected["verdict"], Bilingual>> = { met: { vi: "đạt", en: "met" }, partly: { vi: "đạt một phần", en: "partly met" }, "not-met": { vi: "không đạt", en: "not met" } };
export const day = (iso: string): string => iso.split("-").toReversed().join("/");

type Choice = Extract<RecordSource, { readonly from: "inspection" }>;

export function fromInspection(found: Inspected | undefined, { met, partly, notMet }: Choice): Found | Bilingual {
  if (found === undefined) return { vi: "Trong năm chưa có kết luận kiểm tra về tiêu chí này.", en: "No inspection of the year has concluded on this criterion." };
  const { verdict, text, on, href } = found;
  const choice = { met, partly, "not-met": notMet }[verdict];
  return {
    input: { choice },
    reason: { vi: `Kết luận kiểm tra ngày ${day(on)}: ${VERDICTS[verdict].vi}. ${text}`, en: `Inspection concluded on ${on}: ${VERDICTS[verdict].en}. ${text}` },
    records: [{ title: "Kết luận kiểm tra", detail: `${VERDICTS[verdict].vi}, ${day(on)}`, href, sha256: "" }],
  };
}

export function fromSurvey(found: Surveyed | undefined): Found | Bilingual {
  if (found === undefined) return { vi: "Chưa có kết quả khảo sát cho tiêu chí này. Đơn vị được khảo sát xem kết quả khi công bố.", en: "No survey result for this criterion yet. The unit that was rated sees it once it is published." };
  const { input, note, source, dated, href } = found;
  const told = note === "" ? source : `${note} Nguồn: ${source}`;
  return { input, reason: { vi: `${told}, ngày ${day(dated)}.`, en: `${told}, ${dated}.` }, records: [{ title: source, detail: day(dated), href, sha256: "" }] };
}

/** What surveys and others brought into a campaign for a unit, as the room tells that keeps it; it stands beside this one. */
export type SurveyedValues = (tx: Transaction, of: { readonly campaignId: string; readonly unitId: string }) => Promise<readonly { readonly code: string; readonly input: Fields; readonly note: string; readonly source: string; readonly dated: string }[]>;
