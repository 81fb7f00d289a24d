import { Link, type LinkProps } from "@tanstack/react-router";
import { Button, Checkbox, Input } from "antd";
import { type ReactNode, useState } from "react";
import { TableDownload } from "../shell/table-download.tsx";
import { matches, useFormat } from "../ui/format.ts";
import { useAppraisalWords } from "./words.ts";

/** Units or criteria with how much of each is left; each leads to its page. */

export type Line = { readonly key: string; readonly code: string; readonly title: string; readonly index: string; readonly indexTitle: string; readonly total: number; readonly left: number; /** Where it is another than that of all. */ readonly deadline: string | null; readonly to: Pick<LinkProps, "to" | "params"> };

/** So many at first; more are asked for. */
const AT_ONCE = 60;

function Row({ line }: { readonly line: Line }): ReactNode {
  const t = useAppraisalWords();
  const format = useFormat();
  const { code, title, total, left, deadline, to } = line;
  return (
    <tr className={left === 0 ? "appraisal-done" : undefined}>
      <th scope="row">
        <Link {...to}>
          <span className="num muted">{code}</span> {title}
        </Link>
        {deadline === null ? null : <span className="small muted"> · {t("ownDeadline", { time: format.time(deadline) })}</span>}
      </th>
      <td className="num">{left === 0 ? t("allDone") : format.count(left)}</td>
      <td className="num muted">{t("doneOf", { done: format.count(total - left), total: format.count(total) })}</td>
      <td className="appraisal-bar">
        <progress value={total - left} max={total} aria-label={t("progressOf", { title })} />
      </td>
    </tr>
  );
}

function Take({ lines, what }: { readonly lines: readonly Line[]; readonly what: string }): ReactNode {
  const t = useAppraisalWords();
  const format = useFormat();
  return (
    <TableDownload
      name={`${t("progress")}: ${what}`}
      rows={lines}
      columns={[
        { title: t("index"), of: (one) => one.indexTitle },
        { title: t("code"), of: (one) => one.code },
        { title: what, of: (one) => one.title },
        { title: t("total"), of: (one) => one.total },
        { title: t("left"), of: (one) => one.left },
        { title: t("deadline"), of: (one) => (one.deadline === null ? "" : format.time(one.deadline)) },
      ]}
    />
  );
}

export function ProgressTable({ lines, what }: { readonly lines: readonly Line[]; readonly what: string }): ReactNode {
  const t = useAppraisalWords();
  const format = useFormat();
  const [search, setSearch] = useState("");
  const [isLeftOnly, setLeftOnly] = useState(false);
  const [limit, setLimit] = useState(AT_ONCE);
  const found = lines.filter((one) => (!isLeftOnly || one.left > 0) && matches(`${one.code} ${one.title}`, search));
  const shown = found.slice(0, limit);
  const indexes = [...new Set(shown.map((one) => one.index))];
  return (
    <>
      <div className="row">
        <Input.Search
          className="appraisal-search"
          allowClear
          aria-label={t("search")}
          placeholder={t("search")}
          onChange={(event) => {
            setSearch(event.target.value);
          }}
        />
        <Checkbox
          checked={isLeftOnly}
          onChange={(event) => {
            setLeftOnly(event.target.checked);
          }}
        >
          {t("leftOnly", { count: format.count(lines.filter((one) => one.left > 0).length) })}
        </Checkbox>
        <Take lines={found} what={what} />
      </div>
      {found.length === 0 ? <p className="muted">{t("noneFound")}</p> : null}
      {indexes.map((index) => (
        <section key={index} className="stack appraisal-index">
          <h2>{shown.find((one) => one.index === index)?.indexTitle}</h2>
          <div className="table-scroll">
            <table className="plain appraisal-progress">
              <thead>
                <tr>
                  <th scope="col">{what}</th>
                  <th scope="col" className="num">
                    {t("left")}
                  </th>
                  <th scope="col" className="num">
                    {t("done")}
                  </th>
                  <th scope="col" className="appraisal-bar">
                    <span className="visually-hidden">{t("progress")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.filter((one) => one.index === index).map((line) => (
                  <Row key={line.key} line={line} />
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
      {found.length > limit ? (
        <Button
          onClick={() => {
            setLimit(limit + AT_ONCE);
          }}
        >
          {t("showMore", { count: format.count(Math.min(AT_ONCE, found.length - limit)) })}
        </Button>
      ) : null}
    </>
  );
}
