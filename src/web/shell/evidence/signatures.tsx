import type { ReactNode } from "react";
import type { FileView } from "../../../contract/evidence.ts";
import { useFormat } from "../../ui/format.ts";
import { useEvidenceWords } from "./words.ts";

/** Who signed a file, who vouches for them, and what of it was checked: no more than that is claimed. */

type Signature = NonNullable<FileView["content"]>["signatures"][number];

function Chain({ signature: { signer, issuer, chain } }: { readonly signature: Signature }): ReactNode {
  const t = useEvidenceWords();
  const last = chain.at(-1);
  const isWhole = signer === issuer || (last !== undefined && chain.length > 0);
  return (
    <>
      <p className="small muted">{t("chain")}</p>
      <ol className="signature-chain">
        <li>{signer}</li>
        {chain.map(({ name, isVerified }, i) => (
          <li key={`${String(i)} ${name}`}>
            {name}
            {isVerified ? null : <span className="evidence-bad"> ({t("notVerified")})</span>}
          </li>
        ))}
        {isWhole ? null : <li className="evidence-warn">{t("chainStops", { name: issuer })}</li>}
      </ol>
    </>
  );
}

export function Signatures({ file }: { readonly file: FileView }): ReactNode {
  const t = useEvidenceWords();
  const format = useFormat();
  const signatures = file.content?.signatures ?? [];
  if (signatures.length === 0) return null;
  return (
    <details className="signatures">
      <summary>{t("signatures", { count: signatures.length })}</summary>
      {signatures.map((one, i) => (
        <section key={`${String(i)} ${one.signer}`} className="signature">
          <p>
            <strong>{one.signer}</strong>
            {one.signedAt === null ? null : <span className="small muted"> · {t("signedAt", { time: format.time(one.signedAt) })}</span>}
          </p>
          <p className={one.intact === true ? "small" : "small evidence-bad"}>{t(one.intact === null ? "intact.unknown" : one.intact ? "intact.yes" : "intact.no")}</p>
          {one.coversWhole ? null : <p className="small evidence-warn">{t("addedAfter")}</p>}
          {one.signer === "" ? null : <Chain signature={one} />}
          <p className={one.trust === "untrusted" ? "small evidence-bad" : "small"}>{t(`trust.${one.trust}`)}</p>
        </section>
      ))}
    </details>
  );
}
