import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { actOnRemediation, listRemediation, type RemediationItem, type RemediationStep } from "../../contract/remediation.ts";
import { CampaignTabs } from "../shell/campaign-tabs.tsx";
import { rolesInCampaign, useCampaign } from "../shell/campaign.ts";
import { useUnitName } from "../shell/names.ts";
import { useAct, useRead } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { numberIn, TableDownload } from "../shell/table-download.tsx";
import { DayField } from "../ui/day-field.tsx";
import { AreaField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { useBeginning } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { Opening } from "./remedy-opening.tsx";
import { RemedyFiles } from "./remedy-files.tsx";
import { usePortalWords } from "./words.ts";
import "./portal.css";

/** What units remedy after a publication, item by item. */

type Rights = { readonly isOfficer: boolean; readonly isOf: (unitId: string) => boolean };
type Act = "plan" | "report" | "confirm" | "return" | "judgeTrue" | "judgeFalse";

/** What the reader may do with an item in its state; the server has the last word. */
function actsFor({ state, unitId }: RemediationItem, { isOfficer, isOf }: Rights): readonly Act[] {
  const own: readonly Act[] = state === "open" || state === "planned" ? ["plan"] : state === "remedied" ? [] : ["report"];
  const officers: readonly Act[] = state === "planned" ? ["confirm", "return"] : state === "reported" ? ["judgeTrue", "judgeFalse", "return"] : state === "confirmed" || state === "not-remedied" ? ["judgeTrue", "judgeFalse"] : [];
  return [...(isOf(unitId) ? own : []), ...(isOfficer ? officers : [])];
}

const SHORTEST = 10;

function stepOf(act: Act, text: string, deadline: string): RemediationStep | undefined {
  const said = text.trim();
  if (act === "confirm") return { kind: "confirm" };
  if (said.length < SHORTEST) return undefined;
  switch (act) {
    case "plan":
      return deadline === "" ? undefined : { kind: "plan", measure: said, deadline };
    case "report":
      return { kind: "report", evidence: said };
    case "return":
      return { kind: "return", reason: said };
    case "judgeTrue":
    case "judgeFalse":
      return { kind: "judge", isRemedied: act === "judgeTrue", finding: said };
  }
}

const LABELS = { plan: "measure", report: "evidence", confirm: "measure", return: "reason", judgeTrue: "finding", judgeFalse: "finding" } as const;

function ActForm({ item, act, onDone }: { readonly item: RemediationItem; readonly act: Act; readonly onDone: () => void }): ReactNode {
  const t = usePortalWords();
  const send = useAct(actOnRemediation, { touches: ["portal"] });
  const [text, setText] = useState(act === "plan" ? (item.measure ?? "") : "");
  const [deadline, setDeadline] = useState(item.deadline ?? "");
  const [isTried, setTried] = useState(false);
  const submit = (): void => {
    setTried(true);
    const step = stepOf(act, text, deadline);
    if (step === undefined || send.isPending) return;
    send.mutate({ params: { campaignId: item.campaignId, itemId: item.id }, body: step, version: item.version }, { onSuccess: onDone });
  };
  return (
    <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
      {act === "confirm" ? null : <AreaField label={t(LABELS[act])} value={text} onChange={setText} fault={isTried && text.trim().length < SHORTEST ? t("shortText") : undefined} />}
      {act === "plan" ? <DayField label={t("day")} value={deadline} onChange={setDeadline} /> : null}
      <RefusalNote error={send.error} />
      <div>
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t(act)}
        </Button>
      </div>
    </form>
  );
}

