/** Formulas of measures: read once, checked before they are kept, computed exactly. No I/O. */

/** Whole numbers over a positive one, exact. */
export type Ratio = { readonly n: bigint; readonly d: bigint };

type Sign = "+" | "-" | "*" | "/";
export type Formula =
  | { readonly kind: "number"; readonly value: Ratio }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "both"; readonly sign: Sign; readonly left: Formula; readonly right: Formula };

type ReadFormula = { readonly formula: Formula; readonly fault?: never } | { readonly fault: { readonly vi: string; readonly en: string }; readonly formula?: never };

/** Deep nesting is nobody's formula. */
const DEEPEST = 30;
/** A hyphen between letters belongs to a name; a minus has room before it. */
const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([a-z][a-z0-9]*(?:-[a-z0-9]+)*)|([-+*/()]))/y;

class Unreadable extends Error {}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const whole = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < whole.length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(whole);
    if (found === null) throw new Unreadable(whole.slice(from, from + 10));
    tokens.push(found[0].trim());
  }
  return tokens;
}

function numberOf(text: string): Ratio {
  const [whole = "0", rest = ""] = text.split(".");
  return { n: BigInt(whole + rest), d: 10n ** BigInt(rest.length) };
}

/** Reads by descent: sums of products of what stands alone. */
function parse(tokens: readonly string[]): Formula {
  let at = 0;
  const peek = (): string => tokens[at] ?? "";
  const atom = (depth: number): Formula => {
    const token = peek();
    at += 1;
    if (depth > DEEPEST) throw new Unreadable("(");
    if (token === "(") {
      const inner = sum(depth + 1);
      if (peek() !== ")") throw new Unreadable(peek());
      at += 1;
      return inner;
    }
    if (/^\d/.test(token)) return { kind: "number", value: numberOf(token) };
    if (/^[a-z]/.test(token)) return { kind: "name", name: token };
    throw new Unreadable(token);
  };
  const chain = (signs: readonly Sign[], part: (depth: number) => Formula, depth: number): Formula => {
    let left = part(depth);
    for (let sign = signs.find((one) => one === peek()); sign !== undefined; sign = signs.find((one) => one === peek())) {
      at += 1;
      left = { kind: "both", sign, left, right: part(depth) };
    }
    return left;
  };
  const product = (depth: number): Formula => chain(["*", "/"], atom, depth);
  const sum = (depth: number): Formula => chain(["+", "-"], product, depth);
  const whole = sum(0);
  if (at < tokens.length) throw new Unreadable(peek());
  return whole;
}

export function readFormula(text: string): ReadFormula {
  try {
    return { formula: parse(tokensOf(text)) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { fault: { vi: `Không đọc được công thức gần “${error.message}”.`, en: `The formula cannot be read near “${error.message}”.` } };
  }
}

export function namesIn(formula: Formula): string[] {
  if (formula.kind === "number") return [];
  return formula.kind === "name" ? [formula.name] : [...namesIn(formula.left), ...namesIn(formula.right)];
}

const greatest = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatest(b, a % b));
function reduced(n: bigint, d: bigint): Ratio {
  const by = greatest(n < 0n ? -n : n, d);
  return by <= 1n ? { n, d } : { n: n / by, d: d / by };
}

/** What a formula comes to: a number; nothing, as a figure is missing; or none, as it divides by zero. */
export type Computed = Ratio | "missing" | "zero";
export const isRatio = (value: Computed): value is Ratio => typeof value === "object";

function combine(sign: Sign, left: Ratio, right: Ratio): Computed {
  if (sign === "*") return reduced(left.n * right.n, left.d * right.d);
  if (sign === "/") {
    if (right.n === 0n) return "zero";
    const flip = right.n < 0n ? -1n : 1n;
    return reduced(left.n * right.d * flip, left.d * right.n * flip);
  }
  const other = sign === "+" ? right.n : -right.n;
  return reduced(left.n * right.d + other * left.d, left.d * right.d);
}

export function compute(formula: Formula, valueOf: (name: string) => Computed): Computed {
  if (formula.kind === "number") return formula.value;
  if (formula.kind === "name") return valueOf(formula.name);
  const left = compute(formula.left, valueOf);
  if (!isRatio(left)) return left;
  const right = compute(formula.right, valueOf);
  return isRatio(right) ? combine(formula.sign, left, right) : right;
}

/** Whether a formula divides by something that is zero whatever is reported. */
export function dividesByZero(formula: Formula): boolean {
  if (formula.kind !== "both") return false;
  if (dividesByZero(formula.left) || dividesByZero(formula.right)) return true;
  if (formula.sign !== "/") return false;
  const below = compute(formula.right, () => "missing");
  return isSameTwice(formula.right) || below === "zero" || (isRatio(below) && below.n === 0n);
}

/** "a - a" */
const isSameTwice = (formula: Formula): boolean => formula.kind === "both" && formula.sign === "-" && JSON.stringify(bare(formula.left)) === JSON.stringify(bare(formula.right));
const bare = (formula: Formula): unknown => (formula.kind === "number" ? `${String(formula.value.n)}/${String(formula.value.d)}` : formula.kind === "name" ? formula.name : [formula.sign, bare(formula.left), bare(formula.right)]);

/** In whole hundredths, half up (away from zero); the one rounding. */
export function hundredthsOf({ n, d }: Ratio): number {
  const isNegative = n < 0n;
  const scaled = (isNegative ? -n : n) * 100n;
  const rounded = (scaled * 2n + d) / (d * 2n);
  return Number(isNegative ? -rounded : rounded);
}

export const fromHundredths = (hundredths: number): Ratio => reduced(BigInt(hundredths), 100n);
