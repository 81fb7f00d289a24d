import { randomBytes } from "node:crypto";
import { otpAt } from "../../src/server/identity/secrets.ts";
import { headOf, MEMBERS, appraiseFirst, appraiseSecond, decideTies, explain, measureAndMark, scoreThemselves, setUp } from "../cycle/people.ts";
import type { Plan } from "../cycle/plan.ts";
import { type CampaignHouse, reach } from "./cycle-house.ts";
import type { TestProvider } from "./oidc.ts";
import { tellOfCatalogue } from "./fuzz-catalogue.ts";
import { tellOfEvidence } from "./fuzz-evidence.ts";
import { tellOfTables } from "./fuzz-tables.ts";
import { tellOfPersonnel } from "./fuzz-personnel.ts";
import { tellOfReformPlan } from "./fuzz-plan.ts";
import type { Raw } from "./fuzz-raw.ts";
import { tellOfReports } from "./fuzz-report.ts";
import { tellOfPapers, tellOfSheets, tellOfSurveys } from "./fuzz-rooms.ts";
import { regulationFiles } from "./regulation-files.ts";

/** A story in which everything that the program can do is done once, so that what comes near it can be tried as well. */

const A_MONTH_MS = 30 * 24 * 60 * 60 * 1000;
const PASSWORD = "mot-cau-dai-de-nho";
const idOf = (answer: { readonly json: Record<string, unknown> }): string => String(answer.json["id"]);

