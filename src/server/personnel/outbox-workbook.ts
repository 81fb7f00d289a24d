import { outboxWorkbook, type OutboxItem } from "../../contract/personnel-outbox.ts";
import { shortDay, timeOfDay, vietnameseDay, XLSX } from "../documents/index.ts";
import { personNames, unitNames } from "../organisation/index.ts";
import { type Actor, actorOf, type Call, type Endpoint, estimateBytes, passage, type Sent, type StreamedCell, streamTable, type Transaction, type Wire } from "../platform/index.ts";
import { periodWords } from "./form-document.ts";
import { shownOfItems } from "./reading.ts";
import { attemptsOf, countItems, type ItemRow, itemsByDue } from "./outbox-queries.ts";

/** All that is under a filter of the outbox as a workbook, row after row, however many there are. */

type State = OutboxItem["state"];
type Rows = Awaited<ReturnType<typeof itemsByDue>>;

const ROWS_AT_ONCE = 500;
const HEADS = ["Họ và tên", "Cơ quan", "Kết quả", "Quyết định", "Thay quyết định", "Tình trạng", "Quá hạn", "Có từ", "Hạn gửi", "Đã gửi lúc", "Gửi lại lúc", "Biên nhận", "Số lần gửi", "Trả lời lần cuối"];
const WIDTHS = [28, 40, 34, 18, 18, 16, 9, 18, 18, 18, 18, 24, 11, 60];
const STATES: Readonly<Record<State, string>> = { waiting: "Đang chờ", sent: "Đã gửi", dead: "Gửi không được" };

const moment = (at: Date | null): string | null => (at === null ? null : `${timeOfDay(at)} ${shortDay(vietnameseDay(at))}`);

/** What a result is of; whoever confirmed a period again has corrected it. */
function whatOf({ period, number, year }: ItemRow): string {
  if (period === null) return `Xếp loại năm ${String(year)}`;
  return number === null || number < 2 ? periodWords(period) : `${periodWords(period)}, sửa lần ${String(number - 1)}`;
}

async function cellsOf(tx: Transaction, rows: Rows): Promise<StreamedCell[][]> {
  const now = await tx.now();
  const attempts = await attemptsOf(tx, rows.map((one) => one.id));
  const names = await personNames(tx, rows.map((one) => one.personId));
  const agencies = await unitNames(tx, [...new Set(rows.map((one) => one.agencyId))]);
  return rows.map((one) => {
    const tries = attempts.get(one.id) ?? [];
    const last = tries.at(-1);
    const answer = last === undefined || last.outcome === "sent" ? null : `${last.status === null ? "" : `HTTP ${String(last.status)} `}${last.detail}`;
    return [names.get(one.personId) ?? null, agencies.get(one.agencyId) ?? null, whatOf(one), one.decision, one.replaces, STATES[one.state], (one.sentAt ?? now) > one.dueAt ? "x" : null, moment(one.queuedAt), moment(one.dueAt), moment(one.sentAt), moment(tries.length === 0 ? null : one.nextAt), one.receipt, tries.length, answer];
  });
}

type Page = { readonly rows: Rows; readonly cells: StreamedCell[][] };
async function pageAfter(tx: Transaction, state: State | undefined, after: Rows[number] | undefined): Promise<Page> {
  const rows = await itemsByDue(tx, { state, after }, ROWS_AT_ONCE);
  return { rows, cells: await cellsOf(tx, rows) };
}

type Shown = ReturnType<typeof shownOfItems>;
/** Each person once in a whole workbook, whoever reads it. */
function untold(told: Set<string>, shown: Shown): Shown {
  const fresh = shown.filter(({ campaign, unit, ofPerson }) => !told.has(`${campaign} ${unit ?? ""} ${ofPerson ?? ""}`));
  for (const { campaign, unit, ofPerson } of fresh) told.add(`${campaign} ${unit ?? ""} ${ofPerson ?? ""}`);
  return fresh;
}

type Reader = { readonly state: State | undefined; readonly actor: Actor; readonly read: Wire["commit"] };

/** Each page in a transaction of its own, which notes of whom it tells: what is sent meanwhile waits for no reader. */
async function* pagesOf({ state, actor, read }: Reader, first: Page): AsyncGenerator<StreamedCell[][]> {
  const told = new Set<string>();
  untold(told, shownOfItems(actor, first.rows));
  let page = first;
  while (page.rows.length > 0) {
    yield page.cells;
    const last = page.rows.at(-1);
    if (page.rows.length < ROWS_AT_ONCE) return;
    page = await read(async (tx) => {
      const result = await pageAfter(tx, state, last);
      return { audit: [], shown: untold(told, shownOfItems(actor, result.rows)), result };
    });
  }
}

async function handleWorkbook(call: Call<typeof outboxWorkbook>): Promise<{ readonly shown: Shown; readonly pass: (wire: Wire) => Promise<Sent> }> {
  const { tx, query: { state } } = call;
  const actor = actorOf(call);
  const first = await pageAfter(tx, state, undefined);
  const { waiting, sent, dead } = await countItems(tx, await tx.now());
  const expected = await estimateBytes(first.cells, state === undefined ? waiting + sent + dead : { waiting, sent, dead }[state]);
  const headers = { "content-type": XLSX, "content-disposition": "attachment; filename=\"Gui CSDL quoc gia.xlsx\"; filename*=UTF-8''G%E1%BB%ADi%20CSDL%20qu%E1%BB%91c%20gia.xlsx", "x-expected-bytes": String(expected), "cache-control": "no-store" };
  return { shown: shownOfItems(actor, first.rows), pass: async ({ commit }) => ({ status: 200, headers, body: streamTable({ name: "Gửi CSDL quốc gia", heads: HEADS, widths: WIDTHS, pages: pagesOf({ state, actor, read: commit }, first) }) }) };
}

export const outboxWorkbookEndpoint: Endpoint = passage(outboxWorkbook, handleWorkbook);
