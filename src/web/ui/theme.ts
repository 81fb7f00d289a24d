/**
 * The visual language in one place: paper, ink, one colour, thin lines. The application's styles, the library's theme
 * and the public pages take these values and no others; a test holds their contrasts.
 */

export const MODES = ["light", "dark"] as const;
export type Mode = (typeof MODES)[number];

/** Colours by what they are for. */
type Tokens = Readonly<Record<"ground" | "surface" | "sunken" | "ink" | "muted" | "line" | "brand" | "brandStrong" | "onBrand" | "focus" | "excellent" | "good" | "completed" | "failed" | "undecided" | "warning" | "markWash" | "warningWash" | "failedWash", string>>;

export const TOKENS: Readonly<Record<Mode, Tokens>> = {
  light: {
    ground: "#f6f7f4",
    surface: "#ffffff",
    sunken: "#eef0ec",
    ink: "#16202a",
    muted: "#55606b",
    line: "#d9dee3",
    brand: "#0b6e69",
    brandStrong: "#075450",
    onBrand: "#ffffff",
    focus: "#1a5fd0",
    excellent: "#3b3a9e",
    good: "#0b6e69",
    completed: "#8a5200",
    failed: "#b3261e",
    undecided: "#55606b",
    warning: "#8a5200",
    markWash: "#e3f1ef",
    warningWash: "#fbf1e0",
    failedWash: "#fbeae8",
  },
  dark: {
    ground: "#12171c",
    surface: "#1a2128",
    sunken: "#151b21",
    ink: "#e8ecef",
    muted: "#a3aeb8",
    line: "#303a44",
    brand: "#4db6ac",
    brandStrong: "#80cbc4",
    onBrand: "#0b1a1a",
    focus: "#8ab4f8",
    excellent: "#aeb0ff",
    good: "#4db6ac",
    completed: "#f0b45a",
    failed: "#ff8a80",
    undecided: "#a3aeb8",
    warning: "#f0b45a",
    markWash: "#17302f",
    warningWash: "#33280f",
    failedWash: "#3a1d1b",
  },
};

export const FONT = '"Be Vietnam Pro", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
export const RADIUS = 6;

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The tokens as custom properties: `--ink`, `--brand-strong`, … */
export const customProperties = (mode: Mode): [name: string, value: string][] => Object.entries(TOKENS[mode]).map(([name, value]) => [`--${kebab(name)}`, value]);
