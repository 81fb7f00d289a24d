import { useSyncExternalStore } from "react";
import { LANGUAGES, speak } from "../ui/language.ts";
import { customProperties, type Mode, MODES } from "../ui/theme.ts";

/** How this person likes the pages: kept in this browser, never sent. */

const DENSITIES = ["comfortable", "compact"] as const;
const THEMES = ["system", ...MODES] as const;
const CHOICES = { language: LANGUAGES, theme: THEMES, density: DENSITIES } as const;
type Preferences = { readonly [K in keyof typeof CHOICES]: (typeof CHOICES)[K][number] };

const KEY = "congtam.preferences";
const DEFAULTS: Preferences = { language: "vi", theme: "system", density: "comfortable" };

/** The choice that was kept under a name, if it is one that we know. */
const pick = <T extends string>(choices: readonly T[], kept: unknown, name: string): T | undefined => {
  const value: unknown = typeof kept === "object" && kept !== null ? Reflect.get(kept, name) : undefined;
  return choices.find((one) => one === value);
};

function readKept(): Preferences {
  let kept: unknown;
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
  } catch {
    // A browser without a store, or one that was tampered with: the defaults will do.
  }
  return {
    language: pick(CHOICES.language, kept, "language") ?? DEFAULTS.language,
    theme: pick(CHOICES.theme, kept, "theme") ?? DEFAULTS.theme,
    density: pick(CHOICES.density, kept, "density") ?? DEFAULTS.density,
  };
}

let now = readKept();
const listeners = new Set<() => void>();
const dark = matchMedia("(prefers-color-scheme: dark)");
const paper = matchMedia("print");

/** Paper is white. */
const modeOf = ({ theme }: Preferences): Mode => (paper.matches ? "light" : theme === "system" ? (dark.matches ? "dark" : "light") : theme);

function apply(): void {
  const mode = modeOf(now);
  const { style, dataset } = document.documentElement;
  for (const [name, value] of customProperties(mode)) style.setProperty(name, value);
  style.colorScheme = mode;
  dataset["density"] = now.density;
  dataset["mode"] = mode;
}

const tell = (): void => {
  apply();
  for (const listener of listeners) listener();
};

/** Puts the kept preferences in force, before anything is drawn. */
export async function startPreferences(): Promise<void> {
  apply();
  dark.addEventListener("change", tell);
  paper.addEventListener("change", tell);
  await speak(now.language);
}

export async function prefer(wanted: Partial<Preferences>): Promise<void> {
  now = { ...now, ...wanted };
  try {
    localStorage.setItem(KEY, JSON.stringify(now));
  } catch {
    // Without a store the choice lasts as long as the page.
  }
  await speak(now.language);
  tell();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, () => now);
/** Light or dark, as it is drawn now. */
export const useMode = (): Mode => useSyncExternalStore(subscribe, () => modeOf(now));
