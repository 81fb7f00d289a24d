import type { Language } from "./format.ts";
import { en } from "./words-en.ts";
import { vi, type Words } from "./words-vi.ts";

/** The words of the public pages, Vietnamese first. */
export const WORDS: Readonly<Record<Language, Words>> = { vi, en };
