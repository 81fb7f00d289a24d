import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import type { ReactNode } from "react";
import { listCampaigns } from "../../contract/campaign.ts";
import { listUnits } from "../../contract/organisation.ts";
import { useAll } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { StageStrip } from "./timeline.tsx";
import { useCampaignWords } from "./words.ts";
import "./campaign.css";

type Summary = z.output<typeof listCampaigns.response>["items"][number];

/** Latest year first; one's own before those of the authority within a year. */
const inOrder = (items: readonly Summary[], own: readonly string[]): [year: number, items: Summary[]][] =>
  [...Map.groupBy(items, (one) => one.year)].toSorted(([one], [other]) => other - one).map(([year, list]) => [year, list.toSorted((a, b) => Number(own.includes(b.ownerUnitId ?? "")) - Number(own.includes(a.ownerUnitId ?? "")))]);

function Row({ campaign, owner }: { readonly campaign: Summary; readonly owner: string | undefined }): ReactNode {
  const t = useCampaignWords();
  return (
    <li className="card campaign-row">
      <div className="grow">
        <h3>
          <Link to="/campaigns/$campaignId" params={{ campaignId: campaign.id }} className="campaign-row-link">
            {campaign.title}
          </Link>
        </h3>
        <p className="muted small">{campaign.ownerUnitId === null ? t("authority") : t("ownedBy", { unit: owner ?? "" })}</p>
      </div>
      <StageStrip stage={campaign.stage} />
    </li>
  );
}

export function CampaignListPage(): ReactNode {
  const t = useCampaignWords();
  const session = useSession();
  const query = useAll(listCampaigns, {});
  const hasOwners = query.data?.some((one) => one.ownerUnitId !== null) === true;
  const units = useAll(listUnits, {}, { enabled: hasOwners });
  const nameOf = new Map(units.data?.map((one) => [one.id, one.name]));
  const mayCreate = hasRole(session, "programme-officer", "unit-head");
  const creation = (
    <Link to="/campaigns/new" className="link-button link-button-primary">
      {t("create")}
    </Link>
  );
  return (
    <Page title={t("title")} lead={t("listLead")} actions={mayCreate ? creation : undefined} width="text">
      <Loaded query={query}>
        {(items) =>
          items.length === 0 ? (
            <Notice title={t("none")} action={mayCreate ? creation : undefined}>
              {mayCreate ? t("noneHelp") : t("noneHelpOthers")}
            </Notice>
          ) : (
            <>
              {inOrder(items, session.user.unitIds).map(([year, list]) => (
                <section key={year} className="stack">
                  <h2>{t("year", { year })}</h2>
                  <ul className="campaign-rows">
                    {list.map((one) => (
                      <Row key={one.id} campaign={one} owner={nameOf.get(one.ownerUnitId ?? "")} />
                    ))}
                  </ul>
                </section>
              ))}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
