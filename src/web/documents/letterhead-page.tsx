import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { changeSettings, type Letterhead, readSettings, type Signer, SIGNINGS } from "../../contract/documents.ts";
import { letterheadFor } from "../../contract/letterhead.ts";
import { useAct, useRead } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { readDecimal } from "../ui/format.ts";
import { AreaField, Choice, TextField } from "../ui/fields.tsx";
import { Page } from "../ui/page.tsx";
import { Refused } from "../ui/refusal.ts";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { useTemplateWords } from "./template-words.ts";
import "../ui/field.css";
import "./documents.css";

/** What stands at the head and the end of every paper. */

const MARKS = ["decision", "proposal", "notice", "report", "minutes", "list", "changes"] as const;
const MOST_DIGITS = 8;

const linesOf = (text: string): string[] => text.split("\n");
const trimmed = (lines: readonly string[]): string[] => lines.map((one) => one.trim()).filter((one) => one !== "");
/** Points as the interface wants them; what is no number is left for the server to say. */
const pointsIn = (typed: string): string => {
  const read = readDecimal(typed);
  return read === undefined ? typed : Number(read).toFixed(2);
};
const ready = (draft: Letterhead): Letterhead => ({ ...draft, organ: trimmed(draft.organ), grounds: trimmed(draft.grounds), noteworthy: pointsIn(draft.noteworthy) });

type FormProps = { readonly draft: Letterhead; readonly onChange: (draft: Letterhead) => void; readonly faultAt: (pointer: string) => string | undefined };

function Names({ draft, onChange, faultAt }: FormProps): ReactNode {
  const t = useTemplateWords();
  const change = (to: Partial<Letterhead>): void => { onChange({ ...draft, ...to }); };
  return (
    <section className="card stack">
      <TextField label={t("authority")} value={draft.authority} onChange={(authority) => { change({ authority }); }} fault={faultAt("/authority")} />
      <div>
        <Button onClick={() => { onChange({ ...letterheadFor(draft.authority.trim()), chair: draft.chair, standing: draft.standing }); }} disabled={draft.authority.trim() === ""}>
          {t("derive")}
        </Button>
      </div>
      <AreaField label={t("organ")} help={t("organHelp")} maxLength={10_000} rows={2} value={draft.organ.join("\n")} onChange={(text) => { change({ organ: linesOf(text) }); }} fault={faultAt("/organ")} />
      <TextField label={t("shortAuthority")} value={draft.shortAuthority} onChange={(shortAuthority) => { change({ shortAuthority }); }} fault={faultAt("/shortAuthority")} />
      <TextField label={t("place")} value={draft.place} onChange={(place) => { change({ place }); }} fault={faultAt("/place")} />
      <TextField label={t("council")} value={draft.council} onChange={(council) => { change({ council }); }} fault={faultAt("/council")} />
    </section>
  );
}

type SignerProps = { readonly legend: string; readonly given: Signer; readonly onChange: (to: Signer) => void; readonly faultAt: (pointer: string) => string | undefined; readonly at: string; readonly children?: ReactNode };

/** Who signs, and in whose place: the block as it will stand under the paper is shown beside. */
function SignerFields({ legend, given, onChange, faultAt, at, children }: SignerProps): ReactNode {
  const t = useTemplateWords();
  const isInPlace = given.signing !== "head" && given.signing !== "acting";
  const lines = given.signing === "head" ? [given.title] : [`${t(`signs.${given.signing}`)} ${given.title}`, ...(isInPlace ? [given.ownTitle] : [])];
  return (
    <fieldset className="card stack">
      <legend>{legend}</legend>
      {children}
      <TextField label={t("signerTitle")} value={given.title} onChange={(title) => { onChange({ ...given, title }); }} fault={faultAt(`${at}/title`)} />
      <Choice label={t("signing")} value={given.signing} onChange={(signing) => { onChange({ ...given, signing }); }} options={SIGNINGS.map((value) => ({ value, label: t(`signing.${value}`) }))} />
      {isInPlace ? <TextField label={t("ownTitle")} help={t("ownTitleHelp")} value={given.ownTitle} onChange={(ownTitle) => { onChange({ ...given, ownTitle }); }} fault={faultAt(`${at}/ownTitle`)} /> : null}
      <TextField label={t("signerName")} help={t("signerHelp")} value={given.name} onChange={(name) => { onChange({ ...given, name }); }} fault={faultAt(`${at}/name`)} />
      <p className="documents-signature" aria-label={t("signaturePreview")}>
        {lines.map((line) => (
          <strong key={line}>{line.toUpperCase()}</strong>
        ))}
        <span>{given.name}</span>
      </p>
    </fieldset>
  );
}

