import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { z } from "zod";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { listCampaignUnits } from "../../contract/campaign.ts";
import { listFacts, readFacts, setFact } from "../../contract/campaign-setup.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { call } from "../shell/client.ts";
import { forget, useAll } from "../shell/query.ts";
import { AreaField, Choice, isShort } from "../ui/fields.tsx";
import { Loaded } from "../ui/states.tsx";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { FactValueField, readFactValue, useFactText } from "./fact-value.tsx";
import { TurnNote, useInTurn } from "./in-turn.tsx";
import { isBeforeConsolidation } from "./phase.ts";
import { RecordList } from "./record-list.tsx";
import { useDocument } from "./regulation-tree.ts";
import { UnitPicker } from "./unit-picker.tsx";
import { useRecordWords } from "./words-records.ts";
import { useCampaignWords } from "./words.ts";
import "./setup.css";

type Unit = z.output<typeof listCampaignUnits.response>["items"][number];
type Recorded = z.output<typeof listFacts.response>["items"][number];
type Given = { readonly at: At; readonly units: readonly Unit[]; readonly document: Regulation };
type Value = NonNullable<z.input<NonNullable<typeof setFact.body>>>["value"];
type Draft = { readonly key: string; readonly chosen: ReadonlySet<string>; readonly typed: Readonly<Record<string, string>>; readonly proof: string };

/** Every fact rests on the version of its unit's facts, which is asked first. */
async function recordFact(campaignId: string, unitId: string, key: string, body: { readonly value: Value; readonly proof: string }): Promise<void> {
  const { version = "0" } = await call(readFacts, { params: { campaignId, unitId } });
  await call(setFact, { params: { campaignId, unitId, key }, body, version });
}

const EMPTY: Draft = { key: "", chosen: new Set(), typed: {}, proof: "" };

function FactForm({ at, units, document }: Given): ReactNode {
  const t = useRecordWords();
  const words = useCampaignWords();
  const client = useQueryClient();
  const inTurn = useInTurn();
  const [draft, setDraft] = useState<Draft>({ ...EMPTY, key: document.facts.length === 1 ? (document.facts[0]?.key ?? "") : "" });
  const [isTried, setTried] = useState(false);
  const [done, setDone] = useState<number>();
  const fact = document.facts.find((one) => one.key === draft.key);
  const value = fact === undefined ? undefined : readFactValue(fact, draft.typed);
  const picked = units.filter((one) => draft.chosen.has(one.unitId));
  const change = (to: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...to }));
  };
  const submit = async (): Promise<void> => {
    setTried(true);
    if (fact === undefined || value === undefined || picked.length === 0 || isShort(draft.proof)) return;
    setDone(undefined);
    const isDone = await inTurn.run(picked, async (unit) => recordFact(at.campaign.id, unit.unitId, fact.key, { value, proof: draft.proof.trim() }));
    await forget(client, ["campaign"]);
    if (!isDone) return;
    setDone(picked.length);
    setTried(false);
    change({ chosen: new Set(), proof: "" });
  };
  return (
    <form
      className="card stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>{t("factNew")}</h2>
      <Choice label={t("fact")} value={draft.key} options={[{ value: "", label: t("choose") }, ...document.facts.map((one) => ({ value: one.key, label: one.title }))]} help={fact === undefined ? undefined : `${fact.text} (${fact.article})`} onChange={(key) => { change({ key, typed: {} }); }} fault={isTried && fact === undefined ? t("factNeeded") : undefined} />
      {fact === undefined ? null : <FactValueField fact={fact} document={document} typed={draft.typed} onChange={(typed) => { change({ typed }); }} fault={isTried && value === undefined ? t("valueNeeded") : undefined} />}
      <UnitPicker legend={t("units")} units={units} chosen={draft.chosen} onChange={(chosen) => { change({ chosen }); }} fault={isTried && picked.length === 0 ? t("unitsNeeded") : undefined} />
      <AreaField label={t("proof")} help={t("proofHelp")} value={draft.proof} onChange={(proof) => { change({ proof }); }} fault={isTried && isShort(draft.proof) ? words("reasonShort") : undefined} />
      <TurnNote inTurn={inTurn} />
      {done === undefined ? null : (
        <p role="status" className="setup-done">
          {t("factDone", { count: done })}
        </p>
      )}
      <div>
        <Button type="primary" htmlType="submit" loading={inTurn.turn.isRunning}>
          {t("factNow", { count: picked.length })}
        </Button>
      </div>
    </form>
  );
}

function Facts({ at, units, document, facts }: Given & { readonly facts: readonly Recorded[] }): ReactNode {
  const t = useRecordWords();
  const client = useQueryClient();
  const textOf = useFactText(document);
  const byId = new Map(units.map((one) => [one.unitId, one]));
  const mayChange = at.roles.some((role) => role === "programme-officer" || role === "working-group") && isBeforeConsolidation(at.campaign.stage);
  const lines = facts.map((one) => {
    const title = document.facts.find((fact) => fact.key === one.key)?.title ?? one.key;
    const unit = byId.get(one.unitId)?.name ?? "";
    return { key: `${one.unitId} ${one.key}`, unit, what: title, value: textOf(one.key, one.value), ground: one.proof, takeBack: t("takeBackFor", { fact: title, unit }) };
  });
  const takeBack = async (key: string, proof: string): Promise<void> => {
    const [unitId = "", name = ""] = key.split(" ");
    await recordFact(at.campaign.id, unitId, name, { value: null, proof });
    await forget(client, ["campaign"]);
  };
  return (
    <>
      {document.facts.length === 0 ? <p className="muted">{t("noFactsInLaw")}</p> : mayChange ? <FactForm at={at} units={units} document={document} /> : <p className="muted">{t("closed")}</p>}
      <RecordList title={t("factsInForce")} empty={t("noFacts")} lines={lines} reasonLabel={t("takeBackProof")} onTakeBack={mayChange ? takeBack : undefined} />
    </>
  );
}

function FactsOf({ at }: { readonly at: At }): ReactNode {
  const params = { campaignId: at.campaign.id };
  const units = useAll(listCampaignUnits, { params });
  const facts = useAll(listFacts, { params });
  const document = useDocument(at.campaign.regulationInForce.versionId);
  return <Loaded query={document}>{({ body }) => <Loaded query={units}>{(all) => <Loaded query={facts}>{(list) => <Facts at={at} units={all} document={body.document} facts={list} />}</Loaded>}</Loaded>}</Loaded>;
}

export function FactsPage(): ReactNode {
  const t = useRecordWords();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/setup/facts" });
  return (
    <CampaignPage campaignId={campaignId} title={t("facts")} width="text">
      {(at) => (
        <>
          <p className="muted">{t("factsLead")}</p>
          <FactsOf at={at} />
        </>
      )}
    </CampaignPage>
  );
}
