import { Button } from "antd";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { changeItems } from "../../../contract/personnel-catalogue.ts";
import { useAct } from "../../shell/query.ts";
import { useFormat } from "../../ui/format.ts";
import { useLanguage } from "../../ui/language.ts";
import { useBeginning } from "../../ui/more.tsx";
import { RefusalNote } from "../../ui/states.tsx";
import { TableScroll } from "../../ui/table-scroll.tsx";
import { useUnsaved } from "../../ui/unsaved.ts";
import { useCatalogueWords } from "../words-catalogue.ts";
import { addLine, changeLine, coefficientFor, countOf, type Draft, type Edits, NO_EDITS, removeLine, requestOf } from "./editing.ts";
import { lineOf } from "./faults.ts";
import { isWanted, useItemSearch } from "./item-table.tsx";
import { type CatalogueItem, type CatalogueView, type Findings, TOUCHED } from "./reads.ts";

/** The list as a table that is typed into: Enter and the arrows go on to the line below or above, in the same column. */

type Finding = Findings["findings"][number];
type Shown = { readonly id: string; readonly item: CatalogueItem | undefined; readonly draft: Draft };
type RowProps = { readonly shown: Shown; readonly list: CatalogueView; readonly findings: readonly Finding[]; readonly onChange: (draft: Draft) => void; readonly onRemove: () => void };

/** To the same column of the line below or above. */
function goOn(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" || event.key === "Enter" ? 1 : 0;
  const { target, currentTarget } = event;
  if (step === 0 || !(target instanceof HTMLElement) || target instanceof HTMLSelectElement || (target instanceof HTMLTextAreaElement && event.key !== "Enter")) return;
  const { column = "" } = target.dataset;
  const row = target.closest("tr");
  const rows = [...currentTarget.querySelectorAll("tr")];
  const next = row === null ? undefined : rows[rows.indexOf(row) + step];
  event.preventDefault();
  next?.querySelector<HTMLElement>(`[data-column="${column}"]`)?.focus();
}

const TEXT_COLUMNS = ["name", "detail"] as const;
const OUTPUT_COLUMNS = ["output", "unitOfMeasure"] as const;

function TextCell({ column, of, value, isWide, onChange }: { readonly column: "code" | "name" | "detail" | "output" | "unitOfMeasure"; readonly of: string; readonly value: string; readonly isWide: boolean; readonly onChange: (draft: Draft) => void }): ReactNode {
  const t = useCatalogueWords();
  const props = { "data-column": column, "className": "catalogue-cell", "aria-label": t("cellOf", { column: t(`column.${column}`), of }), "placeholder": t(`column.${column}`), value };
  return isWide ? <textarea {...props} rows={1} onChange={(event) => { onChange({ [column]: event.target.value }); }} /> : <input {...props} onChange={(event) => { onChange({ [column]: event.target.value }); }} />;
}

function EditedRow({ shown, list, findings, onChange, onRemove }: RowProps): ReactNode {
  const t = useCatalogueWords();
  const format = useFormat();
  const language = useLanguage();
  const { item, draft } = shown;
  const value = (column: "code" | "name" | "detail" | "output" | "unitOfMeasure"): string => draft[column] ?? item?.[column] ?? "";
  const group = draft.group === undefined ? (item?.group ?? null) : draft.group;
  const typed = draft.points === undefined ? (item?.points ?? "") : (draft.points ?? "");
  const shownPoints = draft.points === undefined && typed !== "" ? format.decimal(typed) : typed;
  const coefficient = draft.points === undefined ? (item?.coefficient ?? undefined) : coefficientFor(typed, list.standardPoints);
  const of = value("name") === "" ? t("newLine") : value("name");
  return (
    <tr className={Object.keys(draft).length > 0 ? "catalogue-edited" : undefined}>
      <td>
        <TextCell column="code" of={of} value={value("code")} isWide={false} onChange={onChange} />
      </td>
      <th scope="row">
        {TEXT_COLUMNS.map((column) => (
          <TextCell key={column} column={column} of={of} value={value(column)} isWide onChange={onChange} />
        ))}
        {findings.map((one) => (
          <span key={one.key} className={`small catalogue-finding${one.isBlocking ? " catalogue-blocking" : ""}`}>
            {one.isBlocking ? "✕" : "!"} {one.message[language]}
          </span>
        ))}
      </th>
      <td>
        {OUTPUT_COLUMNS.map((column) => (
          <TextCell key={column} column={column} of={of} value={value(column)} isWide={column === "output"} onChange={onChange} />
        ))}
      </td>
      <td className="num">
        <select data-column="group" className="catalogue-cell" aria-label={t("cellOf", { column: t("group"), of })} value={group ?? ""} onChange={(event) => { onChange({ group: event.target.value === "" ? null : Number(event.target.value) }); }}>
          <option value="">–</option>
          {list.frames.map((one) => (
            <option key={one.group} value={one.group}>
              {t("groupWith", { group: one.group, from: format.decimal(String(Number(one.from))), to: format.decimal(String(Number(one.to))) })}
            </option>
          ))}
        </select>
      </td>
      <td className="num">
        <input data-column="points" className="catalogue-cell num" inputMode="decimal" aria-label={t("cellOf", { column: t("points"), of })} value={shownPoints} onChange={(event) => { onChange({ points: event.target.value }); }} />
      </td>
      <td className="num">
        <strong>{coefficient === undefined ? "–" : format.decimal(coefficient)}</strong>
      </td>
      <td>
        <Button type="text" aria-label={t("removeOf", { of })} onClick={onRemove}>
          ✕
        </Button>
      </td>
    </tr>
  );
}

