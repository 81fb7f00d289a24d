/** Signs that no XML takes: control signs but tab and line ends, and two that are no characters. */
const UNREADABLE = /(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu;

/** Words of people without the signs for which Word and Excel would call the file broken. */
export const readable = (words: string): string => words.replaceAll(UNREADABLE, "");
