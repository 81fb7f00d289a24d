/** The map of the project: its worlds, the arrows between them, and the floors of the server's rooms. */

type World = "scoring" | "contract" | "server" | "web" | "cli" | "bench" | "tests";

const EVERY: readonly World[] = ["scoring", "contract", "server", "web", "cli", "bench", "tests"];

/** What each world may import besides itself. Type-only imports count: a name that is known is a dependency. */
export const ARROWS: Readonly<Record<World, readonly World[]>> = {
  scoring: [],
  contract: ["scoring"],
  server: ["contract", "scoring"],
  web: ["contract", "scoring"],
  cli: ["server", "scoring"],
  bench: EVERY,
  tests: EVERY,
};

/** The one arrow that carries types and nothing that runs. */
export const carriesTypesOnly = (from: World, to: World): boolean => from === "contract" && to === "scoring";

/** Worlds that compute the same everywhere: without a clock, chance, locale, system or network. */
export const isPure = (world: World | undefined): boolean => world === "scoring" || world === "contract";

/** The npm packages that a world may use; worlds that are not named may use any. */
export const PACKAGES: Readonly<Partial<Record<World, readonly string[]>>> = {
  scoring: ["zod", "yaml", "@noble/hashes"],
  contract: ["zod"],
};

/** A room imports only rooms on lower floors. */
const FLOORS: readonly (readonly string[])[] = [
  ["platform"],
  ["audit"],
  ["organisation", "regulation", "notification", "documents"],
  ["identity", "evidence"],
  ["campaign"],
  ["assessment", "leadership", "survey", "personnel", "plan"],
  ["result"],
  ["home", "live", "portal"],
];

/** The floor of a room from 1, or 0 when there is no such room. */
export const floorOf = (room: string): number => FLOORS.findIndex((rooms) => rooms.includes(room)) + 1;

/** Wires the rooms together; stands above all floors. */
export const SERVER_MAIN = "src/server/main.ts";

export function worldOf(path: string): World | undefined {
  const [top, second] = path.split("/");
  const name = top === "src" ? second : top;
  const world = EVERY.find((one) => one === name);
  const isUnderSource = world !== "bench" && world !== "tests";
  return isUnderSource === (top === "src") ? world : undefined;
}

/** The room of the server in which a file stands. */
export const roomOf = (path: string): string | undefined => /^src\/server\/([^/]+)\//.exec(path)?.[1];

export const isRoomIndex = (path: string): boolean => /^src\/(?:server|web)\/[^/]+\/index\.ts$/.test(path);

/** Where a room's SQL stands; the platform hands out what it is made with. */
export const isSqlDrawer = (path: string): boolean => roomOf(path) === "platform" || /[/-]queries\.ts$/.test(path);

/** The room of the web application in which a file stands; `ui` and `shell` are where all rooms meet. */
export const webRoomOf = (path: string): string => /^src\/web\/([^/]+)\//.exec(path)?.[1] ?? "";

/** Rooms use the shell and the components; the shell uses the components and hangs up each room's pages. */
export function isWebPassage(from: string, target: string): boolean {
  const to = webRoomOf(target);
  if (from === "ui") return false;
  if (from === "shell") return to === "ui" || target === `src/web/${to}/routes.ts`;
  return to === "ui" || to === "shell";
}

/** Files that may compute what they import: they turn declarations into data and run nothing of them. */
export const COMPUTED_IMPORTS: readonly string[] = ["src/cli/contract-as-data.ts"];

/** Tests stand outside the worlds wherever they lie: they may import anything. */
export const isTest = (path: string): boolean => path.startsWith("tests/") || path.endsWith(".test.ts");
