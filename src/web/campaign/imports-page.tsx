import { useParams } from "@tanstack/react-router";
import type { z } from "zod";
import { Button } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { importValues } from "../../contract/assessment.ts";
import { listCampaignUnits } from "../../contract/campaign.ts";
import { STAGES } from "../../contract/cycle.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { useAct, useAll } from "../shell/query.ts";
import { AreaField, Choice, TextField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { Refused } from "../ui/refusal.ts";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { useUiWords } from "../ui/words.ts";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { FromSheet } from "./import-sheet.tsx";
import { ImportPreview } from "./import-preview.tsx";
import { columnsOf, inputOf, readTable, type Row } from "./import-table.ts";
import { readDay, typedMoment } from "./moment.ts";
import { type Line, linesOf, useDocument } from "./regulation-tree.ts";
import { useRecordWords } from "./words-records.ts";
import { useCampaignWords } from "./words.ts";
import "./setup.css";

type Unit = z.output<typeof listCampaignUnits.response>["items"][number];
type Items = z.input<NonNullable<typeof importValues.body>>["items"];
type Draft = { readonly code: string; readonly source: string; readonly dated: string; readonly text: string; readonly replaces: boolean };

const SHORTEST_SOURCE = 3;
const HOUSES = new Set(["unit", "council", "leaders"]);

/** The criteria that others measure, each code once, as far as they are a table. */
const measured = (document: Regulation): Line[] => [
  ...new Map(
    document.indexes
      .flatMap(linesOf)
      .filter((one) => one.leaf !== undefined && !HOUSES.has(one.scoredBy) && columnsOf(one.leaf) !== undefined)
      .map((one) => [one.code, one]),
  ).values(),
];

/** The units whose index has the criterion. */
const havingOf = (document: Regulation, units: readonly Unit[], code: string): readonly Unit[] => {
  const indexes = new Set(document.indexes.filter((one) => linesOf(one).some((line) => line.code === code)).map((one) => one.code));
  return units.filter((one) => indexes.has(one.index));
};

const ofLine = (error: unknown, rows: readonly Row[]): ReadonlyMap<number, string> =>
  new Map(error instanceof Refused ? error.fields.flatMap(({ pointer, message }) => [[rows[Number(/^\/items\/(\d+)\//.exec(pointer)?.[1] ?? "-1")]?.line ?? -1, message] as const]) : []);

function useImporting(at: At, document: Regulation, units: readonly Unit[]) {
  const lines = useMemo(() => measured(document), [document]);
  const [draft, setDraft] = useState<Draft>({ code: lines.length === 1 ? (lines[0]?.code ?? "") : "", source: "", dated: typedMoment(at.campaign.now).day, text: "", replaces: false });
  const act = useAct(importValues, { touches: ["assessment", "result"] });
  const leaf = lines.find((one) => one.code === draft.code)?.leaf;
  const columns = leaf === undefined ? undefined : columnsOf(leaf);
  const codes = useMemo(() => new Set(units.map((one) => one.code)), [units]);
  const rows = columns === undefined ? [] : readTable(draft.text, columns.length, codes, columns.map((one) => one.between));
  const isFit = rows.length > 0 && rows.every((one) => one.fault === undefined);
  const change = (to: Partial<Draft>): void => {
    act.reset();
    setDraft((before) => ({ ...before, ...to }));
  };
  const send = (): void => {
    const dated = readDay(draft.dated);
    if (!isFit || leaf === undefined || columns === undefined || dated === undefined || draft.source.trim().length < 3 || act.isPending) return;
    act.mutate({ params: { campaignId: at.campaign.id }, body: { source: draft.source.trim(), dated, replaces: draft.replaces, items: rows.map((one) => ({ unit: one.code, code: leaf.code, input: inputOf(leaf, columns, one.values) })) } });
  };
  const handleItems = async (items: Items): Promise<void> => {
    await act.mutateAsync({ params: { campaignId: at.campaign.id }, body: { source: draft.source.trim(), dated: readDay(draft.dated) ?? "", replaces: draft.replaces, items } });
  };
  return { lines, draft, change, leaf, columns, rows, isFit, act, send, handleItems };
}

function ImportForm({ at, document, units }: { readonly at: At; readonly document: Regulation; readonly units: readonly Unit[] }): ReactNode {
  const t = useRecordWords();
  const words = useCampaignWords();
  const format = useFormat();
  const importing = useImporting(at, document, units);
  const { lines, draft, change, leaf, columns, rows, isFit, act, send } = importing;
  const [isTried, setTried] = useState(false);
  const told = ofLine(act.error, rows);
  const having = useMemo(() => havingOf(document, units, draft.code), [document, units, draft.code]);
  if (lines.length === 0) return <Notice title={t("noImports")} />;
  if (act.data !== undefined) {
    return (
      <Notice
        title={t("imported", { imported: format.count(act.data.body.imported), unchanged: format.count(act.data.body.unchanged) })}
        action={
          <Button
            onClick={() => {
              change({ text: "" });
              setTried(false);
            }}
          >
            {t("importMore")}
          </Button>
        }
      />
    );
  }
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        send();
      }}
    >
      <Choice label={t("criterion")} value={draft.code} options={[{ value: "", label: t("choose") }, ...lines.map((one) => ({ value: one.code, label: `${one.code}. ${one.title}` }))]} onChange={(code) => { change({ code }); }} fault={isTried && draft.code === "" ? t("criterionNeeded") : undefined} />
      <TextField label={t("source")} help={t("sourceHelp")} value={draft.source} onChange={(source) => { change({ source }); }} fault={isTried && draft.source.trim().length < 3 ? t("sourceNeeded") : undefined} />
      <TextField label={t("dated")} help={words("dayFormat")} value={draft.dated} onChange={(dated) => { change({ dated }); }} fault={isTried && readDay(draft.dated) === undefined ? words("dayWrong") : undefined} />
      {columns === undefined ? null : (
        <>
          <label className="row">
            <input
              type="checkbox"
              checked={draft.replaces}
              onChange={({ target }) => {
                change({ replaces: target.checked });
              }}
            />
            {t("replaces")}
          </label>
          <details>
            <summary>{t("fromSheet")}</summary>
            {leaf === undefined || columns === undefined || readDay(draft.dated) === undefined || draft.source.trim().length < SHORTEST_SOURCE ? (
              <p className="muted">{t("sheetFirst")}</p>
            ) : (
              <FromSheet leaf={leaf} columns={columns} units={units} onItems={importing.handleItems} />
            )}
          </details>
          <AreaField label={t("table")} help={t("tableHelp", { columns: columns.map(({ word, params }) => t(`column.${word}`, params)).join(", ") })} maxLength={500_000} value={draft.text} onChange={(text) => { change({ text }); }} />
          <ImportPreview rows={rows} units={units} columns={columns.map(({ word, params }) => t(`column.${word}`, params))} told={told} having={having} />
        </>
      )}
      {told.size > 0 ? null : <RefusalNote error={act.error} />}
      <div>
        <Button type="primary" htmlType="submit" disabled={!isFit} loading={act.isPending}>
          {t("importNow", { count: format.count(rows.length) })}
        </Button>
      </div>
    </form>
  );
}

function Imports({ at }: { readonly at: At }): ReactNode {
  const t = useRecordWords();
  const ui = useUiWords();
  const document = useDocument(at.campaign.regulationInForce.versionId);
  const units = useAll(listCampaignUnits, { params: { campaignId: at.campaign.id } });
  if (!at.roles.some((role) => role === "programme-officer" || role === "working-group")) return <Notice title={ui("forbidden")}>{ui("forbiddenHelp")}</Notice>;
  if (STAGES.indexOf(at.campaign.stage) >= STAGES.indexOf("decided")) return <Notice title={t("notHere")} />;
  return (
    <>
      <p className="muted">{t("importsLead")}</p>
      <Loaded query={document}>{({ body }) => <Loaded query={units}>{(all) => <ImportForm at={at} document={body.document} units={all} />}</Loaded>}</Loaded>
    </>
  );
}

export function ImportsPage(): ReactNode {
  const t = useRecordWords();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/imports" });
  return (
    <CampaignPage campaignId={campaignId} title={t("imports")} width="text">
      {(at) => <Imports at={at} />}
    </CampaignPage>
  );
}
