import type { ReactNode } from "react";
import { STAGES } from "../../contract/cycle.ts";
import type { Role } from "../../contract/route.ts";
import { Tabs } from "../ui/tabs.tsx";
import { rolesInCampaign, unitsOfMine, useCampaign } from "./campaign.ts";
import { useSession } from "./session.ts";
import { useShellWords } from "./words.ts";

/** The pages of one campaign, as far as its reader has business there; stands below the title of each of them. */

const OFFICES: readonly Role[] = ["programme-officer", "working-group", "council-chair", "council-member", "auditor"];

const TABS = [
  { path: "", word: "tab.overview", roles: undefined },
  { path: "/progress", word: "tab.progress", roles: [...OFFICES, "chairman", "vice-chairman"] },
  { path: "/appraisal", word: "tab.appraisal", roles: ["council-chair", "council-member", "working-group", "programme-officer", "auditor"] },
  { path: "/marks", word: "tab.marks", roles: ["chairman", "vice-chairman"] },
  { path: "/opinions", word: "tab.opinions", roles: [...OFFICES, "opinion-giver"] },
  { path: "/surveys", word: "tab.surveys", roles: ["survey-officer", "programme-officer", "auditor"] },
  { path: "/result", word: "tab.result", roles: [...OFFICES, "chairman", "vice-chairman"] },
  { path: "/remediation", word: "tab.remediation", roles: [...OFFICES, "chairman", "vice-chairman", "unit-scorer", "unit-head"] },
  { path: "/documents", word: "tab.documents", roles: [...OFFICES, "chairman", "vice-chairman", "unit-scorer", "unit-head"] },
  { path: "/assignments", word: "tab.assignments", roles: OFFICES },
  { path: "/setup", word: "tab.setup", roles: ["programme-officer"] },
] as const satisfies readonly { readonly path: string; readonly word: string; readonly roles: readonly Role[] | undefined }[];

/** Everybody reads what is published. */
const isResultOut = (stage: string): boolean => stage === STAGES.at(-1);

export function CampaignTabs({ campaignId }: { readonly campaignId: string }): ReactNode {
  const t = useShellWords();
  const session = useSession();
  const { data } = useCampaign(campaignId);
  if (data === undefined) return <Tabs label={t("tabs")} tabs={[]} />;
  const roles = rolesInCampaign(data.body, session);
  const own = unitsOfMine(roles, session);
  const isOut = isResultOut(data.body.stage);
  const mine = TABS.filter((tab) => tab.roles === undefined || tab.roles.some((role) => roles.includes(role)) || (tab.path === "/result" && isOut));
  // There is nothing to remedy before a result is out.
  const shown = mine.filter((tab) => tab.path !== "/remediation" || isOut);
  const at = (path: string): string => `/campaigns/${campaignId}${path}`;
  const pages = shown.map(({ path, word }) => ({ to: at(path), label: t(word), isExact: path === "" }));
  const files = own.map((unitId) => ({ to: at(`/units/${unitId}`), label: t("tab.file") }));
  return <Tabs label={t("tabs")} tabs={[...pages, ...files]} />;
}
