import { namedPlace, placeIn } from "../faults.ts";
import type { useCatalogueWords } from "../words-catalogue.ts";

/** What people call the fields of a list of work about which a refusal is. */

type Words = ReturnType<typeof useCatalogueWords>;
type Named = { readonly name: string };
/** What was sent, as far as lines are told apart by it. */
type Sent = { readonly add: readonly Named[]; readonly change: readonly { readonly fields: Named }[] };
const COLUMNS = ["code", "field", "name", "detail", "output", "unitOfMeasure", "group", "points", "note"] as const;

/** "Báo cáo tháng · Điểm", of lines that were sent together. */
export function lineOf(pointer: string, sent: Sent, t: Words): string | undefined {
  const [changed, added] = [placeIn("change", pointer), placeIn("add", pointer)];
  const place = changed ?? added;
  if (place === undefined) return undefined;
  const fields = changed === undefined ? sent.add[place.at] : sent.change[place.at]?.fields;
  const column = COLUMNS.find((one) => one === place.field.split("/").at(-1));
  const name = fields?.name.trim() ?? "";
  return namedPlace(name === "" ? t("newLine") : name, column === undefined ? undefined : t(`column.${column}`));
}

/** Of the standard unit and the frames. */
export function standardFieldOf(pointer: string, t: Words): string | undefined {
  const frame = placeIn("frames", pointer);
  if (frame !== undefined) return frame.field === "to" ? t("frameTo", { group: frame.at + 1 }) : t("frameFrom", { group: frame.at + 1 });
  if (pointer === "/standardPoints") return t("standardPoints");
  if (pointer === "/frames") return t("frames");
  return pointer === "/standardName" ? t("standard") : undefined;
}
