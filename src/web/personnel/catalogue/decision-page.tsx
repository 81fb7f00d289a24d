import { useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { actOnCatalogue, catalogueSources } from "../../../contract/personnel-catalogue.ts";
import { useAct, useRead } from "../../shell/query.ts";
import { hasRole, useSession } from "../../shell/session.ts";
import { DayField } from "../../ui/day-field.tsx";
import { AreaField, isShort, TextField } from "../../ui/fields.tsx";
import { FinalAct } from "../../ui/final-act.tsx";
import { useFormat } from "../../ui/format.ts";
import { Notice } from "../../ui/states.tsx";
import { useCatalogueWords } from "../words-catalogue.ts";
import { useDecisionWords } from "../words-catalogue-decision.ts";
import { CatalogueFrame } from "./frame.tsx";
import { type CatalogueView, TOUCHED, useFindings } from "./reads.ts";
import { Standard } from "./standard-form.tsx";

/** Sending up, taking back, returning, approving: what will happen is said before. */

type Sending = Parameters<ReturnType<typeof useAct<typeof actOnCatalogue>>["mutate"]>[0]["body"];

function useDecision(list: CatalogueView): { readonly act: (body: Sending) => void; readonly isBusy: boolean; readonly error: unknown } {
  const navigate = useNavigate();
  const acting = useAct(actOnCatalogue, { touches: TOUCHED });
  const params = { catalogueId: list.id };
  const act = (body: Sending): void => {
    acting
      .mutateAsync({ params, version: list.version, body })
      .then(async () => navigate({ to: "/catalogues/$catalogueId", params }))
      // What is refused stands in the section.
      .catch(() => undefined);
  };
  return { act, isBusy: acting.isPending, error: acting.error };
}

/** How much of what units have sent is not dealt with yet. */
function useOpenClusters(list: CatalogueView): number {
  const session = useSession();
  const query = useRead(catalogueSources, { params: { catalogueId: list.id }, query: { show: "open", limit: 1 } }, { enabled: list.unitId === null && hasRole(session, "programme-officer") });
  return query.data?.body.open ?? 0;
}

function SendAct({ list }: { readonly list: CatalogueView }): ReactNode {
  const t = useDecisionWords();
  const w = useCatalogueWords();
  const { act, isBusy, error } = useDecision(list);
  const findings = useFindings(list.id).data?.body.findings ?? [];
  const open = useOpenClusters(list);
  const blocking = findings.filter((one) => one.isBlocking).length;
  const isCommon = list.unitId === null;
  const consequences = [
    t(isCommon ? "proposeConsequence" : "sendConsequence", { count: list.items }),
    ...(blocking === 0 ? [] : [<strong key="blocking" className="catalogue-blocking">{w("blocking", { count: blocking })}</strong>]),
    ...(findings.length - blocking === 0 ? [] : [w("looking", { count: findings.length - blocking })]),
    ...(open === 0 ? [] : [t("openConsequence", { count: open })]),
  ];
  return <FinalAct consequences={consequences} lasting={t("sendLasting")} action={t(isCommon ? "propose" : "send")} onAct={() => { act({ kind: "send", note: "" }); }} isBusy={isBusy} error={error} isReady={blocking === 0} />;
}


function Returning({ list }: { readonly list: CatalogueView }): ReactNode {
  const t = useDecisionWords();
  const { act, isBusy, error } = useDecision(list);
  const [reason, setReason] = useState("");
  return (
    <FinalAct consequences={[t("returnConsequence")]} lasting={t("returnLasting")} action={t("return")} onAct={() => { act({ kind: "return", reason }); }} isBusy={isBusy} error={error} isReady={!isShort(reason)}>
      <AreaField label={t("returnReason")} className="catalogue-words" maxLength={2000} value={reason} onChange={setReason} />
    </FinalAct>
  );
}

function Approving({ list }: { readonly list: CatalogueView }): ReactNode {
  const t = useDecisionWords();
  const format = useFormat();
  const { act, isBusy, error } = useDecision(list);
  const [from, setFrom] = useState(list.today);
  const [document, setDocument] = useState("");
  return (
    <FinalAct consequences={[t("approveConsequence", { count: list.items, day: from === "" ? "…" : format.day(from) }), t("approveStandard", { name: list.standardName, points: format.decimal(list.standardPoints) })]} lasting={t("approveLasting")} action={t("approve")} onAct={() => { act({ kind: "approve", from, document }); }} isBusy={isBusy} error={error} isReady={from !== "" && document.trim() !== ""}>
      <Standard list={list} />
      <div className="form-grid">
        <DayField label={t("fromDay")} value={from} onChange={setFrom} />
        <TextField label={t("document")} maxLength={200} value={document} onChange={setDocument} />
      </div>
    </FinalAct>
  );
}

function TakingBack({ list }: { readonly list: CatalogueView }): ReactNode {
  const t = useDecisionWords();
  const { act, isBusy, error } = useDecision(list);
  return <FinalAct consequences={[t("takeBackConsequence")]} lasting={t("takeBackLasting")} action={t("takeBack")} onAct={() => { act({ kind: "take-back" }); }} isBusy={isBusy} error={error} />;
}

const ACTS = [
  { may: "send", word: "send", Act: SendAct },
  { may: "approve", word: "approve", Act: Approving },
  { may: "return", word: "return", Act: Returning },
  { may: "take-back", word: "takeBack", Act: TakingBack },
] as const;

/** One act at a time: whoever may do several chooses first. */
function Decisions({ list }: { readonly list: CatalogueView }): ReactNode {
  const t = useDecisionWords();
  const [wanted, setWanted] = useState<string>();
  const open = ACTS.filter((one) => list.may.includes(one.may));
  const chosen = open.find((one) => one.may === wanted) ?? open[0];
  if (chosen === undefined) return <Notice title={t("nothingToDecide")}>{t("nothingToDecideHelp")}</Notice>;
  const { Act } = chosen;
  return (
    <>
      {open.length === 1 ? null : (
        <div className="row" role="group" aria-label={t("decision")}>
          {open.map((one) => (
            <label key={one.may} className="row">
              <input type="radio" name="act" checked={one === chosen} onChange={() => { setWanted(one.may); }} />
              {t(one.word)}
            </label>
          ))}
        </div>
      )}
      <Act key={chosen.may} list={list} />
    </>
  );
}

export function CatalogueDecisionPage(): ReactNode {
  const t = useDecisionWords();
  const { catalogueId } = useParams({ from: "/signed-in/catalogues/$catalogueId/decision" });
  return (
    <CatalogueFrame catalogueId={catalogueId} title={t("decision")}>
      {(list) => <Decisions list={list} />}
    </CatalogueFrame>
  );
}
