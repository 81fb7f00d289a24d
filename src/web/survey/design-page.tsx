import { Link, useParams } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { listCampaignUnits } from "../../contract/campaign.ts";
import { readDocument } from "../../contract/regulation.ts";
import { changeDesign, readSurvey } from "../../contract/survey.ts";
import type { SurveyDesign } from "../../contract/survey-design.ts";
import { useCampaign } from "../shell/campaign.ts";
import { useAct, useAll, useRead } from "../shell/query.ts";
import { Choice, TextField, Tick } from "../ui/fields.tsx";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { ConversionEditor } from "./conversion-editor.tsx";
import { SurveyFrame } from "./frame.tsx";
import { GroupsEditor } from "./groups-editor.tsx";
import { SampleEditor } from "./sample-editor.tsx";
import { useDesignWords } from "./words-design.ts";
import { useSurveyWords } from "./words.ts";

const PARTS = ["forms", "sample", "points", "open"] as const;
type Part = (typeof PARTS)[number];
type Editing = { readonly design: SurveyDesign; readonly onChange: (design: SurveyDesign) => void };

const whole = (text: string, most: number): number => Math.min(most, Number(text.replaceAll(/\D/g, "").slice(0, 6)) || 0);

/** Whether anybody may answer without a card, and what that weighs. */
function OpenEditor({ design, onChange }: Editing): ReactNode {
  const t = useDesignWords();
  const { open } = design;
  return (
    <section className="card stack">
      <p className="muted">{t("openLead")}</p>
      <Tick
        label={t("openOn")}
        isOn={open !== null}
        onChange={(isOn) => {
          onChange({ ...design, open: isOn ? { group: design.groups[0]?.key ?? "", cap: 0, mostPerStratum: 1000 } : null });
        }}
      />
      {open === null ? null : (
        <div className="form-grid">
          <Choice
            label={t("group")}
            value={open.group}
            options={design.groups.map((one) => ({ value: one.key, label: one.title }))}
            onChange={(group) => {
              onChange({ ...design, open: { ...open, group } });
            }}
          />
          <TextField
            isNumber
            label={t("cap")}
            value={String(open.cap)}
            onChange={(text) => {
              onChange({ ...design, open: { ...open, cap: whole(text, 20) } });
            }}
          />
          <TextField
            isNumber
            label={t("mostPerStratum")}
            value={String(open.mostPerStratum)}
            onChange={(text) => {
              onChange({ ...design, open: { ...open, mostPerStratum: Math.max(1, whole(text, 100_000)) } });
            }}
          />
          <p className="small muted">{t("capHelp")}</p>
        </div>
      )}
    </section>
  );
}

function Points({ campaignId, design, onChange }: Editing & { readonly campaignId: string }): ReactNode {
  const campaign = useCampaign(campaignId);
  const versionId = campaign.data?.body.regulationInForce.versionId ?? "";
  const law = useRead(readDocument, { params: { versionId } }, { enabled: versionId !== "" });
  return <Loaded query={law}>{({ body }) => <ConversionEditor design={design} regulation={body.document} onChange={onChange} />}</Loaded>;
}

type Given = { readonly campaignId: string; readonly surveyId: string; readonly design: SurveyDesign; readonly version: string; readonly faults: readonly { readonly at: string; readonly message: string }[] };

/** The design as it is being changed; kept on the page until it is saved as a whole. */
function Editor({ campaignId, surveyId, design: kept, version, faults }: Given): ReactNode {
  const t = useDesignWords();
  const [draft, setDraft] = useState<SurveyDesign>();
  const [part, setPart] = useState<Part>("forms");
  const units = useAll(listCampaignUnits, { params: { campaignId } });
  const saving = useAct(changeDesign, { touches: ["survey"] });
  const design = draft ?? kept;
  const save = (): void => {
    saving.mutate(
      { params: { surveyId }, version, body: design },
      {
        onSuccess: () => {
          setDraft(undefined);
        },
      },
    );
  };
  return (
    <>
      <div className="survey-parts">
        <Segmented
          aria-label={t("designTitle")}
          value={part}
          options={PARTS.map((value) => ({ value, label: t(`part.${value}`) }))}
          onChange={setPart}
        />
      </div>
      <section className="card stack survey-save">
        {draft === undefined && faults.length > 0 ? (
          <div role="status">
            <h2>{t("faults")}</h2>
            <ul>
              {faults.map((one, i) => (
                <li key={i}>
                  {one.message} <span className="small muted">{one.at}</span>
                </li>
              ))}
            </ul>
          </div>
        ) : (
          <p role="status">{draft === undefined ? t("sound") : t("unsaved")}</p>
        )}
        <RefusalNote error={saving.error} />
        <div className="row">
          <Button type="primary" disabled={draft === undefined} loading={saving.isPending} onClick={save}>
            {t("save")}
          </Button>
          {draft === undefined && saving.isSuccess ? <span>{t("saved")}</span> : null}
        </div>
      </section>
      {part === "forms" ? <GroupsEditor surveyId={surveyId} design={design} onChange={setDraft} /> : null}
      {part === "sample" ? <SampleEditor design={design} units={units.data ?? []} onChange={setDraft} /> : null}
      {part === "points" ? <Points campaignId={campaignId} design={design} onChange={setDraft} /> : null}
      {part === "open" ? <OpenEditor design={design} onChange={setDraft} /> : null}
    </>
  );
}

/** Drawing up a survey: its questionnaires, its sample, what answers are worth. */
export function SurveyDesignPage(): ReactNode {
  const t = useDesignWords();
  const words = useSurveyWords();
  const { campaignId, surveyId } = useParams({ from: "/signed-in/campaigns/$campaignId/surveys/$surveyId/design" });
  const query = useRead(readSurvey, { params: { surveyId } });
  return (
    <SurveyFrame campaignId={campaignId} title={t("designTitle")} lead={t("designLead")}>
      <p>
        <Link to="/campaigns/$campaignId/surveys/$surveyId" params={{ campaignId, surveyId }}>
          {query.data?.body.title ?? words("back")}
        </Link>
      </p>
      <Loaded query={query}>
        {({ body, version }) => (body.state === "draft" ? <Editor campaignId={campaignId} surveyId={surveyId} design={body.design} version={version ?? body.version} faults={body.faults} /> : <Notice title={words(`state.${body.state}`)}>{words("openLasting")}</Notice>)}
      </Loaded>
    </SurveyFrame>
  );
}
