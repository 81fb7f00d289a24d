import type { Page } from "playwright-core";
import type { Session } from "../../src/contract/identity.ts";
import { compileRegulation } from "../../src/scoring/engine/compile.ts";
import { randomFrom } from "../../src/scoring/example/random.ts";
import type { Regulation } from "../../src/scoring/regulation/schema.ts";
import type { WebHouse } from "./house.ts";

/** What tests of a unit's pages need besides the pages: where they are, and a file that is done but for some criteria. */

const API = "/api/v1";

export type Place = { readonly campaignId: string; readonly unitId: string; readonly path: string };

const body = async <T>(page: Page, url: string): Promise<T> => {
  const answer = await page.request.get(url);
  if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`);
  return (await answer.json()) as T;
};

/** The campaign under way and the unit of whoever is signed in. */
export async function placeOf(house: WebHouse, page: Page): Promise<Place> {
  const at = `${house.address}${API}`;
  const { items } = await body<{ items: { id: string; title: string }[] }>(page, `${at}/campaigns`);
  const { user } = await body<Session>(page, `${at}/session`);
  const campaignId = items.find(({ title }) => title === "Đánh giá năm 2025")!.id;
  const unitId = user.unitIds[0]!;
  return { campaignId, unitId, path: `${house.address}/campaigns/${campaignId}/units/${unitId}` };
}

type File = { readonly missing: readonly string[]; readonly version: string; readonly index: string; readonly criteria: readonly { readonly code: string; readonly self: { readonly input: unknown; readonly note: string; readonly version: string } | null }[] };
export const fileOf = async (house: WebHouse, page: Page, { campaignId, unitId }: Place): Promise<File> => body<File>(page, `${house.address}${API}/campaigns/${campaignId}/units/${unitId}/assessment`);
export const selfOf = async (house: WebHouse, page: Page, place: Place, code: string): Promise<File["criteria"][number]["self"]> => (await fileOf(house, page, place)).criteria.find((one) => one.code === code)?.self ?? null;

/** Saves a score past the page, as another window would. */
export async function saveBeside(house: WebHouse, page: Page, { campaignId, unitId }: Place, { code, input, note = "" }: { code: string; input: unknown; note?: string }): Promise<void> {
  const version = (await selfOf(house, page, { campaignId, unitId, path: "" }, code))?.version ?? "0";
  const answer = await page.request.put(`${house.address}${API}/campaigns/${campaignId}/units/${unitId}/scores/${code}`, { data: { input, note }, headers: { "if-match": `"${version}"` } });
  if (!answer.ok()) throw new Error(`${code}: ${await answer.text()}`);
}

/** Scores all that is missing, but for some criteria. */
export async function scoreAllBut(house: WebHouse, page: Page, place: Place, but: readonly string[]): Promise<void> {
  const at = `${house.address}${API}`;
  const campaign = await body<{ regulationInForce: { versionId: string } }>(page, `${at}/campaigns/${place.campaignId}`);
  const { sha256, document } = await body<{ sha256: string; document: Regulation }>(page, `${at}/regulations/${campaign.regulationInForce.versionId}/document`);
  const file = await fileOf(house, page, place);
  const index = compileRegulation({ regulation: document, sha256 }).indexes.get(file.index)!;
  const random = randomFrom(7);
  for (const code of file.missing.filter((one) => !but.includes(one))) await saveBeside(house, page, place, { code, input: index.leafByCode.get(code)!.bound.example(90, random) });
}
