import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { listComplaints } from "../../contract/personnel-year-settings.ts";
import { useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useRoundWords } from "./year-round-words.ts";
import "./narrowed.css";
import "./year.css";

/** Complaints without an answer, the most urgent first, with the working days that are left. */
export function ComplaintsPage(): ReactNode {
  const t = useRoundWords();
  const format = useFormat();
  const { year } = useParams({ from: "/signed-in/ratings/$year/complaints" });
  const query = useRead(listComplaints, { params: { year: Number(year) } });
  return (
    <Page title={t("complaintsTitle", { year })} lead={t("complaintsLead")}>
      <Loaded query={query}>
        {({ body }) =>
          body.items.length === 0 ? (
            <Notice title={t("noComplaints")}>{t("noComplaintsHelp")}</Notice>
          ) : (
            <TableScroll label={t("complaints")}>
              <table className="plain cards">
                <thead>
                  <tr>
                    <th scope="col">{t("name")}</th>
                    <th scope="col">{t("agency")}</th>
                    <th scope="col">{t("dueOn")}</th>
                    <th scope="col" className="num">{t("daysLeft")}</th>
                    <th scope="col">{t("state")}</th>
                  </tr>
                </thead>
                <tbody>
                  {body.items.map((one) => (
                    <tr key={one.fileId}>
                      <th scope="row">
                        <Link to="/ratings/files/$fileId" params={{ fileId: one.fileId }}>
                          {one.name}
                        </Link>
                      </th>
                      <td className="cards-whole">{one.agencyName}</td>
                      <td className="cards-half" data-label={t("dueOn")}>{format.day(one.dueOn)}</td>
                      <td className={one.daysLeft < 0 ? "num cards-half year-late" : "num cards-half"} data-label={t("daysLeft")}>{one.daysLeft < 0 ? t("late", { count: format.count(-one.daysLeft) }) : format.count(one.daysLeft)}</td>
                      <td className="cards-whole" data-label={t("state")}>{one.owesReplacement ? t("owed") : one.verified ? t("act.answer") : t("act.verify")}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableScroll>
          )
        }
      </Loaded>
    </Page>
  );
}
