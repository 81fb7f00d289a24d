import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { acceptWork, actOnItem, type Board, type PersonRow, type WorkItem } from "../../contract/personnel-work.ts";
import { useAct } from "../shell/query.ts";
import { DayField } from "../ui/day-field.tsx";
import { TextField } from "../ui/fields.tsx";
import { readDecimal, useFormat } from "../ui/format.ts";
import { PHONE, useMedia } from "../ui/media.ts";
import { useBeginning } from "../ui/more.tsx";
import { Pick } from "../ui/pick.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { namedPlace, placeIn } from "./faults.ts";
import { WorkFiles } from "./work-files.tsx";
import { useBoardWords } from "./words-board.ts";

/** What waits for the head: work to accept, work that was handed back. */

type Judged = { readonly accepted: string; readonly qualityFailures: string; readonly delays: string; readonly excused: string; readonly note: string };

const isLate = ({ doneOn, due }: WorkItem): boolean => doneOn !== null && doneOn > due;
/** Proposed: all that was done, one delay where it came late; the head decides. */
const proposed = (item: WorkItem): Judged => ({ accepted: item.done, qualityFailures: "0", delays: isLate(item) ? "1" : "0", excused: "0", note: "" });
/** Of rows of several lines on a phone, those to look at come first. */
const ON_PHONE = 5;
const AT_ONCE = 50;

/** Late, or less than was assigned: these are looked at before all others. */
const isToLookAt = (item: WorkItem): boolean => isLate(item) || Number(item.done) < Number(item.assigned);
/** What is no whole number goes as none, so that the server names the field; it never becomes 0 by itself. */
const whole = (typed: string): number => (/^\d{1,2}$/.test(typed.trim()) ? Number(typed) : Number.NaN);

type RowProps = { readonly item: WorkItem; readonly periodId: string; readonly name: string; readonly judged: Judged; readonly isChosen: boolean; readonly onChange: (judged: Judged) => void; readonly onChoose: (chosen: boolean) => void; readonly onReturn: (reason: string) => void };

function NumberField({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (value: string) => void }): ReactNode {
  return (
    <TextField label={label} className="work-number" isNumber value={value} onChange={onChange} />
  );
}

function WaitingRow({ item, periodId, name, judged, isChosen, onChange, onChoose, onReturn }: RowProps): ReactNode {
  const t = useBoardWords();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const late = isLate(item) ? t("late", { done: format.day(item.doneOn ?? ""), due: format.day(item.due) }) : "";
  return (
    <li className={isOpen ? "work-row work-judge" : "work-row work-judge work-judge-shut"}>
      <div className="work-row-what">
        <label>
          <input
            type="checkbox"
            checked={isChosen}
            onChange={(event) => {
              onChoose(event.target.checked);
            }}
          />{" "}
          <strong>{item.name}</strong>
          <div className="small muted">
            {name} · {t("saysDone", { done: format.decimal(item.done), assigned: format.decimal(item.assigned) })}
            {item.reference === null ? "" : ` · ${item.reference}`}
            {item.isExtra ? ` · ${t("extra")}` : ""}
            {late === "" ? null : <span className="work-overdue"> · {late}</span>}
          </div>
        </label>
        <WorkFiles item={item} periodId={periodId} />
      </div>
      <button type="button" className="link-like small work-judge-open" aria-expanded={isOpen} onClick={() => { setOpen(!isOpen); }}>
        {t("proposedLine", { accepted: judged.accepted, failures: judged.qualityFailures, delays: judged.delays })}
        <span className="visually-hidden">: {item.name}</span>
      </button>
      <NumberField label={t("accepted")} value={judged.accepted} onChange={(accepted) => { onChange({ ...judged, accepted }); }} />
      <NumberField label={t("failures")} value={judged.qualityFailures} onChange={(qualityFailures) => { onChange({ ...judged, qualityFailures }); }} />
      <NumberField label={t("delays")} value={judged.delays} onChange={(delays) => { onChange({ ...judged, delays }); }} />
      <NumberField label={t("excused")} value={judged.excused} onChange={(excused) => { onChange({ ...judged, excused }); }} />
      <TextField label={t("note")} className="work-reference" value={judged.note} onChange={(typed) => { onChange({ ...judged, note: typed }); }} />
      <button
        type="button"
        className="link-like small"
        disabled={judged.note.trim().length < 5}
        title={t("returnHelp")}
        onClick={() => {
          onReturn(judged.note);
        }}
      >
        {t("return")}
        <span className="visually-hidden">: {item.name}</span>
      </button>
    </li>
  );
}

/** Of whose form is confirmed, or who was away, nothing is accepted or passed on any more. */
export const isOpenTo = ({ form }: PersonRow): boolean => form !== "confirmed" && form !== "absent";

type WaitingProps = { readonly board: Board; /** Whose work the person who looks may accept. */ readonly followed: readonly PersonRow[] };

