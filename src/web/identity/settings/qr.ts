/**
 * QR codes (ISO/IEC 18004) of short texts: bytes, error correction level L, versions 1 to 9, mask 0. A phone reads a
 * code with any mask; the best one only helps on worn paper.
 */

export type Modules = readonly (readonly boolean[])[];

type Shape = { readonly size: number; readonly data: number; readonly ec: number; readonly blocks: number; readonly centres: readonly number[] };

/** Of each version at level L: data bytes, error correction bytes of each block, blocks, centres of the small patterns. */
const SHAPES: readonly Shape[] = [
  { size: 21, data: 19, ec: 7, blocks: 1, centres: [] },
  { size: 25, data: 34, ec: 10, blocks: 1, centres: [6, 18] },
  { size: 29, data: 55, ec: 15, blocks: 1, centres: [6, 22] },
  { size: 33, data: 80, ec: 20, blocks: 1, centres: [6, 26] },
  { size: 37, data: 108, ec: 26, blocks: 1, centres: [6, 30] },
  { size: 41, data: 136, ec: 18, blocks: 2, centres: [6, 34] },
  { size: 45, data: 156, ec: 20, blocks: 2, centres: [6, 22, 38] },
  { size: 49, data: 194, ec: 24, blocks: 2, centres: [6, 24, 42] },
  { size: 53, data: 232, ec: 30, blocks: 2, centres: [6, 26, 46] },
];

const FIELD = 256;
/** x⁸ + x⁴ + x³ + x² + 1 */
const POLYNOMIAL = 285;

const exponents: number[] = [];
const logarithms: number[] = Array.from({ length: FIELD }, () => 0);
for (let power = 0, value = 1; power < FIELD - 1; power++) {
  exponents.push(value);
  logarithms[value] = power;
  value = value * 2 >= FIELD ? xor(value * 2, POLYNOMIAL) : value * 2;
}

/** Bits that differ. */
function xor(one: number, other: number): number {
  return one ^ other;
}

/** The bit of a number at a place counted from its lowest. */
const bitAt = (value: number, place: number): boolean => Math.floor(value / 2 ** place) % 2 === 1;

const times = (one: number, other: number): number => (one === 0 || other === 0 ? 0 : (exponents[((logarithms[one] ?? 0) + (logarithms[other] ?? 0)) % (FIELD - 1)] ?? 0));

/** A polynomial times (x + root). */
const timesRoot = (factors: readonly number[], root: number): readonly number[] => [...factors, 0].map((factor, at) => xor(factor, times(at === 0 ? 0 : (factors[at - 1] ?? 0), root)));

/** The generator polynomial of that many correction bytes, without its leading 1. */
const generator = (count: number): readonly number[] =>
  exponents
    .slice(0, count)
    .reduce<readonly number[]>(timesRoot, [1])
    .slice(1);

/** Reed–Solomon: what is left when the data is divided by the generator. */
function correctionOf(data: readonly number[], count: number): readonly number[] {
  const divisor = generator(count);
  let rest: number[] = Array.from({ length: count }, () => 0);
  for (const byte of data) {
    const factor = xor(byte, rest[0] ?? 0);
    rest = [...rest.slice(1), 0].map((one, at) => xor(one, times(divisor[at] ?? 0, factor)));
  }
  return rest;
}

const BYTE_MODE = 4;
const PADDING = [236, 17] as const;

