/** A quantity in equal shares of whole hundredths; what does not divide goes to the first, so that they add up. */
export function equalShares(quantity: string, count: number): string[] {
  const whole = Math.round(Number(quantity) * 100);
  if (count === 0 || !Number.isFinite(whole)) return [];
  const share = Math.floor(whole / count);
  return Array.from({ length: count }, (_, i) => String((share + (i < whole - share * count ? 1 : 0)) / 100));
}
