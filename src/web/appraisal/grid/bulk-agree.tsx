import { Button, Checkbox } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { agreeWith } from "../../../contract/assessment.ts";
import { useAct } from "../../shell/query.ts";
import { useFormat } from "../../ui/format.ts";
import { RefusalNote } from "../../ui/states.tsx";
import type { Round } from "../ground.ts";
import { TOUCHED } from "./editing.ts";
import { agreeable, type Far, isFar, type Row } from "./rows.ts";
import { useGridWords } from "./words.ts";

/** Agreement with many at once: with how many, with which, and which are better looked at one by one. */

type Props = { readonly campaignId: string; readonly round: Round; readonly code: string; readonly rows: readonly Row[]; readonly far: Far | undefined; readonly onDone: (agreed: number) => void; readonly onCancel: () => void };

function Units({ rows, chosen, onChange }: { readonly rows: readonly Row[]; readonly chosen: ReadonlySet<string>; readonly onChange: (unitId: string, isChosen: boolean) => void }): ReactNode {
  const t = useGridWords();
  const format = useFormat();
  return (
    <ul className="grid-units">
      {rows.map((row) => (
        <li key={row.unitId}>
          <Checkbox
            checked={chosen.has(row.unitId)}
            onChange={(event) => {
              onChange(row.unitId, event.target.checked);
            }}
          >
            {row.unitName} <span className="num muted">{t("points", { points: format.decimal(row.before?.points ?? "0.00") })}</span>
          </Checkbox>
        </li>
      ))}
    </ul>
  );
}

export function BulkAgree({ campaignId, round, code, rows, far, onDone, onCancel }: Props): ReactNode {
  const t = useGridWords();
  const format = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  const act = useAct(agreeWith, { touches: ["assessment.grid", ...TOUCHED] });
  const able = agreeable(rows);
  const standing = able.filter((one) => isFar(one, far));
  const usual = able.filter((one) => !isFar(one, far));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(usual.map((one) => one.unitId)));
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const change = (unitId: string, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(unitId);
    else next.delete(unitId);
    setChosen(next);
  };
  const picked = able.filter((one) => chosen.has(one.unitId));
  const agree = async (): Promise<void> => {
    const { body } = await act.mutateAsync({ params: { campaignId }, body: { round, items: picked.map(({ unitId }) => ({ unitId, code })) } });
    onDone(body.agreed);
  };
  const left = rows.length - able.length;
  return (
    <section className="card stack grid-panel" aria-labelledby="grid-agree">
      <h2 id="grid-agree" ref={heading} tabIndex={-1}>
        {t("agreeTitle", { count: format.count(picked.length) })}
      </h2>
      <p>{t("agreeLead")}</p>
      {left === 0 ? null : <p className="muted">{t("agreeLeftOut", { count: format.count(left) })}</p>}
      {standing.length === 0 || far === undefined ? null : (
        <>
          <h3>{t("agreeFar", { count: format.count(standing.length), median: format.decimal(far.median), distance: format.decimal(far.distance) })}</h3>
          <Units rows={standing} chosen={chosen} onChange={change} />
        </>
      )}
      {usual.length === 0 ? null : (
        <>
          <h3>{t("agreeUsual", { count: format.count(usual.length) })}</h3>
          <Units rows={usual} chosen={chosen} onChange={change} />
        </>
      )}
      <RefusalNote error={act.error} />
      <div className="row">
        <Button
          type="primary"
          loading={act.isPending}
          disabled={picked.length === 0}
          onClick={() => {
            void agree().catch(() => undefined);
          }}
        >
          {t("agreeDo", { count: format.count(picked.length) })}
        </Button>
        <Button onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </section>
  );
}
