import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { setYear, YEAR_INDEXES, type YearIndex, type YearValue } from "../../contract/plan-years.ts";
import { useAct } from "../shell/query.ts";
import { Choice, TextField } from "../ui/fields.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { typedOf } from "./amount.ts";
import { useUnitYearWords } from "./words-unit-years.ts";
import { useYearWords } from "./words-years.ts";

const EMPTY = { year: "", value: "", rank: "", of: "", source: "" };
const whole = (typed: string): number | null => (/^\d{1,5}$/.test(typed.trim()) ? Number(typed) : null);

/** Entering an index that others have measured: of the province, or of a unit. */
export function Entering({ values, unitId = null }: { readonly values: readonly YearValue[]; readonly unitId?: string | null }): ReactNode {
  const t = useYearWords();
  const ofUnit = useUnitYearWords();
  const act = useAct(setYear, { touches: ["report.readYears"] });
  const [index, setIndex] = useState<YearIndex>("par");
  const [typed, setTyped] = useState(EMPTY);
  const set = (key: keyof typeof EMPTY) => (value: string): void => {
    setTyped({ ...typed, [key]: value });
  };
  const there = values.find((one) => one.index === index && String(one.year) === typed.year.trim() && one.unitId === unitId && !one.isOwn);
  return (
    <section className="card stack no-print" aria-labelledby="years-enter">
      <h2 id="years-enter">{unitId === null ? t("enterYear") : ofUnit("enterUnit")}</h2>
      <div className="row">
        <Choice label={t("index")} value={index} onChange={setIndex} options={YEAR_INDEXES.map((one) => ({ value: one, label: t(`index.${one}`) }))} />
        <TextField label={t("year")} value={typed.year} onChange={set("year")} />
        <TextField label={t("indexValue")} value={typed.value} onChange={set("value")} />
        <TextField label={t("rank")} value={typed.rank} onChange={set("rank")} />
        <TextField label={t("ofHowMany")} value={typed.of} onChange={set("of")} />
        <TextField label={t("sourceOf")} value={typed.source} onChange={set("source")} />
      </div>
      <div>
        <Button
          type="primary"
          loading={act.isPending}
          onClick={() => {
            act.mutate({ params: { index, year: typed.year.trim() }, body: { unitId, value: typedOf(typed.value), rank: whole(typed.rank), of: whole(typed.of), source: typed.source }, version: there?.version ?? "0" });
          }}
        >
          {t("save")}
        </Button>
      </div>
      <span role="status">{act.isSuccess ? t("saved") : ""}</span>
      <RefusalNote error={act.error} />
    </section>
  );
}
