import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { listUnits } from "../../contract/organisation.ts";
import { addRegisterEntry, changeRegisterEntry, type Register, type RegisterBody, type RegisterEntry } from "../../contract/plan-register.ts";
import { LibraryFiles } from "../shell/evidence/library-files.tsx";
import { useOnce } from "../shell/once.ts";
import { useAct, useAll } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { DayField } from "../ui/day-field.tsx";
import { AreaField, Choice, TextField } from "../ui/fields.tsx";
import { Pick } from "../ui/pick.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { bodyOf, type Draft, draftOf, EMPTY } from "./entry-draft.ts";
import { useRegisterWords } from "./words-register.ts";

/** The form of an entry of one of the registers: a new one, or one that is changed. */

type PartProps = { readonly kind: Register; readonly draft: Draft; readonly onChange: (change: Partial<Draft>) => void; readonly units: readonly { readonly id: string; readonly name: string }[] };

function Particulars({ kind, draft, onChange, units }: PartProps): ReactNode {
  const t = useRegisterWords();
  if (kind === "initiative") {
    return (
      <>
        <AreaField label={t("text")} value={draft.text} onChange={(text) => { onChange({ text }); }} maxLength={4000} />
        <div className="plan-two">
          <TextField label={t("measure")} value={draft.measure} onChange={(measure) => { onChange({ measure }); }} />
          <TextField label={t("unitOfMeasure")} value={draft.unit} onChange={(unit) => { onChange({ unit }); }} maxLength={40} />
          <TextField label={t("before")} value={draft.before} onChange={(before) => { onChange({ before }); }} isNumber />
          <TextField label={t("after")} value={draft.after} onChange={(after) => { onChange({ after }); }} isNumber />
        </div>
        <div className="plan-two">
          <TextField label={t("recognisedNumber")} value={draft.recognisedNumber} onChange={(recognisedNumber) => { onChange({ recognisedNumber }); }} maxLength={100} />
          <DayField label={t("decidedOn")} value={draft.recognisedOn} onChange={(recognisedOn) => { onChange({ recognisedOn }); }} />
          <TextField label={t("issuer")} value={draft.recognisedBy} onChange={(recognisedBy) => { onChange({ recognisedBy }); }} />
        </div>
        <div className="field">
          <span className="field-label">{t("replicatedLabel")}</span>
          <Pick label={t("replicatedLabel")} value={undefined} options={units.filter((one) => !draft.replicatedBy.includes(one.id)).map((one) => ({ value: one.id, label: one.name }))} onPick={(picked) => { if (picked !== undefined) onChange({ replicatedBy: [...draft.replicatedBy, picked] }); }} />
          <span className="small">{draft.replicatedBy.map((id) => units.find((one) => one.id === id)?.name ?? id).join(", ")}</span>
        </div>
      </>
    );
  }
  if (kind === "reward") {
    return (
      <div className="plan-two">
        <TextField label={t("toLabel")} value={draft.to} onChange={(to) => { onChange({ to }); }} />
        <Choice label={t("who")} value={draft.isCollective} onChange={(isCollective) => { onChange({ isCollective }); }} options={[{ value: "yes", label: t("isCollective") }, { value: "no", label: t("isPerson") }]} />
        <TextField label={t("decision")} value={draft.number} onChange={(number) => { onChange({ number }); }} maxLength={100} />
        <DayField label={t("decidedOn")} value={draft.decidedOn} onChange={(decidedOn) => { onChange({ decidedOn }); }} />
        <TextField label={t("issuer")} value={draft.issuer} onChange={(issuer) => { onChange({ issuer }); }} />
      </div>
    );
  }
  return (
    <div className="plan-two">
      <TextField label={t("channel")} value={draft.channel} onChange={(channel) => { onChange({ channel }); }} maxLength={200} />
      <TextField label={t("countLabel")} value={draft.count} onChange={(count) => { onChange({ count }); }} isNumber />
    </div>
  );
}

const mayBring = (session: ReturnType<typeof useSession>, unitId: string): boolean => session.user.unitIds.includes(unitId) && hasRole(session, "unit-head", "unit-scorer");

type FormProps = { readonly kind: Register; readonly unitId: string; readonly draft: Draft; readonly onChange: (change: (draft: Draft) => Draft) => void; readonly isBusy: boolean; readonly error: unknown; readonly onSave: (body: RegisterBody) => void; readonly onCancel?: () => void };