function Item({ item, name, rights }: { readonly item: RemediationItem; readonly name: string; readonly rights: Rights }): ReactNode {
  const t = usePortalWords();
  const format = useFormat();
  const [act, setAct] = useState<Act>();
  const [isFilesOpen, setFilesOpen] = useState(false);
  const acts = actsFor(item, rights);
  return (
    <li className="card stack">
      <div>
        <h2>{`${item.criterion} ${item.title}`}</h2>
        <p className="small muted portal-facts">
          <span>{name}</span>
          <span>{t("lost", { points: format.decimal(item.lost) })}</span>
          <strong>{t(`item.${item.state}`)}</strong>
          {item.deadline === null ? null : <span>{t("deadline", { day: format.day(item.deadline) })}</span>}
          {item.isOverdue ? <span className="portal-late">{t("overdue")}</span> : null}
        </p>
      </div>
      <p className="small">{`${t("why")}: ${item.reason}`}</p>
      {item.measure === null ? null : <p>{`${t("measure")}: ${item.measure}`}</p>}
      {item.evidence === null ? null : <p>{`${t("evidence")}: ${item.evidence}`}</p>}
      {item.state === "open" || item.state === "planned" ? null : (
        <details onToggle={(event) => { setFilesOpen(event.currentTarget.open); }}>
          <summary>
            {t("files")} <span className="visually-hidden">{`${item.criterion}, ${name}`}</span>
          </summary>
          {isFilesOpen ? <RemedyFiles campaignId={item.campaignId} itemId={item.id} name={`${item.criterion}, ${name}`} mayAdd={rights.isOf(item.unitId) && item.state !== "remedied"} /> : null}
        </details>
      )}
      {acts.length === 0 ? null : (
        <div className="row">
          {acts.map((one) => (
            <Button key={one} aria-expanded={act === one} onClick={() => { setAct(act === one ? undefined : one); }}>
              {t(one)} <span className="visually-hidden">{`${item.criterion}, ${name}`}</span>
            </Button>
          ))}
        </div>
      )}
      {act === undefined || !acts.includes(act) ? null : <ActForm key={`${act} ${item.version}`} item={item} act={act} onDone={() => { setAct(undefined); }} />}
    </li>
  );
}

function Items({ items, rights }: { readonly items: readonly RemediationItem[]; readonly rights: Rights }): ReactNode {
  const t = usePortalWords();
  const nameOf = useUnitName();
  const sorted = items.toSorted((a, b) => Number(b.isOverdue) - Number(a.isOverdue));
  const format = useFormat();
  const { shown, more } = useBeginning(sorted);
  if (items.length === 0) return <Notice title={t("noItems")}>{t("noItemsHelp")}</Notice>;
  return (
    <>
      <div className="row">
        <p className="muted grow">{t("counted", { count: items.length, overdue: items.filter((one) => one.isOverdue).length })}</p>
        <TableDownload
          name={t("remediation")}
          rows={sorted}
          columns={[
            { title: t("unit"), of: (one) => nameOf(one.unitId) },
            { title: t("criterion"), of: (one) => `${one.criterion} ${one.title}` },
            { title: t("lostPoints"), of: (one) => numberIn(one.lost), decimals: 2 },
            { title: t("why"), of: (one) => one.reason },
            { title: t("measure"), of: (one) => one.measure },
            { title: t("day"), of: (one) => (one.deadline === null ? "" : format.day(one.deadline)) },
            { title: t("filter"), of: (one) => t(`item.${one.state}`) },
            { title: t("overdue"), of: (one) => (one.isOverdue ? "x" : "") },
            { title: t("evidence"), of: (one) => one.evidence },
          ]}
        />
      </div>
      <ul className="portal-rows">
        {shown.map((item) => (
          <Item key={item.id} item={item} name={nameOf(item.unitId)} rights={rights} />
        ))}
      </ul>
      {more}
    </>
  );
}

export function RemediationPage(): ReactNode {
  const t = usePortalWords();
  const session = useSession();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/remediation" });
  const campaign = useCampaign(campaignId);
  const query = useRead(listRemediation, { params: { campaignId } });
  return (
    <Page title={t("remediation")} lead={t("remediationLead")} width="text">
      <CampaignTabs campaignId={campaignId} />
      <Loaded query={campaign}>
        {({ body }) => {
          const roles = rolesInCampaign(body, session);
          const isOfficer = roles.includes("programme-officer");
          const isOf = (unitId: string): boolean => session.user.unitIds.includes(unitId) && roles.some((role) => role === "unit-head" || role === "unit-scorer");
          return (
            <>
              {isOfficer && body.stage === "published" ? <Opening campaignId={campaignId} /> : null}
              <Loaded query={query}>{({ body: { items } }) => <Items items={items} rights={{ isOfficer, isOf }} />}</Loaded>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
