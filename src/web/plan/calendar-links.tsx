import { Button } from "antd";
import type { ReactNode } from "react";
import { addCalendarLink, listCalendarLinks, revokeCalendarLink } from "../../contract/plan-work.ts";
import { useAct, useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded, RefusalNote } from "../ui/states.tsx";
import { useWorkWords } from "./words-work.ts";

/** Secret addresses for calendar programs: made, shown once, revoked. */
export function CalendarLinks(): ReactNode {
  const t = useWorkWords();
  const format = useFormat();
  const query = useRead(listCalendarLinks, {});
  const add = useAct(addCalendarLink, { touches: ["plan.calendarLinks"] });
  const revoke = useAct(revokeCalendarLink, { touches: ["plan.calendarLinks"] });
  return (
    <section className="card stack no-print">
      <h2>{t("calendar")}</h2>
      <p className="small muted">{t("calendarHelp")}</p>
      <Loaded query={query} rows={1}>
        {({ body: { items } }) => (
          <ul className="plan-rows">
            {items.map((one) => (
              <li key={one.id} className="row">
                <span className="small">{t("madeAt", { time: format.time(one.at) })}</span>
                {one.revokedAt === null ? (
                  <Button loading={revoke.isPending} onClick={() => { revoke.mutate({ params: { linkId: one.id } }); }}>
                    {t("revoke")}
                  </Button>
                ) : (
                  <span className="small muted">{t("revoked")}</span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {add.data === undefined ? null : (
        <div role="status">
          <p className="plan-near">{t("shownOnce")}</p>
          <code className="plan-secret">{`${globalThis.location.origin}${add.data.body.path}`}</code>
        </div>
      )}
      <RefusalNote error={add.error ?? revoke.error} />
      <div>
        <Button loading={add.isPending} onClick={() => { add.mutate({}); }}>
          {t("makeLink")}
        </Button>
      </div>
    </section>
  );
}