function SaveBar({ count, isBusy, error, nameOf, onSave, onDrop }: { readonly count: number; readonly isBusy: boolean; readonly error: unknown; readonly nameOf: (pointer: string) => string | undefined; readonly onSave: () => void; readonly onDrop: () => void }): ReactNode {
  const t = useCatalogueWords();
  return (
    <div className="catalogue-save" role="status">
      <RefusalNote error={error} nameOf={nameOf} />
      {count === 0 ? (
        <span className="muted">{t("allSaved")}</span>
      ) : (
        <>
          <strong>{t("unsaved", { count })}</strong>
          <Button type="primary" loading={isBusy} onClick={onSave}>
            {t("save")}
          </Button>
          <Button onClick={onDrop}>{t("drop")}</Button>
        </>
      )}
    </div>
  );
}

type Props = { readonly list: CatalogueView; readonly items: readonly CatalogueItem[]; readonly findings: readonly Finding[] };

export function Editor({ list, items, findings }: Props): ReactNode {
  const t = useCatalogueWords();
  const [edits, setEdits] = useState<Edits>(NO_EDITS);
  const [onlyFaulty, setOnlyFaulty] = useState(false);
  const { search, form } = useItemSearch();
  useUnsaved(countOf(edits) > 0);
  const saving = useAct(changeItems, { touches: TOUCHED });
  const byItem = Map.groupBy(findings, (one) => one.itemId ?? "");
  const wanted = items.filter((one) => !edits.removed.has(one.id) && isWanted(one, search) && (!onlyFaulty || byItem.has(one.id)));
  const { shown, more } = useBeginning(wanted);
  const rows: Shown[] = [...edits.added.map((one): Shown => ({ id: one.key, item: undefined, draft: one.draft })), ...shown.map((item): Shown => ({ id: item.id, item, draft: edits.changed.get(item.id) ?? {} }))];
  const save = async (): Promise<void> => {
    await saving.mutateAsync({ params: { catalogueId: list.id }, version: list.version, body: requestOf(edits, items) });
    setEdits(NO_EDITS);
  };
  return (
    <section className="stack" aria-labelledby="lines">
      <div className="row">
        <h2 id="lines" className="grow">
          {t("lines", { count: items.length })}
        </h2>
        <label className="row">
          <input type="checkbox" checked={onlyFaulty} onChange={(event) => { setOnlyFaulty(event.target.checked); }} />
          {t("onlyFaulty")}
        </label>
        <Button onClick={() => { setEdits(addLine(edits)); }}>{t("addLine")}</Button>
      </div>
      {form}
      <TableScroll label={t("lines", { count: items.length })} className="catalogue-sheet" isTaken={false}>
        <table className="plain catalogue-table catalogue-editor">
          <thead>
            <tr>
              <th scope="col">{t("code")}</th>
              <th scope="col">{t("work")}</th>
              <th scope="col">{t("output")}</th>
              <th scope="col" className="num">{t("group")}</th>
              <th scope="col" className="num">{t("points")}</th>
              <th scope="col" className="num">{t("coefficient")}</th>
              <th scope="col">
                <span className="visually-hidden">{t("remove")}</span>
              </th>
            </tr>
          </thead>
          {/* Keys of the fields are heard by the body, which knows its rows. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
          <tbody onKeyDown={goOn}>
            {rows.map((one) => (
              <EditedRow
                key={one.id}
                shown={one}
                list={list}
                findings={byItem.get(one.id) ?? []}
                onChange={(draft) => { setEdits(changeLine(edits, one.id, draft)); }}
                onRemove={() => { setEdits(removeLine(edits, one.id)); }}
              />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {more}
      <SaveBar count={countOf(edits)} isBusy={saving.isPending} error={saving.error} nameOf={(pointer) => lineOf(pointer, requestOf(edits, items), t)} onSave={() => { save().catch(() => undefined); }} onDrop={() => { setEdits(NO_EDITS); saving.reset(); }} />
    </section>
  );
}
