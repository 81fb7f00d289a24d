import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { describeItem, type FileView, readItem } from "../../contract/evidence.ts";
import { Chooser } from "../shell/evidence/drop-zone.tsx";
import { sizeText } from "../shell/evidence/size.ts";
import { UploadList } from "../shell/evidence/upload-list.tsx";
import { useAddFiles, useIntake, useUploads } from "../shell/evidence/use-uploads.ts";
import { openViewer } from "../shell/evidence/viewer-state.ts";
import type { Answer } from "../shell/client.ts";
import { usePersonName } from "../shell/names.ts";
import { useAct, useRead } from "../shell/query.ts";
import { DayField } from "../ui/day-field.tsx";
import { AreaField, TextField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { SideDrawer } from "../ui/reasons.tsx";
import { Loaded, RefusalNote } from "../ui/states.tsx";
import { Withdraw } from "./withdraw.tsx";
import { useEvidenceRoomWords } from "./words.ts";

/** One document: what it says of itself, confirmed by a person, and its versions. */

type Item = Answer<typeof readItem>["body"];
const NOTHING = { number: "", dated: null, issuer: "", subject: "" } as const;

function Description({ item, version }: { readonly item: Item; readonly version: string }): ReactNode {
  const t = useEvidenceRoomWords();
  const proposal = item.current?.content?.proposal ?? null;
  const [fields, setFields] = useState<{ number: string; dated: string | null; issuer: string; subject: string }>(() => ({ ...NOTHING, ...proposal, ...(item.description === null ? {} : { number: item.description.number, dated: item.description.dated, issuer: item.description.issuer, subject: item.description.subject }) }));
  const act = useAct(describeItem, { touches: ["evidence", "assessment.links"] });
  const isProposed = item.description === null && proposal !== null;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate({ params: { itemId: item.id }, body: fields, version });
      }}
    >
      <h3>{t("description")}</h3>
      <p className="small muted">{t(isProposed ? "proposedHelp" : item.description === null ? "describeHelp" : "describedHelp")}</p>
      <AreaField label={t("subject")} className="library-subject" maxLength={1000} value={fields.subject} onChange={(typed) => { setFields({ ...fields, subject: typed.replaceAll("\n", " ") }); }} />
      <div className="form-grid">
        <TextField label={t("number")} maxLength={100} value={fields.number} onChange={(number) => { setFields({ ...fields, number }); }} />
        <DayField label={t("dated")} value={fields.dated ?? ""} onChange={(day) => { setFields({ ...fields, dated: day === "" ? null : day }); }} />
      </div>
      <TextField label={t("issuer")} maxLength={300} value={fields.issuer} onChange={(issuer) => { setFields({ ...fields, issuer }); }} />
      <RefusalNote error={act.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={act.isPending} disabled={fields.subject.trim() === ""}>
          {t(item.description === null ? "confirm" : "save")}
        </Button>
        <span role="status" className="small muted">
          {act.isSuccess ? t("saved") : ""}
        </span>
      </div>
    </form>
  );
}

function Version({ item, file, isOwn, onOpened }: { readonly item: Item; readonly file: FileView; readonly isOwn: boolean; readonly onOpened: () => void }): ReactNode {
  const t = useEvidenceRoomWords();
  const format = useFormat();
  const nameOf = usePersonName();
  return (
    <li className="library-version">
      {file.state === "kept" ? (
        <button type="button" className="evidence-open" onClick={() => { openViewer({ owner: "library", list: [{ file, item, pages: "", proves: "" }], at: 0 }); onOpened(); }}>
          {t("versionOf", { number: file.number, name: file.name })}
        </button>
      ) : (
        <span className="muted">{t("versionOf", { number: file.number, name: file.name })}</span>
      )}
      <span className="small muted">
        {sizeText(file.size, format)} · {t("reserved", { time: format.time(file.reservedAt), name: nameOf(file.reservedBy) })}
      </span>
      {file.state === "refused" ? <span className="small evidence-bad">{file.refusal}</span> : null}
      {file.state === "withdrawn" ? <span className="small evidence-bad">{t("withdrawn", { reason: file.refusal ?? "" })}</span> : null}
      {file.state === "waiting" ? <span className="small evidence-warn">{t("stillWaiting")}</span> : null}
      <span className="small muted hash">{t("hash", { hash: file.sha256 })}</span>
      {isOwn && file.state === "kept" ? <Withdraw file={file} /> : null}
    </li>
  );
}

function NewVersion({ item }: { readonly item: Item }): ReactNode {
  const t = useEvidenceRoomWords();
  const library = { unitId: item.unitId, year: item.year };
  const intake = useIntake(library);
  const spot = `item ${item.id}`;
  const uploads = useUploads(library, spot);
  const addFiles = useAddFiles(library, intake.data?.body);
  if (intake.data?.body.isOpen !== true) return null;
  return (
    <>
      <UploadList uploads={uploads} />
      <div className="row">
        <Chooser label={t("newVersion")} accept="" isSingle onFiles={(files) => { addFiles(files.slice(0, 1), { spot, itemId: item.id }); }} />
        <span className="small muted">{t("newVersionHelp")}</span>
      </div>
    </>
  );
}

function Details({ item, version, isOwn, onClose }: { readonly item: Item; readonly version: string; readonly isOwn: boolean; readonly onClose: () => void }): ReactNode {
  const t = useEvidenceRoomWords();
  const format = useFormat();
  return (
    <div className="stack">
      {isOwn ? (
        <Description key={version} item={item} version={version} />
      ) : (
        <dl className="facts">
          <dt>{t("subject")}</dt>
          <dd>{item.description?.subject ?? "–"}</dd>
          <dt>{t("number")}</dt>
          <dd>{item.description?.number ?? "–"}</dd>
          <dt>{t("dated")}</dt>
          <dd>{item.description === null || item.description.dated === null ? "–" : format.day(item.description.dated)}</dd>
          <dt>{t("issuer")}</dt>
          <dd>{item.description?.issuer ?? "–"}</dd>
        </dl>
      )}
      <section className="stack" aria-labelledby="library-versions">
        <h3 id="library-versions">{t("versionList")}</h3>
        <ul className="evidence-links">
          {item.files.map((file) => (
            <Version key={file.id} item={item} file={file} isOwn={isOwn} onOpened={onClose} />
          ))}
        </ul>
        {isOwn ? <NewVersion item={item} /> : null}
      </section>
    </div>
  );
}

export function ItemDrawer({ itemId, isOwn, onClose }: { readonly itemId: string | undefined; readonly isOwn: boolean; readonly onClose: () => void }): ReactNode {
  const t = useEvidenceRoomWords();
  const query = useRead(readItem, { params: { itemId: itemId ?? "" } }, { enabled: itemId !== undefined });
  return (
    <SideDrawer title={query.data?.body.current?.name ?? t("details")} isOpen={itemId !== undefined} onClose={onClose}>
      <Loaded query={query}>{({ body, version = "0" }) => <Details item={body} version={version} isOwn={isOwn} onClose={onClose} />}</Loaded>
    </SideDrawer>
  );
}
