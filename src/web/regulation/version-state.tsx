import type { ReactNode } from "react";
import type { VersionItem } from "../../contract/regulation.ts";
import { useFormat } from "../ui/format.ts";
import { useRegulationWords } from "./words.ts";

type Props = { readonly version: VersionItem; readonly nameOf: (person: string | null) => string };

/** Who brought a version in and who froze it, and the hash by which every result names it. */
export function VersionState({ version, nameOf }: Props): ReactNode {
  const t = useRegulationWords();
  const format = useFormat();
  return (
    <>
      <span className={version.frozenAt === null ? "regulation-open" : "regulation-frozen"}>{version.frozenAt === null ? `◌ ${t("notFrozen")}` : `● ${t("isFrozen")}`}</span>
      {" · "}
      {t("checked")}
      {" · "}
      {t("importedBy", { name: nameOf(version.importedBy), time: format.time(version.importedAt) })}
      {version.frozenAt === null ? null : ` · ${t("frozenBy", { name: nameOf(version.frozenBy), time: format.time(version.frozenAt) })}`}
      <br />
      <span className="small">
        {t("fingerprint")}: <code className="hash">{version.sha256}</code>
      </span>
    </>
  );
}
