import { Link } from "@tanstack/react-router";
import { Input } from "antd";
import { type ReactNode, useDeferredValue, useState } from "react";
import { type Account, listAccounts } from "../../contract/identity.ts";
import { type Role, ROLES } from "../../contract/route.ts";
import { useAll } from "../shell/query.ts";
import { TableDownload } from "../shell/table-download.tsx";
import { hasRole, useSession } from "../shell/session.ts";
import { useShellWords } from "../shell/words.ts";
import { matches, useFormat } from "../ui/format.ts";
import { useBeginning } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { type State, stateOf, STATES } from "./account-state.ts";
import { useIdentityWords } from "./words.ts";
import "./identity.css";

type Filter = { readonly text: string; readonly role: Role | undefined; readonly state: State | undefined };

const fits = (account: Account, { text, role, state }: Filter): boolean =>
  matches(`${account.name} ${account.username}`, text) && (role === undefined || account.roles.some((one) => one.role === role)) && (state === undefined || stateOf(account) === state);

function Filters({ filter, onChange }: { readonly filter: Filter; readonly onChange: (filter: Filter) => void }): ReactNode {
  const t = useIdentityWords();
  const roleWord = useShellWords();
  return (
    <div className="row">
      <Input
        type="search"
        className="identity-search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={filter.text}
        allowClear
        onChange={(event) => {
          onChange({ ...filter, text: event.target.value });
        }}
      />
      <select
        className="field-select"
        aria-label={t("role")}
        value={filter.role ?? ""}
        onChange={(event) => {
          onChange({ ...filter, role: ROLES.find((one) => one === event.target.value) });
        }}
      >
        <option value="">{t("allRoles")}</option>
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {roleWord(`role.${role}`)}
          </option>
        ))}
      </select>
      <select
        className="field-select"
        aria-label={t("state")}
        value={filter.state ?? ""}
        onChange={(event) => {
          onChange({ ...filter, state: STATES.find((one) => one === event.target.value) });
        }}
      >
        <option value="">{t("allStates")}</option>
        {STATES.map((state) => (
          <option key={state} value={state}>
            {t(`state.${state}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

function Rows({ accounts }: { readonly accounts: readonly Account[] }): ReactNode {
  const t = useIdentityWords();
  const roleWord = useShellWords();
  const { shown, more } = useBeginning(accounts);
  return (
    <>
      <TableScroll label={t("title")} isTaken={false}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("person")}</th>
              <th scope="col">{t("username")}</th>
              <th scope="col">{t("roles")}</th>
              <th scope="col">{t("state")}</th>
              <th scope="col">{t("factor")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((account) => (
              <tr key={account.id}>
                <th scope="row">
                  <Link to="/accounts/$accountId" params={{ accountId: account.id }}>
                    {account.name}
                  </Link>
                </th>
                <td>{account.username}</td>
                <td>{account.roles.length === 0 ? <span className="muted">{t("noRoles")}</span> : account.roles.map(({ role }) => roleWord(`role.${role}`)).join(", ")}</td>
                <td className={`identity-${stateOf(account)}`}>{t(`state.${stateOf(account)}`)}</td>
                <td>{account.isService ? "–" : t(`factor.${account.secondFactor}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {more}
    </>
  );
}

/** Everybody who may come in: found by part of a name, by role, by state. */
export function AccountsPage(): ReactNode {
  const t = useIdentityWords();
  const format = useFormat();
  const session = useSession();
  const accounts = useAll(listAccounts, {});
  const roleWord = useShellWords();
  const [filter, setFilter] = useState<Filter>({ text: "", role: undefined, state: undefined });
  const wanted = useDeferredValue(filter);
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        hasRole(session, "administrator") ? (
          <Link className="button-primary" to="/accounts/new">
            {t("add")}
          </Link>
        ) : undefined
      }
    >
      <Filters filter={filter} onChange={setFilter} />
      <Loaded query={accounts} rows={12}>
        {(all) => {
          const found = all.filter((one) => fits(one, wanted)).toSorted((a, b) => format.compare(a.name, b.name));
          return (
            <>
              <div className="row">
                <p role="status" className="muted grow">
                  {t("count", { count: format.count(found.length) })}
                </p>
                <TableDownload
                  name={t("title")}
                  rows={found}
                  columns={[
                    { title: t("person"), of: (one) => one.name },
                    { title: t("username"), of: (one) => one.username },
                    { title: t("roles"), of: (one) => one.roles.map(({ role }) => roleWord(`role.${role}`)).join(", ") },
                    { title: t("state"), of: (one) => t(`state.${stateOf(one)}`) },
                    { title: t("factor"), of: (one) => (one.isService ? "" : t(`factor.${one.secondFactor}`)) },
                  ]}
                />
              </div>
              {found.length === 0 ? <Notice title={t("nothing")}>{t("nothingHelp")}</Notice> : <Rows accounts={found} />}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
