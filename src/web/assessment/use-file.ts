import { readFile } from "../../contract/assessment.ts";
import { readCampaign } from "../../contract/campaign.ts";
import { readMyWork } from "../../contract/home.ts";
import { readDocument } from "../../contract/regulation.ts";
import type { CompiledIndex, Engine } from "../../scoring/engine/compile.ts";
import type { Answer } from "../shell/client.ts";
import { useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { engineFor, type IndexLine, indexLines } from "../ui/engine.ts";
import type { File } from "./file-model.ts";

type Campaign = Answer<typeof readCampaign>["body"];

/** Everything that the pages of one unit's file look at. */
export type UnitFile = { readonly campaign: Campaign; readonly file: File; readonly engine: Engine; readonly index: CompiledIndex; readonly lines: readonly IndexLine[] };

type UnitFileQuery = { readonly data: UnitFile | undefined; readonly error: unknown; readonly isPending: boolean; readonly refetch: () => unknown };

const linesByIndex = new WeakMap<CompiledIndex, readonly IndexLine[]>();

/** An index as lines, made once. */
function linesOf(index: CompiledIndex): readonly IndexLine[] {
  const known = linesByIndex.get(index);
  if (known !== undefined) return known;
  const lines = indexLines(index);
  linesByIndex.set(index, lines);
  return lines;
}

function assembled(campaign: Campaign | undefined, file: File | undefined, document: Parameters<typeof engineFor>[0] | undefined): UnitFile | undefined {
  if (campaign === undefined || file === undefined || document === undefined) return undefined;
  const engine = engineFor(document);
  const index = engine.indexes.get(file.index);
  return index === undefined ? undefined : { campaign, file, engine, index, lines: linesOf(index) };
}

/** The file, its campaign and the engine of the regulation in force. A version of a regulation never changes. */
export function useUnitFile({ campaignId, unitId }: { readonly campaignId: string; readonly unitId: string }): UnitFileQuery {
  const campaign = useRead(readCampaign, { params: { campaignId } });
  const file = useRead(readFile, { params: { campaignId, unitId } });
  const versionId = campaign.data?.body.regulationInForce.versionId;
  const document = useRead(readDocument, { params: { versionId: versionId ?? "" } }, { enabled: versionId !== undefined, staleTime: Infinity });
  const all = [file, campaign, document];
  const data = assembled(campaign.data?.body, file.data?.body, document.data?.body);
  const refetch = async (): Promise<void> => {
    await Promise.all(all.filter((one) => one.isError).map(async (one) => one.refetch()));
  };
  return { data, error: data === undefined ? (all.find((one) => one.isError)?.error ?? null) : null, isPending: data === undefined, refetch };
}

/** What the person may do with this file: nothing here is allowed by the screen, it only shows what the server will. */
export function useMandate({ file }: UnitFile): { readonly isOfUnit: boolean; readonly isHead: boolean; readonly mayScore: boolean; readonly mayExplain: boolean } {
  const session = useSession();
  const isOfUnit = session.user.unitIds.includes(file.unitId) && hasRole(session, "unit-scorer", "unit-head");
  return { isOfUnit, isHead: isOfUnit && hasRole(session, "unit-head"), mayScore: isOfUnit && file.open.self, mayExplain: isOfUnit && file.open.explanation };
}

/** By when the unit's part must be in: an extension counts where it is one's own. */
export function useDeadline({ campaign, file }: UnitFile): string | undefined {
  const { data } = useRead(readMyWork, {});
  const own = data?.body.items.find((one) => one.campaignId === file.campaignId && one.unit?.unitId === file.unitId && one.due !== null)?.due;
  const { stage } = campaign;
  const common = stage === "self-scoring" || stage === "explanation" ? campaign.calendar?.[stage] : undefined;
  return own ?? common;
}
