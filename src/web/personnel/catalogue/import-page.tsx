import { useNavigate, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { changeItems, readCatalogueFile } from "../../../contract/personnel-catalogue.ts";
import type { Answer } from "../../shell/client.ts";
import { useAct } from "../../shell/query.ts";
import { asBase64 } from "../../ui/base64.ts";
import { useFormat } from "../../ui/format.ts";
import { useLanguage } from "../../ui/language.ts";
import { useBeginning } from "../../ui/more.tsx";
import { RefusalNote } from "../../ui/states.tsx";
import { TableScroll } from "../../ui/table-scroll.tsx";
import { useCatalogueWords } from "../words-catalogue.ts";
import { CatalogueFrame } from "./frame.tsx";
import { type CatalogueView, TOUCHED } from "./reads.ts";

/** A workbook is read first: each row says what becomes of it. Only then is it brought in, and nothing by itself. */

type Reading = Answer<typeof readCatalogueFile>["body"];
type ReadRow = Reading["rows"][number];
const FATES = ["taken", "changed", "joined", "skipped"] as const;
/** What is brought in, unless somebody unticks it. */
const BROUGHT: readonly string[] = ["taken", "changed"];

function Row({ row, isIn, onToggle }: { readonly row: ReadRow; readonly isIn: boolean; readonly onToggle: () => void }): ReactNode {
  const t = useCatalogueWords();
  const format = useFormat();
  const language = useLanguage();
  const { item } = row;
  return (
    <tr className={`catalogue-fate-${row.fate}`}>
      <td className="num">
        <span className="small muted catalogue-below">{row.sheet}</span>
        {row.row}
      </td>
      <td>
        {BROUGHT.includes(row.fate) ? (
          <label className="row">
            <input type="checkbox" checked={isIn} onChange={onToggle} />
            {t(`fate.${row.fate}`)}
          </label>
        ) : (
          t(`fate.${row.fate}`)
        )}
        <span className="small muted catalogue-below">
          {row.why[language]}
          {row.into === null ? "" : ` (${t("rowOf", { row: row.into })})`}
        </span>
      </td>
      <th scope="row">
        {item === null ? <span className="muted">{row.said === "" ? "–" : row.said}</span> : item.name}
        {item === null || item.detail === "" ? null : <span className="small muted catalogue-below">{item.detail}</span>}
        {row.remarks.map((one) => (
          <span key={one.en} className="small catalogue-finding">
            ! {one[language]}
          </span>
        ))}
      </th>
      <td>{item?.output}</td>
      <td className="num">{item?.group}</td>
      <td className="num">{item === null || item.points === null ? "" : format.decimal(item.points)}</td>
    </tr>
  );
}

/** Of a sheet of which nothing comes: what is said of most of its rows. */
function leftWhy({ rows }: Reading, sheet: string): ReadRow["why"] | undefined {
  const byReason = Map.groupBy(rows.filter((one) => one.sheet === sheet), (one) => one.why.vi);
  return [...byReason.values()].toSorted((a, b) => b.length - a.length)[0]?.[0]?.why;
}

const keyOf = ({ sheet, row }: ReadRow): string => `${sheet} ${String(row)}`;

function Preview({ list, reading }: { readonly list: CatalogueView; readonly reading: Reading }): ReactNode {
  const t = useCatalogueWords();
  const format = useFormat();
  const language = useLanguage();
  const navigate = useNavigate();
  const [fate, setFate] = useState<(typeof FATES)[number] | "">("");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const bringing = useAct(changeItems, { touches: TOUCHED });
  const wanted = reading.rows.filter((one) => fate === "" || one.fate === fate);
  const { shown, more } = useBeginning(wanted);
  const brought = reading.rows.filter((one) => !left.has(keyOf(one)));
  const add = brought.flatMap((one) => (one.item !== null && one.fate === "taken" ? [one.item] : []));
  const change = brought.flatMap(({ item, changes }) => (item !== null && changes !== null ? [{ id: changes, fields: item }] : []));
  const countOf = (wantedFate: string): number => reading.rows.filter((one) => wantedFate === "" || one.fate === wantedFate).length;
  const toggle = (key: string): void => {
    setLeft(new Set(left.has(key) ? [...left].filter((one) => one !== key) : [...left, key]));
  };
  const bring = async (): Promise<void> => {
    await bringing.mutateAsync({ params: { catalogueId: list.id }, version: list.version, body: { add, change, remove: [] } });
    await navigate({ to: "/catalogues/$catalogueId", params: { catalogueId: list.id } });
  };
  return (
    <section className="stack" aria-labelledby="preview">
      <h2 id="preview">{t("preview", { count: reading.rows.length })}</h2>
      <ul className="catalogue-sheets">
        {reading.sheets.map((one) => (
          <li key={one.name}>
            <strong>{one.name}</strong>: {t("sheetCounts", { taken: one.taken, joined: one.joined, skipped: one.skipped, rows: one.rows })}
            {one.changed === 0 ? "" : `; ${t("sheetChanged", { count: one.changed })}`}
            {one.taken + one.changed > 0 ? null : <span className="muted"> · {leftWhy(reading, one.name)?.[language]}</span>}
          </li>
        ))}
      </ul>
      {reading.standardPoints === null || Number(reading.standardPoints) === Number(list.standardPoints) ? null : <p className="catalogue-finding">{t("otherStandard", { file: format.decimal(reading.standardPoints), list: format.decimal(list.standardPoints) })}</p>}
      <RefusalNote error={bringing.error} />
      <div className="row">
        <select className="field-select" aria-label={t("showRows")} value={fate} onChange={(event) => { setFate(FATES.find((one) => one === event.target.value) ?? ""); }}>
          <option value="">{`${t("allRows")} (${format.count(countOf(""))})`}</option>
          {FATES.map((one) => (
            <option key={one} value={one}>
              {`${t(`fate.${one}`)} (${format.count(countOf(one))})`}
            </option>
          ))}
        </select>
        <Button type="primary" disabled={add.length + change.length === 0} loading={bringing.isPending} onClick={() => { bring().catch(() => undefined); }}>
          {t("bring", { count: add.length + change.length })}
        </Button>
      </div>
      <TableScroll label={t("preview", { count: reading.rows.length })}>
        <table className="plain catalogue-table">
          <thead>
            <tr>
              <th scope="col" className="num">{t("row")}</th>
              <th scope="col">{t("becomes")}</th>
              <th scope="col">{t("work")}</th>
              <th scope="col">{t("output")}</th>
              <th scope="col" className="num">{t("group")}</th>
              <th scope="col" className="num">{t("points")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <Row key={keyOf(one)} row={one} isIn={!left.has(keyOf(one))} onToggle={() => { toggle(keyOf(one)); }} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {more}
    </section>
  );
}

/** What a request takes, as bytes of a file. */
const LARGEST_FILE = 5_000_000;

function Choosing({ list }: { readonly list: CatalogueView }): ReactNode {
  const t = useCatalogueWords();
  const id = useId();
  const reading = useAct(readCatalogueFile);
  const [isTooLarge, setTooLarge] = useState(false);
  const read = async (file: File): Promise<void> => {
    setTooLarge(file.size > LARGEST_FILE);
    if (file.size <= LARGEST_FILE) await reading.mutateAsync({ params: { catalogueId: list.id }, body: { content: await asBase64(file) } });
  };
  return (
    <>
      <div className="card field">
        <label htmlFor={id}>{t("chooseFile")}</label>
        <input
          id={id}
          type="file"
          accept=".xlsx"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file !== undefined) read(file).catch(() => undefined);
          }}
        />
        <span className="small muted">{t("fileHelp")}</span>
      </div>
      {reading.isPending ? <p role="status">{t("reading")}</p> : null}
      {isTooLarge ? <p className="refusal" role="alert">{t("tooLarge")}</p> : <RefusalNote error={reading.error} />}
      {reading.data === undefined || isTooLarge ? null : <Preview list={list} reading={reading.data.body} />}
    </>
  );
}

export function CatalogueImportPage(): ReactNode {
  const t = useCatalogueWords();
  const { catalogueId } = useParams({ from: "/signed-in/catalogues/$catalogueId/import" });
  return (
    <CatalogueFrame catalogueId={catalogueId} title={t("import")} lead={t("importLead")}>
      {(list) => <Choosing list={list} />}
    </CatalogueFrame>
  );
}
