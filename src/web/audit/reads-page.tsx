import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { listReads, type ReadView } from "../../contract/audit-reads.ts";
import { usePersonName, useUnitName } from "../shell/names.ts";
import { useRead } from "../shell/query.ts";
import { useShellWords } from "../shell/words.ts";
import { endOfDay, lastDay } from "../ui/day.ts";
import { DayField } from "../ui/day-field.tsx";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Pick } from "../ui/pick.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { usePeopleAndUnits } from "./reads/options.ts";
import { useReadWords } from "./reads/words.ts";
import { AuditTabs } from "./tabs.tsx";

type Wanted = { readonly unit?: string | undefined; readonly person?: string | undefined; readonly from: string; readonly to: string; readonly cursor?: string | undefined };

const ALL: Wanted = { from: "", to: "" };

function Row({ one }: { readonly one: ReadView }): ReactNode {
  const t = useReadWords();
  const roleWord = useShellWords();
  const format = useFormat();
  const personName = usePersonName();
  const unitName = useUnitName();
  return (
    <tr>
      <td>{format.time(one.at)}</td>
      <th scope="row">
        {personName(one.personId)}
        <div className="small muted">
          {one.roles.map((role) => roleWord(`role.${role}`)).join(", ")}
          {one.keyId === null ? null : ` · ${t("byKey")}`}
        </div>
      </th>
      <td>{one.unitId === null ? t("everyUnit") : unitName(one.unitId)}</td>
      <td>
        {t(`kind.${one.kind}`)}
        <div className="small muted">{one.operation}</div>
      </td>
    </tr>
  );
}

function Filters({ wanted, onChange }: { readonly wanted: Wanted; readonly onChange: (wanted: Wanted) => void }): ReactNode {
  const t = useReadWords();
  const { people, units } = usePeopleAndUnits();
  return (
    <div className="card form-grid no-print">
      <div className="field">
        <span>{t("unit")}</span>
        <Pick
          label={t("unit")}
          options={units}
          value={wanted.unit}
          mayClear
          onPick={(unit) => {
            onChange({ ...wanted, unit, cursor: undefined });
          }}
        />
      </div>
      <div className="field">
        <span>{t("person")}</span>
        <Pick
          label={t("person")}
          options={people}
          value={wanted.person}
          mayClear
          onPick={(person) => {
            onChange({ ...wanted, person, cursor: undefined });
          }}
        />
      </div>
      <DayField
        label={t("from")}
        value={wanted.from}
        onChange={(from) => {
          onChange({ ...wanted, from, cursor: undefined });
        }}
      />
      <DayField
        label={t("to")}
        value={wanted.to}
        onChange={(to) => {
          onChange({ ...wanted, to, cursor: undefined });
        }}
      />
    </div>
  );
}

const PAGE = 50;

/** Who outside a unit was shown its file, or a result that was not published yet. */
export function ReadsPage(): ReactNode {
  const t = useReadWords();
  const [wanted, setWanted] = useState(ALL);
  const { unit, person, from, to, cursor } = wanted;
  const reads = useRead(listReads, {
    query: {
      limit: PAGE,
      ...(unit === undefined ? {} : { unit }),
      ...(person === undefined ? {} : { person }),
      // A day begins where the day before ends.
      ...(from === "" ? {} : { from: endOfDay(lastDay(from)) }),
      ...(to === "" ? {} : { to: endOfDay(to) }),
      ...(cursor === undefined ? {} : { cursor }),
    },
  });
  return (
    <Page title={t("title")} lead={t("lead")}>
      <AuditTabs />
      <Filters wanted={wanted} onChange={setWanted} />
      <Loaded query={reads} rows={10}>
        {({ body: { items, nextCursor } }) =>
          items.length === 0 ? (
            <Notice title={t("none")}>{t("noneHelp")}</Notice>
          ) : (
            <>
              <TableScroll label={t("title")}>
                <table className="plain">
                  <thead>
                    <tr>
                      <th scope="col">{t("at")}</th>
                      <th scope="col">{t("person")}</th>
                      <th scope="col">{t("unit")}</th>
                      <th scope="col">{t("what")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((one, i) => (
                      <Row key={i} one={one} />
                    ))}
                  </tbody>
                </table>
              </TableScroll>
              {nextCursor === null ? null : (
                <div className="no-print">
                  <Button
                    onClick={() => {
                      setWanted({ ...wanted, cursor: nextCursor });
                    }}
                  >
                    {t("older")}
                  </Button>
                </div>
              )}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
