import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { Account } from "../../../contract/identity.ts";
import { addServiceAccount, issueApiKey } from "../../../contract/identity-keys.ts";
import { ROLES } from "../../../contract/route.ts";
import { useAct } from "../../shell/query.ts";
import { endOfDay } from "../../ui/day.ts";
import { DayField } from "../../ui/day-field.tsx";
import { Choice, TextField } from "../../ui/fields.tsx";
import { useFormat } from "../../ui/format.ts";
import { ShownOnce } from "../../ui/shown-once.tsx";
import { RefusalNote } from "../../ui/states.tsx";
import { type Chosen, RoleChoice } from "../role-choice.tsx";
import { useKeyWords } from "./words.ts";

function RolesOf({ system, chosen, onChange }: { readonly system: Account; readonly chosen: Chosen; readonly onChange: (chosen: Chosen) => void }): ReactNode {
  const t = useKeyWords();
  return (
    <div className="field">
      <span className="field-label">{t("rolesOf")}</span>
      {system.roles.length === 0 ? (
        <p>
          {t("noRoles")}{" "}
          <Link to="/accounts/$accountId" params={{ accountId: system.id }}>
            {t("toAccount")}
          </Link>
        </p>
      ) : (
        <RoleChoice legend={t("rolesOf")} chosen={chosen} onChange={onChange} roles={system.roles.map(({ role }) => role)} hasDays={false} />
      )}
    </div>
  );
}

/** A key for one of the systems; its secret is shown once. */
export function IssueKey({ systems }: { readonly systems: readonly Account[] }): ReactNode {
  const t = useKeyWords();
  const format = useFormat();
  const [accountId, setAccountId] = useState("");
  const [name, setName] = useState("");
  const [last, setLast] = useState("");
  const [chosen, setChosen] = useState<Chosen>({});
  const issue = useAct(issueApiKey, { touches: ["identity.listApiKeys"] });
  const system = systems.find((one) => one.id === accountId);
  const roles = ROLES.filter((role) => chosen[role] !== undefined);
  const issued = issue.data?.body;
  return (
    <section className="card stack" aria-labelledby="issue-title">
      <h2 id="issue-title">{t("issueTitle")}</h2>
      {issued === undefined ? null : (
        <ShownOnce key={issued.key.id} label={t("secretIs", { name: issued.key.name, time: format.time(issued.key.expiresAt) })} value={issued.secret}>
          <p>{t("secretUse")}</p>
        </ShownOnce>
      )}
      <div className="form-grid">
        <Choice
          label={t("account")}
          value={accountId}
          onChange={(picked) => {
            setAccountId(picked);
            setChosen({});
          }}
          options={[{ value: "", label: "–" }, ...systems.map((one) => ({ value: one.id, label: one.name }))]}
        />
        <TextField label={t("keyName")} value={name} onChange={setName} />
        <DayField label={t("lastDay")} value={last} onChange={setLast} />
      </div>
      {system === undefined ? null : <RolesOf system={system} chosen={chosen} onChange={setChosen} />}
      <RefusalNote error={issue.error} />
      <div>
        <Button
          type="primary"
          loading={issue.isPending}
          disabled={system === undefined || name.trim() === "" || last === "" || roles.length === 0}
          onClick={() => {
            issue.mutate({ body: { accountId, name, roles, expiresAt: endOfDay(last) } });
          }}
        >
          {t("issue")}
        </Button>
      </div>
    </section>
  );
}

export function AddSystem(): ReactNode {
  const t = useKeyWords();
  const [name, setName] = useState("");
  const [username, setUsername] = useState("");
  const add = useAct(addServiceAccount, { touches: ["identity"] });
  const added = add.data?.body;
  return (
    <section className="card stack" aria-labelledby="add-title">
      <h2 id="add-title">{t("addTitle")}</h2>
      <p className="muted">{t("addHelp")}</p>
      <div className="form-grid">
        <TextField label={t("systemName")} value={name} onChange={setName} />
        <TextField label={t("username")} value={username} onChange={setUsername} />
      </div>
      <RefusalNote error={add.error} />
      <div className="row">
        <Button
          loading={add.isPending}
          disabled={name.trim() === "" || username.trim() === ""}
          onClick={() => {
            add.mutate({ body: { name, username: username.trim().toLowerCase() } });
          }}
        >
          {t("add")}
        </Button>
        {added === undefined ? null : (
          <Link to="/accounts/$accountId" params={{ accountId: added.id }}>
            {t("toAccount")}: {added.name}
          </Link>
        )}
      </div>
    </section>
  );
}
