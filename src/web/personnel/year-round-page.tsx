import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { Fragment, type ReactNode } from "react";
import { openRound, type RatingLine, type RatingRound, readRound } from "../../contract/personnel-year.ts";
import { readRoundDecision, readRoundSheet } from "../../contract/personnel-year-papers.ts";
import { Download } from "../shell/download.tsx";
import { useAct, useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { Arrivals } from "./year-arrivals.tsx";
import { DecideForm } from "./year-decide-form.tsx";
import { Gates, RatingLevelMark } from "./year-file-view.tsx";
import { Minutes } from "./year-meeting-form.tsx";
import { ContractStaff } from "./year-contract-form.tsx";
import { LargerShare, Ties } from "./year-share-form.tsx";
import { useNarrowed } from "./narrowed.tsx";
import { titleIn } from "./titles.ts";
import { useRoundWords } from "./year-round-words.ts";
import "./year.css";

/** An agency's year: points, levels, places and gates of everybody; the meeting; the decision. */

const PROVINCE = "province";

function Row({ line, isInOffice }: { readonly line: RatingLine; /** Whether the office stands above the row. */ readonly isInOffice: boolean }): ReactNode {
  const t = useRoundWords();
  const format = useFormat();
  return (
    <tr>
      <th scope="row">
        <Link to="/ratings/files/$fileId" params={{ fileId: line.id }}>
          {line.name}
        </Link>
        <div className="small muted">{isInOffice ? titleIn(line.title, line.officeName) : line.title}</div>
        {line.group === "" ? null : <div className="small">{t("quotaGroup", { group: line.group })}</div>}
        {line.basis === "contract" ? <div className="small">{t("onContract")}</div> : null}
      </th>
      <td className="num" data-label={t("points")}>{line.percent === null ? "–" : format.decimal(line.percent)}</td>
      <td className="cards-half year-level" data-label={t("computed")}><RatingLevelMark level={line.computed} none={line.isRated || line.months === 0 ? (line.pending === null ? undefined : t("quotaTie")) : t("notRated")} /></td>
      <td className={line.proposed === null ? "cards-half cards-none" : "cards-half"} data-label={t("proposed")}><RatingLevelMark level={line.proposed} /></td>
      <td className={line.decided === null ? "cards-half cards-none" : "cards-half"} data-label={t("decided")}><RatingLevelMark level={line.decided} /></td>
      <td className="cards-whole year-conditions"><Gates line={line} /></td>
    </tr>
  );
}

const COLUMNS = 6;

/** Office after office, where offices have several people; of single heads each says where it is. */
function Rows({ lines }: { readonly lines: readonly RatingLine[] }): ReactNode {
  const offices = [...Map.groupBy(lines, (one) => one.officeId).entries()];
  if (offices.length * 2 > lines.length && offices.length > 1) return lines.map((one) => <Row key={one.id} line={one} isInOffice={false} />);
  return offices.map(([officeId, own]) => (
    <Fragment key={officeId}>
      {offices.length === 1 ? null : (
        <tr className="year-office">
          <th scope="rowgroup" colSpan={COLUMNS}>{own[0]?.officeName}</th>
        </tr>
      )}
      {own.map((one) => (
        <Row key={one.id} line={one} isInOffice />
      ))}
    </Fragment>
  ));
}

const isReady = (one: RatingLine): boolean => one.isRated && one.decided === null && one.missing.length === 0 && one.computed !== null;

function Lines({ round }: { readonly round: RatingRound }): ReactNode {
  const t = useRoundWords();
  const kinds = [
    { key: "all", word: t("kind.all"), holds: () => true },
    { key: "ready", word: t("kind.ready"), holds: isReady },
    { key: "missing", word: t("kind.missing"), holds: (one: RatingLine) => one.decided === null && one.missing.length > 0 },
    { key: "opinion", word: t("kind.opinion"), holds: (one: RatingLine) => one.proposed !== null && one.missing.includes("chairman-opinion") },
    { key: "held", word: t("kind.held"), holds: (one: RatingLine) => one.gates.some((gate) => gate.holdsBack) },
    { key: "decided", word: t("kind.decided"), holds: (one: RatingLine) => one.decided !== null },
  ];
  const { bar, shown, more } = useNarrowed(round.lines, { label: t("show"), search: t("search"), textOf: (one) => `${one.name} ${one.title} ${one.officeName}`, kinds });
  return (
    <>
      {bar}
      <TableScroll label={t("rounds")} isTaken={false}>
        <table className="plain cards">
          <thead>
            <tr>
              <th scope="col">{t("name")}</th>
              <th scope="col" className="num">{t("points")}</th>
              <th scope="col">{t("computed")}</th>
              <th scope="col">{t("proposed")}</th>
              <th scope="col">{t("decided")}</th>
              <th scope="col">{t("gates")}</th>
            </tr>
          </thead>
          <tbody>
            <Rows lines={shown} />
          </tbody>
        </table>
      </TableScroll>
      {more}
    </>
  );
}

function Quota({ round }: { readonly round: RatingRound }): ReactNode {
  const t = useRoundWords();
  const format = useFormat();
  if (round.quota.length === 0) return null;
  return (
    <section className="card" aria-label={t("quota")}>
      <h2>{t("quota")}</h2>
      <ul className="year-rows">
        {round.quota.map((one) => (
          <li key={one.group}>
            {round.quota.length === 1 && one.group === "" ? null : <strong>{`${one.group === "" ? t("ungrouped") : t("quotaGroup", { group: one.group })}: `}</strong>}
            {t("quotaLine", { taken: format.count(one.taken), places: format.count(one.places), share: one.share, base: format.count(one.base) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Opening({ round }: { readonly round: RatingRound }): ReactNode {
  const t = useRoundWords();
  const open = useAct(openRound, { touches: ["personnel"] });
  return (
    <section className="card stack no-print" aria-label={t("openRound")}>
      <p>{t("openRoundHelp")}</p>
      <RefusalNote error={open.error} />
      {open.data === undefined ? null : <p role="status">{t("opened", { count: open.data.body.added })}</p>}
      <div>
        <Button type={round.lines.length === 0 ? "primary" : "default"} loading={open.isPending} onClick={() => { open.mutate({ params: { roundId: round.id, year: round.year } }); }}>
          {t("openRound")}
        </Button>
      </div>
    </section>
  );
}

function Meetings({ round }: { readonly round: RatingRound }): ReactNode {
  const t = useRoundWords();
  const format = useFormat();
  if (round.meetings.length === 0) return null;
  return (
    <section className="stack" aria-label={t("heldMeetings")}>
      <h2>{t("heldMeetings")}</h2>
      <ul className="year-rows">
        {round.meetings.map((one) => (
          <li key={one.id}>
            {t("meetingLine", { unit: one.unitName, day: format.day(one.heldOn), count: format.count(one.opinions.length) })}
            <p className="year-text small">{one.conclusion}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function RoundView({ round }: { readonly round: RatingRound }): ReactNode {
  const t = useRoundWords();
  const format = useFormat();
  const decided = round.lines.find((one) => one.decided !== null);
  const params = { roundId: round.id, year: round.year };
  return (
    <div className="stack">
      <p>{t("due", { day: format.day(round.dueOn), missing: round.lines.filter((one) => (one.isRated || one.months === 0) && one.decided === null).length })}</p>
      <Arrivals round={round} />
      <Quota round={round} />
      <Ties round={round} />
      {round.mayDecide && round.lines.some(isReady) ? <DecideForm key={round.version} round={round} /> : null}
      {round.lines.length === 0 ? <Notice title={t("noLines", { year: round.year })}>{t("openRoundHelp")}</Notice> : <Lines round={round} />}
      {round.hidden === 0 ? null : <p className="small muted">{t("hidden", { count: round.hidden })}</p>}
      <div className="row no-print">
        <Download route={readRoundSheet} given={{ params }} label={t("sheet")} of={round.name} />
        {decided === undefined ? null : <Download route={readRoundDecision} given={{ params: { ...params, fileId: decided.id }, query: { format: "docx" } }} label={t("decisionPaper")} of={round.name} />}
      </div>
      {round.mayDecide && !round.lines.some(isReady) && round.lines.length > 0 ? <p className="muted">{t("noneReady")}</p> : null}
      <LargerShare round={round} />
      <ContractStaff key={`contract ${round.version}`} round={round} />
      <Meetings round={round} />
      <Minutes round={round} />
      {round.mayPrepare || round.mayDecide ? <Opening round={round} /> : null}
    </div>
  );
}

export function RatingRoundPage(): ReactNode {
  const t = useRoundWords();
  const { roundId, year } = useParams({ from: "/signed-in/ratings/$year/rounds/$roundId" });
  const query = useRead(readRound, { params: { roundId, year: Number(year) } });
  const name = roundId === PROVINCE ? t("provinceRound") : (query.data?.body.name ?? "");
  return (
    <Page title={`${t("ratings")} ${year}`} lead={name}>
      <Loaded query={query}>{({ body }) => <RoundView round={body} />}</Loaded>
    </Page>
  );
}
