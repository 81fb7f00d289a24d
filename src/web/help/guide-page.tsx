import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { ROLES } from "../../contract/route.ts";
import { useShellWords } from "../shell/words.ts";
import { Page } from "../ui/page.tsx";
import { Refused } from "../ui/refusal.ts";
import { Failure } from "../ui/states.tsx";
import { GUIDES } from "./guide/steps.ts";
import { useGuideWords } from "./guide/words.ts";
import { useHelpWords } from "./words.ts";
import "../ui/reasons.css";
import "./help.css";

const api = getRouteApi("/signed-in/help/$role");

/** Articles of the regulation begin with a part; those of the decree on civil servants with their number, and are not kept here. */
const isOfRegulation = (article: string): boolean => /^[IVX]/.test(article);

/** What one role does, when, and by which article. */
export function GuidePage(): ReactNode {
  const t = useHelpWords();
  const step = useGuideWords();
  const roleWord = useShellWords();
  const { role: wanted } = api.useParams();
  const role = ROLES.find((one) => one === wanted);
  if (role === undefined) return <Failure error={new Refused(404, { title: "" })} />;
  return (
    <Page
      title={t("guide", { role: roleWord(`role.${role}`) })}
      width="text"
      actions={
        <>
          <Link to="/help">{t("all")}</Link>
          <Button
            onClick={() => {
              globalThis.print();
            }}
          >
            {t("print")}
          </Button>
        </>
      }
    >
      <section className="card stack">
        <p>
          <strong>{t("when")}.</strong> {t(`when.${role}`)}
        </p>
        <h2 id="steps">{t("steps")}</h2>
        <ol className="help-steps" aria-labelledby="steps">
          {GUIDES[role].map(({ key, article }) => (
            <li key={key}>
              {step(key)}{" "}
              {isOfRegulation(article) ? (
                <Link className="article" to="/regulations" search={{ article }} aria-label={t("openArticle", { article })}>
                  {article}
                </Link>
              ) : (
                <span className="article">{t("decree", { article })}</span>
              )}
            </li>
          ))}
        </ol>
      </section>
    </Page>
  );
}
