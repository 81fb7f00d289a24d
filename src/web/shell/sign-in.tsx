import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { signIn } from "../../contract/identity.ts";
import { readDoor, startOidc } from "../../contract/identity-oidc.ts";
import { Mark } from "../ui/mark.tsx";
import { addressOf, call } from "./client.ts";
import { CredentialsForm } from "./credentials.tsx";
import { useRead } from "./query.ts";
import { sessionRead } from "./session.ts";
import { useShellWords } from "./words.ts";
import "./sign-in.css";

/** Where the authority has a sign-in of its own, people take that one; the form stays for those without. */
function OwnSignIn(): ReactNode {
  const t = useShellWords();
  const { data } = useRead(readDoor, {}, { staleTime: Infinity });
  return (data?.body.issuer ?? null) === null ? null : (
    <>
      <a className="button-plain door-own" href={addressOf(startOidc, {})}>
        {t("ownSignIn")}
      </a>
      <p className="muted small">{t("orPassword")}</p>
    </>
  );
}

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
        <OwnSignIn />
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
