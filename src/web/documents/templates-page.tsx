import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { changeTemplate, listTemplates, listTemplateVersions, readTemplate, resetTemplate } from "../../contract/document-templates.ts";
import { Download } from "../shell/download.tsx";
import { usePersonName } from "../shell/names.ts";
import { useAct, useRead } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { asBase64 } from "../ui/base64.ts";
import { useFormat } from "../ui/format.ts";
import { useLanguage } from "../ui/language.ts";
import { Page } from "../ui/page.tsx";
import { Refused } from "../ui/refusal.ts";
import { Loaded, RefusalNote } from "../ui/states.tsx";
import { useTemplateWords } from "./template-words.ts";
import "./documents.css";

/** The templates of all papers: which one counts, what may stand in it, and a changed one brought in. */

type Template = (typeof listTemplates.response)["_zod"]["output"]["items"][number];
const TOUCHES = ["documents.templates", "documents.templateVersions"] as const;

/** Everything that is wrong with a file, a line for each place. */
function Faults({ refused }: { readonly refused: Refused }): ReactNode {
  const t = useTemplateWords();
  return (
    <div className="documents-faults" role="alert">
      <strong>{t("faults", { count: refused.fields.length })}</strong>
      <ul>
        {refused.fields.map((one) => (
          <li key={one.message}>{one.message}</li>
        ))}
      </ul>
    </div>
  );
}

function Bring({ template }: { readonly template: Template }): ReactNode {
  const t = useTemplateWords();
  const id = useId();
  const [file, setFile] = useState<File>();
  const bring = useAct(changeTemplate, { touches: TOUCHES });
  const { error } = bring;
  const isAboutPlaces = error instanceof Refused && error.fields.length > 0;
  const send = async (): Promise<void> => {
    if (file === undefined || bring.isPending) return;
    await bring.mutateAsync({ params: { kind: template.kind }, body: { name: file.name, content: await asBase64(file) }, version: template.version }).catch(() => undefined);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label htmlFor={id}>{t("choose")}</label>
      <input
        id={id}
        type="file"
        accept=".docx"
        onChange={(event) => {
          setFile(event.target.files?.[0]);
          bring.reset();
        }}
      />
      <div>
        <Button type="primary" htmlType="submit" disabled={file === undefined} loading={bring.isPending}>
          {t("bring")}
        </Button>
      </div>
      {bring.data === undefined ? null : <p role="status">{t("brought")}</p>}
      {isAboutPlaces ? <Faults refused={error} /> : <RefusalNote error={error} />}
    </form>
  );
}

function Versions({ template }: { readonly template: Template }): ReactNode {
  const t = useTemplateWords();
  const format = useFormat();
  const nameOf = usePersonName();
  const versions = useRead(listTemplateVersions, { params: { kind: template.kind } });
  return (
    <Loaded query={versions}>
      {({ body: { items } }) =>
        items.length === 0 ? (
          <p className="muted">{t("noVersions")}</p>
        ) : (
          <ol className="documents-lines">
            {items.map((one) => (
              <li key={one.number} className="documents-line">
                <span>
                  {one.name ?? t("backToProgram")} <span className="small muted">{t("versionBy", { number: one.number, name: nameOf(one.by), time: format.time(one.at) })}</span>
                </span>
                {one.name === null ? null : <Download route={readTemplate} given={{ params: { kind: template.kind }, query: { of: "own", number: one.number } }} label={t("take")} of={t("versionOf", { number: one.number, name: one.name })} />}
              </li>
            ))}
          </ol>
        )
      }
    </Loaded>
  );
}

function Reset({ template }: { readonly template: Template }): ReactNode {
  const t = useTemplateWords();
  const reset = useAct(resetTemplate, { touches: TOUCHES });
  return (
    <div className="stack">
      <div>
        <Button
          loading={reset.isPending}
          onClick={() => {
            reset.mutate({ params: { kind: template.kind }, version: template.version });
          }}
        >
          {t("reset")}
        </Button>
      </div>
      <p className="small muted">{t("resetHelp")}</p>
      <RefusalNote error={reset.error} />
    </div>
  );
}

function Opened({ template, title }: { readonly template: Template; readonly title: string }): ReactNode {
  const t = useTemplateWords();
  const { roles } = useSession();
  const mayChange = roles.some((role) => role === "administrator" || role === "programme-officer");
  const given = (of: "own" | "program" | "sample") => ({ params: { kind: template.kind }, query: { of } });
  return (
    <div className="stack">
      <div className="row">
        <Download route={readTemplate} given={given("own")} label={t("takeOwn")} of={title} isMain />
        <Download route={readTemplate} given={given("sample")} label={t("takeSample")} of={title} />
        {template.own === null ? null : <Download route={readTemplate} given={given("program")} label={t("takeProgram")} of={title} />}
      </div>
      <details>
        <summary>{t("places", { count: template.places.length })}</summary>
        <p className="small muted">{t("placesHelp")}</p>
        <ul className="documents-places">
          {template.places.map((one) => (
            <li key={one}>
              <code>{`{${one}}`}</code>
            </li>
          ))}
        </ul>
      </details>
      {mayChange ? <Bring key={template.version} template={template} /> : null}
      <section className="stack">
        <h3>{t("versions")}</h3>
        <Versions template={template} />
      </section>
      {mayChange && template.own !== null ? <Reset template={template} /> : null}
    </div>
  );
}

function Line({ template }: { readonly template: Template }): ReactNode {
  const t = useTemplateWords();
  const format = useFormat();
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const title = template.title[language];
  return (
    <li className="card stack">
      <div className="row">
        <div className="grow">
          <h2>{title}</h2>
          <p className="small muted">{template.own === null ? t("program") : t("own", { name: template.own.name, time: format.time(template.own.at) })}</p>
        </div>
        <Button
          aria-expanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          {t(isOpen ? "close" : "open")}
          <span className="visually-hidden">: {title}</span>
        </Button>
      </div>
      {isOpen ? <Opened template={template} title={title} /> : null}
    </li>
  );
}

export function TemplatesPage(): ReactNode {
  const t = useTemplateWords();
  const query = useRead(listTemplates, {});
  return (
    <Page title={t("title")} lead={t("lead")} width="text" actions={<Link to="/document-templates/letterhead">{t("toLetterhead")}</Link>}>
      <Loaded query={query}>
        {({ body: { items } }) => (
          <ul className="documents-lines stack">
            {items.map((one) => (
              <Line key={one.kind} template={one} />
            ))}
          </ul>
        )}
      </Loaded>
    </Page>
  );
}
