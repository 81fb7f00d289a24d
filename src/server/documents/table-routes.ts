import { makeTable } from "../../contract/documents.ts";
import { type Call, type Endpoint, type FileReply, Problem, query } from "../platform/index.ts";
import { bareTable } from "./making.ts";
import { XLSX } from "./workbook.ts";

/** A table as somebody sees it, as a workbook: what is in it they have sent themselves, so that nothing is told by it. */

async function handleTable({ body }: Call<typeof makeTable>): Promise<FileReply> {
  const make = async (): Promise<Uint8Array> => {
    const bytes = await bareTable(body);
    if (bytes === undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/rows", message: { vi: "Cần các dòng, mỗi dòng là một dãy ô chữ, số hoặc trống, không quá số cột.", en: "Rows are wanted, each a list of words, numbers and nothing, as many as columns at most." } }] });
    return bytes;
  };
  return { file: { name: `${body.name}.xlsx`, type: XLSX, make } };
}

export const tableEndpoints: readonly Endpoint[] = [query(makeTable, handleTable)];
