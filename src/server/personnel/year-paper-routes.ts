import type { RatingFile } from "../../contract/personnel-year.ts";
import { readArchive, readRatingPaper, readRoundDecision, readRoundSheet, type RATING_PAPERS } from "../../contract/personnel-year-papers.ts";
import { decisionInForce, type PUBLICATIONS } from "../../contract/personnel-year-steps.ts";
import { decimal, documentFile, type DocumentKind, type Filling, letterheadOf, type Row, tableFile } from "../documents/index.ts";
import { dayOf, personNames } from "../organisation/index.ts";
import { actorOf, type Call, type Endpoint, type FileReply, Problem, query, type Transaction } from "../platform/index.ts";
import { archiveFile } from "./archive.ts";
import { form01, periodWords } from "./form-document.ts";
import { type Entry, lineOf, type Round, type YearWiring } from "./year-desk.ts";
import { formFilling, formKind } from "./year-form.ts";
import { answerFilling, answerKind, type DecidedRow, decisionFilling, decisionKind, type Issuer, minutesFilling, minutesKind, noticeFilling, noticeKind } from "./year-papers.ts";
import { meetingsNamed } from "./year-queries.ts";
import { openFile, relationsToFile, seenFile } from "./year-routes.ts";
import { enterRound, relationsToRound } from "./year-round-routes.ts";
import { LEVEL_WORDS, PROVINCE } from "./year-rules.ts";
import { fileView, meetingView, seenIn, shownPeople } from "./year-views.ts";

/** The papers of a year, made when they are asked for. */

type Kind = (typeof RATING_PAPERS)[number];
const PUBLISHED: Readonly<Record<(typeof PUBLICATIONS)[number], string>> = { electronic: "trên môi trường điện tử", meeting: "tại cuộc họp cơ quan, đơn vị", posted: "niêm yết tại trụ sở" };

const refuse = (vi: string, en: string): Problem => new Problem("conflict", { detail: { vi, en } });

/** Who issues: the authority for those whom the Chairman rates, else the agency under it. */
async function issuerOf(tx: Transaction, round: Round, deciderId: string | undefined): Promise<Issuer> {
  const letterhead = await letterheadOf(tx, round.law.regulation.authority);
  const names = await personNames(tx, deciderId === undefined ? [] : [deciderId]);
  const deciderName = names.get(deciderId ?? "") ?? "";
  if (round.id === PROVINCE) return { superior: "", agency: letterhead.authority, organ: letterhead.organ.join("\n"), place: letterhead.place, deciderTitle: letterhead.chair.title, deciderName };
  return { superior: letterhead.shortAuthority, agency: round.name, organ: round.name, place: letterhead.place, deciderTitle: round.name.startsWith("Sở ") ? "Giám đốc" : round.name.startsWith("UBND ") ? "Chủ tịch" : "Người đứng đầu", deciderName };
}

const rowOf = ({ name, file, officeName, state }: Entry): DecidedRow => {
  const decision = decisionInForce(state);
  return { name, title: file.title, office: officeName, points: decimal(decision?.percent ?? ""), level: decision === undefined ? "" : LEVEL_WORDS[decision.level] };
};

type Made = { readonly kind: DocumentKind; readonly filling: Filling };
type Given = { readonly round: Round; readonly entry: Entry; readonly view: RatingFile };

async function formOf(tx: Transaction, { round, entry, view }: Given): Promise<Made> {
  const { place } = await letterheadOf(tx, round.law.regulation.authority);
  const names = await personNames(tx, view.decisions.map((one) => one.by));
  return { kind: formKind, filling: formFilling({ ...view, place, handling: entry.state.proposal?.handling ?? entry.state.selfReview?.handling ?? "", reviewedAt: entry.state.selfReview?.at ?? null, deciderName: names.get(view.decisions.at(-1)?.by ?? "") ?? "" }) };
}

/** Of every meeting about somebody the last one first: of another agency before a transfer too. */
const meetingIdsOf = ({ taken }: Entry): string[] => taken.flatMap(({ step }) => (step.kind === "meeting" ? [step.meetingId] : [])).toReversed();

/** The unit is named as the step of transfer has it where the agency is another one by now. */
function agencyOfMeeting({ taken }: Entry, meetingId: string, name: string): string {
  const at = taken.findIndex(({ step }) => step.kind === "meeting" && step.meetingId === meetingId);
  const left = taken.slice(at + 1).flatMap(({ step }) => (step.kind === "transfer" ? [step.from.agency] : []));
  return left[0] ?? name;
}

