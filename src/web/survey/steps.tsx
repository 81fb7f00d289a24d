import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { z } from "zod";
import { type ReactNode, useState } from "react";
import { actOnSurvey, changeDesign, convertSurvey, countSurvey, type readSurvey } from "../../contract/survey.ts";
import { useAct } from "../shell/query.ts";
import { DayField } from "../ui/day-field.tsx";
import { endOfDay } from "../ui/day.ts";
import { FinalAct } from "../ui/final-act.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { readDesignFile } from "./design-file.ts";
import { download } from "./download.ts";
import { Orders } from "./orders.tsx";
import { useSurveyWords } from "./words.ts";

type View = z.output<typeof readSurvey.response>;
type Props = { readonly survey: View; readonly version: string };

/** The design as a file, out and in again. */
function Draft({ survey, version }: Props): ReactNode {
  const t = useSurveyWords();
  const [isBad, setBad] = useState(false);
  const changing = useAct(changeDesign, { touches: ["survey"] });
  const replaceBy = async (chosen: Blob): Promise<void> => {
    const design = await readDesignFile(chosen);
    setBad(design === undefined);
    if (design !== undefined) changing.mutate({ params: { surveyId: survey.id }, version, body: design });
  };
  return (
    <section className="card stack">
      {survey.faults.length === 0 ? null : (
        <div role="status">
          <h2>{t("faults")}</h2>
          <ul>
            {survey.faults.map((one, i) => (
              <li key={i}>{one.message}</li>
            ))}
          </ul>
        </div>
      )}
      <p>{t("draftLead")}</p>
      <p>
        <Link to="/campaigns/$campaignId/surveys/$surveyId/design" params={{ campaignId: survey.campaignId, surveyId: survey.id }} className="link-button link-button-primary">
          {t("design")}
        </Link>
      </p>
      <details>
        <summary>{t("replaceDesign")}</summary>
        <input
          type="file"
          aria-label={t("replaceDesign")}
          accept="application/json,.json"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen === undefined) return;
            void replaceBy(chosen);
          }}
        />
      </details>
      {isBad ? (
        <p className="field-bad" role="alert">
          {t("badFile")}
        </p>
      ) : null}
      <RefusalNote error={changing.error} />
    </section>
  );
}

export const SaveDesign = ({ survey }: Pick<Props, "survey">): ReactNode => {
  const t = useSurveyWords();
  return (
    <Button
      onClick={() => {
        download("thiet-ke-khao-sat.json", "application/json", JSON.stringify(survey.design, null, 2));
      }}
    >
      {t("saveDesign")}
    </Button>
  );
};

function Opening({ survey, version }: Props): ReactNode {
  const t = useSurveyWords();
  const [day, setDay] = useState("");
  const acting = useAct(actOnSurvey, { touches: ["survey"] });
  return (
    <FinalAct
      consequences={[t("openWill")]}
      lasting={t("openLasting")}
      action={t("open")}
      isReady={day !== "" && survey.faults.length === 0}
      isBusy={acting.isPending}
      error={acting.error}
      onAct={() => {
        acting.mutate({ params: { surveyId: survey.id }, version, body: { kind: "open", closesAt: endOfDay(day) } });
      }}
    >
      <DayField label={t("closeDay")} value={day} onChange={setDay} />
    </FinalAct>
  );
}

function Closing({ survey, version }: Props): ReactNode {
  const t = useSurveyWords();
  const acting = useAct(actOnSurvey, { touches: ["survey"] });
  return (
    <FinalAct
      consequences={[t("closeWill")]}
      lasting={t("closeLasting")}
      action={t("close")}
      isDangerous
      isBusy={acting.isPending}
      error={acting.error}
      onAct={() => {
        acting.mutate({ params: { surveyId: survey.id }, version, body: { kind: "close" } });
      }}
    />
  );
}

function Counting({ survey }: Pick<Props, "survey">): ReactNode {
  const t = useSurveyWords();
  const counting = useAct(countSurvey, { touches: ["survey"] });
  return (
    <FinalAct
      consequences={[t("countWill")]}
      lasting={t("countLasting")}
      action={t("count")}
      isBusy={counting.isPending}
      error={counting.error}
      onAct={() => {
        counting.mutate({ params: { surveyId: survey.id } });
      }}
    />
  );
}

/** What the organiser does next. */
export function OrganiserSteps({ survey, version }: Props): ReactNode {
  switch (survey.state) {
    case "draft":
      return (
        <>
          <Draft survey={survey} version={version} />
          <Opening survey={survey} version={version} />
        </>
      );
    case "open":
      return (
        <>
          <Orders survey={survey} />
          <Closing survey={survey} version={version} />
        </>
      );
    case "closed":
      return <Counting survey={survey} />;
    case "counted":
    case "converted":
      return null;
  }
}

/** The programme officer takes what was counted into the points. */
export function Taking({ survey }: Pick<Props, "survey">): ReactNode {
  const t = useSurveyWords();
  const taking = useAct(convertSurvey, { touches: ["survey", "assessment", "result"] });
  if (taking.data !== undefined) {
    const { imported, unchanged, missing } = taking.data.body;
    return <p role="status">{t("took", { imported, unchanged, missing })}</p>;
  }
  return (
    <FinalAct
      consequences={[t("convertWill")]}
      lasting={t("convertLasting")}
      action={t("convert")}
      isBusy={taking.isPending}
      error={taking.error}
      onAct={() => {
        taking.mutate({ params: { surveyId: survey.id }, body: { replaces: false } });
      }}
    />
  );
}
