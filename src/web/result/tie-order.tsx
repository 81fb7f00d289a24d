import { Button, Form, Input } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { LEAST_REASON } from "../../contract/prose.ts";
import { decide } from "../../contract/result.ts";
import type { Pending } from "../../scoring/engine/evaluate.ts";
import { useOnce } from "../shell/once.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useDecisionWords } from "./decision-words.ts";
import { moved } from "./standing.ts";


/** What is said of a unit where people decide on it. */
export type About = { readonly nameOf: (code: string) => string; readonly aboutOf: (code: string) => ReactNode };

type ListProps = About & { readonly order: readonly string[]; readonly onOrder: (order: readonly string[]) => void };

/** Units in the order that is wanted; a unit that was moved keeps the focus. */
function OrderList({ order, onOrder, nameOf, aboutOf }: ListProps): ReactNode {
  const t = useDecisionWords();
  const list = useRef<HTMLOListElement>(null);
  const [last, setLast] = useState<{ readonly code: string; readonly by: number }>();
  useEffect(() => {
    if (last === undefined) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>(`[data-code="${CSS.escape(last.code)}"] button`) ?? [])];
    const wanted = buttons[last.by < 0 ? 0 : 1];
    (wanted?.disabled === true ? buttons.find((one) => !one.disabled) : wanted)?.focus();
  }, [last]);
  const move = (code: string, by: number): void => {
    const from = order.indexOf(code);
    if (from + by < 0 || from + by >= order.length) return;
    onOrder(moved(order, from, from + by));
    setLast({ code, by });
  };
  const onKeyDown = (code: string) => (event: KeyboardEvent): void => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    move(code, event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <>
      <ol ref={list} className="tie-list">
        {order.map((code, at) => (
          <li key={code} data-code={code}>
            <span className="tie-place num" aria-hidden="true">
              {at + 1}
            </span>
            <span className="grow">
              {nameOf(code)} {aboutOf(code)}
            </span>
            <span className="tie-buttons">
              <button type="button" disabled={at === 0} aria-label={t("up", { unit: nameOf(code) })} onKeyDown={onKeyDown(code)} onClick={() => { move(code, -1); }}>
                <span aria-hidden="true">▲</span>
              </button>
              <button type="button" disabled={at === order.length - 1} aria-label={t("down", { unit: nameOf(code) })} onKeyDown={onKeyDown(code)} onClick={() => { move(code, 1); }}>
                <span aria-hidden="true">▼</span>
              </button>
            </span>
          </li>
        ))}
      </ol>
      <span className="visually-hidden" role="status">
        {last === undefined ? "" : t("movedTo", { unit: nameOf(last.code), place: order.indexOf(last.code) + 1 })}
      </span>
    </>
  );
}

type Props = About & { readonly campaignId: string; readonly pending: Pending; readonly onDecided: (number: number) => void };

/** The order of units that are level: by hand, with a reason. */
export function TieOrder({ campaignId, pending, onDecided, ...about }: Props): ReactNode {
  const t = useDecisionWords();
  const [order, setOrder] = useState<readonly string[]>(pending.units);
  const { send, isBusy, error } = useOnce(decide, { touches: ["result"] });
  const submit = async ({ reason }: { readonly reason: string }): Promise<void> => {
    const answer = await send({ params: { campaignId }, body: { kind: "order", ratio: pending.ratio, units: [...order], reason } });
    if (answer !== undefined) onDecided(answer.body.number);
  };
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={(given: { reason: string }) => {
        void submit(given);
      }}
    >
      <p className="small muted">{t("orderHelp")}</p>
      <OrderList order={order} onOrder={setOrder} {...about} />
      <Form.Item name="reason" label={t("reason")} extra={t("reasonHelp")} rules={[{ required: true, whitespace: true, min: LEAST_REASON, message: t("reasonShort") }]}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <div className="stack">
        <p>{t("effectOrder")}</p>
        <RefusalNote error={error} />
        <div>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t("decideOrder")}
          </Button>
        </div>
      </div>
    </Form>
  );
}