async function minutesOf(tx: Transaction, { round, entry }: Given, wanted = meetingIdsOf(entry)[0]): Promise<Made> {
  const [found] = wanted === undefined ? [] : await meetingsNamed(tx, [wanted]);
  if (found === undefined) throw refuse("Chưa có biên bản cuộc họp.", "There are no minutes yet.");
  const letterhead = await letterheadOf(tx, round.law.regulation.authority);
  const meeting = meetingView(found, round);
  // What was said of others is in their files.
  const own = { ...meeting, opinions: meeting.opinions.filter((one) => one.fileId === entry.file.id) };
  return { kind: minutesKind, filling: minutesFilling({ agency: agencyOfMeeting(entry, found.id, round.name), place: letterhead.place, year: round.year, meeting: own, names: new Map(round.entries.map((one) => [one.file.id, one.name])) }) };
}

async function noticeOf(tx: Transaction, { round, entry }: Given): Promise<Made> {
  const decision = decisionInForce(entry.state);
  if (decision === undefined) throw refuse("Chưa có quyết định xếp loại.", "Nothing is decided yet.");
  return { kind: noticeKind, filling: noticeFilling({ ...(await issuerOf(tx, round, decision.by)), year: round.year, row: rowOf(entry), decision, publication: PUBLISHED[decision.publication] }) };
}

async function answerOf(tx: Transaction, { round, entry }: Given): Promise<Made> {
  const complaint = entry.state.complaints.findLast((one) => one.answer !== null);
  if (complaint?.answer === undefined || complaint.answer === null) throw refuse("Chưa có kiến nghị nào được trả lời.", "No complaint was answered.");
  const { answer } = complaint;
  return { kind: answerKind, filling: answerFilling({ ...(await issuerOf(tx, round, answer.by)), year: round.year, name: entry.name, complaint: complaint.text, receivedOn: dayOf(new Date(complaint.at)), text: answer.text, changes: answer.changes, on: dayOf(new Date(answer.at)) }) };
}

const MAKERS: Readonly<Record<Kind, (tx: Transaction, given: Given) => Promise<Made>>> = { form: formOf, minutes: minutesOf, notice: noticeOf, answer: answerOf };

/** The decision that a person's newest comes from, with everybody whom it names and whom the reader sees. */
async function decisionOf(tx: Transaction, round: Round, entry: Entry, seen: readonly Entry[]): Promise<Made> {
  const decision = decisionInForce(entry.state);
  if (decision === undefined) throw refuse("Chưa có quyết định xếp loại.", "Nothing is decided yet.");
  const together = seen.filter((one) => decisionInForce(one.state)?.number === decision.number);
  const rows = (together.length === 0 ? [entry] : together).map(rowOf);
  const replaces = decision.cause === null ? null : (entry.state.decisions.at(-2)?.number ?? null);
  return { kind: decisionKind, filling: decisionFilling({ ...(await issuerOf(tx, round, decision.by)), number: decision.number, on: decision.on, year: round.year, replaces, reason: decision.reason, grounds: round.law.regulation.sources.map(({ title }) => title), rows }) };
}

/** A decision that a later one replaced: both are kept. */
async function replacedOf(tx: Transaction, { round, entry: { state, name, officeName, file } }: Given, at: number): Promise<Made> {
  const decision = state.decisions[at];
  if (decision === undefined) throw new RangeError("no such decision");
  const row: DecidedRow = { name, title: file.title, office: officeName, points: decimal(decision.percent), level: LEVEL_WORDS[decision.level] };
  return { kind: decisionKind, filling: decisionFilling({ ...(await issuerOf(tx, round, decision.by)), number: decision.number, on: decision.on, year: round.year, replaces: state.decisions[at - 1]?.number ?? null, reason: decision.reason, grounds: round.law.regulation.sources.map(({ title }) => title), rows: [row] }) };
}

async function handlePaper(wiring: YearWiring, call: Call<typeof readRatingPaper>): Promise<FileReply> {
  const { tx, params, query: { format } } = call;
  const { file, who } = await seenFile(tx, params.fileId, actorOf(call));
  const { round, entry } = await openFile(tx, wiring, file, who);
  const { kind, filling } = await MAKERS[params.kind](tx, { round, entry, view: await fileView(tx, round, entry, who) });
  const made = await documentFile(tx, kind, { name: `${kind.title.vi} năm ${String(round.year)} - ${entry.name}`, filling, format });
  return { ...made, shown: shownPeople([entry], who) };
}

async function handleDecision(wiring: YearWiring, call: Call<typeof readRoundDecision>): Promise<FileReply> {
  const { tx, params, query: { format } } = call;
  const { round, who } = await enterRound(call, wiring);
  const seen = seenIn(round, who);
  const entry = seen.find((one) => one.file.id === params.fileId);
  if (entry === undefined) throw new Problem("not-found");
  const { kind, filling } = await decisionOf(tx, round, entry, seen);
  return { ...(await documentFile(tx, kind, { name: `${kind.title.vi} năm ${String(round.year)} - ${round.name}`, filling, format })), shown: shownPeople(seen, who) };
}

