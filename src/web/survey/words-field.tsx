import type { ReactNode } from "react";
import { TextField } from "../ui/fields.tsx";
import { type Words, wordsWith } from "./design-state.ts";
import { useDesignWords } from "./words-design.ts";

type Props = { readonly label: string; readonly words: Words; readonly onChange: (words: Words) => void };

/** A text in every language; those of the highlands are folded away until somebody translates. */
export function WordsField({ label, words, onChange }: Props): ReactNode {
  const t = useDesignWords();
  const field = (tongue: keyof Words): ReactNode => (
    <TextField
      label={`${label}: ${t(tongue)}`}
      value={words[tongue] ?? ""}
      onChange={(text) => {
        onChange(wordsWith(words, tongue, text));
      }}
    />
  );
  return (
    <div className="stack survey-words">
      {field("vi")}
      {field("en")}
      <details>
        <summary>{t("moreTongues")}</summary>
        <div className="stack">
          {field("rad")}
          {field("jra")}
          {field("cmo")}
        </div>
      </details>
    </div>
  );
}

type OptionalProps = { readonly label: string; readonly words: Words | undefined; readonly onChange: (words: Words | undefined) => void };

/** A text that may be left out, folded away until somebody writes it. */
export const OptionalWords = ({ label, words, onChange }: OptionalProps): ReactNode => (
  <details>
    <summary>{words === undefined ? label : `${label}: ${words.vi}`}</summary>
    <WordsField
      label={label}
      words={words ?? { vi: "" }}
      onChange={(next) => {
        onChange(Object.values(next).every((text) => text === "") ? undefined : next);
      }}
    />
  </details>
);
