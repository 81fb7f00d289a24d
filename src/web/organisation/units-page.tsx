import { Link } from "@tanstack/react-router";
import { Input } from "antd";
import { type ReactNode, useDeferredValue, useState } from "react";
import { listUnits } from "../../contract/organisation.ts";
import { useAll } from "../shell/query.ts";
import { TableDownload } from "../shell/table-download.tsx";
import { hasRole, useSession } from "../shell/session.ts";
import { DayField } from "../ui/day-field.tsx";
import { matches, useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useBeginning } from "../ui/more.tsx";
import { Period } from "./period.tsx";
import { inTree } from "./tree.ts";
import type { Unit } from "./types.ts";
import { useOrganisationWords } from "./words.ts";
import "./organisation.css";

function Rows({ units, isTree }: { readonly units: readonly Unit[]; readonly isTree: boolean }): ReactNode {
  const t = useOrganisationWords();
  const format = useFormat();
  const { shown, more } = useBeginning(isTree ? inTree(units, (a, b) => format.compare(a.index ?? "~", b.index ?? "~") || format.compare(a.name, b.name)) : units.map((unit) => ({ unit, depth: 0 })));
  return (
    <>
      <TableScroll label={t("units")} isTaken={false}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("unit")}</th>
              <th scope="col">{t("code")}</th>
              <th scope="col">{t("index")}</th>
              <th scope="col">{t("exists")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ unit, depth }) => (
              <tr key={unit.id}>
                <th scope="row" style={{ paddingInlineStart: 12 + depth * 24 }}>
                  <Link to="/units/$unitId" params={{ unitId: unit.id }}>
                    {unit.name}
                  </Link>
                </th>
                <td>{unit.code}</td>
                <td>{unit.index ?? <span className="muted">–</span>}</td>
                <td>
                  <Period from={unit.from} to={unit.to} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {more}
    </>
  );
}

/** The tree of units on a day. */
export function UnitsPage(): ReactNode {
  const t = useOrganisationWords();
  const format = useFormat();
  const session = useSession();
  const [at, setAt] = useState("");
  const [text, setText] = useState("");
  const typed = useDeferredValue(text);
  const units = useAll(listUnits, { query: at === "" ? {} : { at } });
  return (
    <Page
      title={t("units")}
      lead={t("unitsLead")}
      actions={
        hasRole(session, "administrator", "programme-officer") ? (
          <>
            <Link to="/units/import">{t("fromExcel")}</Link>
            <Link className="button-primary" to="/units/new">
              {t("addUnit")}
            </Link>
          </>
        ) : undefined
      }
    >
      <div className="row">
        <Input
          type="search"
          className="organisation-search"
          aria-label={t("search")}
          placeholder={t("search")}
          value={text}
          allowClear
          onChange={(event) => {
            setText(event.target.value);
          }}
        />
        <DayField label={t("at")} value={at} help={t("atHelp")} onChange={setAt} />
      </div>
      <Loaded query={units} rows={14}>
        {(all) => {
          const found = all.filter((one) => matches(`${one.name} ${one.code}`, typed));
          const codes = new Map(all.map((one) => [one.id, one.code]));
          return (
            <>
              <div className="row">
                <p role="status" className="muted grow">
                  {t("unitCount", { count: format.count(found.length) })}
                </p>
                <TableDownload
                  name={t("units")}
                  rows={found}
                  columns={[
                    { title: t("code"), of: (one) => one.code },
                    { title: t("unit"), of: (one) => one.name },
                    { title: t("index"), of: (one) => one.index },
                    { title: t("parentCode"), of: (one) => codes.get(one.parent ?? "") ?? "" },
                    { title: t("existsFrom"), of: (one) => format.day(one.from) },
                    { title: t("existsTo"), of: (one) => (one.to === null ? "" : format.day(one.to)) },
                  ]}
                />
              </div>
              {found.length === 0 ? <Notice title={t("nothingUnits")}>{t("nothingHelp")}</Notice> : <Rows units={found} isTree={typed === ""} />}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
