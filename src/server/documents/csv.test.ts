import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { csvTable } from "./csv.ts";

it("takes no word for a formula, and leaves numbers what they are", () => {
  expect(csvTable([["=1+1", "+x", "-x", "@x", "\tx", "\uFF1D1", "\uFF0B1", "\uFF0D1", "\uFF201"], ["-1.00", "-5", "2.50", "0", "a", "a-b", "a=b", "", " ="]])).toBe(`'=1+1,'+x,'-x,'@x,'\tx,'\uFF1D1,'\uFF0B1,'\uFF0D1,'\uFF201\r\n-1.00,-5,2.50,0,a,a-b,a=b,, =\r\n`);
});

it("comes back as it went out, marks of text aside", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string({ unit: "grapheme" }), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (given) => {
      const width = given[0]?.length ?? 0;
      const rows = given.map((row) => Array.from({ length: width }, (_none, at) => row[at] ?? ""));
      const read = parse(csvTable(rows), { relax_column_count: true, skip_empty_lines: false });
      expect(read.map((row) => row.map((one) => one.replace(/^'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/u, "")))).toEqual(rows.map((row) => row.map((one) => one.replace(/^'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/u, ""))));
    }),
  );
});
