import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { checkContent, importVersion, type RegulationFault } from "../../contract/regulation.ts";
import { useAct } from "../shell/query.ts";
import { useLanguage } from "../ui/language.ts";
import { Page } from "../ui/page.tsx";
import { Notice, RefusalNote } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { contentOf, type Texts } from "./import/content.ts";
import { Files } from "./import/files.tsx";
import { SheetReader } from "./import/sheet.tsx";
import { useImportWords } from "./import/words.ts";
import "./regulation.css";

function Report({ faults, count }: { readonly faults: readonly RegulationFault[]; readonly count: number }): ReactNode {
  const t = useImportWords();
  const language = useLanguage();
  return (
    <section className="stack" aria-labelledby="faults-title" aria-live="assertive">
      <h2 id="faults-title">
        {t("faults", { count })}
      </h2>
      {faults.length < count ? <p className="muted">{t("faultsShown", { shown: faults.length })}</p> : null}
      <TableScroll label={t("fault")} isTaken={false}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("place")}</th>
              <th scope="col">{t("fault")}</th>
            </tr>
          </thead>
          <tbody>
            {faults.map((one, i) => (
              <tr key={`${String(i)} ${one.pointer}`}>
                <td className="num">{one.file === null || one.line === null ? <code>{one.pointer}</code> : t("line", { file: one.file, line: one.line })}</td>
                <td>{one.message[language]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

/** Files in, faults out; only what is sound can be imported. */
export function ImportPage(): ReactNode {
  const t = useImportWords();
  const navigate = useNavigate();
  const [texts, setTexts] = useState<Texts>({});
  const [broken, setBroken] = useState<string>();
  const check = useAct(checkContent);
  const bringIn = useAct(importVersion, { touches: ["regulation"] });
  const found = check.data?.body;
  const change = (next: Texts): void => {
    setTexts(next);
    check.reset();
    bringIn.reset();
  };
  const withContent = (act: (content: NonNullable<ReturnType<typeof contentOf>["content"]>) => void): void => {
    const { content, fault } = contentOf(texts);
    setBroken(fault);
    if (content !== undefined) act(content);
  };
  const known = bringIn.data?.body;
  return (
    <Page title={t("title")} lead={t("lead")} width="text">
      <Files texts={texts} onChange={change} />
      <SheetReader
        onUse={(name, text) => {
          change({ ...texts, [name]: text });
        }}
      />
      <div className="row">
        <Button
          type={found?.faultCount === 0 ? "default" : "primary"}
          disabled={Object.keys(texts).length === 0}
          loading={check.isPending}
          onClick={() => {
            withContent((body) => {
              check.mutate({ body });
            });
          }}
        >
          {check.isPending ? t("checking") : t("check")}
        </Button>
        {found?.faultCount === 0 ? (
          <Button
            type="primary"
            loading={bringIn.isPending}
            onClick={() => {
              withContent((body) => {
                bringIn
                  .mutateAsync({ body })
                  .then(async ({ body: { id, isNew } }) => (isNew ? navigate({ to: "/regulations/$versionId", params: { versionId: id } }) : undefined))
                  // What is refused stands below.
                  .catch(() => undefined);
              });
            }}
          >
            {t("import")}
          </Button>
        ) : null}
      </div>
      {broken === undefined ? null : <RefusalNote error={new Error(broken)} />}
      <RefusalNote error={check.error ?? bringIn.error} />
      {found === undefined ? null : found.faultCount > 0 ? (
        <Report faults={found.faults} count={found.faultCount} />
      ) : (
        <Notice title={t("sound")}>
          <p role="status" className="hash">
            {t("soundHelp", { sha256: found.sha256 ?? "" })}
          </p>
        </Notice>
      )}
      {known === undefined || known.isNew ? null : (
        <Link to="/regulations/$versionId" params={{ versionId: known.id }}>
          {t("known")}
        </Link>
      )}
    </Page>
  );
}
