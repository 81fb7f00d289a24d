import { type ReactNode, useMemo } from "react";
import { importRegister, type Register } from "../../contract/plan-register.ts";
import { listUnits } from "../../contract/organisation.ts";
import { useAct, useAll } from "../shell/query.ts";
import type { SheetField, SheetRecord } from "../shell/sheet/mapping.ts";
import { SheetImport } from "../shell/sheet/sheet-import.tsx";
import { Refused } from "../ui/refusal.ts";
import { Notice } from "../ui/states.tsx";
import { entriesFrom, FIELDS, NEEDED } from "./register-table.ts";
import { REGISTER_HEADS, useRegisterImportWords } from "./words-register-import.ts";

/** What units kept in tables of their own, brought into a register by the department. */

const UNPROCESSABLE = 422;

export function RegisterImport({ kind }: { readonly kind: Register }): ReactNode {
  const t = useRegisterImportWords();
  const act = useAct(importRegister, { touches: ["plan"] });
  const { data: units } = useAll(listUnits, {});
  const codes = useMemo(() => new Map((units ?? []).map((one) => [one.name.toLowerCase(), one.code])), [units]);
  const fields: readonly SheetField[] = FIELDS[kind].map((key) => ({ key, label: t(key), heads: REGISTER_HEADS[key], isNeeded: NEEDED[kind].includes(key) }));
  const send = async (records: readonly SheetRecord[]): Promise<void> => {
    const { entries, faults: wrong } = entriesFrom(kind, records, (words) => codes.get(words.toLowerCase()) ?? words);
    const known = new Set((units ?? []).map((one) => one.code));
    const faults = [...wrong, ...entries.flatMap(({ unit }, at) => (unit === "" || known.has(unit) ? [] : [{ at, field: "unit", why: "notUnit" as const }]))].toSorted((a, b) => a.at - b.at);
    if (faults.length > 0) throw new Refused(UNPROCESSABLE, { title: t("wrong"), errors: faults.map(({ at, field, why }) => ({ pointer: `/entries/${String(at)}/${field}`, message: t(why) })) });
    await act.mutateAsync({ body: { entries: [...entries] } });
  };
  return (
    <details className="card no-print">
      <summary>{t("open")}</summary>
      <div className="stack plan-import">
        <p className="small muted">{t("lead")}</p>
        <SheetImport kind={`register-${kind}`} fields={fields} onSend={send} />
        {act.data === undefined ? null : <Notice title={t("taken", { ...act.data.body })} />}
      </div>
    </details>
  );
}
