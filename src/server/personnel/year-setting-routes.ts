import { changeYearSettings, listComplaints, readYearSettings } from "../../contract/personnel-year-settings.ts";
import { foldRating, openComplaint, owesReplacement } from "../../contract/personnel-year-steps.ts";
import { dayOf, personNames, unitTree } from "../organisation/index.ts";
import { actorOf, type Call, type Change, command, type Endpoint, Problem, query, type Reply, type Transaction } from "../platform/index.ts";
import { findVersion } from "../regulation/index.ts";
import { termsOf } from "./terms.ts";
import { afterWorkingDays, calendarOfYear, workingDaysLeft } from "./year-calendar.ts";
import { lawOf, whoOf, yearOrDefault } from "./year-desk.ts";
import { filesOfYear, insertYear, stepsOf, type YearRow } from "./year-queries.ts";
import { sees, stillOpen } from "./year-rules.ts";

/** What a rating year goes by; complaints that wait for an answer. */

const settingsView = ({ year, number, regulationVersionId, retentionYears, holidays }: YearRow) => ({ year, regulationVersionId, retentionYears, holidays: holidays.map((one) => ({ ...one })), version: String(number) });

const read: Endpoint = query(readYearSettings, async (call): Promise<Reply<typeof readYearSettings>> => {
  const body = settingsView(await yearOrDefault(call.tx, call.params.year));
  return { body, version: body.version };
});

/** Frozen, and one by which people are rated. */
async function requireLaw(tx: Transaction, versionId: string): ReturnType<typeof lawOf> {
  const version = await findVersion(tx, versionId);
  if (version === undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/regulationVersionId", message: { vi: "Không có phiên bản quy định này.", en: "There is no such version." } }] });
  if (version.frozenAt === null) throw new Problem("conflict", { detail: { vi: "Phiên bản quy định này chưa được chốt.", en: "This version of the regulation is not frozen." } });
  return lawOf(tx, versionId);
}

async function handleChange(call: Call<typeof changeYearSettings>): Promise<Change<typeof changeYearSettings>> {
  const { tx, params: { year }, body, seen } = call;
  const before = await yearOrDefault(tx, year);
  if (seen !== String(before.number)) throw new Problem("stale", { extra: { current: settingsView(before) } });
  const law = await requireLaw(tx, body.regulationVersionId);
  const isUsed = before.regulationVersionId !== null && before.regulationVersionId !== body.regulationVersionId && (await filesOfYear(tx, year)).length > 0;
  if (isUsed) throw new Problem("conflict", { detail: { vi: "Đã lập hồ sơ theo quy định đang đặt; không đổi quy định của năm được nữa.", en: "Files were made under the present regulation; it cannot change any more." } });
  const fields = body.holidays.flatMap((one, i) => (one.on.startsWith(`${String(year)}-`) || one.on.startsWith(`${String(year + 1)}-`) ? [] : [{ pointer: `/holidays/${String(i)}/on`, message: { vi: "Ngày không thuộc năm này hoặc năm sau.", en: "Not a day of this year or the next." } }]));
  if (fields.length > 0) throw new Problem("invalid-input", { fields: fields.slice(0, 100) });
  const at = await tx.now();
  const row = { year, number: before.number + 1, ...body, retentionYears: body.retentionYears ?? termsOf(law.regulation).retentionYears };
  if (!(await insertYear(tx, row, at, actorOf(call).personId))) throw new Problem("stale");
  const view = settingsView(row);
  return { reply: { body: view, version: view.version }, audit: [{ action: "personnel.rating-year-set", subject: `rating-year:${String(year)}`, data: { ...row, at: at.toISOString(), by: actorOf(call).personId } }] };
}

const complaints: Endpoint = query(listComplaints, async (call): Promise<Reply<typeof listComplaints>> => {
  const { tx, params: { year } } = call;
  const who = await whoOf(tx, actorOf(call));
  const now = await tx.now();
  const files = (await filesOfYear(tx, year)).filter((one) => one.personId !== who.personId && sees(who, one));
  const steps = await stepsOf(tx, files.map((one) => one.id));
  const open = files.map((file) => ({ file, state: foldRating(steps.get(file.id) ?? []) })).filter((one) => stillOpen(one.state));
  const names = await personNames(tx, open.map((one) => one.file.personId));
  const today = dayOf(now);
  const tree = await unitTree(tx, today);
  const settings = await yearOrDefault(tx, year);
  const calendar = calendarOfYear(settings);
  const daysToAnswer = open.length === 0 ? 0 : termsOf((await lawOf(tx, open[0]?.file.regulationVersionId ?? settings.regulationVersionId)).regulation).daysToAnswer;
  const items = open.flatMap(({ file, state }) => {
    const complaint = openComplaint(state) ?? state.complaints.at(-1);
    if (complaint === undefined) return [];
    const dueOn = afterWorkingDays(dayOf(new Date(complaint.at)), daysToAnswer, calendar);
    return [{ fileId: file.id, personId: file.personId, name: names.get(file.personId) ?? "", roundId: file.roundId, agencyName: tree.get(file.agencyId)?.name ?? "", at: complaint.at, dueOn, daysLeft: workingDaysLeft(today, dueOn, calendar), verified: complaint.verified, answered: complaint.answer !== null, owesReplacement: owesReplacement(state) }];
  });
  return { body: { items: items.toSorted((a, b) => a.daysLeft - b.daysLeft), now: now.toISOString() }, shown: open.map(({ file }) => ({ campaign: `year-${String(year)}`, unit: file.agencyId, ofPerson: file.personId })) };
});

export const yearSettingEndpoints: readonly Endpoint[] = [read, command(changeYearSettings, handleChange), complaints];
