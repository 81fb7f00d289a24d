import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { catalogueWorkbook } from "../../../contract/personnel-catalogue.ts";
import { Download } from "../../shell/download.tsx";
import { usePersonName } from "../../shell/names.ts";
import { useFormat } from "../../ui/format.ts";
import { useLanguage } from "../../ui/language.ts";
import { Loaded, Notice } from "../../ui/states.tsx";
import { useCatalogueWords } from "../words-catalogue.ts";
import { useDecisionWords } from "../words-catalogue-decision.ts";
import { Editor } from "./editor.tsx";
import { CatalogueFrame } from "./frame.tsx";
import { isWanted, ItemTable, useItemSearch } from "./item-table.tsx";
import { type CatalogueItem, type CatalogueView, type Findings, useFindings, useItems } from "./reads.ts";
import { Standard, StandardForm } from "./standard-form.tsx";

/** One list: to be written, or to be read. */

const DECISIONS = ["send", "take-back", "return", "approve"] as const;

function Actions({ list }: { readonly list: CatalogueView }): ReactNode {
  const t = useCatalogueWords();
  const params = { catalogueId: list.id };
  const decisions = DECISIONS.filter((one) => list.may.includes(one));
  return (
    <>
      <Download route={catalogueWorkbook} given={{ params }} label={t("workbook")} of={list.title} />
      {list.basedOn === null ? null : (
        <Link to="/catalogues/$catalogueId/comparison" params={params} search={{ with: list.basedOn }} className="button-plain">
          {t("compare")}
        </Link>
      )}
      {decisions.length === 0 ? null : (
        <Link to="/catalogues/$catalogueId/decision" params={params} className="button-primary">
          {decisions.includes("send") ? t(list.unitId === null ? "toPropose" : "toSend") : decisions.includes("approve") ? t("toApprove") : t("toDecide")}
        </Link>
      )}
    </>
  );
}

const actionsFor = (list: CatalogueView): ReactNode => <Actions list={list} />;

/** What is left to do before the list can be sent. */
function Todo({ list, findings }: { readonly list: CatalogueView; readonly findings: Findings }): ReactNode {
  const t = useCatalogueWords();
  const d = useDecisionWords();
  const language = useLanguage();
  const blocking = findings.findings.filter((one) => one.isBlocking).length;
  const looking = findings.findings.length - blocking;
  const params = { catalogueId: list.id };
  return (
    <section className="catalogue-todo" aria-label={t("todo")}>
      {list.unitId === null ? (
        <Link to="/catalogues/$catalogueId/merge" params={params}>
          {d("merge")}
        </Link>
      ) : null}
      <Link to="/catalogues/$catalogueId/import" params={params}>
        {t("import")}
      </Link>
      <Link to="/catalogues/$catalogueId/alike" params={params}>
        {t("alikeCount", { count: findings.alike.length })}
      </Link>
      <span className={blocking === 0 ? "catalogue-done" : "catalogue-blocking"}>{blocking === 0 ? t("nothingBlocks") : t("blocking", { count: blocking })}</span>
      {looking === 0 ? null : <span className="muted">{t("looking", { count: looking })}</span>}
      {findings.findings
        .filter((one) => one.itemId === null)
        .map((one) => (
          <span key={one.key} className={one.isBlocking ? "catalogue-blocking" : "muted"}>
            {one.message[language]}
          </span>
        ))}
    </section>
  );
}

function Reading({ items, label }: { readonly items: readonly CatalogueItem[]; readonly label: string }): ReactNode {
  const { search, form } = useItemSearch();
  return (
    <section className="stack" aria-label={label}>
      {form}
      <ItemTable items={items.filter((one) => isWanted(one, search))} label={label} />
    </section>
  );
}

function History({ list }: { readonly list: CatalogueView }): ReactNode {
  const t = useCatalogueWords();
  const format = useFormat();
  const nameOf = usePersonName();
  if (list.steps.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="history">
      <h2 id="history">{t("history")}</h2>
      <ol className="catalogue-history">
        {list.steps.toReversed().map((one) => (
          <li key={one.number}>
            <strong>{t(`step.${one.step.kind}`)}</strong> · {nameOf(one.by)} · {format.time(one.at)}
            {one.step.kind === "return" ? <p className="catalogue-reason">{one.step.reason}</p> : null}
            {one.step.kind === "approve" ? <p className="muted">{t("byDocument", { document: one.step.document, day: format.day(one.step.from) })}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Whole({ list }: { readonly list: CatalogueView }): ReactNode {
  const t = useCatalogueWords();
  const items = useItems(list.id);
  const findings = useFindings(list.id);
  const mayEdit = list.may.includes("edit");
  const last = list.steps.at(-1)?.step;
  return (
    <>
      {list.state === "returned" && last?.kind === "return" ? (
        <Notice title={t("state.returned")} tone="warning">
          {last.reason}
        </Notice>
      ) : null}
      {mayEdit ? <Loaded query={findings}>{({ body }) => <Todo list={list} findings={body} />}</Loaded> : null}
      <Standard list={list} />
      {mayEdit ? <StandardForm key={list.version} list={list} /> : null}
      <Loaded query={items}>{(all) => (mayEdit ? <Editor list={list} items={all} findings={findings.data?.body.findings ?? []} /> : <Reading items={all} label={t("lines", { count: all.length })} />)}</Loaded>
      <History list={list} />
    </>
  );
}

export function CataloguePage(): ReactNode {
  const { catalogueId } = useParams({ from: "/signed-in/catalogues/$catalogueId" });
  return (
    <CatalogueFrame catalogueId={catalogueId} actions={actionsFor}>
      {(list) => <Whole list={list} />}
    </CatalogueFrame>
  );
}
