/** How alike two short texts are, whoever wrote them: by the words and pairs of words that both have. Pure. */

const MOST_WORDS = 200;

/** The words of a text and each two that follow one another, without diacritics. */
export function shinglesOf(text: string): ReadonlySet<string> {
  const plain = text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[đĐ]/g, "d").toLowerCase();
  const words = plain.match(/[\p{L}\p{N}]+/gu)?.slice(0, MOST_WORDS) ?? [];
  return new Set([...words, ...words.slice(1).map((word, at) => `${words[at] ?? ""} ${word}`)]);
}

/** Twice what both have, of what each has, in percent (Dice); 0 where one of them says nothing. */
export function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const one of a) if (b.has(one)) common++;
  return Math.round((200 * common) / (a.size + b.size));
}

type Alike<T> = { readonly first: T; readonly second: T; readonly likeness: number };

/** A pair of words that so many texts have says nothing of any two of them. */
const TOO_COMMON = 60;

/** Every two of these texts that are at least so alike. Only those that share a pair of words are compared. */
export function alikeAmong<T>(items: readonly { readonly item: T; readonly text: string }[], least: number): Alike<T>[] {
  const shingles = items.map(({ text }) => shinglesOf(text));
  const holders = new Map<string, number[]>();
  for (const [at, set] of shingles.entries()) for (const one of set) if (one.includes(" ")) holders.set(one, [...(holders.get(one) ?? []), at].slice(0, TOO_COMMON + 1));
  const compared = new Set<number>();
  const found: Alike<T>[] = [];
  for (const at of holders.values()) {
    if (at.length > TOO_COMMON) continue;
    for (const [i, one] of at.entries()) {
      for (const other of at.slice(i + 1)) {
        const place = one * items.length + other;
        if (compared.has(place)) continue;
        compared.add(place);
        const likeness = likenessOf(shingles[one] ?? new Set(), shingles[other] ?? new Set());
        const [first, second] = [items[one], items[other]];
        if (likeness >= least && first !== undefined && second !== undefined) found.push({ first: first.item, second: second.item, likeness });
      }
    }
  }
  return found.toSorted((a, b) => b.likeness - a.likeness);
}
