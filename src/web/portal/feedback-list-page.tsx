import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { FEEDBACK_STATES, type FeedbackItem, type FeedbackState, listFeedback } from "../../contract/feedback.ts";
import { useUnitName } from "../shell/names.ts";
import { useAll } from "../shell/query.ts";
import { TableDownload } from "../shell/table-download.tsx";
import { Choice } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { useBeginning } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { usePortalWords } from "./words.ts";
import "../ui/field.css";
import "./portal.css";

/** What the public has said, newest first. */

function Row({ item }: { readonly item: FeedbackItem }): ReactNode {
  const t = usePortalWords();
  const format = useFormat();
  const nameOf = useUnitName();
  const hasUnit = item.unitId !== null || item.aboutUnitId !== null;
  return (
    <li className="card stack">
      <div>
        <h2>
          <Link to="/feedback/$feedbackId" params={{ feedbackId: item.id }}>
            {t(`category.${item.category}`)} · {hasUnit ? nameOf(item.unitId ?? item.aboutUnitId) : t("general")}
          </Link>
        </h2>
        <p className="portal-clamp">{item.text}</p>
      </div>
      <p className="small muted portal-facts">
        <strong>{t(`state.${item.state}`)}</strong>
        <span>{t("received", { time: format.time(item.at) })}</span>
        {item.due === null ? null : <span>{t("dueOn", { day: format.day(item.due) })}</span>}
        {item.verified === null ? null : <span>{t(item.verified ? "verifiedTrue" : "verifiedFalse")}</span>}
      </p>
    </li>
  );
}

function Rows({ items }: { readonly items: readonly FeedbackItem[] }): ReactNode {
  const t = usePortalWords();
  const format = useFormat();
  const nameOf = useUnitName();
  const { shown, more } = useBeginning(items);
  if (items.length === 0) return <Notice title={t("none")}>{t("noneHelp")}</Notice>;
  return (
    <>
      <div>
        <TableDownload
          name={t("feedback")}
          rows={items}
          columns={[
            { title: t("receivedAt"), of: (one) => format.time(one.at) },
            { title: t("category"), of: (one) => t(`category.${one.category}`) },
            { title: t("unit"), of: (one) => nameOf(one.unitId ?? one.aboutUnitId) },
            { title: t("text"), of: (one) => one.text },
            { title: t("filter"), of: (one) => t(`state.${one.state}`) },
            { title: t("day"), of: (one) => (one.due === null ? "" : format.day(one.due)) },
          ]}
        />
      </div>
      <ul className="portal-rows">
        {shown.map((item) => (
          <Row key={item.id} item={item} />
        ))}
      </ul>
      {more}
    </>
  );
}

export function FeedbackListPage(): ReactNode {
  const t = usePortalWords();
  const [state, setState] = useState<FeedbackState | "">("");
  const query = useAll(listFeedback, { query: state === "" ? {} : { state } });
  return (
    <Page title={t("feedback")} lead={t("feedbackLead")} width="text">
      <Choice label={t("filter")} value={state} onChange={setState} options={[{ value: "", label: t("all") }, ...FEEDBACK_STATES.map((one) => ({ value: one, label: t(`state.${one}`) }))]} />
      <Loaded query={query}>{(items) => <Rows items={items} />}</Loaded>
    </Page>
  );
}
