import type { Edition } from "./archive.ts";
import type { FileNote } from "./describe-data.ts";
import { pathOf } from "./edition-parts.ts";
import { ENGINE_VERSION } from "./engine-version.ts";
import { decimal, moment } from "./format.ts";
import type { Room } from "./layout.ts";
import { type Markup, markup } from "./markup.ts";

/** The files of a version, where it comes from, and how anybody computes it again. */

const HOLDS: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = {
  "ket-qua.csv": { vi: "Kết quả của từng đơn vị: điểm, tỷ lệ, hạng, mức", en: "Each body's result: points, percents, ranks, levels" },
  "ket-qua.xlsx": { vi: "Toàn bộ kết quả dạng Excel, có công thức tính lại", en: "The whole result as a workbook with live formulas" },
  "diem-tieu-chi.csv": { vi: "Điểm từng tiêu chí của từng đơn vị", en: "Each body's points, criterion by criterion" },
  "ket-qua.json": { vi: "Kết quả kèm diễn giải, quyết định và phiên bản phần mềm", en: "The result with its derivations, the decision, the program's version" },
  "ket-qua-goc.json": { vi: "Nguyên văn kết quả đã phê duyệt; SHA-256 của tệp là SHA-256 của kết quả", en: "The result as it was approved; the file's SHA-256 is the result's" },
  "dau-vao.json": { vi: "Dữ liệu đầu vào, để tính lại", en: "The input, to compute it again" },
  "quy-dinh.json": { vi: "Quy định đã dùng để tính", en: "The regulation by which it was computed" },
};

/** 12.345 → "12,1 kB" */
function sizeOf(bytes: number, { language }: Room): string {
  return bytes < 1024 ? `${String(bytes)} B` : bytes < 1024 * 1024 ? `${decimal(language, (bytes / 1024).toFixed(1))} kB` : `${decimal(language, (bytes / 1024 / 1024).toFixed(1))} MB`;
}

export function filesView(room: Room, edition: Edition, files: readonly FileNote[]): Markup {
  const { t, language } = room;
  const base = `${pathOf(edition)}/tai-ve`;
  return markup`<section id="du-lieu" aria-labelledby="tai-ve"><h2 id="tai-ve">${t.downloads}</h2><p>${t.downloadsLead}</p><div class="scroll" tabindex="0" role="group" aria-label="${t.downloads}"><table><thead><tr><th scope="col">${t.file}</th><th scope="col">${t.holds}</th><th scope="col" class="right">${t.size}</th><th scope="col">SHA-256</th></tr></thead><tbody>${files.map((one) => markup`<tr><th scope="row"><a href="${base}/${one.name}">${one.name}</a></th><td class="wide">${HOLDS[one.name]?.[language] ?? ""}</td><td class="right num">${sizeOf(one.bytes, room)}</td><td><code title="${one.sha256}">${one.sha256.slice(0, 16)}…</code></td></tr>`)}</tbody></table></div><p class="small"><a href="${base}/datapackage.json">datapackage.json</a> · <a href="${base}/ket-qua.csv-metadata.json">CSVW</a> · <a href="${base}/SHA256SUMS">SHA256SUMS</a></p></section><section aria-labelledby="tinh-lai"><h2 id="tinh-lai">${t.recompute}</h2><p>${t.recomputeLead}</p><pre tabindex="0"><code>congtam evaluate --input dau-vao.json --regulation quy-dinh.json | tr -d '\\n' | sha256sum</code></pre><p>${t.recomputeHash}</p><dl class="pairs"><dt>${t.resultHash}</dt><dd><code>${edition.resultSha256}</code></dd><dt>${t.lawHash}</dt><dd><code>${edition.lawSha256}</code></dd><dt>${t.ledgerAt}</dt><dd><span class="num">${String(edition.ledger.seq)}</span> <code>${edition.ledger.hash}</code></dd><dt>${t.engine}</dt><dd class="num">congtam ${ENGINE_VERSION}</dd><dt>${t.published("")}</dt><dd>${moment(language, edition.publishedAt)}</dd></dl></section>`;
}
