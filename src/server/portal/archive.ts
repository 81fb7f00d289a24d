import type { Regulation } from "../../scoring/regulation/schema.ts";
import type { PublicReader } from "../platform/index.ts";
import { allAnswers, allCommitments, allRegulations, allSnapshots, type Commitment, generationOf, type PublishedAnswer, type StoredSnapshot, textsOf } from "./queries.ts";
import { thread } from "./unfold.ts";
import type { SlimResult, UnitTold } from "./unfold-work.ts";

/** Everything that is published, kept in memory until something is added. */

type Place = SlimResult["units"][number]["ratios"][string] & { /** Decided by people, with the reason, where the law has a gap. */ readonly decided?: string };
export type PublishedUnit = { readonly id: string; readonly code: string; readonly name: string; readonly index: string; readonly kin: readonly string[]; readonly contents: SlimResult["units"][number]["contents"]; readonly ratios: Readonly<Record<string, Place>> };

/** One version of one campaign's result. */
export type Edition = Omit<StoredSnapshot, "units" | "levels" | "resultText" | "publishedAt"> & {
  readonly publishedAt: string;
  /** In addresses: the year, with a number where a year has more than one campaign. */
  readonly slug: string;
  readonly regulation: Regulation;
  readonly units: readonly PublishedUnit[];
  readonly byCode: ReadonlyMap<string, PublishedUnit>;
  readonly isNewest: boolean;
};

export type Archive = {
  readonly generation: number;
  /** The newest version of each campaign, newest year first. */
  readonly newest: readonly Edition[];
  readonly all: readonly Edition[];
  readonly answers: readonly PublishedAnswer[];
  readonly commitments: readonly Commitment[];
};

export const EMPTY: Archive = { generation: 0, newest: [], all: [], answers: [], commitments: [] };

function unitsOf({ units, levels }: StoredSnapshot, result: SlimResult): PublishedUnit[] {
  const decided = new Map(levels.map((one) => [`${one.ratio} ${one.unit}`, one]));
  const known = new Map(units.map((one) => [one.code, one]));
  return result.units.flatMap(({ code, index, contents, ratios }) => {
    const unit = known.get(code);
    if (unit === undefined) return [];
    const places = Object.entries(ratios).map(([key, place]) => {
      const level = decided.get(`${key} ${code}`);
      return [key, level === undefined ? place : { ...place, level: level.level, decided: level.reason }] as const;
    });
    return [{ ...unit, index, contents, ratios: Object.fromEntries(places) }];
  });
}

/** What campaigns are called in addresses, in the order in which they were first published: names once given do not change. */
function slugsOf(snapshots: readonly StoredSnapshot[]): ReadonlyMap<string, string> {
  const slugs = new Map<string, string>();
  const perYear = new Map<number, number>();
  for (const { campaign, year } of snapshots) {
    if (slugs.has(campaign)) continue;
    const nth = (perYear.get(year) ?? 0) + 1;
    perYear.set(year, nth);
    slugs.set(campaign, nth === 1 ? String(year) : `${String(year)}-${String(nth)}`);
  }
  return slugs;
}

async function readArchive(reader: PublicReader): Promise<Archive> {
  const { generation, snapshots, regulations, answers, commitments } = await reader.read(async (tx) => ({ generation: await generationOf(tx), snapshots: await allSnapshots(tx), regulations: await allRegulations(tx), answers: await allAnswers(tx), commitments: await allCommitments(tx) }));
  const slugs = slugsOf(snapshots);
  const last = new Map(snapshots.map((one) => [one.campaign, Math.max(...snapshots.filter((other) => other.campaign === one.campaign).map((other) => other.number))]));
  const all: Edition[] = [];
  for (const snapshot of snapshots) {
    const regulation = regulations.get(snapshot.lawSha256);
    if (regulation === undefined) continue;
    const { resultText, levels: _levels, ...rest } = snapshot;
    const units = unitsOf(snapshot, await thread.ask("slim", resultText));
    all.push({ ...rest, publishedAt: snapshot.publishedAt.toISOString(), slug: slugs.get(snapshot.campaign) ?? "", regulation, units, byCode: new Map(units.map((one) => [one.code, one])), isNewest: last.get(snapshot.campaign) === snapshot.number });
  }
  return { generation, all, answers, commitments, newest: all.filter((one) => one.isNewest).toReversed() };
}