/** Mode, length, bytes, end mark, padding. */
function dataBytes(text: Uint8Array, room: number): readonly number[] {
  const bits: boolean[] = [];
  const put = (value: number, length: number): void => {
    for (let place = length - 1; place >= 0; place--) bits.push(bitAt(value, place));
  };
  put(BYTE_MODE, 4);
  put(text.length, 8);
  for (const byte of text) put(byte, 8);
  put(0, Math.min(4, room * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(false);
  const bytes = Array.from({ length: bits.length / 8 }, (_, i) => bits.slice(i * 8, i * 8 + 8).reduce((sum, bit) => sum * 2 + (bit ? 1 : 0), 0));
  for (let i = 0; bytes.length < room; i++) bytes.push(PADDING[i % 2 === 0 ? 0 : 1]);
  return bytes;
}

/** Data and correction of all blocks, taken in turns. Up to version 9 at level L all blocks have the same length. */
function interleaved(bytes: readonly number[], { blocks, ec }: Shape): readonly number[] {
  const length = bytes.length / blocks;
  const parts = Array.from({ length: blocks }, (_, i) => bytes.slice(i * length, (i + 1) * length));
  const corrections = parts.map((part) => correctionOf(part, ec));
  const inTurns = (rows: readonly (readonly number[])[], many: number): number[] => Array.from({ length: many }, (_, at) => rows.map((row) => row[at] ?? 0)).flat();
  return [...inTurns(parts, length), ...inTurns(corrections, ec)];
}

type Grid = { readonly dark: boolean[][]; readonly fixed: boolean[][] };

function fix({ dark, fixed }: Grid, row: number, column: number, isDark: boolean): void {
  const [line, held] = [dark[row], fixed[row]];
  if (line === undefined || held === undefined || column < 0 || column >= line.length) return;
  line[column] = isDark;
  held[column] = true;
}

/** Rings around a centre, dark and light as the standard says. */
function rings(grid: Grid, row: number, column: number, lights: readonly number[], reach: number): void {
  for (let down = -reach; down <= reach; down++) for (let right = -reach; right <= reach; right++) fix(grid, row + down, column + right, !lights.includes(Math.max(Math.abs(down), Math.abs(right))));
}

/** Level L with mask 0, with its own correction: 111011111000100. */
const FORMAT = 0b111_0111_1100_0100;

function formatBits(grid: Grid, size: number): void {
  for (let i = 0; i < 15; i++) {
    const isDark = bitAt(FORMAT, i);
    fix(grid, i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, 8, isDark);
    fix(grid, 8, i < 8 ? size - 1 - i : i < 9 ? 7 : 14 - i, isDark);
  }
  fix(grid, size - 8, 8, true);
}

/** From version 7 on the number stands in the code, with its own correction. */
const VERSIONS: Readonly<Record<number, number>> = { 7: 31_892, 8: 34_236, 9: 39_577 };

function versionBits(grid: Grid, size: number): void {
  const bits = VERSIONS[(size - 17) / 4];
  if (bits === undefined) return;
  for (let i = 0; i < 18; i++) {
    const [near, far] = [Math.floor(i / 3), size - 11 + (i % 3)];
    fix(grid, near, far, bitAt(bits, i));
    fix(grid, far, near, bitAt(bits, i));
  }
}

function frame({ size, centres }: Shape): Grid {
  const blank = (): boolean[][] => Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  const grid: Grid = { dark: blank(), fixed: blank() };
  for (let i = 0; i < size; i++) {
    fix(grid, 6, i, i % 2 === 0);
    fix(grid, i, 6, i % 2 === 0);
  }
  for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]] as const) rings(grid, row, column, [2, 4], 4);
  const last = centres.at(-1) ?? 0;
  const isCorner = (row: number, column: number): boolean => (row === 6 && (column === 6 || column === last)) || (row === last && column === 6);
  for (const row of centres) for (const column of centres) if (!isCorner(row, column)) rings(grid, row, column, [1], 2);
  formatBits(grid, size);
  versionBits(grid, size);
  return grid;
}

/** The places of data: two columns at a time from the right, up and down in turns, past the upright ruler. */
function* places(size: number): Generator<readonly [row: number, column: number]> {
  const pairs = Array.from({ length: (size - 1) / 2 }, (_, i) => size - 1 - 2 * i).map((column) => (column > 6 ? column : column - 1));
  for (const [turn, right] of pairs.entries()) {
    const isUp = turn % 2 === 0;
    for (let i = 0; i < size; i++) for (const column of [right, right - 1]) yield [isUp ? size - 1 - i : i, column];
  }
}

/** The dark modules of a text's code; undefined when the text is too long. */
export function qrOf(text: string): Modules | undefined {
  const bytes = new TextEncoder().encode(text);
  const shape = SHAPES.find((one) => bytes.length + 2 <= one.data);
  if (shape === undefined) return undefined;
  const codewords = interleaved(dataBytes(bytes, shape.data), shape);
  const grid = frame(shape);
  let at = 0;
  for (const [row, column] of places(shape.size)) {
    if (grid.fixed[row]?.[column] === true) continue;
    const isSet = bitAt(codewords[Math.floor(at / 8)] ?? 0, 7 - (at % 8));
    at++;
    const line = grid.dark[row];
    // Mask 0 turns every other module.
    if (line !== undefined) line[column] = isSet !== ((row + column) % 2 === 0);
  }
  return grid.dark;
}
