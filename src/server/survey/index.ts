import { z } from "zod";
import { type SurveyDesign, surveyDesign } from "../../contract/survey-design.ts";
import type { Database, Endpoint, PublicPages, Tasks } from "../platform/index.ts";
import { analysisRoutes } from "./analysis-routes.ts";
import { boxRoutes, DESTROY_KEY } from "./box-routes.ts";
import type { SurveyKeys } from "./keys.ts";
import type { Rates } from "./open-ticket.ts";
import { orderRoutes } from "./order-routes.ts";
import { posterRoutes } from "./poster-routes.ts";
import type { Parts } from "./parts.ts";
import { surveyPages } from "./public-pages.ts";
import { standingOf } from "./queries.ts";
import { recheckRoutes } from "./recheck-routes.ts";
import { resultRoutes } from "./result-routes.ts";
import { surveyRoutes } from "./routes.ts";
import { templateRoutes } from "./template-routes.ts";

export { conductSurvey } from "./bulk.ts";
export { surveyTopics } from "./live.ts";
export { readYaml } from "./questionnaire-yaml.ts";
export { openSurveyKeys, noSurveyKeys, type SurveyKeys } from "./keys.ts";

export { verifySurveys, verifySurveysAt } from "./verify.ts";

/** A design as somebody wrote it down; throws where it is none. */
export const readDesign = (given: unknown): SurveyDesign => surveyDesign.parse(given);

/** Everything that the room answers to people of the house. */
export const surveyEndpoints = (parts: Parts): readonly Endpoint[] => [...surveyRoutes(parts), ...boxRoutes(parts), ...orderRoutes, ...posterRoutes, ...recheckRoutes, ...resultRoutes(parts), ...analysisRoutes, ...templateRoutes];

/** Its pages for everybody. */
export const surveyPublicPages = (database: Database, { pepper }: Pick<SurveyKeys, "pepper">, rates?: Rates): PublicPages => surveyPages(database, pepper, rates);

const ordered = z.object({ publicKey: z.string(), surveyId: z.string() });

/** What it does after a change: the key of an opened box is destroyed. */
export const surveyTasksOn = (database: Database, keys: SurveyKeys): Tasks => ({
  [DESTROY_KEY]: async (payload) => {
    const { publicKey, surveyId } = ordered.parse(payload);
    const { counting } = await database.read((tx) => standingOf(tx, surveyId));
    // The job exists only if the opening was committed; asked again, since nothing brings a key back.
    if (counting !== undefined) await keys.destroy(publicKey);
  },
});
