/** Days as people choose them, and the moments that the interface wants. */

/** The end of a day in Việt Nam, which is seven hours ahead and knows no summer time. */
export const endOfDay = (day: string): string => `${day}T17:00:00.000Z`;

/** The day in Việt Nam whose end a moment is, or during which it falls. */
export const dayOfEnd = (moment: string): string => new Date(Date.parse(moment) + 7 * 3_600_000 - 1).toISOString().slice(0, 10);

/** The day after, as the first on which something no longer is. */
export const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** The last day of a period that ends before `to`. */
export const lastDay = (to: string): string => new Date(Date.parse(`${to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
