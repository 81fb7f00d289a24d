import type { APIRequestContext } from "playwright-core";
import { PASSWORD, type WebHouse } from "./house.ts";

/** The demonstration's campaign brought into the first round of the appraisal, by those who would. */

type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly version: string };
type Item = Readonly<Record<string, unknown>>;

export type Council = {
  readonly campaignId: string;
  readonly ask: (as: string, method: string, path: string, body?: object, version?: string) => Promise<Answer>;
  /** The rows of a criterion of the communes as somebody sees them. */
  readonly rows: (as: string, code: string) => Promise<{ unitId: string; unitName: string; version: string; states: string[]; before: { points: string } | null; mine: { points: string; note: string } | null }[]>;
  readonly path: (rest: string) => string;
};

const items = (body: Record<string, unknown>): Item[] => body["items"] as Item[];

/** Sends requests as people of the house, each with a session of its own. */
function asking({ address, browser }: WebHouse): Council["ask"] {
  const people = new Map<string, Promise<APIRequestContext>>();
  const signedIn = async (as: string): Promise<APIRequestContext> => {
    const { request } = await browser.newContext();
    await request.post(`${address}/api/v1/session`, { data: { username: as, password: PASSWORD } });
    return request;
  };
  return async (as, method, path, body, version) => {
    const person = people.get(as) ?? signedIn(as);
    people.set(as, person);
    const answer = await (await person).fetch(`${address}/api/v1${path}`, { method, ...(body === undefined ? {} : { data: body }), headers: version === undefined ? {} : { "if-match": `"${version}"` } });
    return { status: answer.status(), body: (await answer.json()) as Record<string, unknown>, version: (answer.headers()["etag"] ?? "").replaceAll('"', "") };
  };
}

export async function openCouncil(house: WebHouse): Promise<Council> {
  const ask = asking(house);
  const campaign = items((await ask("sonoivu", "GET", "/campaigns")).body).find((one) => one["year"] === 2025);
  const campaignId = String(campaign?.["id"]);
  const base = `/campaigns/${campaignId}`;
  // The end of the self-scoring is put before now: the clocks of a house that runs may not be moved.
  await house.test.superuser.query(
    `update congtam.campaign_action set action = jsonb_set(action, '{calendar,self-scoring}', to_jsonb(to_char((now() - interval '1 minute') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) where campaign = $1 and action->>'kind' = 'set-calendar'`,
    [campaignId],
  );
  const { version } = await ask("sonoivu", "GET", base);
  const moved = await ask("sonoivu", "POST", `${base}/actions`, { kind: "advance", to: "appraisal-1" }, version);
  if (moved.status !== 201) throw new Error(`the campaign did not move on: ${JSON.stringify(moved.body)}`);
  const rows: Council["rows"] = async (as, code) => (await ask(as, "GET", `${base}/criteria/${code}/units?index=03&limit=200`)).body["items"] as Awaited<ReturnType<Council["rows"]>>;
  return { campaignId, ask, rows, path: (rest) => `${house.address}${base}/appraisal${rest}` };
}
