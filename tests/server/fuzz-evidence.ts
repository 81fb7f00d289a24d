import { headOf } from "../cycle/people.ts";
import type { Plan } from "../cycle/plan.ts";
import type { CampaignHouse } from "./cycle-house.ts";
import { sha256, smallPdf, TUS } from "./evidence-house.ts";
import type { Raw } from "./fuzz-raw.ts";

/** Files of a unit: named, sent, described, linked, found and given up. */
export async function tellOfEvidence(raw: Raw, house: CampaignHouse, { units: [unit] }: Plan): Promise<void> {
  if (unit === undefined) throw new RangeError("a plan without units");
  const as = headOf(unit.code);
  const library = `/units/${house.unitId(unit.code)}/evidence/2025`;
  const bytes = smallPdf("chuyện kể");
  const files = ["a.pdf", "b.pdf"].map((name) => ({ name, size: bytes.length, sha256: sha256(bytes) }));
  const named = await raw("POST", `${library}/manifests`, { as, body: { files } });
  const [sent, dropped] = named.json["items"] as { id: string; itemId: string }[];
  const file = `/evidence/files/${sent?.id ?? ""}`;
  await raw("GET", `${library}/intake`, { as });
  await raw("GET", `${library}/pending?limit=5`, { as });
  await house.app.inject({ method: "PATCH", url: `/api/v1${file}/bytes`, headers: { authorization: `Bearer ${as}`, ...TUS, "upload-offset": "0" }, payload: bytes });
  await raw("PATCH", `${file}/bytes`, { as });
  await raw("POST", `/evidence/files/${dropped?.id ?? ""}/abandonment`, { as });
  const [wrong] = (await raw("POST", `${library}/manifests`, { as, body: { files: files.slice(0, 1) } })).json["items"] as { id: string }[];
  await house.app.inject({ method: "PATCH", url: `/api/v1/evidence/files/${wrong?.id ?? ""}/bytes`, headers: { authorization: `Bearer ${as}`, ...TUS, "upload-offset": "0" }, payload: bytes });
  await raw("POST", `/evidence/files/${wrong?.id ?? ""}/withdrawal`, { as, body: { reason: "Tải nhầm tệp." } });
  const item = `/evidence/items/${sent?.itemId ?? ""}`;
  const { etag } = await raw("GET", item, { as });
  await raw("PUT", `${item}/description`, { as, body: { number: "1/BC", dated: "2025-11-20", issuer: "Sở", subject: "Báo cáo" }, seen: etag });
  const links = `/campaigns/${house.campaignId}/units/${house.unitId(unit.code)}/evidence`;
  await raw("PUT", `${links}/${unit.own[0]?.code ?? ""}`, { as, body: { links: [{ fileId: sent?.id ?? "", pages: "1-2", proves: "" }] }, seen: "0" });
  for (const path of [library, `${library}/checks`, `${library}/bundle`, `${file}/download`, `${file}/view`, `${file}/text`, links, "/evidence/search?q=bao+cao"]) await raw("GET", path, { as });
}
