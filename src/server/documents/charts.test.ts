import PizZip from "pizzip";
import { SaxesParser } from "saxes";
import { expect, it } from "vitest";
import { type Chart, chartPlace } from "./charts.ts";
import type { Official } from "./official.ts";
import { fill } from "./template.ts";

const official: Official = { organ: "UBND TỈNH", number: "Số: 1", placeAndDay: "Đắk Lắk", title: { type: "BÁO CÁO", about: "thử" }, body: [{ kind: "text", text: "{biểu đồ}", align: "centre", indent: false }, { kind: "text", text: "{lời}" }], recipients: ["Lưu: VT"], signatures: [{ capacity: ["CHỦ TỊCH"], of: "người ký" }] };
const chart: Chart = { kind: "bars", title: "Đúng hạn & <trễ>", most: 100, categories: ["Hồ sơ", "Báo cáo"], series: [{ name: "Năm 2024", values: [null, 90] }, { name: "Năm 2025", values: [96.51, 100] }] };

const partsOf = async (filling: Readonly<Record<string, string>>, charts: readonly Chart[]): Promise<(name: string) => string | undefined> => {
  const zip = new PizZip(await fill({ template: { official }, title: "Thử", filling: { "người ký": [], ...filling }, charts }));
  return (name) => zip.file(name)?.asText();
};

/** Throws where it is no XML. */
function requireXml(text: string): void {
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(text).close();
}

it("a chart stands where the filling names it, drawn from its numbers, with its gaps", async () => {
  const part = await partsOf({ "biểu đồ": chartPlace(0), lời: "Xong" }, [chart]);
  const drawn = part("word/charts/chart1.xml") ?? "";
  const document = part("word/document.xml") ?? "";
  for (const one of [drawn, document, part("[Content_Types].xml") ?? "", part("word/_rels/document.xml.rels") ?? ""]) requireXml(one);
  expect(document).toContain('r:id="rIdChart1"');
  expect(document).not.toContain("⟦");
  expect(part("word/_rels/document.xml.rels")).toContain('Id="rIdChart1"');
  expect(part("[Content_Types].xml")).toContain("/word/charts/chart1.xml");
  expect(drawn).toContain("Đúng hạn &amp; &lt;trễ&gt;");
  // The first value of 2024 is none: its place is counted and stays empty.
  expect(drawn).toContain('<c:ptCount val="2"/><c:pt idx="1"><c:v>90</c:v></c:pt>');
});

it("words that look like the place of a chart draw none, and a place is drawn once", async () => {
  const part = await partsOf({ "biểu đồ": chartPlace(0), lời: chartPlace(0) }, [chart]);
  expect((part("word/document.xml") ?? "").split("rIdChart1")).toHaveLength(2);
  const without = await partsOf({ "biểu đồ": chartPlace(4), lời: "Xong" }, []);
  expect(without("word/document.xml")).not.toContain("rIdChart");
  expect(without("word/charts/chart1.xml")).toBeUndefined();
});
