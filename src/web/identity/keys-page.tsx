import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { listAccounts } from "../../contract/identity.ts";
import { type ApiKey, listApiKeys, revokeApiKey } from "../../contract/identity-keys.ts";
import { useAct, useAll } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { useShellWords } from "../shell/words.ts";
import { FinalAct } from "../ui/final-act.tsx";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { AddSystem, IssueKey } from "./keys/forms.tsx";
import { useKeyWords } from "./keys/words.ts";
import "./identity.css";

type RowProps = { readonly one: ApiKey; readonly accountName: string; readonly onRevoke: (() => void) | undefined };

function Row({ one, accountName, onRevoke }: RowProps): ReactNode {
  const t = useKeyWords();
  const roleWord = useShellWords();
  const format = useFormat();
  return (
    <tr>
      <th scope="row">{accountName}</th>
      <td>{one.name}</td>
      <td>{one.roles.map((role) => roleWord(`role.${role}`)).join(", ")}</td>
      <td>{format.time(one.createdAt)}</td>
      <td>{format.time(one.expiresAt)}</td>
      <td>{one.lastUsedAt === null ? <span className="muted">{t("never")}</span> : format.time(one.lastUsedAt)}</td>
      <td>{one.revokedAt === null ? t("inUse") : <span className="muted">{t("revoked", { time: format.time(one.revokedAt) })}</span>}</td>
      <td>
        {one.revokedAt !== null || onRevoke === undefined ? null : (
          <Button size="small" aria-label={t("revokeOf", { name: one.name })} onClick={onRevoke}>
            {t("revoke")}
          </Button>
        )}
      </td>
    </tr>
  );
}

function Revoking({ one, accountName, onDone }: { readonly one: ApiKey; readonly accountName: string; readonly onDone: () => void }): ReactNode {
  const t = useKeyWords();
  const revoke = useAct(revokeApiKey, { touches: ["identity.listApiKeys"] });
  return (
    <FinalAct
      consequences={[t("revokeNow", { name: one.name, account: accountName }), t("revokeStops")]}
      lasting={t("revokeLasting")}
      action={t("revokeOf", { name: one.name })}
      isDangerous
      isBusy={revoke.isPending}
      error={revoke.error}
      aside={<Button onClick={onDone}>{t("cancel")}</Button>}
      onAct={() => {
        revoke.mutate({ params: { keyId: one.id } }, { onSuccess: onDone });
      }}
    />
  );
}

/** Which other systems come in, with which keys, until when. */
export function KeysPage(): ReactNode {
  const t = useKeyWords();
  const session = useSession();
  const keys = useAll(listApiKeys, {});
  const accounts = useAll(listAccounts, {});
  const [revoking, setRevoking] = useState<string>();
  const mayChange = hasRole(session, "administrator");
  const nameOf = (id: string): string => accounts.data?.find((one) => one.id === id)?.name ?? id;
  const chosen = keys.data?.find((one) => one.id === revoking);
  const columns = ["account", "name", "roles", "created", "expires", "lastUsed", "state", "revoke"] as const;
  return (
    <Page title={t("title")} lead={t("lead")}>
      {chosen === undefined ? null : (
        <Revoking
          one={chosen}
          accountName={nameOf(chosen.accountId)}
          onDone={() => {
            setRevoking(undefined);
          }}
        />
      )}
      <Loaded query={keys}>
        {(all) =>
          all.length === 0 ? (
            <Notice title={t("none")}>{t("noneHelp")}</Notice>
          ) : (
            <TableScroll label={t("title")}>
              <table className="plain">
                <thead>
                  <tr>
                    {columns.map((column) => (
                      <th key={column} scope="col">
                        {t(column)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {all.toReversed().map((one) => (
                    <Row
                      key={one.id}
                      one={one}
                      accountName={nameOf(one.accountId)}
                      onRevoke={
                        mayChange && one.id !== revoking
                          ? () => {
                              setRevoking(one.id);
                              globalThis.scrollTo({ top: 0 });
                            }
                          : undefined
                      }
                    />
                  ))}
                </tbody>
              </table>
            </TableScroll>
          )
        }
      </Loaded>
      {mayChange ? (
        <>
          <IssueKey systems={(accounts.data ?? []).filter((one) => one.isService && one.disabledAt === null)} />
          <AddSystem />
        </>
      ) : null}
    </Page>
  );
}
