import type { ItemView } from "../../../contract/evidence.ts";

/** What every other file has is no news beside a score. */
export const COMMON: readonly ItemView["findings"][number][] = ["unscanned", "unsigned", "not-described"];
