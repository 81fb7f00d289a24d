export { makeCampaign } from "./changes.ts";
export { campaignEndpoints, heldStateOf, stateOf } from "./routes.ts";
export { advanceByResult, lockCampaign } from "./lock.ts";
export { type Campaign, type CampaignUnit, findCampaign, findCampaignUnit, unitsOfCampaign } from "./queries.ts";
