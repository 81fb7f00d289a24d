import { Button, Select } from "antd";
import { type ReactNode, useState } from "react";
import { giveMarks } from "../../contract/leadership.ts";
import { useOnce } from "../shell/once.ts";
import { useFormat } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import type { Cell, Kept } from "./marking.ts";
import { shownMark, stepsTo } from "./marking.ts";
import type { Criterion } from "./mark-row.tsx";
import { useMarksWords } from "./words.ts";

type Props = {
  readonly campaignId: string;
  readonly criteria: readonly Criterion[];
  readonly cells: readonly Cell[];
  readonly onGiven: (marks: readonly ({ readonly unitId: string; readonly code: string } & Kept)[]) => void;
};

/** One mark for all units of a group that have none yet; folded away until it is wanted. */
export function Bulk({ campaignId, criteria, cells, onGiven }: Props): ReactNode {
  const t = useMarksWords();
  const format = useFormat();
  const [code, setCode] = useState(criteria[0]?.code ?? "");
  const criterion = criteria.find((one) => one.code === code) ?? criteria[0];
  const steps = stepsTo(criterion?.max ?? "0") ?? [];
  const [wanted, setMark] = useState<string>();
  const mark = wanted !== undefined && steps.includes(wanted) ? wanted : (steps[Math.floor(steps.length * 0.8)] ?? "0.00");
  const { send, isBusy, error } = useOnce(giveMarks);
  const [given, setGiven] = useState<number>();
  const open = cells.filter((one) => one.code === criterion?.code && one.wanted === undefined && shownMark(one) === null);
  const give = async (): Promise<void> => {
    const answer = await send({ params: { campaignId }, body: { marks: open.map((one) => ({ unitId: one.unitId, code: one.code, mark, version: one.kept.version })) } });
    if (answer === undefined) return;
    onGiven(answer.body.marks);
    setGiven(answer.body.marks.length);
  };
  return (
    <details className="mark-bulk">
      <summary>{t("bulk")}</summary>
      <div className="stack">
        <p>{open.length === 0 ? t("bulkNothing") : t("bulkLead", { count: open.length })}</p>
        <div className="row">
          {criteria.length > 1 ? <Select aria-label={t("bulkCriterion")} value={criterion?.code ?? ""} onChange={setCode} options={criteria.map((one) => ({ value: one.code, label: one.title }))} /> : null}
          <Select aria-label={t("bulkMark")} value={mark} onChange={setMark} options={steps.map((one) => ({ value: one, label: format.decimal(one) }))} />
          <Button
            disabled={open.length === 0}
            loading={isBusy}
            onClick={() => {
              void give();
            }}
          >
            {t("bulkDo", { mark: format.decimal(mark), count: open.length })}
          </Button>
        </div>
        <RefusalNote error={error} />
        <p role="status" className="small muted">
          {given === undefined ? "" : t("bulkDone", { count: given })}
        </p>
      </div>
    </details>
  );
}
