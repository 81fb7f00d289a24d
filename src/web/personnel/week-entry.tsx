import { Button } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { actOnItem, listProducts, recordWork, type WorkItem } from "../../contract/personnel-work.ts";
import { useAct, useRead } from "../shell/query.ts";
import { DayField } from "../ui/day-field.tsx";
import { Field, TextField } from "../ui/fields.tsx";
import { readDecimal, useFormat } from "../ui/format.ts";
import { Pick } from "../ui/pick.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { useUnsaved } from "../ui/unsaved.ts";
import { namedPlace, placeIn } from "./faults.ts";
import { alongColumn } from "./row-keys.ts";
import { copiedFrom, type Draft, isPutRight, knownOf, recordsOf, type Unplanned, unsent } from "./week.ts";
import type { InPeriod } from "./period.tsx";
import { WorkFiles, WorkFilesField } from "./work-files.tsx";
import { useWorkWords } from "./words-work.ts";

/** The lists in which a week is recorded: one line for each piece of work, saved together. */

type RowProps = { readonly item: WorkItem; readonly draft: Draft | undefined; readonly today: string; readonly periodId: string; readonly isOpen: boolean; readonly onChange: (draft: Draft | undefined) => void };

function HandBack({ item, periodId }: HandBackProps): ReactNode {
  const t = useWorkWords();
  const [reason, setReason] = useState<string>();
  const act = useAct(actOnItem, { touches: ["personnel"] });
  if (reason === undefined) {
    return (
      <button
        type="button"
        className="link-like small"
        onClick={() => {
          setReason("");
        }}
      >
        {t("handBack")}
        <span className="visually-hidden">: {item.name}</span>
      </button>
    );
  }
  return (
    <div className="row">
      <input
        className="field-input grow"
        aria-label={t("handBackReason")}
        placeholder={t("handBackReason")}
        value={reason}
        onChange={(event) => {
          setReason(event.target.value);
        }}
      />
      <Button
        disabled={reason.trim().length < 5}
        loading={act.isPending}
        onClick={() => {
          act.mutate({ params: { periodId, itemId: item.id }, body: { kind: "hand-back", reason }, version: item.version });
        }}
      >
        {t("send")}
      </Button>
      <Button
        onClick={() => {
          setReason(undefined);
        }}
      >
        {t("cancel")}
      </Button>
      <RefusalNote error={act.error} />
    </div>
  );
}
type HandBackProps = { readonly item: WorkItem; readonly periodId: string };

const LONGEST_REFERENCE = 1000;

function ToDoRow({ item, draft, today, periodId, isOpen, onChange }: RowProps): ReactNode {
  const t = useWorkWords();
  const format = useFormat();
  const known = knownOf(item, today, format.decimal);
  const shown = draft ?? known;
  const quantity = useRef<HTMLInputElement>(null);
  const isAgain = item.state === "done";
  // Whoever asked for it finds it under the keys.
  useEffect(() => {
    if (isAgain) quantity.current?.focus();
  }, [isAgain]);
  const change = (part: Partial<Draft>): void => {
    const next = { ...shown, ...part };
    onChange(next.done.trim() === "" && next.reference === "" ? undefined : next);
  };
  return (
    <li className="work-row work-entry">
      <div className="work-row-what">
        <strong>{item.name}</strong>
        <div className="small muted">
          {t("assigned")} {format.decimal(item.assigned)} {item.unitOfMeasure} · {t("due")} {format.day(item.due)}
          {item.isOverdue ? <span className="work-overdue"> · {t("overdue")}</span> : null}
          {item.isExtra ? ` · ${t("extra")}` : ""}
          {item.output === null ? "" : ` · ${item.output}`}
        </div>
        <div className="work-row-acts">
          {isOpen ? <WorkFilesField item={item} periodId={periodId} /> : <WorkFiles item={item} periodId={periodId} />}
          <HandBack item={item} periodId={periodId} />
        </div>
      </div>
      <Field label={t("done")}>
        {(wiring) => (
          <span className="row work-tight">
            <input
              {...wiring}
              ref={quantity}
              className="field-input num work-number"
              inputMode="decimal"
              autoComplete="off"
              value={shown.done}
              onKeyDown={alongColumn}
              onChange={(event) => {
                change({ done: event.target.value });
              }}
            />
            <button
              type="button"
              className="work-all"
              title={t("allDone")}
              aria-label={`${t("allDone")}: ${item.name}`}
              onClick={() => {
                change({ done: item.assigned });
              }}
            >
              ✓
            </button>
          </span>
        )}
      </Field>
      <DayField
        label={t("doneOn")}
        value={shown.doneOn}
        onChange={(doneOn) => {
          change({ doneOn });
        }}
      />
      <Field label={t("reference")} className="work-reference">
        {(wiring) => <input {...wiring} className="field-input" maxLength={LONGEST_REFERENCE} autoComplete="off" value={shown.reference} onKeyDown={alongColumn} onChange={(event) => { change({ reference: event.target.value }); }} />}
      </Field>
    </li>
  );
}

type MoreProps = { readonly rows: readonly Unplanned[]; readonly unitId: string; readonly onChange: (rows: readonly Unplanned[]) => void };

