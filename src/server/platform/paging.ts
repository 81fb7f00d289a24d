import { Problem } from "./problem.ts";

/** A page, and where the next one begins; read one row more than `limit`, which tells whether there is one. */
export function pageFrom<T>(rows: readonly T[], limit: number, cursorOf: (row: T) => string): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** What a client hears whose cursor was not given out by us. */
export const unknownCursor = (): Problem => new Problem("invalid-input", { fields: [{ pointer: "/cursor", message: "Không phải dấu trang đã nhận." }] });
