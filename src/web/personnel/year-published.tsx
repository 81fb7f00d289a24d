import type { ReactNode } from "react";
import { listPublishedRatings } from "../../contract/personnel-year-settings.ts";
import { useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useNarrowed } from "./narrowed.tsx";
import { titleIn } from "./titles.ts";
import { usePublishedWords } from "./words-published.ts";
import { RatingLevelMark } from "./year-file-view.tsx";
import "./narrowed.css";
import "./year.css";

/** What one's own agency has made public of its people's year: levels and decisions, no points. */

type Item = { readonly fileId: string; readonly name: string; readonly title: string; readonly officeName: string; readonly level: "excellent" | "good" | "completed" | "failed"; readonly number: string; readonly on: string };

function PublishedTable({ items, year }: { readonly items: readonly Item[]; readonly year: number }): ReactNode {
  const t = usePublishedWords();
  const format = useFormat();
  const { bar, shown, more } = useNarrowed(items, { label: t("show"), search: t("search"), textOf: (one) => `${one.name} ${one.title} ${one.officeName}`, kinds: [{ key: "all", word: t("all"), holds: () => true }] });
  return (
    <section className="stack" aria-label={t("published", { year })}>
      <h2>{t("published", { year })}</h2>
      <p className="small muted">{t("publishedHelp")}</p>
      {bar}
      <TableScroll label={t("published", { year })}>
        <table className="plain cards">
          <thead>
            <tr>
              <th scope="col">{t("name")}</th>
              <th scope="col">{t("level")}</th>
              <th scope="col">{t("decision")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.fileId}>
                <th scope="row">
                  {one.name}
                  <div className="small muted">{one.title.includes(one.officeName) ? one.title : `${titleIn(one.title, one.officeName)}, ${one.officeName}`}</div>
                </th>
                <td className="cards-whole" data-label={t("level")}><RatingLevelMark level={one.level} /></td>
                <td className="cards-whole" data-label={t("decision")}>{t("decisionOf", { number: one.number, day: format.day(one.on) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {more}
    </section>
  );
}

export function Published({ year }: { readonly year: number }): ReactNode {
  const query = useRead(listPublishedRatings, { params: { year } });
  const items = query.data?.body.items ?? [];
  return items.length === 0 ? null : <PublishedTable items={items} year={year} />;
}
