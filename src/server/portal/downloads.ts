import { createHash } from "node:crypto";
import type { Edition, Shelf } from "./archive.ts";
import { describeTable, type FileNote, packageOf } from "./describe-data.ts";
import { csvTable, XLSX } from "../documents/index.ts";
import { ENGINE_VERSION } from "./engine-version.ts";

/** A published result as files: what it came to, each criterion, what it was computed from, how the files are made up. */

type File = { readonly name: string; readonly type: string; readonly text: string | Uint8Array };

const CSV = "text/csv; charset=utf-8; header=present";
const JSON_TYPE = "application/json; charset=utf-8";

const sha256 = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");
const noteOf = ({ name, type, text }: File): FileNote => ({ name, type, bytes: Buffer.byteLength(text), sha256: sha256(text) });

const resultColumns = ({ regulation }: Pick<Edition, "regulation">): readonly string[] => ["unit", "name", "index", ...regulation.ratios.flatMap(({ key }) => ["points", "max_points", "percent", "rank", "level"].map((column) => `${key}_${column}`))];

function resultTable(edition: Edition): string {
  const rows = edition.units.map((unit) => [
    unit.code,
    unit.name,
    unit.index,
    ...edition.regulation.ratios.flatMap(({ key }) => {
      const own = unit.ratios[key];
      return own === undefined ? ["", "", "", "", ""] : [own.points, own.maxPoints, own.percent, String(own.rank), own.level ?? ""];
    }),
  ]);
  return csvTable([resultColumns(edition), ...rows]);
}

/** Everything about the version in one document; `result` is the very text whose hash was approved. */
const resultDocument = (edition: Edition, resultText: string): string =>
  `{"engine":${JSON.stringify({ name: "congtam", version: ENGINE_VERSION })},"campaign":${JSON.stringify({ title: edition.title, year: edition.year, version: edition.number, publishedAt: edition.publishedAt, decision: edition.decision, reason: edition.reason })},"regulation":${JSON.stringify({ id: edition.regulation.id, title: edition.regulation.title, sha256: edition.lawSha256 })},"ledger":${JSON.stringify(edition.ledger)},"resultSha256":"${edition.resultSha256}","units":${JSON.stringify(edition.units.map(({ code, name, index }) => ({ code, name, index })))},"result":${resultText}}`;

/** The files that hold data, in the order in which they are listed. */
async function dataFiles(shelf: Shelf, edition: Edition): Promise<File[]> {
  const { caseText, resultText } = await shelf.textsOf(edition);
  return [
    { name: "ket-qua.csv", type: CSV, text: resultTable(edition) },
    { name: "ket-qua.xlsx", type: XLSX, text: await shelf.workbook(edition) },
    { name: "diem-tieu-chi.csv", type: CSV, text: await shelf.criteriaTable(edition) },
    { name: "ket-qua.json", type: JSON_TYPE, text: resultDocument(edition, resultText) },
    { name: "ket-qua-goc.json", type: JSON_TYPE, text: resultText },
    { name: "dau-vao.json", type: JSON_TYPE, text: caseText },
    { name: "quy-dinh.json", type: JSON_TYPE, text: JSON.stringify(edition.regulation) },
  ];
}

/** Sizes and hashes are of texts that never change, so they are worked out once. */
const notes = new Map<string, readonly FileNote[]>();
const keyOf = ({ campaign, number, resultSha256 }: Edition): string => `${campaign}/${String(number)}/${resultSha256}`;

export async function notesOf(shelf: Shelf, edition: Edition): Promise<readonly FileNote[]> {
  const known = notes.get(keyOf(edition));
  if (known !== undefined) return known;
  const made = (await dataFiles(shelf, edition)).map(noteOf);
  notes.set(keyOf(edition), made);
  return made;
}

/** One file of a version by its name; undefined where there is none. */
export async function fileOf(shelf: Shelf, edition: Edition, name: string, origin: string): Promise<File | undefined> {
  const known = await notesOf(shelf, edition);
  switch (name) {
    case "datapackage.json":
      return { name, type: JSON_TYPE, text: JSON.stringify(packageOf(edition, known, origin), null, 2) };
    case "ket-qua.csv-metadata.json":
    case "diem-tieu-chi.csv-metadata.json":
      return { name, type: "application/csvm+json; charset=utf-8", text: JSON.stringify(describeTable(edition, name.replace("-metadata.json", "")), null, 2) };
    case "SHA256SUMS":
      return { name, type: "text/plain; charset=utf-8", text: known.map((one) => `${one.sha256}  ${one.name}\n`).join("") };
    default:
      return (await dataFiles(shelf, edition)).find((one) => one.name === name);
  }
}
