import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { usePresent } from "../shell/presence.ts";
import { useSession } from "../shell/session.ts";
import { Deadline } from "../ui/deadline.tsx";
import { StageHint } from "../ui/help-hint.tsx";
import { SaveState } from "../ui/save-state.tsx";
import type { Drafts } from "./drafts.ts";
import { isUnsaved, savingOf, type Slot } from "./saving.ts";
import { useSlots } from "./use-drafts.ts";
import { type UnitFile, useDeadline, useMandate } from "./use-file.ts";
import { useAssessmentWords } from "./words.ts";

/** What stands around the criterion: where the file is, by when it is due, what may be done with it, who else is here. */

export function Banner({ unitFile }: { readonly unitFile: UnitFile }): ReactNode {
  const t = useAssessmentWords();
  const { file } = unitFile;
  const { isOfUnit, mayScore } = useMandate(unitFile);
  if (file.parts["self-scoring"] === "sent-back" && mayScore && file.comment !== null) {
    return (
      <div className="desk-banner desk-banner-warning" role="status">
        <strong>{t("sentBack")}:</strong> <span className="desk-note-text">{file.comment}</span>
      </div>
    );
  }
  if (!isOfUnit || mayScore || file.stage !== "self-scoring") return null;
  return <div className="desk-banner">{t(file.parts["self-scoring"] === "submitted" ? "readOnlySubmitted" : "readOnlyClosed")}</div>;
}

export function Lead({ unitFile }: { readonly unitFile: UnitFile }): ReactNode {
  const t = useAssessmentWords();
  const { campaign, file, engine } = unitFile;
  const due = useDeadline(unitFile);
  const part = file.stage === "self-scoring" || file.stage === "draft" ? "self-scoring" : "explanation";
  const showsPart = file.stage === "self-scoring" || file.stage === "explanation";
  return (
    <>
      {campaign.title} · {t(`stage.${campaign.stage}`)}
      {showsPart ? ` · ${t(`part.${file.parts[part]}`)}` : null}
      {due === undefined || file.parts[part] === "submitted" ? null : (
        <>
          {" · "}
          <Deadline at={due} now={file.now} /> <StageHint law={engine.regulation} stage={part === "self-scoring" ? part : "appraisal"} versionId={campaign.regulationInForce.versionId} />
        </>
      )}
    </>
  );
}

/** Of everything that was typed, what became of the one that needs a look most. */
function Worst({ drafts }: { readonly drafts: Drafts }): ReactNode {
  const slots = useSlots(drafts);
  const [worst] = [...slots].filter(([, slot]) => isUnsaved(slot)).toSorted(([, one], [, other]) => GRAVITY[other.phase.kind] - GRAVITY[one.phase.kind]);
  return worst === undefined ? null : <SaveState saving={savingOf(worst[1], drafts.isKept(worst[0]))} />;
}

/** The scorer hands up to the head, who submits: the button says which. */
export function ToSubmit({ campaignId, unitId, isHead, isMain = false }: { readonly campaignId: string; readonly unitId: string; readonly isHead: boolean; readonly isMain?: boolean }): ReactNode {
  const t = useAssessmentWords();
  return (
    <Link className={isMain ? "desk-action" : undefined} to="/campaigns/$campaignId/units/$unitId/submit" params={{ campaignId, unitId }}>
      {t(isHead ? "toSubmit" : "toHandUp")}
    </Link>
  );
}

export function Actions({ unitFile, drafts }: { readonly unitFile: UnitFile; readonly drafts: Drafts | undefined }): ReactNode {
  const t = useAssessmentWords();
  const { file } = unitFile;
  const { isOfUnit, isHead, mayScore } = useMandate(unitFile);
  const params = { campaignId: file.campaignId, unitId: file.unitId };
  return (
    <>
      {drafts === undefined ? null : <Worst drafts={drafts} />}
      <Link className="button-plain" to="/campaigns/$campaignId/units/$unitId/measured" params={params}>
        {t("toMeasured")}
      </Link>
      {file.stage === "explanation" && isOfUnit ? (
        <Link className="desk-action" to="/campaigns/$campaignId/units/$unitId/explanation" params={params}>
          {t("toExplanation")}
        </Link>
      ) : null}
      {mayScore ? (
        <ToSubmit {...params} isHead={isHead} isMain />
      ) : file.receipts.length > 0 ? (
        <Link className="desk-action" to="/campaigns/$campaignId/units/$unitId/receipt" params={params}>
          {t("toReceipt")}
        </Link>
      ) : null}
    </>
  );
}

/** Who else of one's own side is at this criterion: before two write over one another. */
export function Company({ file: { campaignId, unitId }, code }: { readonly file: UnitFile["file"]; readonly code: string }): ReactNode {
  const t = useAssessmentWords();
  const { user } = useSession();
  const names = usePresent(campaignId, unitId, user.personId).flatMap((one) => (one.code === code ? [one.name] : []));
  return (
    <p role="status" className={names.length === 0 ? undefined : "desk-banner desk-banner-warning"}>
      {names.length === 0 ? null : t("company", { names: names.join(", ") })}
    </p>
  );
}

const GRAVITY: Readonly<Record<Slot["phase"]["kind"], number>> = { rest: 0, sending: 1, waiting: 2, held: 3, offline: 4, refused: 5, conflict: 6 };