function Signers({ draft, onChange, faultAt }: FormProps): ReactNode {
  const t = useTemplateWords();
  const { chair, standing } = draft;
  return (
    <>
      <SignerFields legend={t("chair")} given={chair} at="/chair" faultAt={faultAt} onChange={(to) => { onChange({ ...draft, chair: to }); }} />
      <SignerFields legend={t("standing")} given={standing.head} at="/standing/head" faultAt={faultAt} onChange={(head) => { onChange({ ...draft, standing: { ...standing, head } }); }}>
        <TextField label={t("standingName")} value={standing.name} onChange={(name) => { onChange({ ...draft, standing: { ...standing, name } }); }} fault={faultAt("/standing/name")} />
      </SignerFields>
    </>
  );
}

function Numbers({ draft, onChange, faultAt }: FormProps): ReactNode {
  const t = useTemplateWords();
  const { marks } = draft;
  return (
    <fieldset className="card stack">
      <legend>{t("marks")}</legend>
      <p className="small muted">{t("marksHelp")}</p>
      {MARKS.map((one) => (
        <TextField key={one} label={t(`mark.${one}`)} value={marks[one]} onChange={(value) => { onChange({ ...draft, marks: { ...marks, [one]: value } }); }} fault={faultAt(`/marks/${one}`)} />
      ))}
      <TextField label={t("digits")} help={t("digitsHelp")} value={String(draft.digits)} onChange={(value) => { onChange({ ...draft, digits: Math.min(MOST_DIGITS, Math.max(1, Number(value.replaceAll(/\D/g, "").slice(-1)) || 1)) }); }} fault={faultAt("/digits")} />
    </fieldset>
  );
}

function Form({ kept, version }: { readonly kept: Letterhead | null; readonly version: string | undefined }): ReactNode {
  const t = useTemplateWords();
  const save = useAct(changeSettings, { touches: ["documents"] });
  const [draft, setDraft] = useState<Letterhead>(kept ?? letterheadFor(""));
  const { error } = save;
  const faults = new Map(error instanceof Refused ? error.fields.map((one) => [one.pointer, one.message]) : []);
  const faultAt = (pointer: string): string | undefined => faults.get(pointer) ?? [...faults].find(([at]) => at.startsWith(`${pointer}/`))?.[1];
  const change = (to: Letterhead): void => {
    save.reset();
    setDraft(to);
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate({ body: ready(draft), ...(version === undefined ? {} : { version }) });
      }}
    >
      {kept === null ? <Notice title={t("notSet")} /> : null}
      <Names draft={draft} onChange={change} faultAt={faultAt} />
      <Signers draft={draft} onChange={change} faultAt={faultAt} />
      <Numbers draft={draft} onChange={change} faultAt={faultAt} />
      <section className="card stack">
        <AreaField label={t("grounds")} help={t("groundsHelp")} maxLength={20_000} rows={4} value={draft.grounds.join("\n")} onChange={(text) => { change({ ...draft, grounds: linesOf(text) }); }} fault={faultAt("/grounds")} />
        <TextField label={t("noteworthy")} help={t("noteworthyHelp")} isNumber maxLength={6} value={draft.noteworthy.replace(".", ",")} onChange={(noteworthy) => { change({ ...draft, noteworthy }); }} fault={faultAt("/noteworthy")} />
      </section>
      <RefusalNote error={error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t("save")}
        </Button>
        {save.data === undefined ? null : <span role="status">{t("saved")}</span>}
      </div>
    </form>
  );
}

export function LetterheadPage(): ReactNode {
  const t = useTemplateWords();
  const { roles } = useSession();
  const query = useRead(readSettings, {});
  const mayChange = roles.some((role) => role === "administrator" || role === "programme-officer");
  return (
    <Page title={t("letterhead")} lead={t("letterheadLead")} width="text" actions={<Link to="/document-templates">{t("toTemplates")}</Link>}>
      <Loaded query={query}>
        {({ body, version }) => (
          <fieldset className="documents-whole" disabled={!mayChange}>
            <Form kept={body.letterhead} version={version} />
          </fieldset>
        )}
      </Loaded>
    </Page>
  );
}
