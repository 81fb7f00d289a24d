import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { dropFile } from "../../../contract/evidence.ts";
import { useFormat } from "../../ui/format.ts";
import { Refused } from "../../ui/refusal.ts";
import { call } from "../client.ts";
import { Unreadable } from "./hash.ts";
import { forgetEvidence } from "./links.ts";
import { secondsLeft, sizeText } from "./size.ts";
import { isOver, type Sending } from "./sendings.ts";
import { dismiss, goOn, hold } from "./uploads.ts";
import { useEvidenceWords } from "./words.ts";

/** Files on their way: how far, how fast, how long still; held and let go on; what became of them. */

function useLeftText(): (seconds: number) => string {
  const t = useEvidenceWords();
  return (seconds) => (seconds < 60 ? t("secondsLeft", { count: seconds }) : seconds < 3600 ? t("minutesLeft", { count: Math.ceil(seconds / 60) }) : t("hoursLeft", { count: Math.ceil(seconds / 3600) }));
}

function State({ sending }: { readonly sending: Sending }): ReactNode {
  const t = useEvidenceWords();
  const format = useFormat();
  const leftText = useLeftText();
  const { phase, done, size, rate } = sending;
  const left = secondsLeft(size - done, rate);
  if (phase.kind === "refused") {
    const { error } = phase;
    const [field] = error instanceof Refused ? error.fields : [];
    const said = error instanceof Refused ? (field?.message ?? error.detail ?? error.title) : t(error instanceof Unreadable && error.isEmpty ? "emptyFile" : "unreadableHere");
    return <span className="evidence-bad">{said === "" ? t("notTaken") : said}</span>;
  }
  if (phase.kind === "broken") return <span className="evidence-warn">{phase.error instanceof Refused ? (phase.error.detail ?? t("phase.broken")) : t("phase.broken")}</span>;
  if (phase.kind !== "sending") return <span className="muted">{t(`phase.${phase.kind}`)}</span>;
  return (
    <span className="muted num">
      {sizeText(done, format)} / {sizeText(size, format)}
      {rate === 0 ? "" : ` · ${sizeText(rate, format)}/s`}
      {left === undefined ? "" : ` · ${leftText(left)}`}
    </span>
  );
}

function Acts({ sending: { key, name, phase, fileId } }: { readonly sending: Sending }): ReactNode {
  const t = useEvidenceWords();
  const client = useQueryClient();
  const giveUp = async (): Promise<void> => {
    dismiss(key);
    // What was named and will not come is told to the server; if it cannot hear it now, it forgets the file by itself.
    if (fileId !== undefined) await call(dropFile, { params: { fileId } }).catch(() => undefined);
    await forgetEvidence(client);
  };
  const button = (word: "hold" | "goOn" | "giveUp" | "dismiss", act: () => void): ReactNode => (
    <button type="button" className="evidence-act" aria-label={t("actOn", { act: t(word), name })} onClick={act}>
      {t(word)}
    </button>
  );
  const isMoving = phase.kind === "sending" || phase.kind === "queued";
  const isStopped = phase.kind === "held" || phase.kind === "broken";
  return (
    <>
      {isMoving ? button("hold", () => { hold(key); }) : null}
      {isStopped ? button("goOn", () => { goOn(key); }) : null}
      {isMoving || isStopped ? button("giveUp", () => { void giveUp(); }) : null}
      {phase.kind === "refused" || phase.kind === "kept" || phase.kind === "known" ? button("dismiss", () => { dismiss(key); }) : null}
    </>
  );
}

export function UploadList({ uploads }: { readonly uploads: readonly Sending[] }): ReactNode {
  const t = useEvidenceWords();
  if (uploads.length === 0) return null;
  return (
    <ul className="evidence-uploads" aria-label={t("uploads")}>
      {uploads.map((one) => {
        const share = one.size === 0 ? 0 : Math.floor((one.done / one.size) * 100);
        return (
          <li key={one.key}>
            <span className="evidence-name">{one.name}</span>
            {one.phase.kind === "refused" ? null : <progress className={`evidence-bar evidence-bar-${one.phase.kind}`} max={100} value={isOver(one) ? 100 : share} aria-label={t("progressOf", { name: one.name })} />}
            <span className="row">
              <span className="grow small">
                <State sending={one} />
              </span>
              <Acts sending={one} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
