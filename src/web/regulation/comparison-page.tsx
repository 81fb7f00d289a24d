import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Comparison, compareVersions, type VersionItem } from "../../contract/regulation.ts";
import { usePersonName } from "../shell/names.ts";
import { useRead } from "../shell/query.ts";
import { DataView } from "../ui/data-view.tsx";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { FIELDS, useComparisonWords } from "./comparison/words.ts";
import { VersionState } from "./version-state.tsx";
import "./regulation.css";

const api = getRouteApi("/signed-in/regulations/$versionId/comparison/$otherId");

const SECTIONS = ["leaves", "groups", "ratios", "levels", "quotas"] as const;
type Section = Comparison[(typeof SECTIONS)[number]];
type Item = Section["added"][number];

/** "01 · 1.1.3", "quality · excellent": what a rule is known by. */
const nameOf = (item: Item): string => ("code" in item ? `${item.index} · ${item.code}` : "level" in item ? `${item.ratio} · ${item.level}` : item.ratio);
const pointsOf = (item: Item): string | null => ("points" in item ? item.points : null);

type Line = { readonly item: Item; readonly how: "added" | "removed" | "changed"; readonly field?: string; readonly old: unknown; readonly new: unknown };

const linesOf = (section: Section): Line[] => [
  ...section.removed.map((item): Line => ({ item, how: "removed", old: pointsOf(item), new: undefined })),
  ...section.added.map((item): Line => ({ item, how: "added", old: undefined, new: pointsOf(item) })),
  ...section.changed.flatMap((item) => item.changes.map((change): Line => ({ item, how: "changed", field: change.field, old: change.old, new: change.new }))),
];

function Value({ line, side }: { readonly line: Line; readonly side: "old" | "new" }): ReactNode {
  const t = useComparisonWords();
  const format = useFormat();
  const value = line[side];
  const label = (name: string): string => {
    const known = FIELDS.find((one) => one === name);
    return known === undefined ? name : t(`field.${known}`);
  };
  if (line.how === "changed") {
    return (
      <>
        <div className="small muted">{label(line.field ?? "")}</div>
        <DataView value={value} label={label} />
      </>
    );
  }
  const isHere = (line.how === "added") === (side === "new");
  if (!isHere) return <span className="muted">–</span>;
  return typeof value === "string" ? t("points", { points: format.decimal(value) }) : line.item.title;
}

function SectionTable({ name, section }: { readonly name: (typeof SECTIONS)[number]; readonly section: Section }): ReactNode {
  const t = useComparisonWords();
  const lines = linesOf(section);
  if (lines.length === 0) return null;
  return (
    <section className="stack" aria-labelledby={`section-${name}`}>
      <h2 id={`section-${name}`}>
        {t(name)} <span className="small muted">({t("summary", { added: section.added.length, removed: section.removed.length, changed: section.changed.length })})</span>
      </h2>
      <TableScroll label={`${t("what")}: ${t(name)}`}>
        <table className="plain regulation-compared" lang="vi">
          <thead>
            <tr>
              <th scope="col">{t("what")}</th>
              <th scope="col">{t("old")}</th>
              <th scope="col">{t("new")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, i) => (
              <tr key={i} className={`regulation-${line.how}`}>
                <th scope="row">
                  <span className="small muted num">{nameOf(line.item)}</span> · {t(`how.${line.how}`)}
                  <div>{line.item.title}</div>
                </th>
                <td>
                  <Value line={line} side="old" />
                </td>
                <td>
                  <Value line={line} side="new" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

function Side({ word, version }: { readonly word: string; readonly version: VersionItem }): ReactNode {
  const nameOfPerson = usePersonName();
  return (
    <section className="card" aria-label={word}>
      <h2>{word}</h2>
      <p>
        <Link to="/regulations/$versionId" params={{ versionId: version.id }}>
          {version.title}
        </Link>
      </p>
      <p className="small muted">
        <VersionState version={version} nameOf={nameOfPerson} />
      </p>
    </section>
  );
}

/** What differs from an older version to a newer one, nothing left out. */
export function ComparisonPage(): ReactNode {
  const t = useComparisonWords();
  const { versionId, otherId } = api.useParams();
  const comparison = useRead(compareVersions, { params: { versionId }, query: { with: otherId } });
  return (
    <Page
      title={t("title")}
      actions={
        <Link className="button-plain" to="/regulations/$versionId/comparison/$otherId" params={{ versionId: otherId, otherId: versionId }}>
          {t("swap")}
        </Link>
      }
    >
      <Loaded query={comparison} rows={10}>
        {({ body }) => {
          const isSame = body.other.length === 0 && SECTIONS.every((name) => linesOf(body[name]).length === 0);
          return (
            <>
              <div className="regulation-sides">
                <Side word={t("old")} version={body.old} />
                <Side word={t("new")} version={body.new} />
              </div>
              {isSame ? <Notice title={t("same")}>{t("sameHelp")}</Notice> : null}
              {SECTIONS.map((name) => (
                <SectionTable key={name} name={name} section={body[name]} />
              ))}
              {body.other.length === 0 ? null : (
                <section className="stack" aria-labelledby="section-other">
                  <h2 id="section-other">{t("other")}</h2>
                  <p>{t("otherHelp")}</p>
                  <ul>
                    {body.other.map((one) => (
                      <li key={one}>
                        <code>{one}</code>
                      </li>
                    ))}
                  </ul>
                </section>
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
