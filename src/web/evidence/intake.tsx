import { type ReactNode, useId } from "react";
import { type FileView, listFiles } from "../../contract/evidence.ts";
import { DropZone } from "../shell/evidence/drop-zone.tsx";
import { sizeText } from "../shell/evidence/size.ts";
import { UploadList } from "../shell/evidence/upload-list.tsx";
import type { Library } from "../shell/evidence/sendings.ts";
import { type Intake as IntakeView, useAddFiles, useIntake, useUploads } from "../shell/evidence/use-uploads.ts";
import { useAll } from "../shell/query.ts";
import { Deadline } from "../ui/deadline.tsx";
import { useFormat } from "../ui/format.ts";
import { useEvidenceRoomWords } from "./words.ts";

/** How files come into a unit's library: until when, which, how much room is left, and what is still on its way. */

function Quota({ intake: { quota } }: { readonly intake: IntakeView }): ReactNode {
  const t = useEvidenceRoomWords();
  const format = useFormat();
  return (
    <div className="library-quota">
      <span className="small">{t("quota", { used: sizeText(quota.used, format), limit: sizeText(quota.limit, format) })}</span>
      <meter className="library-meter" min={0} max={quota.limit} high={quota.limit * 0.9} value={quota.used} aria-label={t("quotaLabel")} />
    </div>
  );
}

/** Files that were named, here or elsewhere, and have not come: choosing them again goes on; and those that were not taken. */
function Awaited({ files, state }: { readonly files: readonly FileView[]; readonly state: "waiting" | "refused" | "withdrawn" }): ReactNode {
  const t = useEvidenceRoomWords();
  const format = useFormat();
  const id = useId();
  const shown = files.filter((one) => one.state === state);
  if (shown.length === 0) return null;
  return (
    <section className={`library-awaited library-${state}`} aria-labelledby={id}>
      <h3 id={id}>{t(`${state}Files`, { count: shown.length })}</h3>
      <p className="small">{t(`${state}Help`)}</p>
      <ul>
        {shown.map((one) => (
          <li key={one.id}>
            <span className="evidence-name">{one.name}</span>{" "}
            <span className="small muted num">
              {one.state !== "waiting" ? one.refusal : t("awaitedFile", { done: sizeText(one.offset, format), size: sizeText(one.size, format), time: format.time(one.bytesUntil) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Intake({ library }: { readonly library: Library }): ReactNode {
  const t = useEvidenceRoomWords();
  const format = useFormat();
  const intake = useIntake(library);
  const pending = useAll(listFiles, { params: { unitId: library.unitId, year: library.year } });
  const uploads = useUploads(library);
  const addFiles = useAddFiles(library, intake.data?.body);
  if (intake.data === undefined) return null;
  const { isOpen, until, graceMinutes, kinds, maxBytes, now } = intake.data.body;
  const here = new Set(uploads.map(({ fileId }) => fileId));
  const rest = (pending.data ?? []).filter((one) => !here.has(one.id));
  return (
    <section className="card stack" aria-labelledby="library-intake">
      <div className="library-intake">
        <h2 id="library-intake" className="grow">
          {t("intake")}
        </h2>
        {until === null ? null : <Deadline at={until} now={now} />}
      </div>
      {isOpen ? (
        <>
          <DropZone label={t("upload")} hint={<><span className="evidence-by-mouse">{t("dropHere")} </span>{t("kinds", { kinds: kinds.join(", "), size: sizeText(maxBytes, format) })}</>} onFiles={(files) => { addFiles(files, { spot: "library" }); }} />
          <p className="small">{t("fairness", { count: graceMinutes })}</p>
        </>
      ) : (
        <p>{t("closed")}</p>
      )}
      <UploadList uploads={uploads} />
      <Awaited files={rest} state="waiting" />
      <Awaited files={rest} state="refused" />
      <Awaited files={rest} state="withdrawn" />
      <Quota intake={intake.data.body} />
    </section>
  );
}
