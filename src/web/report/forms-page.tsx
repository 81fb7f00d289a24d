import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { listForms, saveForm } from "../../contract/plan-report.ts";
import { useAct, useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { keptDraft } from "./form-draft.ts";
import { ReportFrame } from "./frame.tsx";
import { useFormWords } from "./words-forms.ts";

/** The forms in their newest versions, and those that come with the program. */
export function FormsPage(): ReactNode {
  const t = useFormWords();
  const format = useFormat();
  const query = useRead(listForms, {});
  const save = useAct(saveForm, { touches: ["report.listForms"] });
  return (
    <ReportFrame title={t("forms")} lead={t("formsLead")}>
      <Loaded query={query}>
        {({ body: { items, builtIn } }) => {
          const fresh = builtIn.filter((one) => !items.some((kept) => kept.key === one.key));
          return (
            <>
              {items.length === 0 ? <Notice title={t("noForms")}>{t("noFormsHelp")}</Notice> : null}
              <ul className="report-cards">
                {items.map((one) => (
                  <li key={one.key} className="card report-card">
                    <div className="grow">
                      <h2>{one.title}</h2>
                      <p className="small muted">{t("version", { number: one.number, figures: one.figures, time: format.time(one.at) })}</p>
                      {keptDraft.read(one.key) === undefined ? null : <p className="small">{t("draft")}</p>}
                    </div>
                    <Link to="/reports/forms/$key" params={{ key: one.key }} className="link-button">
                      {t("edit")}
                    </Link>
                  </li>
                ))}
              </ul>
              {fresh.length === 0 ? null : (
                <section className="stack" aria-labelledby="forms-built-in">
                  <h2 id="forms-built-in">{t("builtIn")}</h2>
                  <ul className="report-cards">
                    {fresh.map((one) => (
                      <li key={one.key} className="card report-card">
                        <span className="grow">{one.title}</span>
                        <Button loading={save.isPending} onClick={() => { save.mutate({ body: { yaml: one.yaml } }); }}>
                          {t("useBuiltIn")}
                        </Button>
                      </li>
                    ))}
                  </ul>
                </section>
              )}
              <RefusalNote error={save.error} />
            </>
          );
        }}
      </Loaded>
    </ReportFrame>
  );
}
