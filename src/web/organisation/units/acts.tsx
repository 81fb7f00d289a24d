import { type ReactNode, useState } from "react";
import { changeUnit, mergeUnit } from "../../../contract/organisation.ts";
import { useUnitName } from "../../shell/names.ts";
import { useAct } from "../../shell/query.ts";
import { DayField } from "../../ui/day-field.tsx";
import { TextField } from "../../ui/fields.tsx";
import { FinalAct } from "../../ui/final-act.tsx";
import { Refused } from "../../ui/refusal.ts";
import { PickUnit } from "../people/forms.tsx";
import type { Person, UnitDetail } from "../types.ts";
import { useOrganisationWords } from "../words.ts";

/** A new name from a day on, another parent, another index. */
export function ChangeUnit({ unit, version }: { readonly unit: UnitDetail; readonly version: string }): ReactNode {
  const t = useOrganisationWords();
  const [name, setName] = useState(unit.name);
  const [index, setIndex] = useState(unit.index ?? "");
  const [parent, setParent] = useState(unit.parent ?? undefined);
  const [on, setOn] = useState("");
  const change = useAct(changeUnit, { touches: ["organisation"] });
  const isStale = change.error instanceof Refused && change.error.is("stale");
  return (
    <details className="card">
      <summary>{t("change")}</summary>
      <FinalAct
        consequences={[t("changeWill", { name }), t("changeOld")]}
        lasting={t("changeLasting")}
        action={t("changeAct")}
        isReady={name.trim() !== ""}
        isBusy={change.isPending}
        error={isStale ? new Error(t("stale")) : change.error}
        aside={<span role="status">{change.isSuccess ? t("done") : ""}</span>}
        onAct={() => {
          change.mutate({ params: { unitId: unit.id }, body: { name, index: index.trim() === "" ? null : index.trim(), parent: parent ?? null, ...(on === "" ? {} : { on }) }, version });
        }}
      >
        <TextField label={t("newName")} value={name} onChange={setName} />
        <div className="form-grid">
          <DayField label={t("on")} value={on} help={t("fromHelp")} onChange={setOn} />
          <TextField label={t("index")} value={index} help={t("indexHelp")} onChange={setIndex} />
        </div>
        <PickUnit label={t("parent")} value={parent} onPick={setParent} without={unit.id} />
      </FinalAct>
    </details>
  );
}

/** The unit ends and another goes on in its place. */
export function MergeUnit({ unit, people }: { readonly unit: UnitDetail; readonly people: readonly Person[] }): ReactNode {
  const t = useOrganisationWords();
  const unitName = useUnitName();
  const [into, setInto] = useState<string>();
  const [on, setOn] = useState("");
  const merge = useAct(mergeUnit, { touches: ["organisation"] });
  const holders = people.filter((one) => one.posts.some((post) => post.unit === unit.id && post.to === null));
  return (
    <details className="card">
      <summary>{t("merge")}</summary>
      <FinalAct
        consequences={[
          t("mergeWill", { name: unit.name, into: into === undefined ? t("theOther") : unitName(into) }),
          holders.length === 0 ? t("mergeNoPosts") : t("mergePosts", { count: holders.length, names: holders.map((one) => one.name).join(", ") }),
          t("mergeCampaigns"),
        ]}
        lasting={t("mergeLasting")}
        action={t("mergeAct")}
        isDangerous
        isReady={into !== undefined && on !== ""}
        isBusy={merge.isPending}
        error={merge.error}
        onAct={() => {
          if (into !== undefined) merge.mutate({ params: { unitId: unit.id }, body: { into, on } });
        }}
      >
        <PickUnit label={t("into")} value={into} onPick={setInto} without={unit.id} />
        <DayField label={t("mergeOn")} value={on} onChange={setOn} />
      </FinalAct>
    </details>
  );
}
