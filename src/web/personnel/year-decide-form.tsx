import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { actOnRound, type RatingRound } from "../../contract/personnel-year.ts";
import { needsReason } from "../../contract/personnel-year-levels.ts";
import { PUBLICATIONS, type RatingLevel } from "../../contract/personnel-year-steps.ts";
import { useAct } from "../shell/query.ts";
import { DayField } from "../ui/day-field.tsx";
import { Choice, TextField } from "../ui/fields.tsx";
import { dayHere, useFormat } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { LevelField } from "./year-level-field.tsx";
import { useRoundWords } from "./year-round-words.ts";

/** One decision for everybody whose file is complete: each level stands as computed until the decider lowers it with a reason. */

type Chosen = { readonly level: RatingLevel; readonly reason: string };

export function DecideForm({ round }: { readonly round: RatingRound }): ReactNode {
  const t = useRoundWords();
  const format = useFormat();
  const act = useAct(actOnRound, { touches: ["personnel"] });
  const ready = round.lines.filter((one) => one.isRated && one.decided === null && one.missing.length === 0 && one.computed !== null);
  const [number, setNumber] = useState("");
  const [on, setOn] = useState(dayHere(round.now));
  const [publication, setPublication] = useState<(typeof PUBLICATIONS)[number]>(PUBLICATIONS[0]);
  const [chosen, setChosen] = useState<Readonly<Record<string, Chosen>>>({});
  const of = (id: string, computed: RatingLevel | null): Chosen => chosen[id] ?? { level: computed ?? "completed", reason: "" };
  const submit = (): void => {
    if (number.trim() === "" || on === "" || act.isPending) return;
    act.mutate({ params: { roundId: round.id, year: round.year }, body: { kind: "decide", number: number.trim(), on, publication, people: ready.map((one) => ({ fileId: one.id, handling: "", ...of(one.id, one.computed) })) }, version: round.version });
  };
  return (
    <form className="card stack no-print" noValidate aria-label={t("decide")} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <h2>{t("decide")}</h2>
      <p>{t("decideHelp", { count: format.count(ready.length) })}</p>
      <ul className="year-decide">
        {ready.map((one) => {
          const present = of(one.id, one.computed);
          const change = (more: Partial<Chosen>): void => { setChosen({ ...chosen, [one.id]: { ...present, ...more } }); };
          return (
            <li key={one.id}>
              <span>{`${one.name} · ${one.percent === null ? "" : format.decimal(one.percent)}`}</span>
              <LevelField label={t("levelFor", { name: one.name })} isLabelHidden value={present.level} limits={one.limits} onChange={(level) => { change({ level }); }} />
              {needsReason(present.level, one.limits) ? <TextField label={t("reasonFor", { name: one.name })} value={present.reason} onChange={(reason) => { change({ reason }); }} maxLength={2000} /> : null}
            </li>
          );
        })}
      </ul>
      <div className="form-grid">
        <TextField label={t("decisionNumber")} value={number} onChange={setNumber} maxLength={60} />
        <DayField label={t("decisionDay")} value={on} onChange={setOn} />
        <Choice label={t("publication")} value={publication} options={PUBLICATIONS.map((one) => ({ value: one, label: t(`publication.${one}`) }))} onChange={setPublication} />
      </div>
      <RefusalNote error={act.error} />
      <div>
        <Button type="primary" htmlType="submit" loading={act.isPending} disabled={number.trim() === ""}>
          {t("signDecision")}
        </Button>
      </div>
    </form>
  );
}
