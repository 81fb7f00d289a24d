import { Button, Input } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { isShort } from "../../ui/fields.tsx";
import { useFormat } from "../../ui/format.ts";
import { TableScroll } from "../../ui/table-scroll.tsx";
import { RefusalNote } from "../../ui/states.tsx";
import type { Round } from "../ground.ts";
import type { Plan, Planned } from "./paste.ts";
import { type Outcome, usePasteSave, type Writable } from "./paste-save.ts";
import { useGridWords } from "./words.ts";

/** What a pasted column would change, before it changes anything. */

const isWritten = (one: Planned): one is Writable => one.kind === "save" || one.kind === "needs-reason";
/** What needs a look comes first. */
const ORDER = ["wrong", "needs-reason", "save", "skipped", "same"] as const;

type LineProps = { readonly one: Planned; readonly reason: string; readonly onReason: (reason: string) => void };

function Line({ one, reason, onReason }: LineProps): ReactNode {
  const t = useGridWords();
  const format = useFormat();
  const { row } = one;
  const before = row.before === null ? "–" : format.decimal(row.before.points);
  const said = one.kind === "wrong" ? t(`wrong.${one.typed}`, { text: one.text, max: "" }) : one.kind === "skipped" ? t(`skipped.${one.why}`) : one.kind === "same" ? t("plan.same") : undefined;
  return (
    <tr className={one.kind === "wrong" ? "grid-plan-wrong" : undefined}>
      <th scope="row">{row.unitName}</th>
      <td className="num">{before}</td>
      <td className="num">{one.kind === "wrong" ? one.text : isWritten(one) ? format.decimal(one.points) : ""}</td>
      <td>
        {said ??
          (one.kind === "needs-reason" ? (
            <Input
              value={reason}
              aria-label={t("reasonOf", { unit: row.unitName })}
              placeholder={t("reasonPlaceholder")}
              {...(isShort(reason) ? { status: "warning" as const } : {})}
              onChange={(event) => {
                onReason(event.target.value);
              }}
            />
          ) : (
            reason
          ))}
      </td>
    </tr>
  );
}

function Summary({ plan, ready }: { readonly plan: Plan; readonly ready: number }): ReactNode {
  const t = useGridWords();
  const format = useFormat();
  const count = (kind: Planned["kind"]): number => plan.planned.filter((one) => one.kind === kind).length;
  const parts = [
    t("plan.ready", { count: format.count(ready) }),
    ...(count("same") === 0 ? [] : [t("plan.sameCount", { count: format.count(count("same")) })]),
    ...(count("wrong") === 0 ? [] : [t("plan.wrongCount", { count: format.count(count("wrong")) })]),
    ...(count("skipped") === 0 ? [] : [t("plan.skippedCount", { count: format.count(count("skipped")) })]),
    ...(plan.tooMany === 0 ? [] : [t("plan.tooMany", { count: format.count(plan.tooMany) })]),
    ...(plan.unknown.length === 0 ? [] : [t("plan.unknown", { names: plan.unknown.join(", ") })]),
  ];
  return (
    <>
      <p>{plan.isByName ? t("plan.byName") : t("plan.byOrder", { unit: plan.planned[0]?.row.unitName ?? "" })}</p>
      <p role="status">{parts.join(" · ")}</p>
    </>
  );
}

function PlanTable({ planned, reasonOf, onReason }: { readonly planned: readonly Planned[]; readonly reasonOf: (one: Planned) => string; readonly onReason: (unitId: string, reason: string) => void }): ReactNode {
  const t = useGridWords();
  const sorted = planned.toSorted((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  return (
    <TableScroll label={t("pasteTitle")} className="grid-plan" isTaken={false}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t("column.unit")}</th>
            <th scope="col" className="num">
              {t("column.self")}
            </th>
            <th scope="col" className="num">
              {t("column.mine")}
            </th>
            <th scope="col">{t("column.reason")}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((one) => (
            <Line
              key={one.row.unitId}
              one={one}
              reason={reasonOf(one)}
              onReason={(reason) => {
                onReason(one.row.unitId, reason);
              }}
            />
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

type Props = { readonly plan: Plan; readonly place: { readonly campaignId: string; readonly round: Round; readonly index: string; readonly code: string }; readonly onDone: (outcome: Outcome) => void; readonly onCancel: () => void };

export function PastePreview({ plan, place, onDone, onCancel }: Props): ReactNode {
  const t = useGridWords();
  const format = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  const { isBusy, error, save } = usePasteSave(place);
  const [reasons, setReasons] = useState<ReadonlyMap<string, string>>(new Map());
  const [common, setCommon] = useState("");
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const reasonOf = (one: Writable): string => reasons.get(one.row.unitId) ?? (one.reason === "" && one.kind === "needs-reason" ? common : one.reason);
  const written = plan.planned.filter(isWritten);
  const ready = written.filter((one) => one.kind === "save" || !isShort(reasonOf(one))).map((one) => ({ ...one, reason: reasonOf(one) }));
  const finish = async (): Promise<void> => {
    const outcome = await save(ready);
    if (outcome.statuses.size > 0) onDone(outcome);
  };
  const needy = written.filter((one) => one.kind === "needs-reason").length;
  return (
    <section className="card stack grid-panel" aria-labelledby="grid-paste">
      <h2 id="grid-paste" ref={heading} tabIndex={-1}>
        {t("pasteTitle")}
      </h2>
      <Summary plan={plan} ready={ready.length} />
      {needy === 0 ? null : (
        <label className="grid-common">
          {t("commonReason", { count: format.count(needy) })}
          <Input
            value={common}
            maxLength={4000}
            onChange={(event) => {
              setCommon(event.target.value);
            }}
          />
        </label>
      )}
      <PlanTable
        planned={plan.planned}
        reasonOf={(one) => (isWritten(one) ? reasonOf(one) : "")}
        onReason={(unitId, reason) => {
          setReasons(new Map(reasons).set(unitId, reason));
        }}
      />
      <RefusalNote error={error} />
      <div className="row">
        <Button
          type="primary"
          loading={isBusy}
          disabled={ready.length === 0}
          onClick={() => {
            void finish();
          }}
        >
          {t("pasteSave", { count: format.count(ready.length) })}
        </Button>
        <Button onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </section>
  );
}
