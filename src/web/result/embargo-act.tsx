import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { publish, type VersionItem, withdrawEmbargo } from "../../contract/result.ts";
import { useOnce } from "../shell/once.ts";
import { DayField } from "../ui/day-field.tsx";
import { TextField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useProposalWords } from "./proposal-words.ts";
import "../ui/field.css";

/** Publication at an hour to come: ordered here, and taken back here. */

type Props = { readonly campaignId: string; readonly item: VersionItem };
const TOUCHES = ["result", "campaign"] as const;

/** A day and an hour of the province as a moment; undefined while one of them is missing. */
const momentOf = (day: string, hour: string): string | undefined => (/^\d{4}-\d\d-\d\d$/.test(day) && /^\d\d:\d\d$/.test(hour) ? new Date(`${day}T${hour}:00+07:00`).toISOString() : undefined);

export function EmbargoAct({ campaignId, item }: Props): ReactNode {
  const t = useProposalWords();
  const format = useFormat();
  const order = useOnce(publish, { touches: TOUCHES });
  const back = useOnce(withdrawEmbargo, { touches: TOUCHES });
  const [day, setDay] = useState("");
  const [hour, setHour] = useState("08:00");
  const params = { campaignId, number: String(item.number) };
  const at = momentOf(day, hour);
  if (item.embargoUntil !== null) {
    return (
      <section className="card stack">
        <h2>{t("embargoed", { time: format.time(item.embargoUntil) })}</h2>
        <p>{t("embargoedHelp")}</p>
        <RefusalNote error={back.error} />
        <div>
          <Button loading={back.isBusy} onClick={() => { void back.send({ params }); }}>
            {t("embargoBack")}
          </Button>
        </div>
      </section>
    );
  }
  return (
    <details className="card">
      <summary>{t("embargo")}</summary>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (at !== undefined) void order.send({ params, body: { embargoUntil: at } });
        }}
      >
        <p>{t("embargoHelp")}</p>
        <DayField label={t("embargoDay")} value={day} onChange={setDay} />
        <TextField label={t("embargoHour")} isNumber type="time" value={hour} onChange={setHour} />
        <RefusalNote error={order.error} />
        <div>
          <Button htmlType="submit" loading={order.isBusy} disabled={at === undefined}>
            {t("embargoButton")}
          </Button>
        </div>
      </form>
    </details>
  );
}
