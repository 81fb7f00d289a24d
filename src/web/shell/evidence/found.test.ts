import { expect, it } from "vitest";
import { marksIn, piecesOf } from "./found.ts";

const line = (text: string) => ({ text, endsLine: true });
const marked = (text: string, sought: string) => piecesOf(text, marksIn([line(text)], sought)[0] ?? []).filter((one) => one.isMarked).map((one) => one.text);

it("marks whole words, with and without diacritics as they were typed", () => {
  expect(marked("Thủ tục hành chính, THỦ TỤC", "thu tuc")).toEqual(["Thủ", "tục", "THỦ", "TỤC"]);
  expect(marked("Thủ tục, thù tục", "thủ")).toEqual(["Thủ"]);
  expect(marked("Đắk Lắk", "dak")).toEqual(["Đắk"]);
  expect(marked("thủ", "th")).toEqual([]);
  expect(marked("thủ".normalize("NFD"), "thủ")).toEqual(["thủ".normalize("NFD")]);
  expect(marked("không có gì", "!!")).toEqual([]);
});

it("marks a word that is spread over several runs, and none over the end of a line", () => {
  const run = (text: string) => ({ text, endsLine: false });
  expect(marksIn([run("kế h"), run("oạch"), run(" năm")], "hoạch")).toEqual([[[3, 4]], [[0, 4]], []]);
  expect(marksIn([line("kế h"), run("oạch")], "hoạch")).toEqual([[], []]);
});

it("a text in pieces is the text", () => {
  const text = "Báo cáo kết quả";
  expect(piecesOf(text, marksIn([line(text)], "cáo quả")[0] ?? []).map((one) => one.text).join("")).toBe(text);
});
