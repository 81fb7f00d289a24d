import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { cancelConsolidation, consolidationDocument, type ConsolidationItem, consolidationTable, listConsolidations, startConsolidation } from "../../contract/plan-consolidation.ts";
import { Download } from "../shell/download.tsx";
import { read, useAct } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded, RefusalNote } from "../ui/states.tsx";
import { useReportWords } from "./words.ts";

const LOOK_AGAIN_MS = 700;
const SHOWN = 3;
const isUnderWay = ({ state }: ConsolidationItem): boolean => state === "waiting" || state === "running";

function Item({ item, title, mayAct }: { readonly item: ConsolidationItem; readonly title: string; readonly mayAct: boolean }): ReactNode {
  const t = useReportWords();
  const format = useFormat();
  const stop = useAct(cancelConsolidation, { touches: ["report.listConsolidations"] });
  const params = { consolidationId: item.id };
  const said = t(`consolidation.${item.state}`, { done: item.done, total: item.total, time: format.time(item.endedAt ?? item.at) });
  return (
    <li className="row">
      <span role="status">{said}</span>
      {isUnderWay(item) ? <progress value={item.done} max={item.total} aria-label={said} /> : null}
      {isUnderWay(item) && mayAct ? (
        <Button
          loading={stop.isPending}
          onClick={() => {
            stop.mutate({ params });
          }}
        >
          {t("cancel")}
        </Button>
      ) : null}
      {item.state === "done" ? (
        <>
          <Download route={consolidationDocument} given={{ params, query: { format: "docx" } }} label={t("document")} of={title} isMain />
          <Download route={consolidationDocument} given={{ params, query: { format: "pdf" } }} label={t("pdf")} of={title} />
          <Download route={consolidationTable} given={{ params }} label={t("sheets")} of={title} />
        </>
      ) : null}
      <RefusalNote error={stop.error} />
    </li>
  );
}

/** The province's report on a period: drawn together beside other work; one sees how far it is. */
export function Consolidations({ periodId, title }: { readonly periodId: string; readonly title: string }): ReactNode {
  const t = useReportWords();
  const session = useSession();
  const mayAct = hasRole(session, "programme-officer");
  const query = useQuery({ ...read(listConsolidations, { params: { periodId } }), refetchInterval: ({ state }) => (state.data?.body.items.some(isUnderWay) === true ? LOOK_AGAIN_MS : false) });
  const start = useAct(startConsolidation, { touches: ["report.listConsolidations"] });
  return (
    <section className="card stack" aria-labelledby="report-province">
      <h2 id="report-province">{t("consolidation")}</h2>
      <p className="small muted">{t("consolidationLead")}</p>
      <Loaded query={query} rows={1}>
        {({ body: { items } }) => (
          <>
            <ul className="report-consolidations">
              {items.slice(0, SHOWN).map((one) => (
                <Item key={one.id} item={one} title={title} mayAct={mayAct} />
              ))}
            </ul>
            {mayAct && !items.some(isUnderWay) ? (
              <div>
                <Button
                  loading={start.isPending}
                  onClick={() => {
                    start.mutate({ params: { periodId } });
                  }}
                >
                  {t("consolidate")}
                </Button>
              </div>
            ) : null}
          </>
        )}
      </Loaded>
      <RefusalNote error={start.error} />
    </section>
  );
}
