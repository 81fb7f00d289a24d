import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { listCampaigns } from "../../contract/campaign.ts";
import { searchEvidence } from "../../contract/evidence-files.ts";
import { Findings, titleOf, useDescribed } from "../shell/evidence/findings.tsx";
import { openViewer, useOwner } from "../shell/evidence/viewer-state.ts";
import type { Answer } from "../shell/client.ts";
import { useUnitName } from "../shell/names.ts";
import { useAll, useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { useEvidenceRoomWords } from "./words.ts";
import "../shell/evidence/evidence.css";
import "./library.css";

/** Finds a word in everything that one may read, and opens the page on which it stands. */

type Hit = Answer<typeof searchEvidence>["body"]["items"][number];
const LIMIT = 50;
const OWNER = "search";
const SHORTEST = 2;

/** A piece of text with what was looked for marked in it. */
function Marked({ text, marks }: { readonly text: string; readonly marks: readonly (readonly [number, number])[] }): ReactNode {
  const pieces = marks.toSorted(([one], [other]) => one - other).reduce<{ readonly at: number; readonly shown: readonly ReactNode[] }>(({ at, shown }, [from, to]) => ({ at: to, shown: [...shown, text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>] }), { at: 0, shown: [] });
  return (
    <>
      {pieces.shown}
      {text.slice(pieces.at)}
    </>
  );
}

function Result({ hit: { item, pages }, all, sought }: { readonly hit: Hit; readonly all: readonly Hit[]; readonly sought: string }): ReactNode {
  const t = useEvidenceRoomWords();
  const unitOf = useUnitName();
  const described = useDescribed();
  const list = all.flatMap((one) => (one.item.current === null ? [] : [{ file: one.item.current, item: one.item, pages: "", proves: "" }]));
  const open = (page: number): void => {
    openViewer({ owner: OWNER, list, at: list.findIndex((one) => one.item.id === item.id), page, sought });
  };
  const facts = [unitOf(item.unitId), String(item.year), described(item)].filter((one) => one !== "").join(" · ");
  return (
    <li className="evidence-found">
      <button type="button" className="evidence-open" onClick={() => { open(pages[0]?.page ?? 1); }}>
        {titleOf(item)}
      </button>
      <p className="small muted">{facts}</p>
      {pages.map(({ page, text, marks }) => (
        <button key={page} type="button" className="library-piece" onClick={() => { open(page); }}>
          <span className="num small">{t("atPage", { page })}</span>{" "}
          <span>
            <Marked text={text} marks={marks} />
          </span>
        </button>
      ))}
      <Findings item={item} />
    </li>
  );
}

function Results({ q, unit, year }: { readonly q: string; readonly unit: string | undefined; readonly year: string | undefined }): ReactNode {
  const t = useEvidenceRoomWords();
  const format = useFormat();
  useOwner(OWNER);
  const query = useRead(searchEvidence, { query: { q, limit: LIMIT, ...(unit === undefined ? {} : { unit }), ...(year === undefined ? {} : { year: Number(year) }) } });
  return (
    <Loaded query={query}>
      {({ body: { items, total } }) => (
        <>
          <p role="status" className="muted">
            {t(total > items.length ? "foundMore" : "found", { count: format.count(total), shown: format.count(items.length) })}
          </p>
          {items.length === 0 ? (
            <Notice title={t("nothingFound")}>{t("nothingFoundHelp")}</Notice>
          ) : (
            <ul className="library-results">
              {items.map((hit) => (
                <Result key={hit.item.id} hit={hit} all={items} sought={q} />
              ))}
            </ul>
          )}
        </>
      )}
    </Loaded>
  );
}

/** To the libraries of one's own units, the latest year first. */
function Libraries(): ReactNode {
  const t = useEvidenceRoomWords();
  const session = useSession();
  const unitOf = useUnitName();
  const campaigns = useAll(listCampaigns, {});
  if (!hasRole(session, "unit-scorer", "unit-head")) return null;
  const years = [...new Set((campaigns.data ?? []).map((one) => one.year))].toSorted((one, other) => other - one);
  return (
    <section className="card stack" aria-labelledby="own-libraries">
      <h2 id="own-libraries">{t("ownLibraries")}</h2>
      <ul className="library-own">
        {session.user.unitIds.flatMap((unitId) =>
          years.map((year) => (
            <li key={`${unitId} ${String(year)}`}>
              <Link to="/evidence/$unitId/$year" params={{ unitId, year: String(year) }}>
                {t("libraryOf", { unit: unitOf(unitId), year })}
              </Link>
            </li>
          )),
        )}
      </ul>
    </section>
  );
}

export function SearchPage(): ReactNode {
  const t = useEvidenceRoomWords();
  const unitOf = useUnitName();
  const navigate = useNavigate();
  const { q = "", unit, year } = useSearch({ from: "/signed-in/evidence" });
  const [typed, setTyped] = useState(q);
  const wanted = typed.trim();
  const scope = unit === undefined ? undefined : t("within", { unit: unitOf(unit), year: year ?? "" });
  return (
    <Page title={t("searchTitle")} lead={scope ?? t("searchLead")} width="text">
      <search>
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            if (wanted.length >= SHORTEST) void navigate({ to: "/evidence", search: (before) => ({ ...before, q: wanted }) });
          }}
        >
          <input type="search" className="field-input grow" aria-label={t("searchFor")} placeholder={t("searchFor")} value={typed} maxLength={200} onChange={(event) => { setTyped(event.target.value); }} />
          <Button type="primary" htmlType="submit" disabled={wanted.length < SHORTEST}>
            {t("search")}
          </Button>
          {unit === undefined ? null : (
            <Link to="/evidence" search={q === "" ? {} : { q }}>
              {t("searchAll")}
            </Link>
          )}
        </form>
      </search>
      {q.length < SHORTEST ? <Libraries /> : <Results q={q} unit={unit} year={year} />}
    </Page>
  );
}
