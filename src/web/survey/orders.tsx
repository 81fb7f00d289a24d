import { Button } from "antd";
import type { z } from "zod";
import { type ReactNode, useState } from "react";
import { decideOrder, orderCards, type readSurvey } from "../../contract/survey.ts";
import { useAct } from "../shell/query.ts";
import { Choice, TextField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { IssueOrder } from "./issue.tsx";
import { useStratumName } from "./stratum-name.ts";
import { useSurveyWords } from "./words.ts";

export type View = z.output<typeof readSurvey.response>;
type Order = View["orders"][number];

/** An order may hold so many lines. */
const MOST_LINES = 500;

/** What the sample asks for and was neither issued nor ordered yet. */
export function lacking({ design, turnout, orders }: Pick<View, "design" | "turnout" | "orders">): { stratum: string; count: number }[] {
  const known = new Map<string, number>();
  const note = (stratum: string, count: number): void => {
    known.set(stratum, (known.get(stratum) ?? 0) + count);
  };
  for (const one of turnout) if (one.channel === "card") note(one.stratum, one.issued);
  for (const one of orders) if (one.batch === null && one.approved !== false) for (const { stratum, count } of one.cards) note(stratum, count);
  return design.strata.map(({ key, sample }) => ({ stratum: key, count: Math.min(5000, Math.max(0, sample - (known.get(key) ?? 0))) })).filter((one) => one.count > 0).slice(0, MOST_LINES);
}

const sizeOf = ({ cards }: Pick<Order, "cards">): number => cards.reduce((sum, one) => sum + one.count, 0);

/** The second person looks at an order and says yes or no. */
function Decision({ surveyId, order }: { readonly surveyId: string; readonly order: Order }): ReactNode {
  const t = useSurveyWords();
  const [reason, setReason] = useState("");
  const deciding = useAct(decideOrder, { touches: ["survey"] });
  const decide = (approved: boolean): void => {
    deciding.mutate({ params: { surveyId, number: order.number }, body: { approved, reason: reason.trim() } });
  };
  return (
    <div className="stack">
      <TextField label={t("refusal")} value={reason} onChange={setReason} />
      <RefusalNote error={deciding.error} />
      <div className="row">
        <Button
          type="primary"
          loading={deciding.isPending}
          onClick={() => {
            decide(true);
          }}
        >
          {t("agree")}
        </Button>
        <Button
          disabled={reason.trim() === ""}
          onClick={() => {
            decide(false);
          }}
        >
          {t("refuse")}
        </Button>
      </div>
    </div>
  );
}

function OrderState({ survey, order }: { readonly survey: View; readonly order: Order }): ReactNode {
  const t = useSurveyWords();
  if (order.approved === false) return <p className="muted">{t("refused", { reason: order.reason })}</p>;
  if (order.approved === true) return <IssueOrder survey={survey} order={order} count={sizeOf(order)} />;
  return (
    <>
      <p>{t("orderWaits")}</p>
      {order.isOwn ? <p className="small muted">{t("orderOwn")}</p> : <Decision surveyId={survey.id} order={order} />}
    </>
  );
}

/** Cards that an interviewer carries. */
function ForInterviewer({ survey, isBusy, onOrder }: { readonly survey: View; readonly isBusy: boolean; readonly onOrder: (cards: { stratum: string; count: number; interviewer: string }[]) => void }): ReactNode {
  const t = useSurveyWords();
  const nameOf = useStratumName(survey);
  const [label, setLabel] = useState("");
  const [stratum, setStratum] = useState(survey.design.strata[0]?.key ?? "");
  const [count, setCount] = useState("20");
  const wanted = Math.min(5000, Number(count.replaceAll(/\D/g, "")) || 0);
  return (
    <details>
      <summary>{t("orderFor")}</summary>
      <div className="form-grid">
        <TextField label={t("interviewerLabel")} value={label} maxLength={100} onChange={setLabel} />
        <Choice label={t("orderStratum")} value={stratum} options={survey.design.strata.map((one) => ({ value: one.key, label: nameOf(one) }))} onChange={setStratum} />
        <TextField isNumber label={t("orderCount")} value={count} maxLength={4} onChange={setCount} />
        <Button
          disabled={label.trim() === "" || wanted < 1 || isBusy}
          onClick={() => {
            onOrder([{ stratum, count: wanted, interviewer: label.trim() }]);
          }}
        >
          {t("orderInterviewer")}
        </Button>
      </div>
    </details>
  );
}

/** Cards: ordered by one, agreed to by another, then issued. */
export function Orders({ survey }: { readonly survey: View }): ReactNode {
  const t = useSurveyWords();
  const format = useFormat();
  const ordering = useAct(orderCards, { touches: ["survey"] });
  const cards = lacking(survey);
  const count = cards.reduce((sum, one) => sum + one.count, 0);
  return (
    <section className="card stack">
      <h2>{t("issue")}</h2>
      <p className="muted">{t("issueHelp")}</p>
      <RefusalNote error={ordering.error} />
      {count === 0 ? (
        <p>{t("enough")}</p>
      ) : (
        <div className="row">
          <Button
            loading={ordering.isPending}
            onClick={() => {
              ordering.mutate({ params: { surveyId: survey.id }, body: { cards } });
            }}
          >
            {t("orderAll", { count: format.count(count) })}
          </Button>
        </div>
      )}
      <ForInterviewer
        survey={survey}
        isBusy={ordering.isPending}
        onOrder={(wanted) => {
          ordering.mutate({ params: { surveyId: survey.id }, body: { cards: wanted } });
        }}
      />
      {survey.orders.length === 0 ? null : (
        <>
          <h3>{t("orders")}</h3>
          <ul className="survey-rows">
            {survey.orders.map((order) => (
              <li key={order.number} className="stack survey-order">
                <strong>{t("orderOf", { number: format.count(order.number), count: format.count(sizeOf(order)), time: format.time(order.at) })}</strong>
                <OrderState survey={survey} order={order} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
