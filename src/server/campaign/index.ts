export { makeCampaign } from "./changes.ts";
export { campaignEndpoints, stateOf } from "./routes.ts";
export { type Campaign, type CampaignUnit, findCampaign, findCampaignUnit } from "./queries.ts";
