import { type ReactNode, useId, useState } from "react";
import { useUiWords } from "./words.ts";
import "./help-hint.css";

type Props = {
  /** What the hint is about: "Hạn mức". */
  readonly topic: string;
  /** The sentence of the article, or of our own. */
  readonly children: ReactNode;
  readonly article?: string;
  /** Where the article is read. */
  readonly href?: string;
};

/** A small ? beside a word: opened, it quotes what the article says. */
export function HelpHint({ topic, children, article, href }: Props): ReactNode {
  const t = useUiWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <span className="help-hint">
      <button
        type="button"
        className="help-hint-mark"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={t("explain", { topic })}
        onClick={() => {
          setOpen(!isOpen);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") setOpen(false);
        }}
      >
        ?
      </button>
      <span id={id} className="help-hint-text" role="note" hidden={!isOpen}>
        {children}
        {article === undefined ? null : (
          <span className="help-hint-source">
            {t("byArticle")} {href === undefined ? article : <a href={href}>{article}</a>}
          </span>
        )}
      </span>
    </span>
  );
}
