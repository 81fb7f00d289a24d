/** Words that people write for others to read. */

/** A reason, question or finding of fewer characters tells nobody anything. */
export const LEAST_REASON = 10;