function EntryForm({ kind, unitId, draft, onChange, isBusy, error, onSave, onCancel }: FormProps): ReactNode {
  const t = useRegisterWords();
  const session = useSession();
  const { data: units = [] } = useAll(listUnits, {});
  const [isTried, setTried] = useState(false);
  const body = bodyOf(kind, draft);
  // Files lie in the library of the year of the entry.
  const year = /^20\d\d-/.test(draft.on) ? Number(draft.on.slice(0, 4)) : undefined;
  const save = (): void => {
    setTried(true);
    if (body !== undefined && unitId !== "") onSave(body);
  };
  return (
    <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); save(); }}>
      <TextField label={t("name")} value={draft.title} onChange={(title) => { onChange((before) => ({ ...before, title })); }} maxLength={500} />
      <DayField label={t("day")} value={draft.on} onChange={(on) => { onChange((before) => ({ ...before, on, files: on.slice(0, 4) === before.on.slice(0, 4) ? before.files : [] })); }} />
      <Particulars kind={kind} draft={draft} onChange={(change) => { onChange((before) => ({ ...before, ...change })); }} units={units} />
      {mayBring(session, unitId) && year !== undefined ? (
        <div className="field">
          <span className="field-label">{t("files")}</span>
          <LibraryFiles library={{ unitId, year }} spot={`register ${kind}`} fileIds={draft.files} onChange={(change) => { onChange((before) => ({ ...before, files: change(before.files) })); }} />
          <span className="small muted">{t("filesHelp")}</span>
        </div>
      ) : null}
      {isTried && (body === undefined || unitId === "") ? (
        <p className="field-bad" role="alert">
          {t("missing")}
        </p>
      ) : null}
      <RefusalNote error={error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {t("save")}
        </Button>
        {onCancel === undefined ? null : <Button onClick={onCancel}>{t("cancel")}</Button>}
      </div>
    </form>
  );
}

export function NewEntry({ kind }: { readonly kind: Register }): ReactNode {
  const t = useRegisterWords();
  const session = useSession();
  const { data: units = [] } = useAll(listUnits, {});
  const { send, isBusy, error } = useOnce(addRegisterEntry, { touches: ["plan"] });
  const mine = hasRole(session, "programme-officer") ? units : units.filter((one) => session.user.unitIds.includes(one.id));
  const [picked, setPicked] = useState<string>();
  const [draft, setDraft] = useState(EMPTY);
  const [round, setRound] = useState(0);
  const unitId = picked ?? (hasRole(session, "programme-officer") ? "" : (mine[0]?.id ?? ""));
  const save = async (body: RegisterBody): Promise<void> => {
    if ((await send({ params: { unitId }, body })) === undefined) return;
    setDraft(EMPTY);
    setRound(round + 1);
  };
  return (
    <details className="card no-print">
      <summary>{`${t("add")}: ${t(`kind.${kind}`)}`}</summary>
      <div className="stack">
        <div className="field">
          <span className="field-label">{t("unit")}</span>
          <Pick label={t("unit")} value={unitId === "" ? undefined : unitId} options={mine.map((one) => ({ value: one.id, label: one.name }))} onPick={(chosen) => { setPicked(chosen); setDraft((before) => ({ ...before, files: [] })); }} />
        </div>
        <EntryForm key={round} kind={kind} unitId={unitId} draft={draft} onChange={setDraft} isBusy={isBusy} error={error} onSave={(body) => { void save(body); }} />
      </div>
    </details>
  );
}

/** An initiative is recognised, and done likewise elsewhere, long after it was entered. */
export function ChangedEntry({ entry, onDone }: { readonly entry: RegisterEntry; readonly onDone: () => void }): ReactNode {
  const act = useAct(changeRegisterEntry, { touches: ["plan"] });
  const [draft, setDraft] = useState(() => draftOf(entry.body));
  const save = (typed: RegisterBody): void => {
    // How many a piece of communication reached is not asked here, and stays.
    const body = typed.kind === "communication" && entry.body.kind === "communication" ? { ...typed, reach: entry.body.reach } : typed;
    act.mutate({ params: { unitId: entry.unitId, entryId: entry.id }, body: { body, isWithdrawn: false }, version: entry.version }, { onSuccess: onDone });
  };
  return <EntryForm kind={entry.body.kind} unitId={entry.unitId} draft={draft} onChange={setDraft} isBusy={act.isPending} error={act.error} onSave={save} onCancel={onDone} />;
}