function UnplannedRows({ rows, unitId, onChange }: MoreProps): ReactNode {
  const t = useWorkWords();
  const products = useRead(listProducts, { query: { unitId } }, { enabled: rows.length > 0 });
  const options = (products.data?.body.items ?? []).map((one) => ({ value: one.id, label: `${one.code} ${one.name}` }));
  const change = (at: number, part: Partial<Unplanned>): void => {
    onChange(rows.map((one, i) => (i === at ? { ...one, ...part } : one)));
  };
  if (rows.length === 0) return null;
  return (
    <div className="stack">
      <h3>{t("unplanned")}</h3>
      {rows.map((one, i) => (
        <div key={i} className="work-row work-entry">
          <div className="work-row-what field">
            <span className="field-label">{t("product")}</span>
            <Pick
              label={t("product")}
              options={options}
              value={one.productId === "" ? undefined : one.productId}
              isLoading={products.isPending}
              onPick={(productId) => {
                change(i, { productId: productId ?? "" });
              }}
            />
          </div>
          <TextField label={t("quantity")} className="work-number" isNumber value={one.quantity} onChange={(typed) => { change(i, { quantity: typed }); }} />
          <DayField
            label={t("doneOn")}
            value={one.doneOn}
            onChange={(doneOn) => {
              change(i, { doneOn });
            }}
          />
          <TextField label={t("reference")} className="work-reference" value={one.reference} onChange={(typed) => { change(i, { reference: typed }); }} />
          <button
            type="button"
            className="link-like"
            onClick={() => {
              onChange(rows.filter((_one, at) => at !== i));
            }}
          >
            {t("remove")}
          </button>
        </div>
      ))}
    </div>
  );
}

/** Which work, or which line of unplanned work, and which field of it a fault of what was sent is about. */
function lineOf(pointer: string, sent: readonly { readonly itemId: string }[], items: readonly WorkItem[], t: ReturnType<typeof useWorkWords>): string | undefined {
  const labels = new Map([["done", t("done")], ["quantity", t("quantity")], ["doneOn", t("doneOn")], ["reference", t("reference")], ["productId", t("product")]]);
  const [recorded, unplanned] = [placeIn("records", pointer), placeIn("unplanned", pointer)];
  const item = recorded === undefined ? undefined : items.find((one) => one.id === sent[recorded.at]?.itemId);
  if (item !== undefined) return namedPlace(item.name, labels.get(recorded?.field ?? ""));
  return unplanned === undefined ? undefined : namedPlace(t("unplannedNumber", { number: unplanned.at + 1 }), labels.get(unplanned.field));
}

type Props = { readonly at: InPeriod; readonly items: readonly WorkItem[]; readonly unitId: string; readonly isOpen: boolean; /** What was recorded and is put right before it is accepted. */ readonly again: ReadonlySet<string>; readonly onSaved: () => void };

export function WeekEntry({ at, items, unitId, isOpen, again, onSaved }: Props): ReactNode {
  const t = useWorkWords();
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Draft>>(new Map());
  const [more, setMore] = useState<readonly Unplanned[]>([]);
  const [said, setSaid] = useState("");
  useUnsaved(drafts.size + more.length > 0);
  const recording = useAct(recordWork, { touches: ["personnel"] });
  const toDo = items.filter((one) => one.state === "assigned" || isPutRight(one, again));
  const body = recordsOf(items, drafts, more, readDecimal);
  const count = body.records.length + body.unplanned.length;
  const save = async (): Promise<void> => {
    if (count === 0) return;
    await recording.mutateAsync({ params: { periodId: at.period.id }, body });
    onSaved();
    const left = unsent(drafts, more);
    setDrafts(left.drafts);
    setMore(left.more);
    setSaid(left.more.length === 0 ? t("saved", { count }) : t("savedLeft", { count, left: left.more.length }));
  };
  const copyWeek = (): void => {
    const copied = copiedFrom(items, at.today);
    setMore([...more, ...copied]);
    setSaid(copied.length === 0 ? t("nothingToCopy") : t("copied", { count: copied.length }));
  };
  return (
    <form
      className="card stack"
      aria-label={t("toDo")}
      onSubmit={(event) => { event.preventDefault(); save().catch(() => undefined); }}
    >
      <h2>{t("toDo")}</h2>
      {toDo.length === 0 ? <p className="muted">{t("nothingToDo")}</p> : <p className="small muted">{t("toDoHelp")}</p>}
      <ul className="work-rows">
        {toDo.map((item) => (
          <ToDoRow
            key={item.id}
            item={item}
            draft={drafts.get(item.id)}
            today={at.today}
            periodId={at.period.id}
            isOpen={isOpen}
            onChange={(draft) => {
              const next = new Map(drafts);
              if (draft === undefined) next.delete(item.id);
              else next.set(item.id, draft);
              setDrafts(next);
              setSaid("");
            }}
          />
        ))}
      </ul>
      <UnplannedRows rows={more} unitId={unitId} onChange={setMore} />
      <p role="status" className="small">
        {said}
      </p>
      <RefusalNote error={recording.error} nameOf={(pointer) => lineOf(pointer, recording.variables?.body.records ?? [], items, t)} />
      {isOpen ? (
        <div className="row">
          <Button
            type="primary"
            disabled={count === 0}
            htmlType="submit"
            loading={recording.isPending}
          >
            {t("save", { count })}
          </Button>
          <Button
            onClick={() => {
              setMore([...more, { productId: "", quantity: "1", doneOn: at.today, reference: "" }]);
            }}
          >
            {t("addUnplanned")}
          </Button>
          <Button onClick={copyWeek}>{t("copyWeek")}</Button>
        </div>
      ) : null}
    </form>
  );
}
