import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { z } from "zod";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { listCampaignUnits } from "../../contract/campaign.ts";
import { listMarks, readMarks, setMark, withdrawMark } from "../../contract/campaign-setup.ts";
import { call } from "../shell/client.ts";
import { forget, useAll } from "../shell/query.ts";
import { AreaField, Choice, isShort, TextField } from "../ui/fields.tsx";
import { Loaded } from "../ui/states.tsx";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { TurnNote, useInTurn } from "./in-turn.tsx";
import { isBeforeConsolidation } from "./phase.ts";
import { RecordList } from "./record-list.tsx";
import { labelOf, linesIn, useDocument } from "./regulation-tree.ts";
import { UnitPicker } from "./unit-picker.tsx";
import { useRecordWords } from "./words-records.ts";
import { useCampaignWords } from "./words.ts";
import "./setup.css";

type Unit = z.output<typeof listCampaignUnits.response>["items"][number];
type Mark = z.output<typeof listMarks.response>["items"][number];
type Given = { readonly at: At; readonly units: readonly Unit[]; readonly marks: readonly Mark[] };
type Draft = { readonly index: string; readonly code: string; readonly chosen: ReadonlySet<string>; readonly reason: string; readonly article: string | undefined };

/** Every mark rests on the version of its unit's marks, which is asked first. */
async function markUnit(campaignId: string, unitId: string, code: string, body: { readonly reason: string; readonly article: string }): Promise<void> {
  const { version = "0" } = await call(readMarks, { params: { campaignId, unitId } });
  await call(setMark, { params: { campaignId, unitId, code }, body, version });
}

function useMarking({ at, units }: Given) {
  const document = useDocument(at.campaign.regulationInForce.versionId).data?.body.document;
  const indexes = [...new Set(units.map((one) => one.index))].toSorted();
  const [draft, setDraft] = useState<Draft>({ index: "", code: "", chosen: new Set(), reason: "", article: undefined });
  const index = draft.index === "" ? (indexes[0] ?? "") : draft.index;
  return {
    draft: { ...draft, index, article: draft.article ?? document?.notApplicable.article ?? "" },
    indexes,
    lines: linesIn(document, index).filter((one) => one.kind === "points"),
    change: (to: Partial<Draft>) => {
      setDraft((before) => ({ ...before, ...to }));
    },
  };
}

function MarkForm(given: Given): ReactNode {
  const { at, units, marks } = given;
  const t = useRecordWords();
  const words = useCampaignWords();
  const client = useQueryClient();
  const inTurn = useInTurn();
  const { draft, indexes, lines, change } = useMarking(given);
  const [isTried, setTried] = useState(false);
  const [done, setDone] = useState<number>();
  const has = new Set(marks.filter((one) => one.code === draft.code).map((one) => one.unitId));
  const picked = units.filter((one) => one.index === draft.index && draft.chosen.has(one.unitId) && !has.has(one.unitId));
  const submit = async (): Promise<void> => {
    setTried(true);
    if (draft.code === "" || picked.length === 0 || isShort(draft.reason) || draft.article.trim() === "") return;
    setDone(undefined);
    const isDone = await inTurn.run(picked, async (unit) => markUnit(at.campaign.id, unit.unitId, draft.code, { reason: draft.reason.trim(), article: draft.article.trim() }));
    await forget(client, ["campaign"]);
    if (!isDone) return;
    setDone(picked.length);
    setTried(false);
    change({ chosen: new Set() });
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
      <h2>{t("markNew")}</h2>
      {indexes.length < 2 ? null : <Choice label={t("index")} value={draft.index} options={indexes.map((one) => ({ value: one, label: words("index", { index: one }) }))} onChange={(index) => { change({ index, code: "", chosen: new Set() }); }} />}
      <Choice label={t("what")} value={draft.code} options={[{ value: "", label: t("choose") }, ...lines.map((one) => ({ value: one.code, label: labelOf(one) }))]} onChange={(code) => { change({ code }); }} fault={isTried && draft.code === "" ? t("whatNeeded") : undefined} />
      <UnitPicker legend={t("units")} units={units.filter((one) => one.index === draft.index).map((one) => ({ ...one, bar: has.has(one.unitId) ? t("already") : undefined }))} chosen={draft.chosen} onChange={(chosen) => { change({ chosen }); }} fault={isTried && picked.length === 0 ? t("unitsNeeded") : undefined} />
      <AreaField label={t("reason")} value={draft.reason} onChange={(reason) => { change({ reason }); }} fault={isTried && isShort(draft.reason) ? words("reasonShort") : undefined} />
      <TextField label={t("article")} value={draft.article} onChange={(article) => { change({ article }); }} fault={isTried && draft.article.trim() === "" ? t("articleNeeded") : undefined} />
      <TurnNote inTurn={inTurn} />
      {done === undefined ? null : (
        <p role="status" className="setup-done">
          {t("marked", { count: done })}
        </p>
      )}
      <div>
        <Button type="primary" htmlType="submit" loading={inTurn.turn.isRunning}>
          {t("markNow", { count: picked.length })}
        </Button>
      </div>
    </form>
  );
}

function Marks({ at, units, marks }: Given): ReactNode {
  const t = useRecordWords();
  const client = useQueryClient();
  const query = useDocument(at.campaign.regulationInForce.versionId);
  const document = query.data?.body.document;
  const byId = new Map(units.map((one) => [one.unitId, one]));
  const titles = new Map(document?.indexes.flatMap((index) => linesIn(document, index.code).map((one) => [`${index.code} ${one.code}`, one.title] as const)));
  const mayChange = at.roles.some((role) => role === "programme-officer" || role === "council-chair") && isBeforeConsolidation(at.campaign.stage);
  const lines = marks.map((one) => {
    const unit = byId.get(one.unitId);
    const title = titles.get(`${unit?.index ?? ""} ${one.code}`);
    return { key: `${one.unitId} ${one.code}`, unit: unit?.name ?? "", what: `${one.code}${title === undefined ? "" : `. ${title}`}`, value: "", ground: `${one.reason} (${one.article})`, takeBack: t("withdrawFor", { code: one.code, unit: unit?.name ?? "" }) };
  });
  const takeBack = async (key: string, reason: string): Promise<void> => {
    const [unitId = "", code = ""] = key.split(" ");
    const params = { campaignId: at.campaign.id, unitId };
    const { version = "0" } = await call(readMarks, { params });
    await call(withdrawMark, { params: { ...params, code }, body: { reason }, version });
    await forget(client, ["campaign"]);
  };
  return (
    <>
      {mayChange ? <Loaded query={query}>{() => <MarkForm at={at} units={units} marks={marks} />}</Loaded> : <p className="muted">{t("closed")}</p>}
      <RecordList title={t("marksInForce")} empty={t("noMarks")} lines={lines} reasonLabel={t("withdrawReason")} onTakeBack={mayChange ? takeBack : undefined} />
    </>
  );
}

export function NotApplicablePage(): ReactNode {
  const t = useRecordWords();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/setup/not-applicable" });
  const units = useAll(listCampaignUnits, { params: { campaignId } });
  const marks = useAll(listMarks, { params: { campaignId } });
  return (
    <CampaignPage campaignId={campaignId} title={t("marks")} width="text">
      {(at) => (
        <>
          <p className="muted">{t("marksLead")}</p>
          <Loaded query={units}>{(all) => <Loaded query={marks}>{(list) => <Marks at={at} units={all} marks={list} />}</Loaded>}</Loaded>
        </>
      )}
    </CampaignPage>
  );
}
