import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { listCampaigns } from "../../contract/campaign.ts";
import { listRounds, readMyRating } from "../../contract/personnel-year.ts";
import { RATING_LEVELS } from "../../contract/personnel-year-steps.ts";
import type { Role } from "../../contract/route.ts";
import { useAll, useRead, type ItemOf } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { Choice } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { Level } from "../ui/level.tsx";
import { Page } from "../ui/page.tsx";
import { Refused } from "../ui/refusal.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { RatingFileView } from "./year-file-view.tsx";
import { Published } from "./year-published.tsx";
import { useRoundWords } from "./year-round-words.ts";
import "./narrowed.css";
import "./year.css";

/** The year: one's own form first, then the agencies that one prepares, follows or decides. */

const IN_ROUNDS: readonly Role[] = ["unit-head", "personnel-officer", "programme-officer", "chairman"];
const ON_ORGANISATIONS: readonly Role[] = ["programme-officer", "working-group", "council-chair", "chairman", "auditor", "unit-head"];
const PROVINCE = "province";

/** In January the year before is still being rated. */
function yearAt(iso: string): number {
  const year = Number(iso.slice(0, 4));
  return iso.slice(5, 7) === "01" ? year - 1 : year;
}

function Mine({ year }: { readonly year: number }): ReactNode {
  const t = useRoundWords();
  const query = useRead(readMyRating, { params: { year } });
  if (query.error instanceof Refused && query.error.status === 404) return <Notice title={t("noFile", { year })}>{t("noFileHelp")}</Notice>;
  return (
    <section className="stack" aria-label={t("mine", { year })}>
      <h2>{t("mine", { year })}</h2>
      <Loaded query={query}>{({ body }) => <RatingFileView file={body} />}</Loaded>
    </section>
  );
}

function RoundRow({ round, year }: { readonly round: ItemOf<typeof listRounds>; readonly year: number }): ReactNode {
  const t = useRoundWords();
  const format = useFormat();
  return (
    <tr>
      <th scope="row">
        <Link to="/ratings/$year/rounds/$roundId" params={{ year: String(year), roundId: round.id }}>
          {round.id === PROVINCE ? t("provinceRound") : round.name}
        </Link>
        {round.opinionsWanted === 0 ? null : <div className="small year-held">{t("opinionsWanted", { count: round.opinionsWanted })}</div>}
        {round.people === 0 ? <div className="small muted">{t("notOpened")}</div> : null}
      </th>
      <td className="num" data-label={t("people")}>{format.count(round.people)}</td>
      <td className="num" data-label={t("decidedCount")}>{format.count(round.decided)}</td>
      <td className={round.decided === 0 ? "cards-whole cards-none" : "cards-whole"} data-label={t("levels")}>
        <span className="year-levels">
          {RATING_LEVELS.filter((one) => (round.levels[one] ?? 0) > 0).map((one) => (
            <Level key={one} level={one} title={`${t(`level.${one}`)}: ${format.count(round.levels[one] ?? 0)}`} />
          ))}
        </span>
      </td>
      <td className="num" data-label={t("complaints")}>{format.count(round.openComplaints)}</td>
    </tr>
  );
}

/** The evaluations of organisations whose conditions are looked at beside their points. */
function Organisations({ year }: { readonly year: number }): ReactNode {
  const t = useRoundWords();
  const session = useSession();
  const query = useAll(listCampaigns, {});
  const own = (query.data ?? []).filter((one) => one.year === year);
  const mayReview = hasRole(session, "programme-officer", "working-group", "chairman", "auditor");
  if (!mayReview && own.length === 0) return null;
  return (
    <section className="stack" aria-label={t("organisations")}>
      <h2>{t("organisations")}</h2>
      {mayReview ? (
        <div>
          <Link className="button-plain" to="/ratings/$year/task-reviews" params={{ year: String(year) }}>
            {t("taskReviews")}
          </Link>
        </div>
      ) : null}
      <ul className="year-rows">
        {own.map((one) => (
          <li key={one.id}>
            <Link to="/ratings/organisations/$campaignId" params={{ campaignId: one.id }}>
              {one.title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rounds({ year }: { readonly year: number }): ReactNode {
  const t = useRoundWords();
  const { roles } = useSession();
  const query = useAll(listRounds, { params: { year } });
  return (
    <section className="stack" aria-label={t("rounds")}>
      <h2>{t("rounds")}</h2>
      <div className="row">
        <Link className="button-plain" to="/ratings/$year/complaints" params={{ year: String(year) }}>
          {t("complaints")}
        </Link>
        <Link className="button-plain" to="/ratings/$year/settings" params={{ year: String(year) }}>
          {t("settings")}
        </Link>
        {roles.includes("programme-officer") ? (
          <Link className="button-plain" to="/ratings/outbox">
            {t("outbox")}
          </Link>
        ) : null}
        {roles.includes("programme-officer") || roles.includes("chairman") ? (
          <Link className="button-plain" to="/ratings/$year/rounds/$roundId" params={{ year: String(year), roundId: PROVINCE }}>
            {t("provinceRound")}
          </Link>
        ) : null}
      </div>
      <Loaded query={query}>
        {(rounds) =>
          rounds.length === 0 ? (
            <Notice title={t("noRounds", { year })}>{t("noRoundsHelp")}</Notice>
          ) : (
            <TableScroll label={t("rounds")}>
              <table className="plain cards">
                <thead>
                  <tr>
                    <th scope="col">{t("agency")}</th>
                    <th scope="col" className="num">{t("people")}</th>
                    <th scope="col" className="num">{t("decidedCount")}</th>
                    <th scope="col">{t("levels")}</th>
                    <th scope="col" className="num">{t("complaints")}</th>
                  </tr>
                </thead>
                <tbody>
                  {rounds.map((one) => (
                    <RoundRow key={one.id} round={one} year={year} />
                  ))}
                </tbody>
              </table>
            </TableScroll>
          )
        }
      </Loaded>
    </section>
  );
}

export function RatingsPage(): ReactNode {
  const t = useRoundWords();
  const { roles, expiresAt } = useSession();
  const present = yearAt(expiresAt);
  const [year, setYear] = useState(String(present));
  const years = [present + 1, present, present - 1].map((one) => ({ value: String(one), label: String(one) }));
  return (
    <Page title={t("ratings")} lead={t("ratingsLead")} actions={<Choice label={t("year")} value={year} options={years} onChange={setYear} />}>
      {roles.some((role) => IN_ROUNDS.includes(role)) ? <Rounds year={Number(year)} /> : null}
      {roles.some((role) => ON_ORGANISATIONS.includes(role)) ? <Organisations year={Number(year)} /> : null}
      <Mine year={Number(year)} />
      <Published year={Number(year)} />
    </Page>
  );
}
