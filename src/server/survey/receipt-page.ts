import type { Tongue } from "../../contract/questionnaire.ts";
import type { Database } from "../platform/index.ts";
import { BASE, escaped, page, RECEIPTS, say } from "./html.ts";
import { type Asked, isLargeAsked, languageField, one, type Shown, sizeField, tongueOf, waysAt } from "./page-parts.ts";
import { findReceipt, findSurvey, receiptsIn, sizesOf, standingOf } from "./queries.ts";
import { readReceipt, receiptHash } from "./sealing.ts";
import type { Counting } from "./state.ts";

/** Whether a ballot was counted, for who has its receipt; and the marks of all receipts, for who wants to count them. */

type Found = { readonly surveyId: string; readonly mark: string; readonly sizes: { readonly cards: number; readonly cast: number; readonly open: number }; readonly counting: Counting | undefined };

async function find(database: Database, typed: string): Promise<Found | undefined> {
  const receipt = readReceipt(typed);
  if (receipt === undefined) return undefined;
  const hash = receiptHash(receipt);
  return database.read(async (tx) => {
    const kept = await findReceipt(tx, hash);
    if (kept === undefined) return undefined;
    const sizes = (await sizesOf(tx, [kept.surveyId])).get(kept.surveyId) ?? { cards: 0, cast: 0, open: 0 };
    return { surveyId: kept.surveyId, mark: hash.toString("hex"), sizes, counting: (await standingOf(tx, kept.surveyId)).counting };
  }, "request");
}

/** What is known of a receipt: never what is on the ballot. */
function known(tongue: Tongue, { surveyId, mark, sizes, counting }: Found): string {
  const openly = sizes.open === 0 ? "" : ` ${say(tongue, "figuresOpen", sizes)}`;
  if (counting === undefined) return `<p class="note" role="status"><strong>${say(tongue, "inBox")}</strong> ${say(tongue, "figuresSealed", sizes)}${openly}</p>`;
  const part = mark.slice(0, 2);
  return `<p class="note" role="status"><strong>${say(tongue, "counted")}</strong> ${say(tongue, "figures", { ...sizes, ballots: counting.ballots })}${openly}</p><details><summary>${say(tongue, "proof")}</summary><p>${say(tongue, "ownMark")} <code>${mark}</code></p><p><a href="${RECEIPTS}?s=${encodeURIComponent(surveyId)}&amp;p=${part}">${say(tongue, "allMarks")} (${part})</a></p><p>${say(tongue, "ballotsHash")} <code>${escaped(counting.sha256)}</code></p></details>`;
}

export async function checkPage(database: Database, asked: Asked): Promise<Shown> {
  const [tongue, isLarge] = [tongueOf(asked), isLargeAsked(asked.fields)];
  const typed = one(asked.fields, "bn");
  const found = await find(database, typed);
  const answer = typed === "" ? "" : found === undefined ? `<p class="fault" role="alert">${say(tongue, "unknownReceipt")}</p>` : known(tongue, found);
  const body = `<h1>${say(tongue, "check")}</h1>${answer}<form method="post" action="${BASE}/kiem-tra">${languageField(tongue)}${sizeField(isLarge)}<label for="bn">${say(tongue, "receipt")}</label><p class="help" id="h.bn">${say(tongue, "checkHelp")}</p><input class="code" type="text" id="bn" name="bn" autocomplete="off" spellcheck="false" maxlength="60" required aria-describedby="h.bn" value="${escaped(typed.slice(0, 60))}"><button>${say(tongue, "look")}</button></form>`;
  return { status: typed !== "" && found === undefined ? 404 : 200, html: page({ tongue, title: say(tongue, "check"), body, isLarge, ways: waysAt(`${BASE}/kiem-tra`, { tongue, isLarge }) }) };
}

/**
 * The marks that begin with two given digits, as text: all 256 parts together are as many as there are ballots. There is
 * nothing before the box was opened, since a list that grows would tell when somebody answered.
 */
export async function receiptList(database: Database, asked: Asked): Promise<Shown> {
  const [surveyId, part] = [one(asked.fields, "s"), one(asked.fields, "p")];
  const found = await database.read(async (tx) => {
    const survey = /^[0-9a-f]{2}$/.test(part) ? await findSurvey(tx, surveyId) : undefined;
    if (survey?.standing.counting === undefined) return undefined;
    return { title: survey.design.title, counting: survey.standing.counting, marks: await receiptsIn(tx, surveyId, Number.parseInt(part, 16)) };
  }, "request");
  if (found === undefined) return { ...(await checkPage(database, { ...asked, fields: new Map() })), status: 404 };
  const { title, counting: { ballots, unreadable, sha256 }, marks } = found;
  const head = [
    `# ${title.replaceAll(/\s+/gu, " ")}`,
    `# Dấu của các biên nhận bắt đầu bằng ${part}: ${String(marks.length)} dòng. Các phần 00 đến ff cộng lại là ${String(ballots + unreadable)} phiếu đã nhận; ${String(ballots)} phiếu đã đếm, ${String(unreadable)} phiếu không đọc được.`,
    `# Dấu = SHA-256 của chữ "receipt-hash:" và 20 chữ, số của biên nhận (viết hoa, không gạch nối).`,
    `# Marks of the receipts that begin with ${part}; parts 00 to ff together are all ${String(ballots + unreadable)} ballots. Mark = SHA-256 of "receipt-hash:" and the 20 letters and digits of the receipt.`,
    `# SHA-256 của các phiếu / of the ballots: ${sha256}`,
  ];
  return { type: "text/plain; charset=utf-8", text: `${[...head, ...marks].join("\n")}\n` };
}