/** For so long what is known counts as new; a publication is on the pages of every process after it. */
const LOOK_EVERY_MS = 1000;

export type Shelf = {
  readonly archive: () => Promise<Archive>;
  /** How a unit's points came about, computed again from what was published. */
  readonly tellUnit: (edition: Edition, code: string) => Promise<UnitTold | undefined>;
  readonly criteriaTable: (edition: Edition) => Promise<string>;
  readonly workbook: (edition: Edition) => Promise<Uint8Array>;
  readonly textsOf: (edition: Edition) => Promise<{ readonly caseText: string; readonly resultText: string }>;
};

export function openShelf(reader: PublicReader, now: () => number = Date.now): Shelf {
  let known: Promise<Archive> | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<Archive> | undefined;

  async function look(): Promise<Archive> {
    const before = await known?.catch(() => undefined);
    const generation = before === undefined ? undefined : await reader.read(generationOf);
    const archive = before !== undefined && before.generation === generation ? before : await readArchive(reader);
    lookedAt = now();
    known = Promise.resolve(archive);
    return archive;
  }
  const archive: Shelf["archive"] = async () => {
    if (known !== undefined && now() - lookedAt < LOOK_EVERY_MS) return known;
    // However many ask, one looks.
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  const textsIn: Shelf["textsOf"] = async ({ campaign, number }) => {
    const texts = await reader.read((tx) => textsOf(tx, campaign, number));
    if (texts === undefined) throw new RangeError("a published result has lost its texts");
    return texts;
  };
  const publishedOf = async (edition: Edition) => ({ key: keyOf(edition), sha256: edition.lawSha256, regulation: edition.regulation, caseText: (await textsIn(edition)).caseText, resultSha256: edition.resultSha256 });
  return {
    archive,
    textsOf: textsIn,
    tellUnit: async (edition, code) => {
      const asked = { key: keyOf(edition), code };
      const first = await thread.ask("tellUnit", { ...asked, published: undefined });
      const second = "told" in first ? first : await thread.ask("tellUnit", { ...asked, published: await publishedOf(edition) });
      return "told" in second ? second.told : undefined;
    },
    workbook: async (edition) => {
      const asked = { key: keyOf(edition), decided: decidedIn(edition) };
      const first = await thread.ask("workbook", { ...asked, published: undefined });
      const second = "told" in first ? first : await thread.ask("workbook", { ...asked, published: await publishedOf(edition) });
      if (!("told" in second)) throw new RangeError("a published result cannot be written as a workbook");
      return second.told;
    },
    criteriaTable: async (edition) => {
      const asked = { key: keyOf(edition) };
      const first = await thread.ask("criteriaTable", { ...asked, published: undefined });
      const second = "told" in first ? first : await thread.ask("criteriaTable", { ...asked, published: await publishedOf(edition) });
      return "told" in second ? second.told : "";
    },
  };
}

/** Titles of the levels that people decided. */
const decidedIn = ({ units, regulation }: Edition): ReadonlyMap<string, string> =>
  new Map(
    units.flatMap((unit) =>
      Object.entries(unit.ratios).flatMap(([ratio, own]) => {
        const title = regulation.classifications.find((one) => one.ratio === ratio)?.levels.find((one) => one.key === own.level)?.title;
        return own.decided === undefined || title === undefined ? [] : [[`${ratio} ${unit.code}`, title] as const];
      }),
    ),
  );

/** Results never change under their number, so that what was computed once holds. */
const keyOf = ({ campaign, number, resultSha256 }: Edition): string => `${campaign}/${String(number)}/${resultSha256}`;
