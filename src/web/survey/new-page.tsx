import { useNavigate, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { createSurvey, listSurveys, readSurvey } from "../../contract/survey.ts";
import type { SurveyDesign } from "../../contract/survey-design.ts";
import { call } from "../shell/client.ts";
import { useAct, useAll } from "../shell/query.ts";
import { Pick } from "../ui/pick.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { readDesignFile } from "./design-file.ts";
import { emptyForm } from "./design-state.ts";
import { SurveyFrame } from "./frame.tsx";
import { useDesignWords } from "./words-design.ts";
import { useSurveyWords } from "./words.ts";

/** A new survey, which begins with the design of another one. */
export function NewSurveyPage(): ReactNode {
  const t = useSurveyWords();
  const words = useDesignWords();
  const id = useId();
  const navigate = useNavigate();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/surveys/new" });
  const others = useAll(listSurveys, { query: { campaignId } });
  const [title, setTitle] = useState("");
  const [source, setSource] = useState<string>();
  const [file, setFile] = useState<SurveyDesign>();
  const [isBad, setBad] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const creating = useAct(createSurvey, { touches: ["survey"] });
  const make = async (): Promise<void> => {
    setFailure(undefined);
    const scratch: SurveyDesign = { title: "", intro: "", groups: [{ key: "cong-dan", title: words("group"), form: emptyForm(words("formTitle"), words("section"), words("question")) }], strata: [], conversions: [], open: null };
    const design = file ?? (source === undefined ? scratch : (await call(readSurvey, { params: { surveyId: source } })).body.design);
    const made = await creating.mutateAsync({ body: { campaignId, design: { ...design, title: title.trim() } } });
    await navigate({ to: "/campaigns/$campaignId/surveys/$surveyId/design", params: { campaignId, surveyId: made.body.id } });
  };
  const readFrom = async (chosen: Blob): Promise<void> => {
    const read = await readDesignFile(chosen);
    setFile(read);
    setBad(read === undefined);
  };
  return (
    <SurveyFrame campaignId={campaignId} title={t("newTitle")} lead={t("newLead")}>
      <form
        className="card stack"
        onSubmit={(event) => {
          event.preventDefault();
          make().catch(setFailure);
        }}
      >
        <label htmlFor={`${id}-title`} className="field-label">
          {t("name")}
        </label>
        <input
          id={`${id}-title`}
          className="field-input"
          maxLength={300}
          value={title}
          onChange={(event) => {
            setTitle(event.target.value);
          }}
        />
        <span className="field-label">{t("source")}</span>
        <Pick label={t("source")} options={(others.data ?? []).map((one) => ({ value: one.id, label: one.title }))} value={source} onPick={setSource} isLoading={others.isPending} mayClear />
        <label htmlFor={`${id}-file`} className="field-label">
          {t("fromFile")}
        </label>
        <input
          id={`${id}-file`}
          type="file"
          accept="application/json,.json"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen === undefined) return;
            void readFrom(chosen);
          }}
        />
        {isBad ? (
          <p className="field-bad" role="alert">
            {t("badFile")}
          </p>
        ) : null}
        <RefusalNote error={failure} />
        <div className="row">
          <Button type="primary" htmlType="submit" disabled={title.trim() === ""} loading={creating.isPending}>
            {t("make")}
          </Button>
        </div>
      </form>
    </SurveyFrame>
  );
}
