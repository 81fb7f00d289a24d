import type { ReactNode } from "react";
import { bind } from "../../scoring/method/methods.ts";
import { type Content, type IndexSet, isLeaf, type Node } from "../../scoring/regulation/index-set.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { useFormat } from "../ui/format.ts";
import { criterionId } from "./passages.ts";
import { ArticleChip, RuleView, useMark } from "./rule-view.tsx";
import { useRegulationWords } from "./words.ts";

/** One index: its contents, groups and criteria, each criterion with its scale in words. */

type RoleTitle = (key: string) => string;

function Points({ of: points, uncapped }: { readonly of: string | null | undefined; readonly uncapped: string }): ReactNode {
  const t = useRegulationWords();
  const format = useFormat();
  return <span className="regulation-points num">{points === null || points === undefined ? uncapped : t("points", { points: format.decimal(points) })}</span>;
}

type NodeProps = { readonly index: string; readonly node: Node; readonly roleTitle: RoleTitle };

function Criterion({ index, node, roleTitle }: NodeProps): ReactNode {
  const t = useRegulationWords();
  const mark = useMark(node.article);
  const isOne = isLeaf(node);
  const bound = isOne ? bind(node) : undefined;
  return (
    <li className={isOne ? "regulation-leaf" : "regulation-group"} id={criterionId(index, node.code)} tabIndex={-1} {...mark}>
      <div className="regulation-line">
        <span className="num muted">{node.code}</span>
        <strong className="grow">{node.title}</strong>
        <ArticleChip article={node.article} />
        <Points of={node.maxPoints} uncapped={isOne ? t("uncapped") : ""} />
      </div>
      {node.text === undefined ? null : <p>{node.text}</p>}
      {bound === undefined || !isOne ? null : (
        <>
          <p className="regulation-scale">
            <strong>{bound.title}.</strong> {bound.describe()}
          </p>
          <p className="small muted">
            {t("evidence")}: {node.evidence.join("; ")}.{node.scoredBy === undefined ? "" : ` ${t("scoredBy", { role: roleTitle(node.scoredBy) })}.`}
          </p>
        </>
      )}
      {isOne ? null : (
        <ol>
          {node.criteria.map((child) => (
            <Criterion key={child.code} index={index} node={child} roleTitle={roleTitle} />
          ))}
        </ol>
      )}
    </li>
  );
}

type ContentProps = { readonly index: string; readonly content: Content; readonly roleTitle: RoleTitle };

function ContentView({ index, content, roleTitle }: ContentProps): ReactNode {
  const t = useRegulationWords();
  const id = criterionId(index, content.code);
  return (
    <section className="card regulation-content" aria-labelledby={`${id}-title`}>
      <div className="regulation-line">
        <h2 className="grow" id={`${id}-title`}>
          {content.code}. {content.title}
        </h2>
        <Points of={content.maxPoints} uncapped={t("uncapped")} />
      </div>
      <RuleView id={id} title={`${t(`kind.${content.kind}`)} · ${t("scoredBy", { role: roleTitle(content.scoredBy) })}`} rule={content} />
      <ol>
        {content.criteria.map((node) => (
          <Criterion key={node.code} index={index} node={node} roleTitle={roleTitle} />
        ))}
      </ol>
    </section>
  );
}

export function IndexPart({ regulation, index }: { readonly regulation: Regulation; readonly index: IndexSet }): ReactNode {
  const roleTitle: RoleTitle = (key) => regulation.roles.find((one) => one.key === key)?.title ?? key;
  return (
    <>
      <section className="card stack" aria-labelledby="part-index">
        <h2 id="part-index">{index.title}</h2>
        <RuleView id={criterionId(index.code, "")} rule={index} />
        {index.note === undefined ? null : <p className="muted small">{index.note}</p>}
      </section>
      {index.contents.map((content) => (
        <ContentView key={content.code} index={index.code} content={content} roleTitle={roleTitle} />
      ))}
    </>
  );
}
