import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Board, boardWorkbook, type PersonRow, readBoard } from "../../contract/personnel-work.ts";
import { Download } from "../shell/download.tsx";
import { useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { useFormat } from "../ui/format.ts";
import { Level } from "../ui/level.tsx";
import { PHONE, useMedia } from "../ui/media.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { AssignForm } from "./assign-form.tsx";
import { HandedBack, isOpenTo, WaitingWork } from "./waiting.tsx";
import { useLevels } from "./levels.ts";
import { useNarrowed } from "./narrowed.tsx";
import { Overdue } from "./overdue.tsx";
import { PeriodFrame } from "./period.tsx";
import { Remits } from "./remits.tsx";
import { titleIn } from "./titles.ts";
import { UnitActs } from "./unit-acts.tsx";
import { useBoardWords } from "./words-board.ts";

/** A head's board: who has how much, what waits, what is late. */

/** Whose work somebody assigns and accepts: their direct superior, and the Chairman of those who have none. */
const follows = ({ roles, user }: Pick<ReturnType<typeof useSession>, "roles" | "user">, { personId, superiorId }: PersonRow): boolean => superiorId === user.personId || (superiorId === null && roles.includes("chairman") && personId !== user.personId);

/** Half as much again as the one in the middle has. */
const MUCH = 1.5;

/** From which load on somebody has too much: by what the others of the office have. */
function muchFrom(people: readonly Pick<PersonRow, "load" | "isLeader">[]): number {
  const loads = people.filter((one) => !one.isLeader).map((one) => Number(one.load)).toSorted((a, b) => a - b);
  const middle = loads[Math.floor(loads.length / 2)] ?? 0;
  return loads.length < 3 || middle === 0 ? Number.POSITIVE_INFINITY : middle * MUCH;
}

function PersonLine({ one, office, much, most, periodId }: { readonly one: PersonRow; readonly office: string; readonly much: number; readonly most: number; readonly periodId: string }): ReactNode {
  const t = useBoardWords();
  const format = useFormat();
  const { titleOf } = useLevels();
  const share = most === 0 ? 0 : Math.round((Number(one.load) / most) * 100);
  return (
    <tr>
      <th scope="row">
        <Link to="/work/$periodId/people/$personId" params={{ periodId, personId: one.personId }}>
          {one.name}
        </Link>
        <div className="small muted">{titleIn(one.title, office)}</div>
      </th>
      <td className="num" data-label={t("load")}>
        {format.decimal(one.load)}
        {Number(one.load) >= much ? <div className="work-much small">{t("much")}</div> : null}
        <span className="work-load" aria-hidden="true">
          <span style={{ width: `${String(share)}%` }} />
        </span>
      </td>
      <td className="num" data-label={t("assigned")}>{format.decimal(one.assigned)}</td>
      <td className="num" data-label={t("accepted")}>{format.decimal(one.accepted)}</td>
      <td className="num" data-label={t("waiting")}>{one.waiting === 0 ? "" : format.count(one.waiting)}</td>
      <td className="num" data-label={t("overdue")}>{one.overdue === 0 ? "" : <span className="work-overdue">{format.count(one.overdue)}</span>}</td>
      <td data-label={t("form")} className="cards-half">{t(`form.${one.form}`)}</td>
      <td className="num" data-label={t("total")}>{one.total === null ? "" : format.decimal(one.total)}</td>
      <td data-label={t("level")} className="cards-half">{one.level === null ? "" : <Level level={one.level} title={titleOf(one.level)} />}</td>
    </tr>
  );
}

const ON_PHONE = 4;

function People({ board }: { readonly board: Board }): ReactNode {
  const t = useBoardWords();
  const much = muchFrom(board.people);
  const most = Math.max(0, ...board.people.map((one) => Number(one.load)));
  const pressing = (one: PersonRow): number => [one.form === "handed-in", one.overdue > 0, Number(one.load) >= much, one.waiting > 0].reduce((sum, holds) => sum * 2 + Number(holds), 0);
  const kinds = [
    { key: "all", word: t("kind.all"), holds: () => true },
    { key: "overdue", word: t("overdue"), holds: (one: PersonRow) => one.overdue > 0 },
    { key: "much", word: t("kind.much"), holds: (one: PersonRow) => Number(one.load) >= much },
    { key: "form", word: t("form.handed-in"), holds: (one: PersonRow) => one.form === "handed-in" },
  ];
  const { bar, shown, more } = useNarrowed(board.people, { label: t("people"), search: t("search"), textOf: (one) => `${one.name} ${one.title}`, kinds, onPhone: { atOnce: ON_PHONE, pressing } });
  return (
    <section className="card stack">
      <h2>{t("people")}</h2>
      {bar}
      <TableScroll label={t("people")} isTaken={false}>
        <table className="plain cards">
          <thead>
            <tr>
              <th scope="col">{t("person")}</th>
              <th scope="col" className="num">{t("load")}</th>
              <th scope="col" className="num">{t("assigned")}</th>
              <th scope="col" className="num">{t("accepted")}</th>
              <th scope="col" className="num">{t("waiting")}</th>
              <th scope="col" className="num">{t("overdue")}</th>
              <th scope="col">{t("form")}</th>
              <th scope="col" className="num">{t("total")}</th>
              <th scope="col">{t("level")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <PersonLine key={one.personId} one={one} office={board.unitName} much={much} most={most} periodId={board.periodId} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {more}
      <p className="small muted">{t("loadHelp")}</p>
    </section>
  );
}

/** On a phone what is done now and then is opened when it is wanted. */
function Folded({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  if (!useMedia(PHONE)) return children;
  return (
    <details className="card work-fold">
      <summary>{title}</summary>
      {children}
    </details>
  );
}

function BoardBody({ board, version, leads }: { readonly board: Board; readonly version: string; /** Whether this is the office of which one is the head. */ readonly leads: boolean }): ReactNode {
  const t = useBoardWords();
  const session = useSession();
  const followed = board.people.filter((one) => follows(session, one));
  if (board.people.length === 0 && board.faults.length === 0) return <Notice title={t("nobody")}>{t("nobodyHelp")}</Notice>;
  return (
    <>
      {board.faults.map((one) => (
        <p key={one.personId} className="work-overdue" role="alert">
          {t(`fault.${one.why}`, { name: one.name })}
        </p>
      ))}
      <WaitingWork board={board} followed={followed} />
      <HandedBack board={board} followed={followed} />
      <Overdue board={board} />
      <People board={board} />
      {board.isOpen && followed.length > 0 ? (
        <Folded title={t("assign")}>
          <AssignForm board={board} people={followed.filter(isOpenTo)} />
        </Folded>
      ) : null}
      <Remits board={board} />
      <UnitActs board={board} version={version} mayAct={leads || session.roles.includes("personnel-officer")} />
    </>
  );
}

export function BoardPage(): ReactNode {
  const t = useBoardWords();
  const navigate = useNavigate();
  const session = useSession();
  const { periodId, unitId } = useParams({ from: "/signed-in/work/$periodId/units/$unitId" });
  const query = useRead(readBoard, { params: { periodId, unitId } });
  const name = query.data?.body.unitName ?? "";
  return (
    <PeriodFrame
      title={name === "" ? t("title") : name}
      lead={t("lead")}
      wanted={periodId}
      onPick={(period) => {
        void navigate({ to: "/work/$periodId/units/$unitId", params: { periodId: period, unitId } });
      }}
      actions={
        <>
          {hasRole(session, "personnel-officer", "programme-officer") ? (
            <Link to="/work/$periodId/units/$unitId/import" params={{ periodId, unitId }}>
              {t("import")}
            </Link>
          ) : null}
          <Download route={boardWorkbook} given={{ params: { periodId, unitId } }} label={t("workbook")} of={name} />
        </>
      }
    >
      {(at) => <Loaded query={query}>{({ body, version }) => <BoardBody board={body} version={version ?? body.version} leads={at.place.follows.some((one) => one.unitId === unitId)} />}</Loaded>}
    </PeriodFrame>
  );
}
