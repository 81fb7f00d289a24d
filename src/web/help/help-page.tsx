import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { type Role, ROLES } from "../../contract/route.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { startTour } from "../shell/tour-state.ts";
import { useShellWords } from "../shell/words.ts";
import { Page } from "../ui/page.tsx";
import { useHelpWords } from "./words.ts";
import "./help.css";

function Guides({ id, title, roles }: { readonly id: string; readonly title: string; readonly roles: readonly Role[] }): ReactNode {
  const t = useHelpWords();
  const roleWord = useShellWords();
  return (
    <section className="card stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className="help-guides">
        {roles.map((role) => (
          <li key={role}>
            <Link to="/help/$role" params={{ role }}>
              {roleWord(`role.${role}`)}
            </Link>
            <div className="small muted">{t(`when.${role}`)}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where to look when one does not know how to go on: one's own roles first. */
export function HelpPage(): ReactNode {
  const t = useHelpWords();
  const session = useSession();
  const mine = ROLES.filter((role) => hasRole(session, role));
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      width="text"
      actions={
        <Button
          onClick={() => {
            startTour();
          }}
        >
          {t("tour")}
        </Button>
      }
    >
      {mine.length === 0 ? <p>{t("noRole")}</p> : <Guides id="mine" title={t("mine")} roles={mine} />}
      <section className="card stack" aria-labelledby="common">
        <h2 id="common">{t("common")}</h2>
        <ul>
          <li>{t("saving")}</li>
          <li>{t("session")}</li>
          <li>{t("keyboard")}</li>
          <li>
            <Link to="/settings">{t("look")}</Link>
          </li>
        </ul>
      </section>
      <Guides id="others" title={t("others")} roles={ROLES.filter((role) => !mine.includes(role))} />
    </Page>
  );
}
