import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { listUnits } from "../../contract/organisation.ts";
import { addInspection } from "../../contract/plan-inspection.ts";
import { useOnce } from "../shell/once.ts";
import { useAll } from "../shell/query.ts";
import { DayField } from "../ui/day-field.tsx";
import { AreaField, Choice } from "../ui/fields.tsx";
import { Pick } from "../ui/pick.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { type Check, Checklist, type ChosenTeam, Team } from "./inspection-fields.tsx";
import { useInspectionWords } from "./words-inspection.ts";

/** Arranging an inspection: of whom, when, by whom, what is looked at. */

const LONGEST_TITLE = 500;
/** What somebody wrote, a line each, with codes that no index has. */
const ownChecks = (typed: string): Check[] => typed.split("\n").map((one) => one.trim()).filter((one) => one !== "").map((title, at) => ({ code: `k${String(at + 1)}`, title: title.slice(0, LONGEST_TITLE) }));

export function NewInspection({ planId }: { readonly planId: string }): ReactNode {
  const t = useInspectionWords();
  const { data: units = [] } = useAll(listUnits, {});
  const { send, isBusy, error } = useOnce(addInspection, { touches: ["plan"] });
  const [unitId, setUnit] = useState("");
  const [kind, setKind] = useState<"planned" | "surprise">("planned");
  const [purpose, setPurpose] = useState("");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [team, setTeam] = useState<ChosenTeam>({ leader: "", members: [] });
  const [chosen, setChosen] = useState<readonly Check[]>([]);
  const [own, setOwn] = useState("");
  const checklist = [...chosen, ...ownChecks(own)];
  const isReady = unitId !== "" && purpose.trim() !== "" && from !== "" && to !== "" && team.leader !== "" && checklist.length > 0;
  return (
    <details className="card">
      <summary>{t("add")}</summary>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); void send({ params: { planId }, body: { unitId, kind, purpose: purpose.trim(), from, to, leader: team.leader, members: [...team.members], checklist } }); }}>
        <div className="plan-two">
          <div className="field">
            <span className="field-label">{t("unit")}</span>
            <Pick label={t("unit")} value={unitId === "" ? undefined : unitId} options={units.filter((one) => one.index !== null).map((one) => ({ value: one.id, label: one.name }))} onPick={(picked) => { setUnit(picked ?? ""); setChosen([]); }} />
          </div>
          <Choice label={t("kind")} value={kind} onChange={setKind} options={[{ value: "planned", label: t("kind.planned") }, { value: "surprise", label: t("kind.surprise") }]} />
          <DayField label={t("from")} value={from} onChange={setFrom} />
          <DayField label={t("to")} value={to} onChange={setTo} />
        </div>
        <Team team={team} onChange={setTeam} />
        {kind === "surprise" ? <p className="small muted">{t("surprise")}</p> : null}
        <AreaField label={t("purpose")} value={purpose} onChange={setPurpose} />
        <Checklist planId={planId} unitId={unitId} chosen={chosen} onChange={setChosen} />
        <AreaField label={t("ownCheck")} value={own} onChange={setOwn} />
        <RefusalNote error={error} />
        <div>
          <Button type="primary" htmlType="submit" loading={isBusy} disabled={!isReady}>
            {t("arrange")}
          </Button>
        </div>
      </form>
    </details>
  );
}