/** Base32 without padding, as the second factor's secret is shown. */
function bytesOf(secret: string): Uint8Array {
  const bits = secret.split("").map((one) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(one).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** Accounts, signing in and out, the second factor. */
export async function tellOfIdentity(raw: Raw, now: () => Promise<number>): Promise<void> {
  const person = idOf(await raw("POST", "/people", { as: "admin", body: { name: "Trần Văn Bình" } }));
  const account = await raw("POST", "/accounts", { as: "admin", body: { username: "binh", personId: person, name: "Trần Văn Bình" } });
  const path = `/accounts/${idOf(account)}`;
  await raw("GET", "/accounts?limit=5", { as: "admin" });
  const { etag } = await raw("GET", path, { as: "admin" });
  await raw("PUT", `${path}/roles`, { as: "admin", body: { roles: [{ role: "auditor", to: null }] }, seen: etag });
  const link = await raw("POST", `${path}/reset-link`, { as: "admin", body: { removesSecondFactor: false } });
  await raw("POST", "/password-reset", { body: { token: String(link.json["token"]), password: PASSWORD } });
  const signIn = async () => (await raw("POST", "/session", { body: { username: "binh", password: PASSWORD } })).cookie;
  await raw("DELETE", "/session", { cookie: await signIn() });
  const cookie = await signIn();
  await raw("GET", "/session", { cookie });
  const begun = await raw("POST", "/second-factor", { cookie });
  const codeAt = async (stepsLater: number) => otpAt(bytesOf(String(begun.json["secret"])), Math.floor((await now()) / 30_000) + stepsLater);
  const confirmed = await raw("PUT", "/second-factor", { cookie, body: { otp: await codeAt(0) }, seen: begun.etag });
  // Each code counts once; the next one is accepted half a minute early.
  const renewed = await raw("POST", "/session/renewal", { cookie: confirmed.cookie, body: { password: PASSWORD, otp: await codeAt(1) } });
  await raw("DELETE", "/sessions", { cookie: renewed.cookie });
  await raw("GET", `${path}/sessions`, { as: "admin" });
  await raw("DELETE", `${path}/sessions`, { as: "admin" });
  await raw("POST", `${path}/disabling`, { as: "admin" });
}

/** Somebody who leaves, another system with its key, and the authority's own sign-in. */
export async function tellOfAccess(raw: Raw, provider: TestProvider, now: () => Promise<number>): Promise<void> {
  const addAccount = async (username: string): Promise<string> => `/accounts/${idOf(await raw("POST", "/accounts", { as: "admin", body: { username, personId: `p-${username.replace(".", "-")}`, name: username } }))}`;
  const etagOf = async (path: string): Promise<string> => (await raw("GET", path, { as: "admin" })).etag;
  const [leaver, successor] = [await addAccount("nguoi.di"), await addAccount("nguoi.nhan")];
  await raw("POST", `${successor}/disabling`, { as: "admin" });
  await raw("POST", `${successor}/enabling`, { as: "admin", body: { reason: "Đã trở lại làm việc." }, seen: await etagOf(successor) });
  await raw("POST", `${leaver}/handover`, { as: "admin", body: { successorAccountId: successor.slice("/accounts/".length), on: "2025-11-30" }, seen: await etagOf(leaver) });
  const system = idOf(await raw("POST", "/service-accounts", { as: "admin", body: { username: "truc", name: "Trục liên thông" } }));
  await raw("PUT", `/accounts/${system}/roles`, { as: "admin", body: { roles: [{ role: "auditor" }] }, seen: await etagOf(`/accounts/${system}`) });
  const expiresAt = new Date((await now()) + A_MONTH_MS).toISOString();
  const issued = await raw("POST", "/api-keys", { as: "admin", body: { accountId: system, name: "Máy chủ số 1", roles: ["auditor"], expiresAt } });
  await raw("GET", "/accounts?text=nguoi&limit=5", { as: String(issued.json["secret"]) });
  await raw("GET", "/api-keys?limit=5", { as: "auditor" });
  await raw("POST", `/api-keys/${String((issued.json["key"] as { id: unknown }).id)}/revocation`, { as: "admin" });
  await raw("PUT", `${successor}/oidc`, { as: "admin", body: { identity: { issuer: provider.settings.issuer, subject: "nguoi.nhan" } }, seen: await etagOf(successor) });
  await raw("GET", "/door");
  const start = await raw("GET", "/oidc/start");
  const back = new URL(await provider.signIn(start.location, { login: "nguoi.nhan" }));
  await raw("GET", `/oidc/callback${back.search}`, { cookie: start.cookie });
}

/** Units, people and posts. */
export async function tellOfOrganisation(raw: Raw): Promise<void> {
  const added = await raw("POST", "/units", { as: "officer", body: { code: "TAM", name: "Chi cục tạm", index: null } });
  const other = await raw("POST", "/units", { as: "officer", body: { code: "TAM2", name: "Chi cục tạm hai", index: null } });
  await raw("GET", "/units?text=chi&limit=5", { as: "auditor" });
  const { etag } = await raw("GET", `/units/${idOf(added)}`, { as: "auditor" });
  await raw("PUT", `/units/${idOf(added)}`, { as: "officer", body: { name: "Chi cục đổi tên", index: null, parent: null }, seen: etag });
  const person = idOf(await raw("POST", "/people", { as: "officer", body: { name: "Lê Thị Hoa" } }));
  const post = await raw("POST", `/people/${person}/posts`, { as: "officer", body: { unit: idOf(added), kind: "officer", title: "Chuyên viên", from: "2025-12-01" } });
  await raw("GET", "/people?text=hoa", { as: "auditor" });
  await raw("POST", `/posts/${idOf(post)}/ending`, { as: "officer", body: { on: "2025-12-31" } });
  await raw("POST", "/units/import", { as: "officer", body: { units: [{ code: "NHAP", name: "Đơn vị nhập", index: null }] } });
  await raw("POST", `/units/${idOf(added)}/merging`, { as: "officer", body: { into: idOf(other), on: "2026-06-01" } });
}

/** Versions of a regulation. */
export async function tellOfRegulations(raw: Raw, versionId: string): Promise<string> {
  const files = { ...regulationFiles("dak-lak-2025") };
  files["regulation.yaml"] = (files["regulation.yaml"] ?? "").replace("year: 2025", "year: 2026");
  await raw("POST", "/regulations/check", { as: "officer", body: { files } });
  const imported = idOf(await raw("POST", "/regulations", { as: "admin", body: { files } }));
  await raw("POST", `/regulations/${imported}/freezing`, { as: "officer" });
  await raw("GET", "/regulations?limit=5", { as: "auditor" });
  await raw("GET", `/regulations/${imported}`, { as: "auditor" });
  await raw("GET", `/regulations/${imported}/comparison?with=${versionId}`, { as: "auditor" });
  return imported;
}

/** The inbox of somebody who was told of the campaign, and how they want to be told. */
export async function tellOfNotifications(raw: Raw, house: CampaignHouse): Promise<void> {
  const inbox = await raw("GET", "/notifications", { as: "chair" });
  const [first] = inbox.json["items"] as { id: string }[];
  await raw("POST", `/notifications/${first?.id ?? ""}/reading`, { as: "chair" });
  await raw("POST", "/notifications/reading-all", { as: "chair" });
  const settings = await raw("GET", "/notification-settings", { as: "chair" });
  await raw("PUT", "/notification-settings", { as: "chair", body: settings.json, seen: settings.etag });
  const path = `/people/${house.personOf("group")}/notification-settings`;
  const others = await raw("GET", path, { as: "admin" });
  await raw("PUT", path, { as: "admin", body: others.json, seen: others.etag });
}

/** What is asked of a campaign besides its cycle, while it is being scored and appraised. */
export async function tellOfCampaign(raw: Raw, house: CampaignHouse, plan: Plan): Promise<void> {
  const [unit] = plan.units;
  if (unit === undefined) throw new RangeError("a plan without units");
  const campaign = `/campaigns/${house.campaignId}`;
  const file = `${campaign}/units/${house.unitId(unit.code)}`;
  for (const path of ["", "/units", "/assignments", "/appraisers", "/coverage", `/coverage/${unit.index}/1`, "/not-applicable", "/facts", "/remits", "/marks/progress", "/progress", "/draft-result", `/draft-result/${unit.code}`, "/pending-decisions", "/opinion-requests"]) await raw("GET", `${campaign}${path}`, { as: "officer" });
  await raw("GET", "/campaigns", { as: "officer" });
  for (const path of ["/assessment", "/history", "/not-applicable", "/facts"]) await raw("GET", `${file}${path}`, { as: "officer" });
  await raw("GET", `${campaign}/marking`, { as: "chutich" });
  await raw("GET", "/me/work", { as: headOf(unit.code) });
  await raw("POST", `${file}/presence`, { as: headOf(unit.code), body: { code: unit.own[0]?.code ?? null } });
  await raw("GET", `${file}/previous-values`, { as: headOf(unit.code) });
  for (const path of ["/marks", "/marks/history"]) await raw("GET", `${campaign}${path}`, { as: "auditor" });
  await raw("GET", `${campaign}/remits/${house.personOf("pct.mot")}`, { as: "officer" });
  const rating = unit.ratings[0]?.code ?? "";
  const { etag } = await raw("GET", `${file}/marks/${rating}`, { as: "chutich" });
  await raw("PUT", `${file}/marks/${rating}`, { as: "chutich", body: { mark: "4.50" }, seen: etag });
  for (const path of ["/audit/entries?limit=5", "/audit/head"]) await raw("GET", path, { as: "auditor" });
}

/** A mark that is taken back, a request for opinion with its answer, an assignment that ends, more time for a unit. */
export async function tellOfCouncil(raw: Raw, house: CampaignHouse, plan: Plan): Promise<void> {
  const [unit, other] = plan.units;
  const code = unit?.own[0]?.code ?? "";
  const campaign = `/campaigns/${house.campaignId}`;
  const file = `${campaign}/units/${house.unitId(unit?.code ?? "")}`;
  await raw("GET", `${file}/appraisals/1/${code}/reasons`, { as: "chair" });
  const marks = await raw("GET", `${file}/not-applicable`, { as: "officer" });
  const marked = await raw("PUT", `${file}/not-applicable/${code}`, { as: "officer", body: { reason: "Đánh dấu rồi bỏ đánh dấu.", article: "II.4.b" }, seen: marks.etag });
  const version = marked.etag === "" ? (await raw("GET", `${file}/not-applicable`, { as: "officer" })).etag : marked.etag;
  await raw("POST", `${file}/not-applicable/${code}/withdrawal`, { as: "officer", body: { reason: "Đơn vị được giao nhiệm vụ này." }, seen: version });
  const asked = await raw("POST", `${campaign}/opinion-requests`, { as: "group", body: { toUnitId: house.unitId(other?.code ?? ""), question: "Đề nghị cho ý kiến về tiêu chí này.", due: "2025-12-18", items: [{ unitId: house.unitId(unit?.code ?? ""), code }] } });
  await raw("PUT", `${campaign}/opinion-requests/${idOf(asked)}/units/${house.unitId(unit?.code ?? "")}/answers/${code}`, { as: "giver", body: { stance: "agrees", text: "Đồng ý với mức điểm đã chấm." }, seen: "0" });
  const assigned = await raw("POST", `${campaign}/assignments`, { as: "chair", body: { items: [{ personId: house.personOf("group"), index: unit?.index ?? "", codes: ["1"] }] } });
  const [first] = (assigned.json["created"] ?? assigned.json["existing"]) as { id: string }[];
  await raw("POST", `${campaign}/assignments/${first?.id ?? ""}/ending`, { as: "chair" });
}

/** One criterion across units, and what was appraised of it saved once more. */
export async function tellOfGrid(raw: Raw, house: CampaignHouse, plan: Plan): Promise<void> {
  const [unit] = plan.units;
  const criterion = `/campaigns/${house.campaignId}/criteria/${unit?.own.find((one) => one.code.startsWith("1."))?.code ?? ""}`;
  const { json } = await raw("GET", `${criterion}/units?index=${unit?.index ?? ""}&limit=5`, { as: MEMBERS[0] });
  const items = (json["items"] as { unitId: string; version: string; mine: { input: object; note: string } | null }[]).map(({ unitId, version, mine }) => ({ unitId, version, input: mine?.input ?? null, reason: mine?.note ?? "" }));
  await raw("POST", `${criterion}/appraisals/1`, { as: MEMBERS[0], body: { index: unit?.index ?? "", items } });
}

/** From consolidation to a published result that is compared with an earlier one. */
export async function tellOfResult(raw: Raw, house: CampaignHouse, plan: Plan): Promise<void> {
  const campaign = `/campaigns/${house.campaignId}`;
  const [unit] = plan.units;
  const code = unit?.own[0]?.code ?? "";
  await raw("PUT", `${campaign}/units/${house.unitId(unit?.code ?? "")}/corrections/${code}`, { as: "chair", body: { input: { points: "0" }, reason: "Cộng nhầm báo cáo của đơn vị khác." }, seen: "0" });
  await decideTies(house);
  await raw("POST", `${campaign}/result-versions`, { as: "officer", body: {} });
  await raw("POST", `${campaign}/result-versions/1/return`, { as: "chutich", body: { reason: "Cần bổ sung biên bản làm việc." } });
  await raw("POST", `${campaign}/result-versions`, { as: "officer", body: {} });
  await raw("POST", `${campaign}/result-versions/2/approval`, { as: "chutich", body: { decisionNumber: "02311/QĐ-UBND", decidedOn: "2025-12-30" } });
  await raw("POST", `${campaign}/result-versions/2/publication`, { as: "officer" });
  for (const path of ["/result-versions", "/result-versions/2", "/result-versions/2/case", `/result-versions/2/units/${unit?.code ?? ""}`, `/comparison?with=${house.campaignId}&ratio=quality`]) await raw("GET", `${campaign}${path}`);
}

/** The cycle itself, with everything beside it told in its time. */
export async function tellAll(raw: Raw, house: CampaignHouse, plan: Plan, { now, provider }: { readonly now: () => Promise<number>; readonly provider: TestProvider }): Promise<void> {
  await tellOfIdentity(raw, now);
  await tellOfAccess(raw, provider, now);
  await tellOfOrganisation(raw);
  const version = await tellOfRegulations(raw, house.regulationVersionId);
  await raw("POST", "/campaigns", { as: "officer", body: { title: `Đợt thử ${randomBytes(2).toString("hex")}`, year: 2025, regulationVersionId: version, unitCodes: plan.units.map((one) => one.code) } });
  await setUp(house, plan);
  await reach(house, "self-scoring");
  await tellOfEvidence(raw, house, plan);
  await scoreThemselves(house, plan);
  await measureAndMark(house, plan);
  await tellOfCampaign(raw, house, plan);
  await tellOfSheets(raw, house, plan);
  await tellOfSurveys(raw, house, plan, now);
  await tellOfCatalogue(raw, house, plan);
  await tellOfTables(raw, house, plan);
  await tellOfPersonnel(raw, house, plan);
  await tellOfReformPlan(raw, house, plan);
  await tellOfReports(raw, house, plan, now);
  await reach(house, "appraisal-1", "self-scoring");
  await tellOfNotifications(raw, house);
  await raw("GET", `/campaigns/${house.campaignId}/amendment-preview?version=${version}`, { as: "officer" });
  await raw("GET", `/campaigns/${house.campaignId}/units/${house.unitId(plan.units[0]?.code ?? "")}/archive`, { as: "officer" });
  await tellOfCouncil(raw, house, plan);
  await appraiseFirst(house, plan);
  await tellOfGrid(raw, house, plan);
  await reach(house, "explanation", "appraisal-1");
  const explained = await explain(house, plan);
  await reach(house, "appraisal-2", "explanation");
  await appraiseSecond(house, plan, explained);
  await reach(house, "consolidation", "appraisal-2");
  await tellOfResult(raw, house, plan);
  await tellOfPapers(raw, house, plan, "2");
}

