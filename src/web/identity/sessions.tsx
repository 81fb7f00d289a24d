import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { type Account, endSessions, listSessions } from "../../contract/identity.ts";
import { useAct, useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded, RefusalNote } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useIdentityWords } from "./words.ts";

type Props = { readonly account: Account; /** Auditors see them, administrators end them too. */ readonly mayEnd: boolean };

/** Where an account is signed in now; a lost device is signed out without closing the account. */
export function Sessions({ account, mayEnd }: Props): ReactNode {
  const t = useIdentityWords();
  const format = useFormat();
  const params = { accountId: account.id };
  const sessions = useRead(listSessions, { params });
  const end = useAct(endSessions, { touches: ["identity.listSessions"] });
  const [isSure, setSure] = useState(false);
  return (
    <section className="card stack" aria-labelledby="sessions">
      <h2 id="sessions">{t("sessions")}</h2>
      <Loaded query={sessions}>
        {({ body: { items } }) =>
          items.length === 0 ? (
            <p className="muted">{t("noSessions")}</p>
          ) : (
            <>
              <TableScroll label={t("sessionsOf", { name: account.name })} isTaken={false}>
                <table className="plain">
                  <thead>
                    <tr>
                      <th scope="col">{t("since")}</th>
                      <th scope="col">{t("lastSeen")}</th>
                      <th scope="col">{t("sessionUntil")}</th>
                      <th scope="col">{t("factor")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map(({ since, lastSeenAt, until, showedSecondFactor, isThis }, i) => (
                      <tr key={i}>
                        <th scope="row">
                          {format.time(since)}
                          {isThis ? <span className="muted"> ({t("thisSession")})</span> : null}
                        </th>
                        <td>{format.time(lastSeenAt)}</td>
                        <td>{format.time(until)}</td>
                        <td>{t(showedSecondFactor ? "factorShown" : "factorNotShown")}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </TableScroll>
              {mayEnd && isSure ? <p>{t("endSessionsWhat", { name: account.name })}</p> : null}
              {mayEnd ? (
                <div className="row">
                  {isSure ? (
                    <>
                      <Button danger loading={end.isPending} onClick={() => { end.mutate({ params }, { onSettled: () => { setSure(false); } }); }}>
                        {t("endSessions")}
                      </Button>
                      <Button onClick={() => { setSure(false); }}>{t("keepSessions")}</Button>
                    </>
                  ) : (
                    <Button onClick={() => { setSure(true); }}>{t("endSessions")}</Button>
                  )}
                </div>
              ) : null}
            </>
          )
        }
      </Loaded>
      <RefusalNote error={end.error} />
    </section>
  );
}
