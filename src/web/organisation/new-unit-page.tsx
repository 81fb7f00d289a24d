import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { addUnit } from "../../contract/organisation.ts";
import { useAct } from "../shell/query.ts";
import { DayField } from "../ui/day-field.tsx";
import { TextField } from "../ui/fields.tsx";
import { FinalAct } from "../ui/final-act.tsx";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { PickUnit } from "./people/forms.tsx";
import { useOrganisationWords } from "./words.ts";

/** A unit from a day on. */
export function NewUnitPage(): ReactNode {
  const t = useOrganisationWords();
  const format = useFormat();
  const navigate = useNavigate();
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [index, setIndex] = useState("");
  const [parent, setParent] = useState<string>();
  const [from, setFrom] = useState("");
  const add = useAct(addUnit, { touches: ["organisation"] });
  const act = async (): Promise<void> => {
    const { body } = await add.mutateAsync({ body: { code: code.trim(), name, index: index.trim() === "" ? null : index.trim(), parent: parent ?? null, ...(from === "" ? {} : { from }) } });
    await navigate({ to: "/units/$unitId", params: { unitId: body.id } });
  };
  return (
    <Page title={t("addUnit")} lead={t("addUnitLead")} width="text">
      <FinalAct
        consequences={[t("addWill", { name: name.trim() === "" ? "…" : name, day: from === "" ? t("addTodayWord") : format.day(from) })]}
        lasting={t("addLasting")}
        action={t("addUnit")}
        isReady={code.trim() !== "" && name.trim() !== ""}
        isBusy={add.isPending}
        error={add.error}
        onAct={() => {
          // What is refused stands in the form.
          act().catch(() => undefined);
        }}
      >
        <TextField label={t("unitName")} value={name} onChange={setName} />
        <div className="form-grid">
          <TextField label={t("code")} value={code} help={t("codeHelp")} onChange={setCode} />
          <TextField label={t("index")} value={index} help={t("indexHelp")} onChange={setIndex} />
          <DayField label={t("from")} value={from} help={t("fromHelp")} onChange={setFrom} />
        </div>
        <PickUnit label={t("parent")} value={parent} onPick={setParent} />
      </FinalAct>
    </Page>
  );
}
