import { findHash } from "../audit/index.ts";
import type { Database, PublicReader } from "../platform/index.ts";
import type { Edition, Shelf } from "./archive.ts";
import { notesOf } from "./downloads.ts";
import { pathOf } from "./edition-parts.ts";
import { moment } from "./format.ts";
import type { Page, Room } from "./layout.ts";
import { type Markup, markup, type Piece } from "./markup.ts";
import { headCovering } from "./queries.ts";

/** Whether a hash that somebody holds is one of ours. */

export type Sources = { readonly shelf: Shelf; readonly reader: PublicReader; readonly database: Pick<Database, "read"> };

const nameOf = ({ t }: Room, edition: Edition): string => `${t.resultOf(edition.year)}, ${t.edition(edition.number).toLowerCase()}`;

/** What is published under a hash. */
async function publishedAs(room: Room, shelf: Shelf, hash: string): Promise<Piece[]> {
  const { t, href, archive } = room;
  const found: Piece[] = [];
  const line = (edition: Edition, text: string): Markup => markup`<p>${text} <a href="${href(pathOf(edition))}">${t.show}</a></p>`;
  for (const edition of archive.all) {
    if (edition.resultSha256 === hash) found.push(line(edition, t.isResult(nameOf(room, edition))));
    if (edition.lawSha256 === hash) found.push(line(edition, t.isLaw(nameOf(room, edition))));
    for (const file of await notesOf(shelf, edition)) if (file.sha256 === hash && edition.resultSha256 !== hash) found.push(line(edition, t.isFile(file.name, nameOf(room, edition))));
  }
  return found;
}

/** Where the ledger has it, and the signature that holds it there. */
async function inLedger({ t, language }: Room, { reader, database }: Sources, hash: string): Promise<Piece[]> {
  const entry = await database.read((tx) => findHash(tx, hash), "request");
  if (entry === undefined) return [];
  const at = moment(language, entry.at.toISOString());
  const head = await reader.read((tx) => headCovering(tx, entry.seq));
  const signed = head === undefined ? markup`<p class="muted">${t.notSignedYet}</p>` : markup`<p>${t.isSigned(head.seq, moment(language, head.at.toISOString()))}</p><dl class="pairs"><dt>SHA-256</dt><dd><code>${head.hash}</code></dd><dt>${t.signature}</dt><dd><code>${head.signature}</code></dd></dl>`;
  return [markup`<p>${entry.what === "entry" ? t.isEntry(entry.seq, at) : t.isReceipt(entry.seq, at)}</p>${signed}`];
}

const HASH = /^[0-9a-f]{64}$/;

async function verdict(room: Room, sources: Sources, hash: string): Promise<Piece> {
  const { t } = room;
  if (!HASH.test(hash)) return markup`<div class="notice bad" role="alert" id="loi"><p>${t.hashWrong}</p></div>`;
  const found = [...(await publishedAs(room, sources.shelf, hash)), ...(await inLedger(room, sources, hash))];
  if (found.length === 0) return markup`<section class="notice bad stack" aria-labelledby="ket-luan"><h2 id="ket-luan">✕ ${t.hashNone}</h2><p>${t.hashNoneHelp}</p></section>`;
  return markup`<section class="notice good stack" aria-labelledby="ket-luan"><h2 id="ket-luan">✓ ${t.hashFound}</h2>${found}</section>`;
}

export async function pageOfVerification(room: Room, sources: Sources, search: URLSearchParams): Promise<Page> {
  const { t, href } = room;
  const typed = search.get("ma");
  const hash = (typed ?? "").replaceAll(/\s/g, "").toLowerCase().slice(0, 200);
  return {
    title: t.verifyTitle,
    description: t.verifyLead,
    path: "/kiem-chung",
    section: "verify",
    ...(typed === null ? {} : { isPrivate: true }),
    body: markup`<div class="head"><h1>${t.verifyTitle}</h1><p>${t.verifyLead}</p></div><form class="filters" action="${href("/kiem-chung")}" method="get"><div class="field grow"><label for="ma">${t.hash} <span class="hint">${t.hashHint}</span></label><input id="ma" name="ma" value="${hash}" maxlength="100" autocomplete="off" spellcheck="false" required></div><button>${t.verifyGo}</button></form>${typed === null ? undefined : await verdict(room, sources, hash)}<section aria-labelledby="tu-kiem"><h2 id="tu-kiem">${t.howVerify}</h2><p>${t.howVerifyText}</p><pre tabindex="0"><code>congtam verify --heads ledger-heads.jsonl --key ledger.key.ring</code></pre></section>`,
  };
}
