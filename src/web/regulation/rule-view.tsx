import { Link } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext } from "react";
import { isWithin } from "./passages.ts";
import { useRegulationWords } from "./words.ts";
import "../ui/reasons.css";

/** The article that is marked, and the version whose pages are read. */
export type Reader = { readonly versionId: string; readonly article: string | undefined };
const ReaderContext = createContext<Reader>({ versionId: "", article: undefined });
export const ReaderProvider = ReaderContext.Provider;

/** An article as a chip: pressed, it is marked wherever it stands. */
export function ArticleChip({ article }: { readonly article: string }): ReactNode {
  const t = useRegulationWords();
  const { versionId } = useContext(ReaderContext);
  return (
    <Link className="article" to="/regulations/$versionId" params={{ versionId }} search={(at) => ({ ...at, article })} aria-label={t("articleTitle", { article })}>
      {article}
    </Link>
  );
}

type Rule = { readonly article: string; readonly text?: string | undefined; readonly reading?: { readonly clause: string; readonly taken: string; readonly alternatives: readonly string[] } | undefined };

function Reading({ reading }: { readonly reading: NonNullable<Rule["reading"]> }): ReactNode {
  const t = useRegulationWords();
  return (
    <details className="regulation-reading">
      <summary>{t("reading")}</summary>
      <p>{t("clause", { clause: reading.clause })}</p>
      <p>{t("taken", { taken: reading.taken })}</p>
      <p className="muted">{t("alternatives", { alternatives: reading.alternatives.join("; ") })}</p>
    </details>
  );
}

/** Whether a rule is marked; it is then found by its attribute. */
export function useMark(article: string): { readonly "data-marked"?: true } {
  const wanted = useContext(ReaderContext).article;
  return wanted !== undefined && isWithin(article, wanted) ? { "data-marked": true } : {};
}

type Props = { readonly id: string; readonly title?: string | undefined; readonly rule: Rule; readonly children?: ReactNode };

/** A rule: what it is called, its article, its sentence, how open wording is taken. */
export function RuleView({ id, title, rule, children }: Props): ReactNode {
  const mark = useMark(rule.article);
  return (
    <div id={id} className="regulation-rule" {...mark}>
      <p className="regulation-rule-head">
        {title === undefined ? null : <strong>{title}</strong>} <ArticleChip article={rule.article} />
      </p>
      {children}
      {rule.text === undefined ? null : <p>{rule.text}</p>}
      {rule.reading === undefined ? null : <Reading reading={rule.reading} />}
    </div>
  );
}
