import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { isOver, type Sending } from "./sendings.ts";
import { useEvidenceWords } from "./words.ts";
import "./upload-tray.css";

/** Whoever walks on while files are on their way sees how far they are, and where. */
export function UploadTray({ uploads }: { readonly uploads: readonly Sending[] }): ReactNode {
  const t = useEvidenceWords();
  const [first] = uploads;
  if (first === undefined) return null;
  const all = uploads.reduce((sum, one) => sum + one.size, 0);
  const sent = uploads.reduce((sum, one) => sum + (one.fileId === undefined ? 0 : one.done), 0);
  const isBroken = uploads.some(({ phase }) => phase.kind === "broken");
  const left = uploads.filter((one) => !isOver(one)).length;
  return (
    <section className="upload-tray no-print" aria-label={t("uploads")}>
      <Link to="/evidence/$unitId/$year" params={{ unitId: first.unitId, year: String(first.year) }}>
        {t("sendingCount", { count: left })}
      </Link>
      <progress max={100} value={all === 0 ? 0 : Math.floor((sent / all) * 100)} aria-label={t("sendingAll")} />
      {isBroken ? <span className="small upload-tray-warn">{t("phase.broken")}</span> : null}
    </section>
  );
}
