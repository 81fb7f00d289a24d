import type { SurveyDesign } from "../../contract/survey-design.ts";

/** A design as a file: the server says what is wrong with one, here it only has to be one at all. */
export async function readDesignFile(file: Blob): Promise<SurveyDesign | undefined> {
  try {
    const read: unknown = JSON.parse(await file.text());
    return isDesign(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

const isDesign = (value: unknown): value is SurveyDesign => typeof value === "object" && value !== null && "title" in value && "groups" in value && Array.isArray(value.groups);
