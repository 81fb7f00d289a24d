import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { addAccount, listAccounts } from "../../contract/identity.ts";
import { listPeople } from "../../contract/organisation.ts";
import { useUnitName } from "../shell/names.ts";
import { useAct, useAll } from "../shell/query.ts";
import { TextField } from "../ui/fields.tsx";
import { Page } from "../ui/page.tsx";
import { Pick } from "../ui/pick.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { usernameFrom } from "./account-state.ts";
import { usePassingWords } from "./passing/words.ts";

const api = getRouteApi("/signed-in/accounts/new");
const GOOD_USERNAME = /^[a-z0-9._-]{1,64}$/;

/** An account for a person: who it is, and the name to sign in with. */
export function NewAccountPage(): ReactNode {
  const t = usePassingWords();
  const navigate = useNavigate();
  const search = api.useSearch();
  const people = useAll(listPeople, {});
  const accounts = useAll(listAccounts, {});
  const unitName = useUnitName();
  const [personId, setPersonId] = useState(search.person);
  const [typedName, setName] = useState<string>();
  const [typedUsername, setUsername] = useState<string>();
  const add = useAct(addAccount, { touches: ["identity"] });
  const person = people.data?.find((one) => one.id === personId);
  const name = typedName ?? person?.name ?? "";
  const username = (typedUsername ?? usernameFrom(name)).trim().toLowerCase();
  const isBad = username !== "" && !GOOD_USERNAME.test(username);
  const others = accounts.data?.filter((one) => one.personId === personId && !one.isService) ?? [];
  const act = async (): Promise<void> => {
    if (personId === undefined) return;
    const { body } = await add.mutateAsync({ body: { personId, name, username } });
    await navigate({ to: "/accounts/$accountId", params: { accountId: body.id } });
  };
  return (
    <Page title={t("newTitle")} lead={t("newLead")} width="text">
      <section className="card stack">
        <div className="field">
          <span>{t("person")}</span>
          <Pick
            label={t("person")}
            isLoading={people.isPending}
            value={personId}
            options={(people.data ?? []).map((one) => ({ value: one.id, label: [one.name, ...one.posts.filter((post) => post.to === null).map((post) => unitName(post.unit))].join(", ") }))}
            onPick={(picked) => {
              setPersonId(picked);
              setName(undefined);
              setUsername(undefined);
            }}
          />
          <Link to="/people">{t("noPerson")}</Link>
        </div>
        {others.length === 0 ? null : (
          <p role="status">
            {t("has")} {others.map((one) => one.username).join(", ")}
          </p>
        )}
        <TextField label={t("name")} value={name} onChange={setName} />
        <TextField label={t("username")} value={username} help={t("usernameHelp")} fault={isBad ? t("usernameBad") : undefined} onChange={setUsername} />
        <RefusalNote error={add.error} />
        <div>
          <Button
            type="primary"
            loading={add.isPending}
            disabled={personId === undefined || name.trim() === "" || username === "" || isBad}
            onClick={() => {
              // What is refused stands in the form.
              act().catch(() => undefined);
            }}
          >
            {t("create")}
          </Button>
        </div>
      </section>
    </Page>
  );
}
