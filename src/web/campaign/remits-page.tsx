import { useParams } from "@tanstack/react-router";
import type { z } from "zod";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { listCampaignUnits } from "../../contract/campaign.ts";
import { listRemits, setRemit } from "../../contract/leadership.ts";
import { useAct, useAll } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { LinkButton } from "./link-button.tsx";
import { UnitPicker } from "./unit-picker.tsx";
import { useSetupWords } from "./words-setup.ts";
import "./setup.css";

type Remit = z.output<typeof listRemits.response>["items"][number];
type Unit = z.output<typeof listCampaignUnits.response>["items"][number];
type Shared = { readonly at: At; readonly units: readonly Unit[]; readonly remits: readonly Remit[] };

function RemitForm({ at, units, remits, remit, onDone }: Shared & { readonly remit: Remit; readonly onDone: () => void }): ReactNode {
  const t = useSetupWords();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(remit.unitIds));
  const act = useAct(setRemit, { touches: ["leadership"] });
  const others = new Map(remits.filter((one) => one.personId !== remit.personId).flatMap((one) => one.unitIds.map((unitId) => [unitId, one.name] as const)));
  return (
    <div className="stack">
      <UnitPicker
        legend={t("remitUnits")}
        units={units.map((one) => {
          const other = others.get(one.unitId);
          return { ...one, note: other === undefined ? undefined : t("otherRemit", { name: other }) };
        })}
        chosen={chosen}
        onChange={setChosen}
      />
      <RefusalNote error={act.error} />
      <div>
        <Button
          type="primary"
          loading={act.isPending}
          onClick={() => {
            if (!act.isPending) act.mutate({ params: { campaignId: at.campaign.id, personId: remit.personId }, body: { unitIds: [...chosen] }, version: remit.version }, { onSuccess: onDone });
          }}
        >
          {t("remitSave")}
        </Button>
      </div>
    </div>
  );
}

function Remits({ at, units, remits }: Shared): ReactNode {
  const t = useSetupWords();
  const format = useFormat();
  const [open, setOpen] = useState<string>();
  const [saved, setSaved] = useState<string>();
  const marked = new Set(remits.flatMap((one) => one.unitIds));
  const unmarked = units.filter((one) => !marked.has(one.unitId));
  if (!remits.some((one) => !one.marksAll)) return <Notice title={t("remitsNone")}>{t("remitsNoneHelp")}</Notice>;
  return (
    <>
      {unmarked.length === 0 ? <p className="setup-done">{t("say.remits")}</p> : <p>{t("remitUncovered", { count: format.count(unmarked.length), units: `${unmarked.slice(0, 5).map((one) => one.name).join(", ")}${unmarked.length > 5 ? "…" : ""}` })}</p>}
      {saved === undefined ? null : (
        <p role="status" className="setup-done">
          {t("remitSaved", { name: saved })}
        </p>
      )}
      <ul className="campaign-rows">
        {remits.map((remit) => (
          <li key={remit.personId} className="card stack">
            <div className="row">
              <h2 className="grow">{remit.marksAll ? t("marksAll", { name: remit.name }) : t("remitOf", { name: remit.name, count: format.count(remit.unitIds.length) })}</h2>
              {remit.marksAll ? null : (
                <Button
                  aria-expanded={open === remit.personId}
                  onClick={() => {
                    setSaved(undefined);
                    setOpen(open === remit.personId ? undefined : remit.personId);
                  }}
                >
                  {t("remitChange")} <span className="visually-hidden">{remit.name}</span>
                </Button>
              )}
            </div>
            {open === remit.personId ? (
              <RemitForm
                at={at}
                units={units}
                remits={remits}
                remit={remit}
                onDone={() => {
                  setOpen(undefined);
                  setSaved(remit.name);
                }}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

export function RemitsPage(): ReactNode {
  const t = useSetupWords();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/setup/remits" });
  const params = { campaignId };
  const units = useAll(listCampaignUnits, { params });
  const remits = useAll(listRemits, { params });
  return (
    <CampaignPage campaignId={campaignId} title={t("step.remits")} width="text">
      {(at) => (
        <>
          <p className="muted">{t("remitsLead")}</p>
          <Loaded query={remits}>{(list) => <Loaded query={units}>{(all) => <Remits at={at} units={all} remits={list} />}</Loaded>}</Loaded>
          <div>
            <LinkButton to={`/campaigns/${campaignId}/setup`}>{t("toSetup")}</LinkButton>
          </div>
        </>
      )}
    </CampaignPage>
  );
}
