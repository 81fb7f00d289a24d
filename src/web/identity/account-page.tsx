import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Account, readAccount } from "../../contract/identity.ts";
import { listPeople } from "../../contract/organisation.ts";
import { useUnitName } from "../shell/names.ts";
import { useAll, useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { useShellWords } from "../shell/words.ts";
import { dayOfEnd } from "../ui/day.ts";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { useUiWords } from "../ui/words.ts";
import { Disabling, Enabling, ResetLink } from "./account-acts.tsx";
import { ProviderLink } from "./provider-link.tsx";
import { RolesForm } from "./roles-form.tsx";
import { Sessions } from "./sessions.tsx";
import { MailSettingsOf } from "./settings/mail.tsx";
import { stateOf } from "./account-state.ts";
import { useIdentityWords } from "./words.ts";
import "./identity.css";

const api = getRouteApi("/signed-in/accounts/$accountId");

function Facts({ account }: { readonly account: Account }): ReactNode {
  const t = useIdentityWords();
  const words = useUiWords();
  const roleWord = useShellWords();
  const format = useFormat();
  const unitName = useUnitName();
  const person = useAll(listPeople, {}, { enabled: !account.isService }).data?.find((one) => one.id === account.personId);
  const posts = person?.posts.filter((post) => post.to === null) ?? [];
  return (
    <section className="card">
      <dl className="facts">
        <dt>{t("username")}</dt>
        <dd>{account.username}</dd>
        <dt>{t("state")}</dt>
        <dd className={`identity-${stateOf(account)}`}>{t(`state.${stateOf(account)}`)}</dd>
        <dt>{t("roles")}</dt>
        <dd>{account.roles.length === 0 ? t("noRoles") : account.roles.map(({ role, to }) => `${roleWord(`role.${role}`)}${to === null ? "" : ` (${words("until", { day: format.day(dayOfEnd(to)) })})`}`).join(", ")}</dd>
        {account.isService ? null : (
          <>
            <dt>{t("posts")}</dt>
            <dd>{posts.length === 0 ? t("noPosts") : posts.map((post) => `${post.title}, ${unitName(post.unit)}`).join("; ")}</dd>
            <dt>{t("factor")}</dt>
            <dd>{t(`factor.${account.secondFactor}`)}</dd>
          </>
        )}
        {account.oidc === null ? null : (
          <>
            <dt>{t("provider")}</dt>
            <dd>
              {account.oidc.subject} · {account.oidc.issuer}
            </dd>
          </>
        )}
        <dt>{t("created")}</dt>
        <dd>{format.time(account.createdAt)}</dd>
      </dl>
    </section>
  );
}

function Acts({ account, version }: { readonly account: Account; readonly version: string }): ReactNode {
  const t = useIdentityWords();
  const state = stateOf(account);
  return (
    <>
      <RolesForm account={account} version={version} />
      {account.isService || state === "disabled" ? null : <ResetLink account={account} />}
      {account.isService || state === "disabled" ? null : <ProviderLink account={account} version={version} />}
      {account.isService || state === "disabled" ? null : <MailSettingsOf personId={account.personId} />}
      {state === "disabled" || state === "idle" ? <Enabling account={account} version={version} /> : null}
      {account.isService || state === "disabled" ? null : (
        <section className="card stack" aria-labelledby="handover">
          <h2 id="handover">{t("handover")}</h2>
          <p>{t("handoverHelp")}</p>
          <div>
            <Link className="button-plain" to="/accounts/$accountId/handover" params={{ accountId: account.id }}>
              {t("toHandover")}
            </Link>
          </div>
        </section>
      )}
      {state === "disabled" ? null : <Disabling account={account} />}
    </>
  );
}

/** One account: what it may do and until when, how its person gets in, and how it ends. */
export function AccountPage(): ReactNode {
  const t = useIdentityWords();
  const session = useSession();
  const { accountId } = api.useParams();
  const account = useRead(readAccount, { params: { accountId } });
  const isOwn = session.user.accountId === accountId;
  return (
    <Page title={account.data?.body.name ?? t("title")} width="text">
      <Loaded query={account}>
        {({ body, version = "" }) => (
          <>
            <Facts account={body} />
            {body.isService ? null : <Sessions account={body} mayEnd={!isOwn && hasRole(session, "administrator")} />}
            {isOwn ? <Notice title={t("own")}>{t("ownHelp")}</Notice> : hasRole(session, "administrator") ? <Acts account={body} version={version} /> : <p className="muted">{t("readOnly")}</p>}
          </>
        )}
      </Loaded>
    </Page>
  );
}