export function WaitingWork({ board, followed }: WaitingProps): ReactNode {
  const t = useBoardWords();
  const [judged, setJudged] = useState<ReadonlyMap<string, Judged>>(new Map());
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const accepting = useAct(acceptWork, { touches: ["personnel"] });
  const returning = useAct(actOnItem, { touches: ["personnel"] });
  const names = new Map(followed.filter(isOpenTo).map((one) => [one.personId, one.name]));
  const waiting = board.waiting.filter((one) => one.state === "done" && names.has(one.personId)).toSorted((a, b) => Number(isToLookAt(b)) - Number(isToLookAt(a)));
  // What is accepted at once is what one has before oneself; the next ones follow.
  const { shown, more } = useBeginning(waiting, useMedia(PHONE) ? ON_PHONE : AT_ONCE);
  if (waiting.length === 0) return null;
  const chosen = shown.filter((one) => !left.has(one.id));
  const judgedOf = (item: WorkItem): Judged => judged.get(item.id) ?? proposed(item);
  const accept = (): void => {
    const items = chosen.map((item) => {
      const own = judgedOf(item);
      return { itemId: item.id, version: item.version, accepted: readDecimal(own.accepted) ?? own.accepted, qualityFailures: whole(own.qualityFailures), delays: whole(own.delays), excused: whole(own.excused), note: own.note };
    });
    accepting.mutate({ params: { periodId: board.periodId }, body: { items: items.slice(0, 200) } });
  };
  const labels = new Map([["accepted", t("accepted")], ["qualityFailures", t("failures")], ["delays", t("delays")], ["excused", t("excused")], ["note", t("note")]]);
  const nameOf = (pointer: string): string | undefined => {
    const place = placeIn("items", pointer);
    const item = waiting.find((one) => one.id === accepting.variables?.body.items[place?.at ?? -1]?.itemId);
    return item === undefined ? undefined : namedPlace(item.name, names.get(item.personId), labels.get(place?.field ?? ""));
  };
  return (
    <section className="card stack">
      <h2>{t("waitingTitle", { count: waiting.length })}</h2>
      <p className="small muted">{t("waitingHelp")}</p>
      <ul className="work-rows work-judges">
        {shown.map((item) => (
          <WaitingRow
            key={item.id}
            item={item}
            periodId={board.periodId}
            name={names.get(item.personId) ?? ""}
            judged={judgedOf(item)}
            isChosen={!left.has(item.id)}
            onChange={(next) => {
              setJudged(new Map([...judged, [item.id, next]]));
            }}
            onChoose={(isChosen) => {
              setLeft(new Set(isChosen ? [...left].filter((one) => one !== item.id) : [...left, item.id]));
            }}
            onReturn={(reason) => {
              returning.mutate({ params: { periodId: board.periodId, itemId: item.id }, body: { kind: "return", reason }, version: item.version });
            }}
          />
        ))}
      </ul>
      {more}
      <RefusalNote error={accepting.error ?? returning.error} nameOf={nameOf} />
      {board.isOpen ? (
        <div className="row">
          <Button type="primary" disabled={chosen.length === 0} loading={accepting.isPending} onClick={accept}>
            {t("accept", { count: chosen.length })}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function PassOn({ item, board, followed }: WaitingProps & { readonly item: WorkItem }): ReactNode {
  const t = useBoardWords();
  const format = useFormat();
  const [to, setTo] = useState<string>();
  const [due, setDue] = useState(board.today);
  const act = useAct(actOnItem, { touches: ["personnel"] });
  return (
    <li className="work-row">
      <div className="work-row-what">
        <strong>{item.name}</strong>
        <div className="small muted">
          {board.people.find((one) => one.personId === item.personId)?.name} · {format.decimal(item.assigned)} {item.unitOfMeasure}
        </div>
      </div>
      <Pick label={t("passTo")} options={followed.filter((one) => one.personId !== item.personId && isOpenTo(one)).map((one) => ({ value: one.personId, label: one.name }))} value={to} onPick={setTo} />
      <DayField label={t("due")} value={due} onChange={setDue} />
      <Button
        disabled={to === undefined || due === "" || !board.isOpen}
        loading={act.isPending}
        onClick={() => {
          if (to !== undefined) act.mutate({ params: { periodId: board.periodId, itemId: item.id }, body: { kind: "pass-on", personId: to, due }, version: item.version });
        }}
      >
        {t("passOn")}
      </Button>
      <RefusalNote error={act.error} />
    </li>
  );
}

export function HandedBack({ board, followed }: WaitingProps): ReactNode {
  const t = useBoardWords();
  const items = board.waiting.filter((one) => one.state === "handed-back" && followed.some((person) => person.personId === one.personId && isOpenTo(person)));
  if (items.length === 0) return null;
  return (
    <section className="card stack">
      <h2>{t("handedBack")}</h2>
      <p className="small muted">{t("handedBackHelp")}</p>
      <ul className="work-rows">
        {items.map((item) => (
          <PassOn key={item.id} item={item} board={board} followed={followed} />
        ))}
      </ul>
    </section>
  );
}
