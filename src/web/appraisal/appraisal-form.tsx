import { Button } from "antd";
import { type ReactNode, useId } from "react";
import { LEAST_REASON } from "../../contract/prose.ts";
import { listReasons } from "../../contract/reason.ts";
import { useRead } from "../shell/query.ts";
import { EntryInput, LivePoints } from "../ui/entry/entry-input.tsx";
import { asInput } from "../ui/entry/input.ts";
import { useFormat } from "../ui/format.ts";
import { SaveState } from "../ui/save-state.tsx";
import { RefusalNote } from "../ui/states.tsx";
import type { Appraising, Place } from "./appraising.ts";
import { differs, lacksReason, valueText } from "./values.ts";
import { useAppraisalWords } from "./words.ts";

/** One's own points of a criterion: agreement with one key, another value with its reason, and what became of it. */

const LONGEST_REASON = 4000;

/** Reasons that were given before, offered again: the same fault is told in the same words. */
function UsedReasons({ place, onPick }: { readonly place: Place; readonly onPick: (reason: string) => void }): ReactNode {
  const t = useAppraisalWords();
  const { data } = useRead(listReasons, { params: { campaignId: place.campaignId, unitId: place.unitId, round: place.round, code: place.leaf.code }, query: { limit: 6 } });
  const items = data?.body.items ?? [];
  if (items.length === 0) return null;
  return (
    <div className="appraisal-reasons">
      <p className="small muted">{t("usedReasons")}</p>
      <ul>
        {items.map(({ reason, uses }) => (
          <li key={reason}>
            <button
              type="button"
              onClick={() => {
                onPick(reason);
              }}
            >
              {reason} <span className="muted num">({t("uses", { count: uses })})</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Conflict({ place, appraising }: { readonly place: Place; readonly appraising: Appraising }): ReactNode {
  const t = useAppraisalWords();
  const format = useFormat();
  const { conflict, draft } = appraising;
  if (conflict === undefined) return null;
  const said = (input: Readonly<Record<string, unknown>> | null): string => valueText(place.leaf, input, format, t) || t("nothing");
  return (
    <section className="appraisal-conflict" role="alert" aria-label={t("conflictTitle")}>
      <strong>{t("conflictTitle")}</strong>
      <dl>
        <dt>{conflict === null ? t("conflictSaved") : t("conflictSavedAt", { time: format.time(conflict.at) })}</dt>
        <dd>
          {said(conflict?.input ?? null)}
          {conflict === null || conflict.note === "" ? "" : `: ${conflict.note}`}
        </dd>
        <dt>{t("conflictMine")}</dt>
        <dd>
          {said(draft.input)}
          {draft.reason === "" ? "" : `: ${draft.reason}`}
        </dd>
      </dl>
      <div className="row">
        <Button onClick={() => { appraising.keepMine(); }}>{t("keepMine")}</Button>
        <Button onClick={() => { appraising.takeTheirs(); }}>{t("takeTheirs")}</Button>
      </div>
    </section>
  );
}

function ReasonField({ place, appraising }: { readonly place: Place; readonly appraising: Appraising }): ReactNode {
  const t = useAppraisalWords();
  const id = useId();
  const { draft, change } = appraising;
  const isMissing = lacksReason(place.leaf, draft.input, place.before, draft.reason);
  return (
    <div className="appraisal-reason">
      <label htmlFor={id}>{t("reason")}</label>
      <textarea
        id={id}
        className="appraisal-text"
        rows={2}
        value={draft.reason}
        maxLength={LONGEST_REASON}
        aria-describedby={`${id}-help`}
        data-missing={isMissing}
        onChange={(event) => {
          change({ ...draft, reason: event.target.value });
        }}
      />
      <p id={`${id}-help`} className="small muted">
        {isMissing ? t("reasonNeeded", { count: LEAST_REASON }) : t("reasonHelp")}
      </p>
      <UsedReasons
        place={place}
        onPick={(reason) => {
          change({ ...draft, reason });
        }}
      />
    </div>
  );
}

type Props = { readonly place: Place; readonly appraising: Appraising; readonly isReadOnly: boolean };

export function AppraisalForm({ place, appraising, isReadOnly }: Props): ReactNode {
  const t = useAppraisalWords();
  const format = useFormat();
  const { leaf, before } = place;
  const { draft, change, saving, error } = appraising;
  const isOther = draft.input !== null && differs(leaf, draft.input, before);
  return (
    <section className="appraisal-form" aria-label={t("mine")}>
      <div className="row">
        <h3 className="grow">{t("mine")}</h3>
        <SaveState saving={saving} />
      </div>
      {before === null || isReadOnly ? null : (
        <Button
          type={draft.input === null ? "primary" : "default"}
          className="appraisal-agree"
          disabled={draft.input !== null && !isOther}
          onClick={() => {
            change({ input: asInput(before.input), reason: "" });
          }}
        >
          {draft.input !== null && !isOther ? t("agreed", { points: format.decimal(before.points) }) : t("agreeWith", { points: format.decimal(before.points) })} <kbd className="appraisal-key" aria-hidden="true">=</kbd>
        </Button>
      )}
      <EntryInput
        key={`${place.unitId} ${leaf.code}`}
        leaf={leaf}
        value={draft.input}
        takesPoints
        isReadOnly={isReadOnly}
        faults={error?.fields}
        onChange={(input) => {
          change({ ...draft, input });
        }}
      />
      <LivePoints leaf={leaf} value={draft.input} />
      {isReadOnly ? draft.reason === "" ? null : <p>{draft.reason}</p> : isOther || draft.reason !== "" ? <ReasonField place={place} appraising={appraising} /> : null}
      <RefusalNote error={error} />
      <Conflict place={place} appraising={appraising} />
    </section>
  );
}
