import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { useFormat } from "../../ui/format.ts";
import { RefusalNote } from "../../ui/states.tsx";
import { Checks } from "./checks.tsx";
import { Findings, titleOf, useDescribed } from "./findings.tsx";
import type { ChangeLinks, Link } from "./links.ts";
import { sizeText } from "./size.ts";
import { UploadList } from "./upload-list.tsx";
import type { Sending } from "./sendings.ts";
import { useEvidenceWords } from "./words.ts";

/** One file that proves a criterion: what it is, which pages, what it proves. */

/** As the server takes them: "3", "3-5, 8". */
const PAGES = /^(?:\d{1,5}(?:\s*[-–]\s*\d{1,5})?(?:\s*[,;]\s*\d{1,5}(?:\s*[-–]\s*\d{1,5})?)*)?$/;

function LinkForm({ link, onChange, onDone }: { readonly link: Link; readonly onChange: ChangeLinks; readonly onDone: () => void }): ReactNode {
  const t = useEvidenceWords();
  const id = useId();
  const [pages, setPages] = useState(link.pages);
  const [proves, setProves] = useState(link.proves);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const isBad = !PAGES.test(pages.trim());
  const save = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await onChange((links) => links.map((one) => (one.fileId === link.fileId ? { ...one, pages: pages.trim(), proves: proves.trim() } : one)));
      onDone();
    } catch (error_) {
      setError(error_);
      setBusy(false);
    }
  };
  return (
    <form
      className="evidence-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBad) void save();
      }}
    >
      <label htmlFor={`${id}-pages`}>{t("pages")}</label>
      <input id={`${id}-pages`} className="field-input num" value={pages} placeholder={t("pagesExample")} aria-invalid={isBad} aria-describedby={isBad ? `${id}-bad` : undefined} autoFocus onChange={(event) => { setPages(event.target.value); }} />
      {isBad ? (
        <span id={`${id}-bad`} className="small evidence-bad" role="alert">
          {t("pagesBad")}
        </span>
      ) : null}
      <label htmlFor={`${id}-proves`}>{t("proves")}</label>
      <textarea id={`${id}-proves`} className="field-input evidence-proves" rows={2} maxLength={1000} value={proves} onChange={(event) => { setProves(event.target.value.replaceAll("\n", " ")); }} />
      <div className="row">
        <Button type="primary" htmlType="submit" size="small" loading={isBusy} disabled={isBad}>
          {t("save")}
        </Button>
        <Button size="small" onClick={onDone}>
          {t("cancel")}
        </Button>
      </div>
      <RefusalNote error={error} />
    </form>
  );
}

type Props = { readonly link: Link; readonly isShown: boolean; /** Where it is on its way from this very page. */ readonly sending: Sending | undefined; readonly onOpen: () => void; /** For the council: what else a program noticed is told at once. */ readonly tellsChecks: boolean; /** Absent: to be read only. */ readonly onChange: ChangeLinks | undefined };

export function LinkLine({ link, isShown, sending, tellsChecks, onOpen, onChange }: Props): ReactNode {
  const t = useEvidenceWords();
  const format = useFormat();
  const described = useDescribed();
  const [isEditing, setEditing] = useState(false);
  const [error, setError] = useState<unknown>();
  const { file, item, pages, proves } = link;
  const title = titleOf({ ...item, current: file });
  const edit = t(pages === "" && proves === "" ? "addPages" : "editLink");
  const remove = (): void => {
    onChange?.((links) => links.filter((one) => one.fileId !== file.id)).catch((error_: unknown) => {
      setError(error_);
    });
  };
  const facts = [described(item), file.kind === null ? "" : file.kind.toUpperCase(), sizeText(file.size, format)].filter((one) => one !== "").join(" · ");
  return (
    <li className={isShown ? "evidence-link evidence-link-shown" : "evidence-link"}>
      {file.state === "kept" ? (
        <button type="button" className="evidence-open" aria-pressed={isShown} onClick={onOpen}>
          {title}
        </button>
      ) : (
        <span className="evidence-name">{title === "" ? file.name : title}</span>
      )}
      {pages === "" ? null : <strong className="num"> {t("atPages", { pages: pages.replaceAll("-", "–") })}</strong>}
      {proves === "" ? null : <p className="evidence-says">{proves}</p>}
      <p className="small muted">{facts}</p>
      {sending === undefined ? file.state === "waiting" ? <p className="small evidence-warn">{t("awaited", { time: format.time(file.bytesUntil) })}</p> : null : <UploadList uploads={[sending]} />}
      {file.state === "refused" && sending === undefined ? <p className="small evidence-bad">{file.refusal}</p> : null}
      <Findings item={item} />
      {tellsChecks ? <Checks item={item} /> : null}
      {onChange === undefined ? null : isEditing ? (
        <LinkForm link={link} onChange={onChange} onDone={() => { setEditing(false); }} />
      ) : (
        <span className="row no-print">
          <button type="button" className="evidence-act" aria-label={t("actOn", { act: edit, name: title })} onClick={() => { setEditing(true); }}>
            {edit}
          </button>
          <button type="button" className="evidence-act" aria-label={t("actOn", { act: t("unlink"), name: title })} onClick={remove}>
            {t("unlink")}
          </button>
        </span>
      )}
      <RefusalNote error={error} />
    </li>
  );
}
