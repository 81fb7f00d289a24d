import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { Account } from "../../contract/identity.ts";
import { linkOidc, readDoor } from "../../contract/identity-oidc.ts";
import { useAct, useRead } from "../shell/query.ts";
import { TextField } from "../ui/fields.tsx";
import { StaleNote } from "./account-acts.tsx";
import { useIdentityWords } from "./words.ts";

/** As whom the provider of the authority knows the person: a name there opens nothing before it stands here. */
export function ProviderLink({ account, version }: { readonly account: Account; readonly version: string }): ReactNode {
  const t = useIdentityWords();
  const door = useRead(readDoor, {}, { staleTime: Infinity });
  const [typed, setTyped] = useState("");
  const link = useAct(linkOidc, { touches: ["identity"] });
  const issuer = door.data?.body.issuer ?? null;
  const send = (identity: { readonly issuer: string; readonly subject: string } | null): void => {
    link.mutate({ params: { accountId: account.id }, body: { identity }, version });
  };
  if (issuer === null && account.oidc === null) return null;
  const subject = typed.trim();
  return (
    <section className="card stack" aria-labelledby="provider">
      <h2 id="provider">{t("provider")}</h2>
      <p className="muted">{account.oidc === null ? t("unlinked") : t("linked", { subject: account.oidc.subject, issuer: account.oidc.issuer })}</p>
      {issuer === null ? null : (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            if (subject !== "") send({ issuer, subject });
          }}
        >
          <TextField label={t("subject", { issuer })} className="grow" maxLength={255} autoCapitalize="none" spellCheck={false} value={typed} onChange={setTyped} />
          <Button htmlType="submit" disabled={subject === ""} loading={link.isPending}>
            {t("doLink")}
          </Button>
        </form>
      )}
      {account.oidc === null ? null : (
        <div>
          <Button danger disabled={link.isPending} onClick={() => { send(null); }}>
            {t("unlink")}
          </Button>
        </div>
      )}
      <p className="muted small">{t("linkEnds")}</p>
      <StaleNote error={link.error} onReload={() => { link.reset(); }} />
    </section>
  );
}
