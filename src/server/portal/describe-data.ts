import type { Edition } from "./archive.ts";
import { pathOf } from "./edition-parts.ts";
import { ENGINE_VERSION } from "./engine-version.ts";

/** The data described for machines: Frictionless Data Package, CSV on the Web, DCAT. */

/** As both descriptions want it written. */
const ENCODING = new TextDecoder().encoding;

/** A file as others refer to it. */
export type FileNote = { readonly name: string; readonly type: string; readonly bytes: number; readonly sha256: string };

type Field = { readonly name: string; readonly type: "string" | "number" | "integer"; readonly title: string };

function resultFields({ regulation }: Edition): Field[] {
  const ofRatio = ({ key, title }: Edition["regulation"]["ratios"][number]): Field[] => [
    { name: `${key}_points`, type: "number", title: `${title}: điểm đạt` },
    { name: `${key}_max_points`, type: "number", title: `${title}: điểm tối đa` },
    { name: `${key}_percent`, type: "number", title: `${title}: tỷ lệ (%)` },
    { name: `${key}_rank`, type: "integer", title: `${title}: thứ hạng trong Chỉ số` },
    { name: `${key}_level`, type: "string", title: `${title}: mức (${regulation.classifications.find((one) => one.ratio === key)?.levels.map((one) => `${one.key} = ${one.title}`).join("; ") ?? ""})` },
  ];
  return [{ name: "unit", type: "string", title: "Mã đơn vị" }, { name: "name", type: "string", title: "Tên đơn vị" }, { name: "index", type: "string", title: "Chỉ số" }, ...regulation.ratios.flatMap(ofRatio)];
}

const CRITERIA_FIELDS: readonly Field[] = [
  { name: "unit", type: "string", title: "Mã đơn vị" },
  { name: "index", type: "string", title: "Chỉ số" },
  { name: "content", type: "string", title: "Nội dung" },
  { name: "criterion", type: "string", title: "Mã tiêu chí" },
  { name: "title", type: "string", title: "Tên tiêu chí" },
  { name: "state", type: "string", title: "scored = được chấm; notApplicable = không áp dụng; absent = không phát sinh" },
  { name: "points", type: "number", title: "Điểm" },
  { name: "max_points", type: "number", title: "Điểm tối đa" },
];

const fieldsOf = (edition: Edition, file: string): readonly Field[] | undefined => (file === "ket-qua.csv" ? resultFields(edition) : file === "diem-tieu-chi.csv" ? CRITERIA_FIELDS : undefined);
const keyOf = (file: string): readonly string[] => (file === "ket-qua.csv" ? ["unit"] : ["unit", "criterion"]);

/** https://specs.frictionlessdata.io/data-package/ */
export function packageOf(edition: Edition, files: readonly FileNote[], origin: string): Readonly<Record<string, unknown>> {
  return {
    profile: "data-package",
    name: `ket-qua-${edition.slug}-ban-${String(edition.number)}`,
    title: `${edition.title}, bản ${String(edition.number)}`,
    description: edition.regulation.title,
    homepage: `${origin}${pathOf(edition)}`,
    version: String(edition.number),
    created: edition.publishedAt,
    engine: { name: "congtam", version: ENGINE_VERSION },
    sources: edition.regulation.sources.map((one) => ({ title: `${one.abbreviation}: ${one.title}` })),
    resources: files.map(({ name, type, bytes, sha256 }) => {
      const fields = fieldsOf(edition, name);
      const [mediatype = type] = type.split(";");
      const base = { name: name.replace(/\.\w+$/, ""), path: name, format: name.split(".").at(-1), mediatype, ...(name.endsWith(".xlsx") ? {} : { encoding: ENCODING }), bytes, hash: `sha256:${sha256}` };
      return fields === undefined ? base : { ...base, profile: "tabular-data-resource", schema: { fields: fields.map((one) => ({ ...one })), primaryKey: keyOf(name), missingValues: [""] } };
    }),
  };
}

const XSD = { string: "string", number: "decimal", integer: "integer" } as const;

/** https://www.w3.org/TR/tabular-metadata/ */
export const describeTable = (edition: Edition, file: string): Readonly<Record<string, unknown>> => ({
  "@context": ["http://www.w3.org/ns/csvw", { "@language": "vi" }],
  url: file,
  "dc:title": `${edition.title}, bản ${String(edition.number)}: ${file}`,
  "dc:modified": { "@value": edition.publishedAt, "@type": "xsd:dateTime" },
  dialect: { header: true, lineTerminators: ["\r\n"], encoding: ENCODING },
  tableSchema: { columns: (fieldsOf(edition, file) ?? []).map(({ name, type, title }) => ({ name, titles: [name], "dc:description": title, datatype: XSD[type], required: type !== "string" || name === "unit" })), primaryKey: keyOf(file) },
});

/** https://www.w3.org/TR/vocab-dcat-3/ */
export function catalogueOf(editions: readonly { readonly edition: Edition; readonly files: readonly FileNote[] }[], origin: string): Readonly<Record<string, unknown>> {
  const publisher = { "@type": "foaf:Agent", "foaf:name": editions[0]?.edition.regulation.authority ?? "" };
  return {
    "@context": { dcat: "http://www.w3.org/ns/dcat#", dct: "http://purl.org/dc/terms/", foaf: "http://xmlns.com/foaf/0.1/", spdx: "http://spdx.org/rdf/terms#", xsd: "http://www.w3.org/2001/XMLSchema#" },
    "@type": "dcat:Catalog",
    "@id": `${origin}/ket-qua`,
    "dct:title": { "@value": "Kết quả chất lượng hoạt động các cơ quan, đơn vị", "@language": "vi" },
    "dct:publisher": publisher,
    "dct:language": "http://publications.europa.eu/resource/authority/language/VIE",
    "dcat:dataset": editions.map(({ edition, files }) => ({
      "@type": "dcat:Dataset",
      "@id": `${origin}${pathOf(edition)}`,
      "dct:title": { "@value": edition.title, "@language": "vi" },
      "dct:description": { "@value": edition.regulation.title, "@language": "vi" },
      "dct:issued": { "@value": edition.publishedAt, "@type": "xsd:dateTime" },
      "dct:temporal": { "@type": "dct:PeriodOfTime", "dcat:startDate": { "@value": `${String(edition.year)}-01-01`, "@type": "xsd:date" }, "dcat:endDate": { "@value": `${String(edition.year)}-12-31`, "@type": "xsd:date" } },
      "dct:publisher": publisher,
      "dcat:landingPage": { "@id": `${origin}${pathOf(edition)}` },
      "dcat:version": String(edition.number),
      "dcat:distribution": files.map(({ name, type, bytes, sha256 }) => ({
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:downloadURL": { "@id": `${origin}${pathOf(edition)}/tai-ve/${name}` },
        "dcat:mediaType": type.split(";")[0],
        "dcat:byteSize": { "@value": bytes, "@type": "xsd:nonNegativeInteger" },
        "spdx:checksum": { "@type": "spdx:Checksum", "spdx:algorithm": { "@id": "spdx:checksumAlgorithm_sha256" }, "spdx:checksumValue": sha256 },
      })),
    })),
  };
}
