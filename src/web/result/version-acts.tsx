import { Button, Form, Input } from "antd";
import type { ReactNode } from "react";
import { LEAST_REASON } from "../../contract/prose.ts";
import { approve, publish, sendBack, type VersionItem } from "../../contract/result.ts";
import { useOnce } from "../shell/once.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useProposalWords } from "./proposal-words.ts";

/** The acts that follow on a proposal. Each says what it does, to whom, and what cannot be undone. */

const TOUCHES = ["result", "campaign"] as const;
type ActProps = { readonly campaignId: string; readonly item: VersionItem; readonly count: number };

export function WillHappen({ lines }: { readonly lines: readonly string[] }): ReactNode {
  const t = useProposalWords();
  return (
    <div>
      <p>
        <strong>{t("willHappen")}</strong>
      </p>
      <ul className="will-happen">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

export function ApproveAct({ campaignId, item, count, today }: ActProps & { readonly today: string }): ReactNode {
  const t = useProposalWords();
  const { send, isBusy, error } = useOnce(approve, { touches: TOUCHES });
  return (
    <section className="card stack">
      <h2>{t("approve")}</h2>
      <WillHappen lines={[t("approve.1", { number: item.number, count }), t("approve.2"), t("approve.3")]} />
      <Form
        layout="vertical"
        requiredMark={false}
        initialValues={{ decidedOn: today }}
        onFinish={({ decisionNumber, decidedOn }: { decisionNumber: string; decidedOn: string }) => {
          void send({ params: { campaignId, number: String(item.number) }, body: { decisionNumber, decidedOn } });
        }}
      >
        <Form.Item name="decisionNumber" label={t("decisionNumber")} extra={t("decisionNumberHelp")} rules={[{ required: true, whitespace: true, message: t("decisionNumberNeeded") }]}>
          <Input maxLength={60} className="proposal-short" />
        </Form.Item>
        <Form.Item name="decidedOn" label={t("decidedOn")} rules={[{ required: true, message: t("decidedOnNeeded") }]}>
          <Input type="date" max={today} className="proposal-short" />
        </Form.Item>
        <div className="stack">
          <p className="muted">{t("approve.4")}</p>
          <RefusalNote error={error} />
          <div>
            <Button type="primary" htmlType="submit" loading={isBusy}>
              {t("approveButton")}
            </Button>
          </div>
        </div>
      </Form>
    </section>
  );
}

export function ReturnAct({ campaignId, item }: ActProps): ReactNode {
  const t = useProposalWords();
  const { send, isBusy, error } = useOnce(sendBack, { touches: TOUCHES });
  return (
    <section className="card stack">
      <h2>{t("back")}</h2>
      <WillHappen lines={[t("back.1", { number: item.number })]} />
      <Form
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }: { reason: string }) => {
          void send({ params: { campaignId, number: String(item.number) }, body: { reason } });
        }}
      >
        <Form.Item name="reason" label={t("backReason")} extra={t("backReasonHelp")} rules={[{ required: true, whitespace: true, min: LEAST_REASON, message: t("reasonShort") }]}>
          <Input.TextArea rows={3} maxLength={4000} />
        </Form.Item>
        <div className="stack">
          <RefusalNote error={error} />
          <div>
            <Button danger htmlType="submit" loading={isBusy}>
              {t("backButton")}
            </Button>
          </div>
        </div>
      </Form>
    </section>
  );
}

export function PublishAct({ campaignId, item, count }: ActProps): ReactNode {
  const t = useProposalWords();
  const { send, isBusy, error } = useOnce(publish, { touches: TOUCHES });
  return (
    <section className="card stack">
      <h2>{t("publish")}</h2>
      <WillHappen lines={[t("publish.1", { number: item.number, count }), t("publish.2"), t("publish.3")]} />
      <p className="muted">{t("approve.4")}</p>
      <RefusalNote error={error} />
      <div>
        <Button
          type="primary"
          loading={isBusy}
          onClick={() => {
            void send({ params: { campaignId, number: String(item.number) }, body: { embargoUntil: null } });
          }}
        >
          {t("publishButton")}
        </Button>
      </div>
    </section>
  );
}
