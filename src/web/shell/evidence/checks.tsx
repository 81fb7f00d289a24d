import type { ReactNode } from "react";
import { readChecks } from "../../../contract/evidence-files.ts";
import type { ItemView } from "../../../contract/evidence.ts";
import { useUnitName } from "../names.ts";
import { useAll } from "../query.ts";
import { useEvidenceWords } from "./words.ts";

/** Where else the same file, or nearly the same words, were used: told beside it, for people to judge. */
export function Checks({ item }: { readonly item: ItemView }): ReactNode {
  const t = useEvidenceWords();
  const unitOf = useUnitName();
  const { data } = useAll(readChecks, { params: { unitId: item.unitId, year: item.year } });
  const found = data?.find((one) => one.item.id === item.id);
  if (found === undefined || found.same.length + found.similar.length === 0) return null;
  const where = ({ unitId, year, name }: (typeof found.same)[number]): string => t("elsewhere", { unit: unitOf(unitId), year, name });
  return (
    <ul className="evidence-checks">
      {found.same.map((one) => (
        <li key={one.fileId}>{t("sameAs", { where: where(one) })}</li>
      ))}
      {found.similar.map((one) => (
        <li key={one.fileId}>{t("similarTo", { percent: one.percent, where: where(one) })}</li>
      ))}
    </ul>
  );
}
