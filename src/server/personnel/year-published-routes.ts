import { listPublishedRatings } from "../../contract/personnel-year-settings.ts";
import { decisionInForce, foldRating } from "../../contract/personnel-year-steps.ts";
import { dayOf, personNames, unitTree } from "../organisation/index.ts";
import { actorOf, type Endpoint, query, type Reply } from "../platform/index.ts";
import { whoOf } from "./year-desk.ts";
import { filesOfAgencies, stepsOf } from "./year-queries.ts";

/** What an agency makes public among its own people (article 21.1.đ, 21.2.đ): levels alone, of those decisions that say so. */
export const publishedEndpoint: Endpoint = query(
  listPublishedRatings,
  async (call): Promise<Reply<typeof listPublishedRatings>> => {
    const { tx, params: { year } } = call;
    const { agencies } = await whoOf(tx, actorOf(call));
    const files = await filesOfAgencies(tx, agencies, year);
    const steps = await stepsOf(tx, files.map((one) => one.id));
    const names = await personNames(tx, files.map((one) => one.personId));
    const tree = await unitTree(tx, dayOf(await tx.now()));
    const items = files.flatMap(({ id, personId, title, officeId }) => {
      const decision = decisionInForce(foldRating(steps.get(id) ?? []));
      if (decision?.publication !== "electronic") return [];
      return [{ fileId: id, name: names.get(personId) ?? "", title, officeName: tree.get(officeId)?.name ?? "", level: decision.level, number: decision.number, on: decision.on }];
    });
    const by = new Intl.Collator("vi");
    return { body: { items: items.toSorted((a, b) => by.compare(a.officeName, b.officeName) || by.compare(a.name, b.name)) } };
  },
  () => ["self"],
);
