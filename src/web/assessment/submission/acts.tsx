import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import type { Part } from "../../../contract/file.ts";
import { useFormat } from "../../ui/format.ts";
import { RefusalNote } from "../../ui/states.tsx";
import type { File } from "../file-model.ts";
import { type UnitFile, useDeadline, useMandate } from "../use-file.ts";
import { useActOnFile } from "./use-act-on-file.ts";
import { useSubmissionWords } from "./words.ts";

/** What may be done with a file now, each with what will happen, to whom, and what cannot be undone. */

const SHORTEST_COMMENT = 10;

type CommentProps = { readonly label: string; readonly action: string; readonly isBusy: boolean; readonly isDanger?: boolean; readonly onSend: (comment: string) => void };

/** A comment that must say something, and the act that it goes with. */
function CommentForm({ label, action, isBusy, onSend }: CommentProps): ReactNode {
  const t = useSubmissionWords();
  const id = useId();
  const [comment, setComment] = useState("");
  const [isTried, setTried] = useState(false);
  const isShort = comment.trim().length < SHORTEST_COMMENT;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!isShort) onSend(comment.trim());
      }}
    >
      <div className="submission-field">
        <label htmlFor={id}>{label}</label>
        <textarea id={id} rows={3} maxLength={2000} value={comment} aria-invalid={isTried && isShort} aria-describedby={`${id}-said`} onChange={(event) => { setComment(event.target.value); }} />
        <span id={`${id}-said`} className={isTried && isShort ? "submission-fault" : "muted small"} aria-live="polite">
          {t("commentNeeded")}
        </span>
      </div>
      <div>
        <Button htmlType="submit" loading={isBusy}>
          {action}
        </Button>
      </div>
    </form>
  );
}

type ActsProps = { readonly unitFile: UnitFile; readonly part: Part; readonly isReady: boolean };
type Acting = ReturnType<typeof useActOnFile>;

/** What was just done, in the place of what could be done: whoever pressed the button stands on it. */
function Done({ title, isNew, children }: { readonly title: string; readonly isNew: boolean; readonly children: ReactNode }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isNew) heading.current?.focus();
  }, [isNew]);
  return (
    <section className="card stack submission-done" role="status">
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}

function HandUp({ state, acting }: { readonly state: File["parts"][Part]; readonly acting: Acting }): ReactNode {
  const t = useSubmissionWords();
  const [isPressed, setPressed] = useState(false);
  if (state === "handed-up") {
    return (
      <Done title={t("handedUpAlready")} isNew={isPressed}>
        <p>{t("handedUpHelp")}</p>
      </Done>
    );
  }
  return (
    <section className="card stack no-print">
      <h2>{t("handUpTitle")}</h2>
      <p>{t("handUpWill")}</p>
      <p className="muted">{t("headOnly")}</p>
      <div>
        <Button type="primary" loading={acting.isBusy} onClick={() => { setPressed(true); void acting.act({ kind: "hand-up" }); }}>
          {t("handUp")}
        </Button>
      </div>
    </section>
  );
}

/** Back to the scorer with a comment; what was said stays to be seen until the file comes again. */
function SendBack({ state, comment, acting }: { readonly state: File["parts"][Part]; readonly comment: string | null; readonly acting: Acting }): ReactNode {
  const t = useSubmissionWords();
  const [isPressed, setPressed] = useState(false);
  if (state === "sent-back") {
    return (
      <Done title={t("sentBackTitle")} isNew={isPressed}>
        {comment === null ? null : <p className="desk-note-text">{comment}</p>}
        <p className="muted">{t("sentBackHelp")}</p>
      </Done>
    );
  }
  if (state !== "handed-up") return null;
  return (
    <section className="card stack no-print">
      <h2>{t("sendBackTitle")}</h2>
      <p>{t("sendBackWill")}</p>
      <CommentForm label={t("sendBackComment")} action={t("sendBack")} isBusy={acting.isBusy} onSend={(said) => { setPressed(true); void acting.act({ kind: "send-back", comment: said }); }} />
    </section>
  );
}

function Submit({ unitFile: { file }, part, isReady, due, acting }: ActsProps & { readonly due: string | undefined; readonly acting: Acting }): ReactNode {
  const t = useSubmissionWords();
  const format = useFormat();
  const navigate = useNavigate();
  const submit = async (): Promise<void> => {
    const isDone = await acting.act({ kind: "submit" });
    if (isDone) await navigate({ to: "/campaigns/$campaignId/units/$unitId/receipt", params: { campaignId: file.campaignId, unitId: file.unitId } });
  };
  return (
    <section className="card stack submission-final">
      <h2>{t("submitPartTitle")}</h2>
      <div>
        <h3>{t("whatWillHappen")}</h3>
        <ul>
          <li>{t(part === "self-scoring" ? "submitWill1" : "submitExplanationWill1", { unit: file.unitName })}</li>
          {due === undefined ? null : <li>{t("submitWill2", { time: format.time(due) })}</li>}
          <li>{t("submitWill3")}</li>
        </ul>
      </div>
      <div>
        <Button type="primary" size="large" loading={acting.isBusy} disabled={!isReady} onClick={() => { void submit(); }}>
          {t("submit")}
        </Button>
      </div>
    </section>
  );
}

/** The acts that the person may take with a part of the file, as it stands. */
export function FileActs({ unitFile, part, isReady }: ActsProps): ReactNode {
  const t = useSubmissionWords();
  const format = useFormat();
  const { file } = unitFile;
  const { isOfUnit, isHead } = useMandate(unitFile);
  const due = useDeadline(unitFile);
  const acting = useActOnFile(file);
  const state = file.parts[part];
  const isOpen = part === "self-scoring" ? file.open.self : file.open.explanation;
  if (!isOfUnit) return null;
  return (
    <>
      {acting.isStale ? (
        <p className="submission-stale" role="alert">
          {t("staleFile")}
        </p>
      ) : null}
      <RefusalNote error={acting.error} />
      {isOpen && !isHead ? <HandUp state={state} acting={acting} /> : null}
      {isOpen && isHead ? <Submit unitFile={unitFile} part={part} isReady={isReady} due={due} acting={acting} /> : null}
      {isOpen && isHead ? <SendBack state={state} comment={file.comment} acting={acting} /> : null}
      {isHead && state === "submitted" && due !== undefined && file.now < due ? (
        <section className="card stack">
          <h2>{t("takeBackTitle")}</h2>
          <p>{t("takeBackWill", { time: format.time(due) })}</p>
          <CommentForm label={t("takeBackComment")} action={t("takeBack")} isBusy={acting.isBusy} onSend={(comment) => { void acting.act({ kind: "take-back", comment }); }} />
        </section>
      ) : null}
    </>
  );
}
