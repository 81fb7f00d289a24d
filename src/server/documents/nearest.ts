/** How many signs must change to make one word of another. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_none, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}

const plain = (words: string): string => words.toLowerCase().normalize("NFD").replaceAll(/\p{Mn}/gu, "").replaceAll("đ", "d").replaceAll(/[_\s]+/g, " ");

/** The name that somebody may have meant: close enough that it would be no guess out of the blue. */
export function nearest(wanted: string, names: readonly string[]): string | undefined {
  // Of two that differ in capitals alone, the one that is written as it was typed.
  const [best] = names.map((name) => ({ name, far: distance(plain(wanted), plain(name)), unlike: distance(wanted, name) })).toSorted((a, b) => a.far - b.far || a.unlike - b.unlike);
  return best !== undefined && best.far <= Math.max(2, wanted.length / 3) ? best.name : undefined;
}
