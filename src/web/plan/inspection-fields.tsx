import { Button, Checkbox } from "antd";
import type { ReactNode } from "react";
import { listPeople } from "../../contract/organisation.ts";
import { readChecklist } from "../../contract/plan-inspection.ts";
import { useAll, useRead } from "../shell/query.ts";
import { Pick } from "../ui/pick.tsx";
import { useInspectionWords } from "./words-inspection.ts";

/** Who inspects, and what is looked at: chosen when an inspection is arranged, and changed until it begins. */

export type ChosenTeam = { readonly leader: string; readonly members: readonly string[] };

export function Team({ team: { leader, members }, onChange }: { readonly team: ChosenTeam; readonly onChange: (team: ChosenTeam) => void }): ReactNode {
  const t = useInspectionWords();
  const { data: people = [] } = useAll(listPeople, {});
  const names = people.map((one) => ({ value: one.id, label: one.name }));
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? id;
  return (
    <div className="plan-two">
      <div className="field">
        <span className="field-label">{t("leader")}</span>
        <Pick label={t("leader")} value={leader === "" ? undefined : leader} options={names.filter((one) => !members.includes(one.value))} onPick={(picked) => { onChange({ leader: picked ?? "", members }); }} />
      </div>
      <div className="field">
        <span className="field-label">{t("members")}</span>
        <Pick label={t("members")} value={undefined} options={names.filter((one) => one.value !== leader && !members.includes(one.value))} onPick={(picked) => { if (picked !== undefined) onChange({ leader, members: [...members, picked] }); }} />
        {members.length === 0 ? <span className="small muted">{t("none2")}</span> : null}
        <ul className="plan-brought">
          {members.map((one) => (
            <li key={one}>
              {nameOf(one)}{" "}
              <button type="button" className="evidence-act" aria-label={t("removeMember", { name: nameOf(one) })} onClick={() => { onChange({ leader, members: members.filter((other) => other !== one) }); }}>
                {t("drop")}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

export type Check = { readonly code: string; readonly title: string };

export function Checklist({ planId, unitId, chosen, onChange }: { readonly planId: string; readonly unitId: string; readonly chosen: readonly Check[]; readonly onChange: (chosen: readonly Check[]) => void }): ReactNode {
  const t = useInspectionWords();
  const { data } = useRead(readChecklist, { params: { planId }, query: { unitId } }, { enabled: unitId !== "" });
  const listed = data?.body.items ?? [];
  // What somebody wrote themselves stays in the list.
  const items = [...listed, ...chosen.filter((one) => listed.every(({ code }) => code !== one.code))];
  if (items.length === 0) return <p className="small muted">{t("noChecklist")}</p>;
  return (
    <details>
      <summary>{t("checklistHelp", { count: chosen.length })}</summary>
      <p className="row">
        {data === undefined || data.body.year === null ? null : <span className="small muted">{t("checklistOf", { year: data.body.year })}</span>}
        <Button size="small" onClick={() => { onChange(chosen.length === items.length ? [] : items); }}>
          {t(chosen.length === items.length ? "chooseNone" : "chooseAll")}
        </Button>
      </p>
      <ul className="plan-rows">
        {items.map((one) => (
          <li key={one.code}>
            <Checkbox checked={chosen.some(({ code }) => code === one.code)} onChange={(event) => { onChange(event.target.checked ? [...chosen, one] : chosen.filter(({ code }) => code !== one.code)); }}>
              {one.code} {one.title}
            </Checkbox>
          </li>
        ))}
      </ul>
    </details>
  );
}
