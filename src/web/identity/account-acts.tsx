import { useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { type ReactNode, useState } from "react";
import { type Account, disableAccount, enableAccount, issueResetLink } from "../../contract/identity.ts";
import { forget, useAct } from "../shell/query.ts";
import { AreaField, isShort } from "../ui/fields.tsx";
import { FinalAct } from "../ui/final-act.tsx";
import { useFormat } from "../ui/format.ts";
import { Refused } from "../ui/refusal.ts";
import { ShownOnce } from "../ui/shown-once.tsx";
import { Notice, RefusalNote } from "../ui/states.tsx";
import { useIdentityWords } from "./words.ts";

/** What was refused; where somebody else was faster, a way to see the newest. */
export function StaleNote({ error, onReload }: { readonly error: unknown; readonly onReload: () => void }): ReactNode {
  const t = useIdentityWords();
  const client = useQueryClient();
  if (!(error instanceof Refused && error.is("stale"))) return <RefusalNote error={error} />;
  const reload = (
    <Button
      onClick={() => {
        void forget(client, ["identity"]).then(onReload);
      }}
    >
      {t("reload")}
    </Button>
  );
  return (
    <Notice title={t("conflictTitle")} tone="warning" action={reload}>
      {t("conflictHelp")}
    </Notice>
  );
}

/** The link by which somebody chooses a password; nobody else learns it. */
export function ResetLink({ account }: { readonly account: Account }): ReactNode {
  const t = useIdentityWords();
  const format = useFormat();
  const [removes, setRemoves] = useState(false);
  const issue = useAct(issueResetLink, { touches: ["identity"] });
  const issued = issue.data?.body;
  return (
    <section className="card stack" aria-labelledby="link">
      <h2 id="link">{t("link")}</h2>
      <p className="muted">{t("linkHelp")}</p>
      {account.secondFactor === "enrolled" ? (
        <Checkbox
          checked={removes}
          onChange={(event) => {
            setRemoves(event.target.checked);
          }}
        >
          {t("linkRemoves")}
        </Checkbox>
      ) : null}
      <div>
        <Button
          loading={issue.isPending}
          onClick={() => {
            issue.mutate({ params: { accountId: account.id }, body: { removesSecondFactor: removes } });
          }}
        >
          {t("issueLink")}
        </Button>
      </div>
      <RefusalNote error={issue.error} />
      {issued === undefined ? null : <ShownOnce label={t("linkIs", { time: format.time(issued.expiresAt) })} value={`${globalThis.location.origin}/password?token=${issued.token}`} />}
    </section>
  );
}

export function Disabling({ account }: { readonly account: Account }): ReactNode {
  const t = useIdentityWords();
  const disable = useAct(disableAccount, { touches: ["identity"] });
  return (
    <details className="card">
      <summary>{t("disable")}</summary>
      <FinalAct
        consequences={[t("disableDone", { name: account.name }), t("disableLinks"), t("disableKeeps")]}
        lasting={t("disableLasting")}
        action={t("disable")}
        isDangerous
        isBusy={disable.isPending}
        error={disable.error}
        onAct={() => {
          disable.mutate({ params: { accountId: account.id } });
        }}
      />
    </details>
  );
}


export function Enabling({ account, version }: { readonly account: Account; readonly version: string }): ReactNode {
  const t = useIdentityWords();
  const [reason, setReason] = useState("");
  const enable = useAct(enableAccount, { touches: ["identity"] });
  return (
    <section className="card stack" aria-labelledby="enable">
      <h2 id="enable">{t("enable")}</h2>
      <p className="muted">{t("enableHelp")}</p>
      <AreaField label={t("reason")} maxLength={2000} value={reason} onChange={setReason} />
      <StaleNote
        error={enable.error}
        onReload={() => {
          enable.reset();
        }}
      />
      <div>
        <Button
          type="primary"
          disabled={isShort(reason)}
          loading={enable.isPending}
          onClick={() => {
            enable.mutate({ params: { accountId: account.id }, body: { reason }, version });
          }}
        >
          {t("enable")}
        </Button>
      </div>
    </section>
  );
}
