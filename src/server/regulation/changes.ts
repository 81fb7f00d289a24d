import type { RegulationContent, VersionItem } from "../../contract/regulation.ts";
import { type AuditEntry, Problem, type Transaction } from "../platform/index.ts";
import { findVersion, insertVersion, markFrozen } from "./queries.ts";
import { read } from "./reading.ts";

/** What is done to versions, with the entry for the ledger. */

export type ImportedVersion = { readonly version: VersionItem; readonly isNew: boolean; readonly audit: AuditEntry };

/** Keeps what was read of content; a regulation with any fault is refused. */
export async function keepContent(tx: Transaction, by: string, found: ReturnType<typeof read>, files: RegulationContent["files"]): Promise<ImportedVersion> {
  if (found.faults !== undefined) {
    const { faults, faultCount } = found;
    throw new Problem("invalid-input", {
      detail: { vi: `Quy định có ${String(faultCount)} lỗi.`, en: `The regulation has ${String(faultCount)} faults.` },
      fields: faults.map(({ pointer, message }) => ({ pointer, message: message.vi })),
      extra: { faults, faultCount },
    });
  }
  const { version, isNew } = await insertVersion(tx, by, found, files);
  const data = { regulation: version.regulationId, sha256: version.sha256 };
  return { version, isNew, audit: { action: isNew ? "regulation.imported" : "regulation.imported-again", subject: `regulation:${version.id}`, data } };
}

/** Imports a regulation from its files (`regulation.yaml` and those that it names); the same content gives the same version. For the program's own work: it holds up everybody. */
export const importRegulation = (tx: Transaction, by: string, files: Readonly<Record<string, string>>): Promise<ImportedVersion> => keepContent(tx, by, read({ files: { ...files } }), { ...files });

/** Freezes a version for use: once, and by another person than the one who imported it. */
export async function freezeRegulation(tx: Transaction, by: string, id: string): Promise<{ readonly version: VersionItem; readonly audit: AuditEntry }> {
  const version = await findVersion(tx, id);
  if (version === undefined) throw new Problem("not-found");
  if (version.frozenAt !== null) throw new Problem("conflict", { detail: { vi: "Phiên bản này đã được khóa.", en: "This version is frozen already." } });
  if (version.importedBy === by) throw new Problem("not-allowed", { detail: { vi: "Người khóa phải khác người nhập.", en: "It takes another person than the importer to freeze a version." } });
  const at = await tx.now();
  if (!(await markFrozen(tx, id, by, at))) throw new Problem("conflict", { detail: { vi: "Phiên bản này vừa được khóa.", en: "This version has just been frozen." } });
  const { indexCodes: _codes, ...item } = version;
  return { version: { ...item, frozenAt: at.toISOString(), frozenBy: by }, audit: { action: "regulation.frozen", subject: `regulation:${id}`, data: { regulation: version.regulationId, sha256: version.sha256 } } };
}
