import type { ReactNode } from "react";
import type { ItemView } from "../../../contract/evidence.ts";
import { COMMON } from "./common.ts";
import { useEvidenceWords } from "./words.ts";

/** What a program noticed about a file: said in words, decided by people. */

type Finding = ItemView["findings"][number];

const GRAVE: ReadonlySet<Finding> = new Set(["infected", "signature-altered", "signature-untrusted", "encrypted", "unreadable"]);

export function Findings({ item, hides = COMMON }: { readonly item: ItemView; readonly hides?: readonly Finding[] }): ReactNode {
  const t = useEvidenceWords();
  const signers = (item.current?.content?.signatures ?? []).filter(({ intact }) => intact === true).map(({ signer }) => signer);
  const shown = item.findings.filter((one) => !hides.includes(one));
  if (shown.length === 0 && signers.length === 0) return null;
  return (
    <ul className="evidence-findings">
      {signers.length === 0 ? null : <li className="evidence-signed">{t("signedBy", { names: [...new Set(signers)].join(", ") })}</li>}
      {shown.map((one) => (
        <li key={one} className={GRAVE.has(one) ? "evidence-grave" : undefined}>
          {GRAVE.has(one) ? <span aria-hidden="true">! </span> : null}
          {t(`finding.${one}`)}
        </li>
      ))}
    </ul>
  );
}

/** What a document says of itself, in a line: its number, day, issuer. */
export function useDescribed(): (item: ItemView) => string {
  const t = useEvidenceWords();
  return ({ description, current }) => {
    const said = description ?? current?.content?.proposal ?? null;
    if (said === null) return "";
    const day = said.dated === null ? "" : said.dated.split("-").toReversed().join("/");
    return [said.number === "" ? "" : t("numbered", { number: said.number }), day, said.issuer].filter((one) => one !== "").join(" · ");
  };
}

/** What a file is called: by its subject where somebody has said it, else by its name. */
export const titleOf = ({ description, current }: ItemView): string => (description === null || description.subject === "" ? (current?.name ?? "") : description.subject);
