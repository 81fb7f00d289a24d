import { useNavigate, useParams } from "@tanstack/react-router";
import type { z } from "zod";
import { Button, Select } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { listCampaignUnits } from "../../contract/campaign.ts";
import { askOpinion } from "../../contract/opinion.ts";
import { listUnits } from "../../contract/organisation.ts";
import { useAct, useAll } from "../shell/query.ts";
import { AreaField, Choice, Field, isShort, TextField } from "../ui/fields.tsx";
import { matches, useFormat } from "../ui/format.ts";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { CriterionPicker } from "./criterion-picker.tsx";
import { LinkButton } from "./link-button.tsx";
import { readDay, shiftedDay, typedMoment } from "./moment.ts";
import { isBeforeConsolidation } from "./phase.ts";
import { linesIn, useDocument } from "./regulation-tree.ts";
import { UnitPicker } from "./unit-picker.tsx";
import { useOpinionWords } from "./words-opinions.ts";
import { useCampaignWords } from "./words.ts";

type Unit = z.output<typeof listCampaignUnits.response>["items"][number];
type Body = z.output<typeof listUnits.response>["items"][number];
type Draft = { readonly toUnitId: string; readonly question: string; readonly due: string; readonly index: string; readonly codes: ReadonlySet<string>; readonly chosen: ReadonlySet<string> };
type Given = { readonly at: At; readonly units: readonly Unit[]; readonly bodies: readonly Body[] };

const MOST_ITEMS = 500;

/** The questions of the request: every chosen criterion of every chosen unit. */
const itemsOf = ({ toUnitId, index, codes, chosen }: Draft, units: readonly Unit[]): { unitId: string; code: string }[] => units.filter((one) => one.index === index && one.unitId !== toUnitId && chosen.has(one.unitId)).flatMap(({ unitId }) => [...codes].map((code) => ({ unitId, code })));

function BodyField({ bodies, value, onChange, fault }: { readonly bodies: readonly Body[]; readonly value: string; readonly onChange: (value: string) => void; readonly fault: string | undefined }): ReactNode {
  const t = useOpinionWords();
  const { compare } = useFormat();
  const options = useMemo(() => bodies.map((one) => ({ value: one.id, label: `${one.name} (${one.code})` })).toSorted((a, b) => compare(a.label, b.label)), [bodies, compare]);
  return (
    <Field label={t("body")} fault={fault}>
      {({ id }) => <Select id={id} showSearch={{ filterOption: (typed, option) => matches(option?.label ?? "", typed) }} placeholder={t("find")} options={options} value={value === "" ? null : value} onChange={onChange} status={fault === undefined ? "" : "error"} />}
    </Field>
  );
}

function AskForm({ at, units, bodies }: Given): ReactNode {
  const t = useOpinionWords();
  const words = useCampaignWords();
  const format = useFormat();
  const navigate = useNavigate();
  const act = useAct(askOpinion, { touches: ["assessment.listOpinions"] });
  const indexes = [...new Set(units.map((one) => one.index))].toSorted();
  const [draft, setDraft] = useState<Draft>({ toUnitId: "", question: "", due: shiftedDay(typedMoment(at.campaign.now).day, 7) ?? "", index: indexes.at(-1) ?? "", codes: new Set(), chosen: new Set() });
  const [isTried, setTried] = useState(false);
  const document = useDocument(at.campaign.regulationInForce.versionId).data?.body.document;
  const items = itemsOf(draft, units);
  const due = readDay(draft.due);
  const change = (to: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...to }));
  };
  const submit = (): void => {
    setTried(true);
    if (draft.toUnitId === "" || isShort(draft.question) || due === undefined || items.length === 0 || items.length > MOST_ITEMS || act.isPending || act.isSuccess) return;
    act.mutate({ params: { campaignId: at.campaign.id }, body: { toUnitId: draft.toUnitId, question: draft.question.trim(), due, items } }, { onSuccess: ({ body }) => { void navigate({ to: "/campaigns/$campaignId/opinions/$requestId", params: { campaignId: at.campaign.id, requestId: body.id } }); } });
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <BodyField bodies={bodies} value={draft.toUnitId} onChange={(toUnitId) => { change({ toUnitId }); }} fault={isTried && draft.toUnitId === "" ? t("bodyNeeded") : undefined} />
      <AreaField label={t("question")} help={t("questionHelp")} maxLength={4000} value={draft.question} onChange={(question) => { change({ question }); }} fault={isTried && isShort(draft.question) ? words("reasonShort") : undefined} />
      <TextField label={t("dueDay")} help={words("dayFormat")} value={draft.due} onChange={(value) => { change({ due: value }); }} fault={isTried && due === undefined ? words("dayWrong") : undefined} />
      {indexes.length < 2 ? null : <Choice label={t("index")} value={draft.index} options={indexes.map((one) => ({ value: one, label: words("index", { index: one }) }))} onChange={(index) => { change({ index, codes: new Set(), chosen: new Set() }); }} />}
      <CriterionPicker lines={linesIn(document, draft.index)} chosen={draft.codes} onChange={(codes) => { change({ codes }); }} fault={isTried && draft.codes.size === 0 ? t("criteriaNeeded") : undefined} />
      <UnitPicker legend={t("units")} units={units.filter((one) => one.index === draft.index).map((one) => ({ ...one, bar: one.unitId === draft.toUnitId ? t("self") : undefined }))} chosen={draft.chosen} onChange={(chosen) => { change({ chosen }); }} fault={isTried && items.length === 0 ? t("unitsNeeded") : undefined} />
      <section className="card stack campaign-will">
        <p>{t("size", { count: format.count(items.length), criteria: draft.codes.size, units: draft.codes.size === 0 ? draft.chosen.size : items.length / draft.codes.size })}</p>
        {items.length > MOST_ITEMS ? <p className="field-bad">{t("tooMany", { most: MOST_ITEMS })}</p> : <p className="muted">{t("sendWill")}</p>}
      </section>
      <RefusalNote error={act.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t("send")}
        </Button>
        <LinkButton to={`/campaigns/${at.campaign.id}/opinions`}>{words("cancel")}</LinkButton>
      </div>
    </form>
  );
}

export function AskOpinionPage(): ReactNode {
  const t = useOpinionWords();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/opinions/new" });
  const units = useAll(listCampaignUnits, { params: { campaignId } });
  const bodies = useAll(listUnits, {});
  return (
    <CampaignPage campaignId={campaignId} title={t("askTitle")} width="text">
      {(at) => (isBeforeConsolidation(at.campaign.stage) ? <Loaded query={units}>{(all) => <Loaded query={bodies}>{(list) => <AskForm at={at} units={all} bodies={list} />}</Loaded>}</Loaded> : <Notice title={t("closed")} />)}
    </CampaignPage>
  );
}
