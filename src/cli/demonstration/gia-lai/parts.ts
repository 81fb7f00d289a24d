import { loadCatalogue } from "./catalogue.ts";
import type { GiaLai } from "./gia-lai.ts";
import { loadQuarters } from "./quarters.ts";
import { loadYear } from "./year.ts";

/** What is done in the demonstration of Gia Lai, part after part: each stands on those before. */
export const PARTS: readonly ((giaLai: GiaLai) => Promise<void>)[] = [loadCatalogue, loadQuarters, loadYear];
