import { Button, Form, Input } from "antd";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { LEAST_REASON } from "../../contract/prose.ts";
import { propose, readDraft } from "../../contract/result.ts";
import type { ShownRegulation } from "../../scoring/regulation/show.ts";
import { useOnce } from "../shell/once.ts";
import { useRead } from "../shell/query.ts";
import type { Past } from "../shell/past.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { LevelSummary } from "./level-summary.tsx";
import { useProposalWords } from "./proposal-words.ts";
import { openCases } from "./standing.ts";
import type { CampaignFrame, Shown } from "./use-result.ts";
import { WillHappen } from "./version-acts.tsx";

type Props = { readonly campaignId: string; readonly frame: CampaignFrame; readonly law: ShownRegulation; readonly past: Past | undefined; readonly isRevision: boolean };

/** What keeps a result from being proposed, each with the way to where it is settled. */
function Blocks({ campaignId, gaps, cases }: { readonly campaignId: string; readonly gaps: Shown["gaps"]; readonly cases: number }): ReactNode {
  const t = useProposalWords();
  const format = useFormat();
  return (
    <Notice title={t("blocked")} tone="warning">
      <ul className="will-happen">
        {gaps.length === 0 ? null : (
          <li>
            {t("gaps", { count: format.count(gaps.length), units: new Set(gaps.map((one) => one.unit)).size })}{" "}
            <Link to="/campaigns/$campaignId/result" params={{ campaignId }} search={{ of: "draft" }}>
              {t("gapsLink")}
            </Link>
          </li>
        )}
        {cases === 0 ? null : (
          <li>
            {t("cases", { count: cases })}{" "}
            <Link to="/campaigns/$campaignId/result/decisions" params={{ campaignId }}>
              {t("casesLink")}
            </Link>
          </li>
        )}
      </ul>
    </Notice>
  );
}

function ProposeForm({ campaignId, frame, isRevision, count }: Props & { readonly count: number }): ReactNode {
  const t = useProposalWords();
  const { send, isBusy, error } = useOnce(propose, { touches: ["result", "campaign"] });
  const isOwn = frame.ownerUnitId !== null;
  return (
    <>
      <WillHappen lines={[...(isRevision ? [t("revise.1")] : []), t("propose.1", { count }), isOwn ? t("propose.2own") : t("propose.2"), t("propose.3")]} />
      <Form
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason = "" }: { reason?: string }) => {
          void send({ params: { campaignId }, body: { reason } });
        }}
      >
        {isRevision ? (
          <Form.Item name="reason" label={t("reason")} extra={t("reasonHelp")} rules={[{ required: true, whitespace: true, min: LEAST_REASON, message: t("reasonShort") }]}>
            <Input.TextArea rows={3} maxLength={4000} />
          </Form.Item>
        ) : null}
        <div className="stack">
          <RefusalNote error={error} />
          <div>
            <Button type="primary" htmlType="submit" loading={isBusy}>
              {t("proposeButton")}
            </Button>
          </div>
        </div>
      </Form>
    </>
  );
}

/** Fixing the result and proposing it: what it would be as of now, and what stands in the way. */
export function ProposeAct(props: Props): ReactNode {
  const t = useProposalWords();
  const { campaignId, frame, law, past, isRevision } = props;
  // What is signed is what is there now, not what was there a minute ago.
  const query = useRead(readDraft, { params: { campaignId } }, { enabled: frame.seesDraft, staleTime: 0 });
  return (
    <section className="card stack">
      <h2>{isRevision ? t("revise") : t("propose")}</h2>
      {frame.seesDraft ? (
        <Loaded query={query}>
          {({ body }) => {
            const cases = openCases(body.result, body.decisions).length;
            const isBlocked = body.gaps.length > 0 || cases > 0;
            return (
              <div className="stack">
                {isBlocked ? <Blocks campaignId={campaignId} gaps={body.gaps} cases={cases} /> : null}
                <LevelSummary result={body.result} decisions={body.decisions} law={law} past={past} />
                <p className="small">
                  <span className="num">{t("ledger", { ...body.ledger })}</span>
                  <br />
                  <span className="muted">{t("ledgerHelp")}</span>
                </p>
                {isBlocked ? null : <ProposeForm {...props} count={body.result.units.length} />}
              </div>
            );
          }}
        </Loaded>
      ) : (
        <ProposeForm {...props} count={0} />
      )}
    </section>
  );
}
