import { z } from "zod";

/** What a reader process says of a file; read by the house as something that came from outside. */

const text = z.string().max(2000);
const description = z.strictObject({ number: z.string().max(100), dated: z.iso.date().nullable(), issuer: z.string().max(300), subject: z.string().max(1000) });

export const reading = z.strictObject({
  pages: z.number().int().min(0).nullable(),
  hasText: z.boolean().nullable(),
  encrypted: z.boolean(),
  unreadable: z.boolean(),
  signatures: z.array(z.strictObject({ signer: text, issuer: text, signedAt: z.iso.datetime().nullable(), intact: z.boolean().nullable(), coversWhole: z.boolean(), chain: z.array(z.strictObject({ name: text, until: z.iso.datetime(), isVerified: z.boolean() })).max(20), trust: z.enum(["unchecked", "trusted", "untrusted"]) })).max(50),
  proposal: description.nullable(),
  texts: z.array(z.string().max(40_000)).max(3000),
});
export type Reading = z.output<typeof reading>;

export const NOTHING_READ: Reading = { pages: null, hasText: null, encrypted: false, unreadable: false, signatures: [], proposal: null, texts: [] };

/** No page has more on it, no document more pages: what is beyond is not searched. */
const LONGEST_PAGE = 20_000;
const MOST_PAGES = 3000;
const MOST_TEXT = 6_000_000;

/** Texts as they are kept: without what no database keeps, and not without end. */
export function bounded(texts: readonly string[]): string[] {
  let left = MOST_TEXT;
  return texts.slice(0, MOST_PAGES).map((one) => {
    const kept = one.replaceAll("\0", "").toWellFormed().normalize("NFC").slice(0, Math.min(LONGEST_PAGE, left)).toWellFormed();
    left -= kept.length;
    return kept;
  });
}
