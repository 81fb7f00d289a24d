import { createInstance } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";

/** Words of the interface: each room brings its own, in both languages, when it is loaded. */

export const LANGUAGES = ["vi", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const i18n = createInstance();
/** Keys are whole sentences' names; neither dots nor colons in them mean anything. */
void i18n.use(initReactI18next).init({ lng: "vi", fallbackLng: false, resources: {}, keySeparator: false, nsSeparator: false, interpolation: { escapeValue: false }, initAsync: false });

export type Params = Readonly<Record<string, string | number>>;
/** The sentence of a key in the reader's language; `{{name}}` in it is filled from `params`. */
export type T<K extends string> = (key: K, params?: Params) => string;

/**
 * The words of one room. A key that is missing in one language does not compile. Gives the hook by which components
 * of the room speak.
 */
export function defineWords<const K extends string>(room: string, words: { readonly vi: Readonly<Record<K, string>>; readonly en: Readonly<Record<NoInfer<K>, string>> }): () => T<K> {
  for (const language of LANGUAGES) i18n.addResourceBundle(language, room, words[language]);
  return () => {
    const { t } = useTranslation(room, { i18n });
    return (key, params) => t(key as string, { ...params });
  };
}

export const languageNow = (): Language => (i18n.language === "en" ? "en" : "vi");

export async function speak(language: Language): Promise<void> {
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
}

/** The language of the interface; a component that asks is drawn again when it changes. */
export function useLanguage(): Language {
  const { i18n: current } = useTranslation(undefined, { i18n });
  return current.language === "en" ? "en" : "vi";
}
