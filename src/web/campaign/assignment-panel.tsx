import { useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { listCampaignUnits } from "../../contract/campaign.ts";
import { assign, endAssignment } from "../../contract/campaign-setup.ts";
import { call } from "../shell/client.ts";
import { forget, useAct } from "../shell/query.ts";
import { Choice } from "../ui/fields.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { type Appraiser, type Assignment, cellOf, itemsOf } from "./assignment.ts";
import { TurnNote, useInTurn } from "./in-turn.tsx";
import { labelOf, type Line } from "./regulation-tree.ts";
import { UnitPicker } from "./unit-picker.tsx";
import { useAssignmentWords } from "./words-assignments.ts";

/** What becomes of the chosen cells: assigned, to all units or some, or ended. */

type Unit = z.output<typeof listCampaignUnits.response>["items"][number];
type PanelProps = { readonly campaignId: string; readonly index: string; readonly cells: ReadonlySet<string>; readonly onClear: () => void; readonly people: readonly Appraiser[]; readonly units: readonly Unit[]; readonly lines: readonly Line[]; readonly chosenUnits: ReadonlySet<string> | undefined; readonly onUnits: (units: ReadonlySet<string> | undefined) => void };

function Scope({ index, cells, people, units, chosenUnits, onUnits, fault }: PanelProps & { readonly fault: string | undefined }): ReactNode {
  const t = useAssignmentWords();
  const picked = new Set([...cells].map((one) => cellOf(one).personId));
  const barOf = (unitId: string): string | undefined => {
    for (const person of people) {
      const conflict = picked.has(person.personId) ? person.conflicts.find((one) => one.unitId === unitId) : undefined;
      if (conflict !== undefined) return t("bar", { person: person.name, because: t(`because.${conflict.because}`) });
    }
    return undefined;
  };
  return (
    <fieldset className="plain-set matrix-scope">
      <legend>{t("scope")}</legend>
      <label>
        <input
          type="radio"
          name="scope"
          checked={chosenUnits === undefined}
          onChange={() => {
            onUnits(undefined);
          }}
        />
        {t("scopeAll", { index })}
      </label>
      <label>
        <input
          type="radio"
          name="scope"
          checked={chosenUnits !== undefined}
          onChange={() => {
            onUnits(new Set());
          }}
        />
        {t("scopeSome")}
      </label>
      {chosenUnits === undefined ? null : <UnitPicker legend={t("units")} units={units.map((one) => ({ ...one, bar: barOf(one.unitId) }))} chosen={chosenUnits} onChange={onUnits} fault={fault} />}
    </fieldset>
  );
}

function Outcome({ answer }: { readonly answer: z.output<typeof assign.response> | undefined }): ReactNode {
  const t = useAssignmentWords();
  if (answer === undefined) return null;
  const left = [...new Set(answer.conflicts.map((one) => one.name))];
  return (
    <div role="status">
      <p className="setup-done">
        {t("assigned", { count: answer.created.length })} {answer.existing.length === 0 ? null : t("assignedSame", { count: answer.existing.length })}
      </p>
      {left.length === 0 ? null : <p className="campaign-warning">{t("assignedConflicts", { units: left.join(", ") })}</p>}
    </div>
  );
}

export function AssignPanel(props: PanelProps): ReactNode {
  const { campaignId, index, cells, onClear, units, lines, chosenUnits } = props;
  const t = useAssignmentWords();
  const act = useAct(assign, { touches: ["campaign", "assessment"] });
  const [part, setPart] = useState("");
  const [isTried, setTried] = useState(false);
  const contents = [...new Set([...cells].map((one) => cellOf(one).content))];
  const [only] = contents;
  const below = contents.length === 1 && only !== undefined ? lines.filter((one) => one.code.startsWith(`${only}.`)) : [];
  const wanted = units.filter((one) => chosenUnits?.has(one.unitId) === true).map((one) => one.unitId);
  const submit = (): void => {
    setTried(true);
    if (cells.size === 0 || act.isPending || (chosenUnits !== undefined && wanted.length === 0)) return;
    const items = itemsOf(cells, index, { part: below.some((one) => one.code === part) ? part : "", unitIds: chosenUnits === undefined ? null : wanted });
    act.mutate({ params: { campaignId }, body: { items } }, { onSuccess: () => { onClear(); setTried(false); } });
  };
  return (
    <section className="card stack" aria-live="polite">
      <h2>{t("panel", { count: cells.size })}</h2>
      {cells.size === 0 ? (
        <p className="muted">{t("panelNone")}</p>
      ) : (
        <>
          {below.length === 0 ? null : <Choice label={t("part", { code: only ?? "" })} value={part} options={[{ value: "", label: t("partAll") }, ...below.map((one) => ({ value: one.code, label: labelOf(one) }))]} onChange={setPart} />}
          <Scope {...props} fault={isTried && chosenUnits !== undefined && wanted.length === 0 ? t("unitsNeeded") : undefined} />
        </>
      )}
      <RefusalNote error={act.error} />
      <Outcome answer={act.data?.body} />
      {cells.size === 0 ? null : (
        <div className="row">
          <Button type="primary" loading={act.isPending} onClick={submit}>
            {t("assign")}
          </Button>
          <Button onClick={onClear}>{t("clear")}</Button>
        </div>
      )}
    </section>
  );
}

type ExistingProps = { readonly campaignId: string; readonly held: readonly Assignment[]; readonly nameOf: (unitId: string | null) => string; readonly titleOf: (code: string) => string };

/** Ending asks once more, in place: somebody's work stops. */
export function Existing({ campaignId, held, nameOf, titleOf }: ExistingProps): ReactNode {
  const t = useAssignmentWords();
  const client = useQueryClient();
  const inTurn = useInTurn();
  const [ending, setEnding] = useState<readonly Assignment[]>([]);
  const [ended, setEnded] = useState(0);
  const end = async (): Promise<void> => {
    const all = ending;
    const isDone = await inTurn.run(all, async ({ id }) => {
      await call(endAssignment, { params: { campaignId, assignmentId: id } });
    });
    await forget(client, ["campaign", "assessment"]);
    setEnding([]);
    if (isDone) setEnded(all.length);
  };
  return (
    <section className="stack">
      {held.length === 0 ? null : (
        <>
          <h2>{t("existing")}</h2>
          <ul className="matrix-existing card">
            {held.map((one) => (
              <li key={one.id} className="row">
                <span className="grow">{t("existingLine", { person: one.personName, code: one.code, title: titleOf(one.code), units: nameOf(one.unitId) })}</span>
                <Button
                  size="small"
                  onClick={() => {
                    setEnding([one]);
                  }}
                >
                  {t("end")} <span className="visually-hidden">{`${one.personName}, ${one.code}, ${nameOf(one.unitId)}`}</span>
                </Button>
              </li>
            ))}
          </ul>
          {held.length < 2 || ending.length > 0 ? null : (
            <div>
              <Button
                onClick={() => {
                  setEnding(held);
                }}
              >
                {t("endAll", { count: held.length })}
              </Button>
            </div>
          )}
        </>
      )}
      {ending.length === 0 ? null : (
        <div className="card stack campaign-will" role="group">
          <p>{t("endWill")}</p>
          <div className="row">
            <Button
              danger
              loading={inTurn.turn.isRunning}
              onClick={() => {
                void end();
              }}
            >
              {t("endSure", { count: ending.length })}
            </Button>
            <Button
              onClick={() => {
                setEnding([]);
              }}
            >
              {t("cancel")}
            </Button>
          </div>
        </div>
      )}
      <TurnNote inTurn={inTurn} />
      {ended === 0 ? null : (
        <p role="status" className="setup-done">
          {t("ended", { count: ended })}
        </p>
      )}
    </section>
  );
}
