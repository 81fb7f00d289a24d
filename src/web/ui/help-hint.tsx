import { type ReactNode, useId, useState } from "react";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { ArticleLink } from "./article-link.tsx";
import { useUiWords } from "./words.ts";
import "./help-hint.css";

/** A rule as the regulation writes it; with a title of its own where it is one of several. */
type Rule = { readonly article: string; readonly text?: string | undefined; readonly title?: string };

type Props = {
  /** What the hint is about: "Hạn mức". */
  readonly topic: string;
  /** Of rules that are not there, or that say nothing in words, nothing is shown. */
  readonly rules: readonly (Rule | undefined)[];
  /** The version of the regulation that they stand in. */
  readonly versionId: string;
};

type StageProps = { readonly law: Pick<Regulation, "calendar">; readonly stage: string; readonly versionId: string };

/** What the regulation's calendar says of a stage. */
export function StageHint({ law, stage, versionId }: StageProps): ReactNode {
  const rule = law.calendar.find((one) => one.key === stage);
  return rule === undefined ? null : <HelpHint topic={rule.title} rules={[rule]} versionId={versionId} />;
}

type RoleProps = { readonly law: Pick<Regulation, "roles"> | undefined; readonly of: string; readonly versionId: string };

/** What the regulation says of those who give points. */
export function RoleHint({ law, of, versionId }: RoleProps): ReactNode {
  const rule = law?.roles.find((one) => one.key === of);
  return rule === undefined ? null : <HelpHint topic={rule.title} rules={[rule]} versionId={versionId} />;
}

/** A small ? beside a word: opened, it quotes what the articles say. */
export function HelpHint({ topic, rules, versionId }: Props): ReactNode {
  const t = useUiWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const said = rules.flatMap((rule) => (rule?.text === undefined ? [] : [{ article: rule.article, text: rule.text, title: rule.title === topic ? undefined : rule.title }]));
  if (said.length === 0) return null;
  return (
    <span className="help-hint no-print">
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
        {said.map(({ article, text, title }) => (
          <span key={`${article} ${text}`} className="help-hint-rule">
            {title === undefined ? null : <strong>{title}: </strong>}“{text}” <ArticleLink versionId={versionId} article={article} />
          </span>
        ))}
      </span>
    </span>
  );
}