const HEADS = ["STT", "Họ và tên", "Chức vụ", "Đơn vị", "Nhóm nhiệm vụ", "Điểm cả năm", "Mức tính được", "Tự xếp loại", "Đề xuất", "Quyết định", "Điều kiện"];
const words = (level: keyof typeof LEVEL_WORDS | null): string => (level === null ? "" : LEVEL_WORDS[level]);

function rowsOf(round: Round, entries: readonly Entry[]): Row[] {
  const lines = entries.map((one) => lineOf(round, one));
  return [
    { cells: [`Danh sách xếp loại chất lượng công chức năm ${String(round.year)} - ${round.name}`], looks: "title" },
    { cells: HEADS, looks: "head" },
    ...lines.map((one, at): Row => ({ cells: [at + 1, one.name, one.title, one.officeName, one.group, one.percent === null ? null : Number(one.percent), words(one.computed), words(one.selfLevel), words(one.proposed), words(one.decided), one.gates.map((gate) => `${gate.text} (Điều ${gate.article})`).join("; ")] })),
  ];
}

const COLUMNS = [{ width: 6, decimals: 0 }, { width: 26 }, { width: 30 }, { width: 30 }, { width: 18 }, { width: 12, decimals: 2 }, { width: 26 }, { width: 26 }, { width: 26 }, { width: 26 }, { width: 40 }];

async function handleSheet(wiring: YearWiring, call: Call<typeof readRoundSheet>): Promise<FileReply> {
  const { round, who } = await enterRound(call, wiring);
  const seen = seenIn(round, who);
  return { ...tableFile(`Xếp loại công chức năm ${String(round.year)} - ${round.name}`, [{ name: "Xếp loại", columns: COLUMNS, rows: rowsOf(round, seen), frozen: [2, 2] }]), shown: shownPeople(seen, who) };
}

async function handleArchive(wiring: YearWiring, call: Call<typeof readArchive>): Promise<FileReply> {
  const { tx, params } = call;
  const { file, who } = await seenFile(tx, params.fileId, actorOf(call));
  const { round, entry } = await openFile(tx, wiring, file, who);
  const given = { round, entry, view: await fileView(tx, round, entry, who) };
  const { state } = entry;
  const wanted: readonly (readonly [string, string, boolean, () => Promise<Made>])[] = [
    ...meetingIdsOf(entry).map((one, at) => ["a", at === 0 ? "Biên bản cuộc họp xếp loại cuối năm" : `Biên bản cuộc họp trước đó (${String(at)})`, true, () => minutesOf(tx, given, one)] as const),
    ["c", "Phiếu xếp loại chất lượng (Mẫu số 02)", true, () => formOf(tx, given)],
    ["đ", "Trả lời kiến nghị", state.complaints.some((one) => one.answer !== null), () => answerOf(tx, given)],
    ["e", "Quyết định xếp loại", state.decisions.length > 0, () => decisionOf(tx, round, entry, [entry])],
    ...state.decisions.slice(0, -1).map(({ number }, at) => ["e", `Quyết định xếp loại số ${number} đã được thay thế`, true, () => replacedOf(tx, given, at)] as const),
    ["e", "Thông báo kết quả", state.decisions.length > 0, () => noticeOf(tx, given)],
  ];
  const papers = [];
  for (const [point, title, isThere, make] of wanted) {
    if (!isThere) continue;
    const { kind, filling } = await make();
    const { file: made } = await documentFile(tx, kind, { name: title, filling, format: "docx" });
    papers.push({ point, title, made });
  }
  // Forms 01 (article 24.2.b): one a period, so twelve at most.
  const forms = [];
  for (const { period } of entry.periods) {
    const made = await form01(tx, { periodId: period, personId: file.personId, actor: actorOf(call), format: "docx" });
    if (made !== undefined) forms.push({ point: "b", title: `Phiếu theo dõi, đánh giá (Mẫu số 01) ${periodWords(period)}`, made: made.file });
  }
  return { ...archiveFile({ view: given.view, retentionYears: round.settings.retentionYears, papers: [...papers, ...forms] }), shown: shownPeople([entry], who) };
}

/** Every paper of the year, for its template. */
export const RATING_KINDS: readonly DocumentKind[] = [formKind, decisionKind, noticeKind, minutesKind, answerKind];

export const paperEndpoints = (wiring: YearWiring): readonly Endpoint[] => [
  query(readRatingPaper, (call) => handlePaper(wiring, call), relationsToFile),
  query(readRoundDecision, (call) => handleDecision(wiring, call), relationsToRound),
  query(readRoundSheet, (call) => handleSheet(wiring, call), relationsToRound),
  query(readArchive, (call) => handleArchive(wiring, call), relationsToFile),
];
