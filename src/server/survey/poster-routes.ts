import { readPosters } from "../../contract/survey-field.ts";
import { unitsOfCampaign } from "../campaign/index.ts";
import { shortDay, vietnameseDay } from "../documents/index.ts";
import { type Endpoint, Problem, query } from "../platform/index.ts";
import { enterAsOutsider } from "./enter.ts";
import { openAddress } from "./html.ts";
import { surveyThread } from "./parts.ts";
import { conflict } from "./routes.ts";

/** Posters with the square that opens a form for whoever passes by. */

export const posterRoutes: readonly Endpoint[] = [
  query(readPosters, async (call) => {
    const { address, stratum } = call.query;
    const { id, campaignId, design, standing } = await enterAsOutsider(call);
    const { open, title } = design;
    if (open === null) throw conflict("Khảo sát này không có phiếu mở.", "This survey has no open forms.");
    if (standing.state !== "open" || standing.opening === undefined) throw conflict("Chỉ in áp phích khi khảo sát đang mở.", "Posters are printed while the survey is open.");
    const group = design.groups.find((one) => one.key === open.group);
    const strata = design.strata.filter((one) => one.group === open.group && (stratum === undefined || one.key === stratum));
    if (strata.length === 0) throw new Problem("not-found");
    const names = new Map((await unitsOfCampaign(call.tx, campaignId)).map((one) => [one.code, one.name]));
    const host = address.replace(/\/+$/, "");
    const posters = strata.map(({ key, unit }) => ({ what: unit === null ? (group?.title ?? "") : (names.get(unit) ?? unit), link: `${host}${openAddress(id, key)}` }));
    const given = { title, until: `hết ngày ${shortDay(vietnameseDay(new Date(Date.parse(standing.opening.closesAt) - 1)))}`, illustrative: group?.form.illustrative?.vi ?? "", posters };
    return { file: { name: strata.length === 1 ? `Áp phích ${posters[0]?.what ?? ""}.pdf` : `Áp phích ${title}.pdf`, type: "application/pdf", make: async () => Buffer.from((await surveyThread.ask("drawPosters", given)).pdf) } };
  }),
];
