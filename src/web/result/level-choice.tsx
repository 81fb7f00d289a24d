import { Button, Form, Input, Radio } from "antd";
import type { ReactNode } from "react";
import { LEAST_REASON } from "../../contract/prose.ts";
import { decide } from "../../contract/result.ts";
import { levelsWithin } from "../../scoring/explain/gates.ts";
import type { Classification } from "../../scoring/regulation/schema.ts";
import { useOnce } from "../shell/once.ts";
import { useFormat } from "../ui/format.ts";
import { Level } from "../ui/level.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { useDecisionWords } from "./decision-words.ts";

type Props = { readonly campaignId: string; readonly unit: { readonly code: string; readonly name: string; readonly about: ReactNode }; readonly classification: Classification; /** What it has; undefined where points bind nobody. */ readonly percent: string | undefined; readonly onDecided: (number: number) => void };

/** The level of a unit that the regulation puts in none. */
export function LevelChoice({ campaignId, unit, classification, percent, onDecided }: Props): ReactNode {
  const t = useDecisionWords();
  const format = useFormat();
  const { send, isBusy, error } = useOnce(decide, { touches: ["result"] });
  // By the rule with which the server would refuse the others.
  const open = percent === undefined ? classification.levels : levelsWithin(classification, percent);
  const submit = async ({ level, reason }: { readonly level: string; readonly reason: string }): Promise<void> => {
    const answer = await send({ params: { campaignId }, body: { kind: "level", ratio: classification.ratio, unit: unit.code, level, reason } });
    if (answer !== undefined) onDecided(answer.body.number);
  };
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={(given: { level: string; reason: string }) => {
        void submit(given);
      }}
    >
      <p>
        <strong>{unit.name}</strong> {unit.about}
      </p>
      <Form.Item name="level" label={t("levelFor", { unit: unit.name })} rules={[{ required: true, message: t("levelNeeded") }]}>
        <Radio.Group options={classification.levels.map((one) => ({ value: one.key, label: <Level level={one.key} title={one.title} />, disabled: !open.includes(one) }))} />
      </Form.Item>
      {percent === undefined || open.length === classification.levels.length ? null : <p className="small muted">{t("levelsShut", { percent: format.percent(percent), most: open[0]?.title ?? "", article: open[0]?.article ?? "" })}</p>}
      <Form.Item name="reason" label={t("reason")} extra={t("reasonHelp")} rules={[{ required: true, whitespace: true, min: LEAST_REASON, message: t("reasonShort") }]}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <div className="stack">
        <p>{t("effectLevel")}</p>
        <RefusalNote error={error} />
        <div>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t("decideLevel")}
          </Button>
        </div>
      </div>
    </Form>
  );
}
