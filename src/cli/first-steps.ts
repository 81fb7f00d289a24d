import { pageOfCampaigns } from "../server/campaign/index.ts";
import { findUnitByCode } from "../server/organisation/index.ts";
import type { Database } from "../server/platform/index.ts";
import { DEMONSTRATION_CODES } from "./demonstration/survey.ts";
import { DEMONSTRATION_PASSWORD } from "./demonstration/accounts.ts";

/** What somebody new tries first. */

const USERNAME = "snv.cham";
const UNIT = "SNV";
const EVERYTHING = { all: true, asOffice: false, asOwner: false, unitIds: [] };

/** Three commands with the demonstration's own ids: sign in, read the campaign under way, read a unit's file. */
export async function firstSteps(database: Database, address: string): Promise<string> {
  const { campaign, unit } = await database.read(async (tx) => ({ campaign: (await pageOfCampaigns(tx, EVERYTHING, undefined, 1))[0], unit: await findUnitByCode(tx, UNIT) }));
  if (campaign === undefined || unit === undefined) return "";
  const path = `${address}/api/v1/campaigns/${campaign.id}`;
  return [
    "Thử ngay ở một cửa sổ dòng lệnh khác: đăng nhập, xem đợt đánh giá, xem hồ sơ của một đơn vị:",
    `  curl -c congtam.cookie -H 'Content-Type: application/json' -d '{"username":"${USERNAME}","password":"${DEMONSTRATION_PASSWORD}"}' ${address}/api/v1/session`,
    `  curl -b congtam.cookie ${path}`,
    `  curl -b congtam.cookie ${path}/units/${unit.id}/assessment`,
    `Trả lời thử một phiếu khảo sát: ${address}/khao-sat, nhập ${DEMONSTRATION_CODES.join(", ")} (mỗi mã dùng một lần)`,
    "",
  ].join("\n");
}
