import PizZip from "pizzip";

/** A workbook whose bytes follow from what is in it alone, so that its hash can be published: no moment of writing stands in it. */

const MOMENT = new Date("2000-01-01T00:00:00Z");

export function stableWorkbook(bytes: Uint8Array): Uint8Array {
  const [from, to] = [new PizZip(bytes), new PizZip()];
  for (const name of Object.keys(from.files).toSorted()) {
    const part = from.file(name);
    if (part === null) continue;
    const content = name === "docProps/core.xml" ? part.asText().replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${MOMENT.toISOString()}`) : part.asUint8Array();
    to.file(name, content, { date: MOMENT, createFolders: false });
  }
  return to.generate({ type: "uint8array", compression: "DEFLATE" });
}
