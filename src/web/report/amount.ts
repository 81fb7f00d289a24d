/** Amounts as people read and type them: without decimals that say nothing. */

/** "1234.00" → "1234", "97.50" → "97.5" */
export const shortOf = (plain: string): string => (plain.includes(".") ? plain.replace(/0+$/, "").replace(/\.$/, "") : plain);

/** What stands in a field: a comma before decimals in both languages' keyboards is taken too. */
export const fieldOf = (plain: string | null): string => (plain === null ? "" : shortOf(plain).replace(".", ","));

/** What somebody typed as the interface wants it: "1.234" with groups, "12,5", "12.5"; what is no number goes as it is, to be refused by name. */
export function typedOf(text: string): string | null {
  const typed = text.trim();
  if (typed === "") return null;
  if (!/^[\d\s.,]+$/.test(typed)) return typed;
  const bare = typed.replaceAll(/\s/g, "");
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(bare)) return bare.replaceAll(".", "").replace(",", ".");
  return bare.replace(",", ".");
}
