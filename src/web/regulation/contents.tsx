import { Link } from "@tanstack/react-router";
import { Input } from "antd";
import { type ReactNode, useState } from "react";
import { isLeaf, leavesOf, type Node } from "../../scoring/regulation/index-set.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { matches } from "../ui/format.ts";
import { criterionId, GENERAL, passagesOf } from "./passages.ts";
import { useRegulationWords } from "./words.ts";

/** What the regulation consists of, as a tree; and everything that fits what is searched for. */

type PlaceProps = { readonly versionId: string; readonly part: string; readonly id?: string; readonly children: ReactNode; readonly isCurrent?: boolean };

function Place({ versionId, part, id, children, isCurrent = false }: PlaceProps): ReactNode {
  return (
    <Link to="/regulations/$versionId" params={{ versionId }} search={{ part }} {...(id === undefined ? {} : { hash: id })} activeOptions={{ exact: true, includeHash: true, includeSearch: true }} activeProps={{}} {...(isCurrent ? { "aria-current": "true" as const } : {})}>
      {children}
    </Link>
  );
}

function Branch({ versionId, index, node }: { readonly versionId: string; readonly index: string; readonly node: Node }): ReactNode {
  return (
    <li>
      <Place versionId={versionId} part={index} id={criterionId(index, node.code)}>
        <span className="num">{node.code}</span> {node.title}
      </Place>
      {isLeaf(node) ? null : (
        <ul>
          {node.criteria.map((child) => (
            <Branch key={child.code} versionId={versionId} index={index} node={child} />
          ))}
        </ul>
      )}
    </li>
  );
}

type Props = { readonly versionId: string; readonly regulation: Regulation; readonly part: string };

function Tree({ versionId, regulation, part }: Props): ReactNode {
  const t = useRegulationWords();
  return (
    <ul className="regulation-tree">
      <li>
        <Place versionId={versionId} part={GENERAL} isCurrent={part === GENERAL}>
          {t("general")}
        </Place>
      </li>
      {regulation.indexes.map((index) => (
        <li key={index.code}>
          <Place versionId={versionId} part={index.code} isCurrent={part === index.code}>
            {index.title} <span className="small muted">({t("criteria", { count: index.contents.flatMap(leavesOf).length })})</span>
          </Place>
          {part === index.code ? (
            <ul>
              {index.contents.map((content) => (
                <li key={content.code}>
                  <Place versionId={versionId} part={index.code} id={criterionId(index.code, content.code)}>
                    <span className="num">{content.code}</span> {content.title}
                  </Place>
                  <ul>
                    {content.criteria.map((node) => (
                      <Branch key={node.code} versionId={versionId} index={index.code} node={node} />
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** More than anybody reads through. */
const MOST_FOUND = 100;

function Found({ versionId, regulation, typed }: Omit<Props, "part"> & { readonly typed: string }): ReactNode {
  const t = useRegulationWords();
  const found = passagesOf(regulation).filter((one) => matches(`${one.title} ${one.text} ${one.article}`, typed));
  return (
    <>
      <p role="status" className="small muted">
        {found.length === 0 ? t("foundNone") : t("found", { count: found.length })}
      </p>
      <ul className="regulation-tree">
        {found.slice(0, MOST_FOUND).map((one) => (
          <li key={one.id}>
            <Place versionId={versionId} part={one.part} id={one.id}>
              <span className="small muted">{one.part === GENERAL ? t("general") : one.part} · </span>
              {one.title === "" ? one.text : one.title}
            </Place>
          </li>
        ))}
      </ul>
    </>
  );
}

export function Contents({ versionId, regulation, part }: Props): ReactNode {
  const t = useRegulationWords();
  const [typed, setTyped] = useState("");
  return (
    <nav aria-label={t("parts")} className="regulation-contents">
      <Input
        type="search"
        aria-label={t("search")}
        placeholder={t("searchHint")}
        value={typed}
        allowClear
        onChange={(event) => {
          setTyped(event.target.value);
        }}
      />
      {typed.trim() === "" ? <Tree versionId={versionId} regulation={regulation} part={part} /> : <Found versionId={versionId} regulation={regulation} typed={typed} />}
    </nav>
  );
}
