import { Button, Form, Input } from "antd";
import type { ReactNode } from "react";
import { actOnCampaign } from "../../contract/campaign.ts";
import { LEAST_REASON } from "../../contract/prose.ts";
import { type Once, useOnce } from "../shell/once.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useAmendmentWords } from "./amendment-words.ts";

/** Proposing, approving and dropping an amendment: steps of the campaign, each taken by the version of it that was seen. */

type Seen = { readonly campaignId: string; readonly version: string };

const useStep = (): Once<typeof actOnCampaign> => useOnce(actOnCampaign, { touches: ["campaign", "result", "assessment"] });

function Will({ lines }: { readonly lines: readonly string[] }): ReactNode {
  const t = useAmendmentWords();
  return (
    <div>
      <strong>{t("willHappen")}</strong>
      <ul className="will-happen">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

export function ProposeAmendment({ campaignId, version, versionId, today }: Seen & { readonly versionId: string; readonly today: string }): ReactNode {
  const t = useAmendmentWords();
  const { send, isBusy, error } = useStep();
  const long = [{ required: true, whitespace: true, min: LEAST_REASON, message: t("short") }];
  return (
    <section className="card stack">
      <h2>{t("propose")}</h2>
      <Will lines={[t("propose.1"), t("propose.2")]} />
      <Form
        layout="vertical"
        requiredMark={false}
        initialValues={{ on: today }}
        onFinish={({ number, on, text, reason }: { number: string; on: string; text: string; reason: string }) => {
          void send({ params: { campaignId }, body: { kind: "propose-amendment", regulationVersionId: versionId, document: { number, on, text }, reason }, version });
        }}
      >
        <Form.Item name="number" label={t("number")} rules={[{ required: true, whitespace: true, message: t("needed") }]}>
          <Input maxLength={60} className="proposal-short" />
        </Form.Item>
        <Form.Item name="on" label={t("on")} rules={[{ required: true, message: t("needed") }]}>
          <Input type="date" className="proposal-short" />
        </Form.Item>
        <Form.Item name="text" label={t("text")} rules={long}>
          <Input.TextArea rows={5} maxLength={10_000} />
        </Form.Item>
        <Form.Item name="reason" label={t("reason")} rules={long}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
        <div className="stack">
          <RefusalNote error={error} />
          <div>
            <Button type="primary" htmlType="submit" loading={isBusy}>
              {t("proposeButton")}
            </Button>
          </div>
        </div>
      </Form>
    </section>
  );
}

export function ApproveAmendment({ campaignId, version, proposal }: Seen & { readonly proposal: number }): ReactNode {
  const t = useAmendmentWords();
  const { send, isBusy, error } = useStep();
  return (
    <section className="card stack">
      <h2>{t("approve")}</h2>
      <Will lines={[t("approve.1"), t("approve.2"), t("approve.3")]} />
      <RefusalNote error={error} />
      <div>
        <Button
          type="primary"
          loading={isBusy}
          onClick={() => {
            void send({ params: { campaignId }, body: { kind: "approve-amendment", proposal }, version });
          }}
        >
          {t("approveButton")}
        </Button>
      </div>
    </section>
  );
}

export function WithdrawAmendment({ campaignId, version, proposal }: Seen & { readonly proposal: number }): ReactNode {
  const t = useAmendmentWords();
  const { send, isBusy, error } = useStep();
  return (
    <section className="card stack">
      <h2>{t("withdraw")}</h2>
      <Will lines={[t("withdraw.1")]} />
      <Form
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }: { reason: string }) => {
          void send({ params: { campaignId }, body: { kind: "withdraw-amendment", proposal, reason }, version });
        }}
      >
        <Form.Item name="reason" label={t("reason")} rules={[{ required: true, whitespace: true, min: LEAST_REASON, message: t("short") }]}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
        <div className="stack">
          <RefusalNote error={error} />
          <div>
            <Button danger htmlType="submit" loading={isBusy}>
              {t("withdrawButton")}
            </Button>
          </div>
        </div>
      </Form>
    </section>
  );
}
