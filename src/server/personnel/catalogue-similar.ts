/**
 * Work that is nearly the same: names are compared as sets of trigrams, with diacritics and without; what is done and what
 * comes of it count as well. Of thousands only those are compared whose names share a rare trigram (prefix filtering), so
 * that it stays quick. Pure.
 */

export type Described = { readonly name: string; readonly detail: string; readonly output: string };

/** From here on two lines are shown side by side. */
const ALIKE = 0.63;
/** Names that have less in common are not looked at further. */
const NAMES_ALIKE = 0.5;
/** What each part says of the whole; a part that one of the two leaves empty says nothing. */
const WEIGHTS = { name: 0.5, detail: 0.25, output: 0.25 } as const;

const folded = (text: string): string => text.replaceAll("đ", "d").normalize("NFD").replaceAll(/\p{Mn}/gu, "");

/** Small letters, words with single spaces; signs say nothing. */
const plainWords = (text: string): string => text.normalize("NFC").toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
/** The same without diacritics. */
export const plainKey = (text: string): string => folded(plainWords(text));

/** Numbers for trigrams: the rarer, the smaller. */
type Order = ReadonlyMap<string, number>;
type Bag = readonly number[];

const LENGTH = 3;

function* trigramsOf(words: string): Generator<string> {
  if (words === "") return;
  const padded = ` ${words} `;
  for (let at = 0; at + LENGTH <= padded.length; at++) yield padded.slice(at, at + LENGTH);
}

function orderOf(texts: readonly string[]): Order {
  const count = new Map<string, number>();
  for (const text of texts) for (const trigram of new Set(trigramsOf(text))) count.set(trigram, (count.get(trigram) ?? 0) + 1);
  return new Map([...count].toSorted(([a, n], [b, m]) => n - m || (a < b ? -1 : 1)).map(([trigram], at) => [trigram, at]));
}

const bagOf = (text: string, order: Order): Bag => [...new Set(trigramsOf(text))].map((trigram) => order.get(trigram) ?? 0).toSorted((a, b) => a - b);

/** What two bags share of all that is in either, 0 to 1. */
function share(a: Bag, b: Bag): number {
  let [i, j, both] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i] ?? 0, b[j] ?? 0];
    if (left === right) both++;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  const either = a.length + b.length - both;
  return either === 0 ? 0 : both / either;
}

type Prepared = { readonly plain: Bag; readonly exact: Bag; readonly isBare: boolean; readonly detail: Bag; readonly output: Bag };

function prepareAll(all: readonly Described[]): Prepared[] {
  const words = all.map((one) => ({ exact: plainWords(one.name), plain: plainKey(one.name), detail: plainKey(one.detail), output: plainKey(one.output) }));
  const plain = orderOf(words.map((one) => one.plain));
  const exact = orderOf(words.map((one) => one.exact));
  const rest = orderOf(words.flatMap((one) => [one.detail, one.output]));
  return words.map((one) => ({ plain: bagOf(one.plain, plain), exact: bagOf(one.exact, exact), isBare: one.plain === one.exact, detail: bagOf(one.detail, rest), output: bagOf(one.output, rest) }));
}

/** Never more than without diacritics, by which the candidates are found; where one was typed without any, only that counts. */
function nameShare(a: Prepared, b: Prepared): number {
  const plain = share(a.plain, b.plain);
  return plain < NAMES_ALIKE || a.isBare || b.isBare ? plain : Math.min(plain, (plain + share(a.exact, b.exact)) / 2);
}

function between(a: Prepared, b: Prepared): number {
  const name = nameShare(a, b);
  if (name < NAMES_ALIKE) return 0;
  let [sum, weight] = [name * WEIGHTS.name, WEIGHTS.name as number];
  for (const part of ["detail", "output"] as const) {
    if (a[part].length === 0 || b[part].length === 0) continue;
    sum += share(a[part], b[part]) * WEIGHTS[part];
    weight += WEIGHTS[part];
  }
  return sum / weight;
}

/** 0 to 1 */
export function similarityOf(a: Described, b: Described): number {
  const [one, two] = prepareAll([a, b]);
  return one === undefined || two === undefined ? 0 : between(one, two);
}

type Pair = { readonly a: number; readonly b: number; readonly similarity: number };

/** Those before it whose names share one of its rarest trigrams; then it can be found itself. */
function candidatesFor(at: number, { plain }: Prepared, seenAt: Map<number, number[]>): ReadonlySet<number> {
  const candidates = new Set<number>();
  for (const trigram of plain.slice(0, plain.length - Math.ceil(NAMES_ALIKE * plain.length) + 1)) {
    const others = seenAt.get(trigram);
    if (others === undefined) seenAt.set(trigram, [at]);
    else {
      for (const other of others) candidates.add(other);
      others.push(at);
    }
  }
  return candidates;
}

/** All pairs that are alike, the most alike first. */
export function pairsAlike(all: readonly Described[]): Pair[] {
  const prepared = prepareAll(all);
  const seenAt = new Map<number, number[]>();
  const pairs: Pair[] = [];
  for (const [at, one] of prepared.entries()) {
    for (const other of candidatesFor(at, one, seenAt)) {
      const two = prepared[other];
      if (two === undefined || Math.min(one.plain.length, two.plain.length) < NAMES_ALIKE * Math.max(one.plain.length, two.plain.length)) continue;
      const similarity = between(one, two);
      if (similarity >= ALIKE) pairs.push({ a: other, b: at, similarity });
    }
  }
  return pairs.toSorted((x, y) => y.similarity - x.similarity || x.a - y.a || x.b - y.b);
}

/** What belongs together: each member is alike to the first; `similarity` is that of the least alike member. */
export type Cluster = { readonly members: readonly number[]; readonly similarity: number };

/** Every line is in exactly one cluster; those of the same words are one line to begin with. */
export function clustersOf(all: readonly Described[]): Cluster[] {
  const same = [...Map.groupBy(all.keys(), (at) => [all[at]?.name, all[at]?.detail, all[at]?.output].map((one) => plainWords(one ?? "")).join("|")).values()];
  const leaders = same.flatMap(([first]) => (first === undefined ? [] : (all[first] ?? [])));
  const groups = new Map<number, { members: number[]; similarity: number }>();
  const joined = new Set<number>();
  for (const { a, b, similarity } of pairsAlike(leaders)) {
    // Only whoever is still alone joins one that leads, so that chains do not grow together.
    if (joined.has(a) || joined.has(b) || (groups.has(a) && groups.has(b))) continue;
    const [lead, other] = groups.has(b) ? [b, a] : [a, b];
    const group = groups.get(lead) ?? { members: [], similarity: 1 };
    groups.set(lead, { members: [...group.members, other], similarity: Math.min(group.similarity, similarity) });
    joined.add(other);
  }
  return leaders.flatMap((_one, at) => {
    if (joined.has(at)) return [];
    const { members, similarity } = groups.get(at) ?? { members: [], similarity: 1 };
    return [{ members: [at, ...members].flatMap((one) => same[one] ?? []).toSorted((x, y) => x - y), similarity }];
  });
}
