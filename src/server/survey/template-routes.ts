import { readFile, readdir } from "node:fs/promises";
import { countRespondents, listTemplates, readQuestionnaire } from "../../contract/survey.ts";
import { type Endpoint, Problem, query, errand } from "../platform/index.ts";
import { readSheets } from "../documents/index.ts";
import { readFormSheets } from "./questionnaire-sheet.ts";
import { readYaml, writeYaml } from "./questionnaire-yaml.ts";
import { readRespondents, readRespondentSheet } from "./respondents.ts";
import { allocate, sampleSize } from "./sample.ts";

/** What helps to make a survey: questionnaires to begin with, and how many people to ask. */

const FOLDER = new URL("../../../questionnaires/", import.meta.url);

async function templates(): Promise<{ key: string; title: string; yaml: string }[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".yaml")).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const yaml = await readFile(new URL(name, FOLDER), "utf8");
      const read = readYaml(yaml);
      return { key: name.slice(0, -".yaml".length), title: read.faults === undefined ? read.form.title.vi : name, yaml };
    }),
  );
}

/** At least so many of each unit, where there are as many. */
const LEAST = 30;

const sheetsIn = (base64: string) => readSheets(new Uint8Array(Buffer.from(base64, "base64")));

export const templateRoutes: readonly Endpoint[] = [
  query(listTemplates, async () => ({ body: { items: await templates() } })),

  errand(readQuestionnaire, async ({ body }) => {
    const read = "yaml" in body ? readYaml(body.yaml) : readFormSheets(await sheetsIn(body.workbook));
    if (read.faults !== undefined) throw new Problem("invalid-input", { fields: read.faults });
    return { body: { form: read.form, yaml: writeYaml(read.form) } };
  }),

  errand(countRespondents, async ({ body: { csv, workbook, error } }) => {
    const read = workbook === undefined ? readRespondents(csv ?? "") : readRespondentSheet(await sheetsIn(workbook));
    if (read.faults !== undefined) throw new Problem("invalid-input", { fields: read.faults });
    const total = read.strata.reduce((sum, one) => sum + one.population, 0);
    const sample = sampleSize(total, error);
    const shares = allocate(sample, read.strata.map(({ group, unit, population }) => ({ key: `${group} ${unit}`, population })), LEAST);
    const strata = read.strata.map((one) => ({ ...one, sample: shares.get(`${one.group} ${one.unit}`) ?? 0 }));
    return { body: { total, sample: strata.reduce((sum, one) => sum + one.sample, 0), strata } };
  }),
];
