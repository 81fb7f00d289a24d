import { exportTable, importTable } from "../../contract/plan.ts";
import { readDocxTables, readSheets, sheetFaultLine, tableFile } from "../documents/index.ts";
import { command, type Endpoint, Problem, query } from "../platform/index.ts";
import { edit } from "./plan-routes.ts";
import { contentOf, requireVersion } from "./plans.ts";
import { replaceItems } from "./queries.ts";
import { planSheets, readPlanTables, type Table } from "./table.ts";

/** A plan's table out to Excel, and in from Excel or Word. */

const exporting = query(exportTable, async ({ tx, params }) => {
  const { plan, version } = await requireVersion(tx, params);
  return tableFile(`Kế hoạch CCHC ${String(plan.year)} - phiên bản ${String(version.number)}`, planSheets(await contentOf(tx, version)));
});

const MOST_FAULTS = 200;
const unreadable = (vi: string, en: string): Problem => new Problem("invalid-input", { fields: [{ pointer: "/content", message: { vi, en } }] });

/** What the file is, its bytes say; its name only names it in what is wrong. */
async function tablesOf(content: string): Promise<readonly Table[]> {
  const bytes = new Uint8Array(Buffer.from(content, "base64"));
  const sheets = await readSheets(bytes);
  if (sheets !== undefined && sheets.length > 0) return sheets;
  const tables = await readDocxTables(bytes);
  if (tables === undefined) throw unreadable("Không phải tệp Excel (.xlsx) hoặc Word (.docx) đọc được.", "Not a file of Excel (.xlsx) or Word (.docx) that can be read.");
  return tables.map((rows, at) => ({ name: `Bảng ${String(at + 1)}`, rows }));
}

const importing = command(importTable, (call) =>
  edit(call, async ({ general }) => {
    const { tx, params: { planId, number }, body: { name, content } } = call;
    const { targets, tasks, faults, isFound } = readPlanTables(await tablesOf(content), general.areas);
    if (!isFound) throw unreadable("Không thấy bảng nào có các cột cần thiết (Nhiệm vụ, Chủ trì, Thời hạn; Chỉ tiêu, Đơn vị tính, Đơn vị báo cáo).", "No table has the columns that are needed (Nhiệm vụ, Chủ trì, Thời hạn; Chỉ tiêu, Đơn vị tính, Đơn vị báo cáo).");
    if (faults.length > 0) throw new Problem("invalid-input", { detail: { vi: `${String(faults.length)} ô chưa đúng; chưa nhập gì.`, en: `${String(faults.length)} cells are wrong; nothing was brought in.` }, fields: faults.slice(0, MOST_FAULTS).map((one) => ({ pointer: `/content/${one.sheet}/${one.cell}`, message: { vi: sheetFaultLine(one, "vi"), en: sheetFaultLine(one, "en") } })) });
    await replaceItems(tx, planId, number, { targets: [...targets], tasks: [...tasks] });
    return { audit: { action: "plan.table-imported", data: { name, targets, tasks } } };
  }),
);

export const tableEndpoints: readonly Endpoint[] = [exporting, importing];
