import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { signIn } from "../../contract/identity.ts";
import { Mark } from "../ui/mark.tsx";
import { call } from "./client.ts";
import { CredentialsForm } from "./credentials.tsx";
import { sessionRead } from "./session.ts";
import { useShellWords } from "./words.ts";
import "./sign-in.css";

/** The door: the only page that people see who are not signed in. */
export function SignInPage(): ReactNode {
  const t = useShellWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { next } = useSearch({ from: "/sign-in" });
  useEffect(() => {
    document.title = `${t("signIn")} · Công Tâm`;
  }, [t]);
  return (
    <main className="door">
      <div className="door-mark">
        <Mark size={40} />
      </div>
      <h1>{t("product")}</h1>
      <p className="muted">{t("tagline")}</p>
      <section className="card door-form" aria-label={t("signIn")}>
        <p className="muted small">{t("signInLead")}</p>
        <CredentialsForm
          action={t("signIn")}
          onShown={async (given) => {
            const { body } = await call(signIn, { body: given });
            client.clear();
            client.setQueryData(sessionRead.queryKey, body);
            await navigate({ to: next ?? "/", replace: true });
          }}
        />
      </section>
      {/* Made by the server, outside the application. */}
      <p className="row door-public">
        <a href="/ket-qua">{t("publicResults")}</a>
        <a href="/gop-y">{t("publicFeedback")}</a>
      </p>
    </main>
  );
}
