import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type InspectionView, readInspection } from "../../contract/plan-inspection.ts";
import { usePeople } from "../shell/people.ts";
import { useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded } from "../ui/states.tsx";
import { PlanFrame } from "./frame.tsx";
import { InspectionActs } from "./inspection-acts.tsx";
import { InspectionFiles } from "./inspection-files.tsx";
import { useInspectionWords } from "./words-inspection.ts";

/** One inspection, as it stands and as it goes on. */

const TONE = { met: "plan-done", partly: "plan-near", "not-met": "plan-late" } as const;

function Findings({ view }: { readonly view: InspectionView }): ReactNode {
  const t = useInspectionWords();
  const found = new Map(view.findings.map((one) => [one.code, one]));
  return (
    <section className="stack">
      <h2>
        {t("findings")} <span className="num muted">{`${String(view.findings.length)}/${String(view.checklist.length)}`}</span>
      </h2>
      <ul className="plan-items">
        {view.checklist.map(({ code, title }) => {
          const one = found.get(code);
          return (
            <li key={code} className="plan-offer">
              <span className="plan-section num">{code}</span>
              <span>
                {title}
                {one === undefined ? null : (
                  <span className="small plan-facts">
                    <span>{one.text}</span>
                    <InspectionFiles view={view} numbers={one.files} />
                  </span>
                )}
              </span>
              {one === undefined ? <span className="muted">{t("noFinding")}</span> : <strong className={TONE[one.verdict]}>{t(`verdict.${one.verdict}`)}</strong>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Recommendations({ view }: { readonly view: InspectionView }): ReactNode {
  const t = useInspectionWords();
  const format = useFormat();
  if (view.recommendations.length === 0) return null;
  return (
    <section className="stack">
      <h2>
        {t("recommendations")} <span className="num muted">{view.recommendations.length}</span>
      </h2>
      <ul className="plan-items">
        {view.recommendations.map((one) => (
          <li key={one.number} className="plan-offer">
            <span className="plan-section num">{format.day(one.due)}</span>
            <span>
              {one.text}
              <span className="small muted plan-facts">
                {one.mended === null ? null : <span>{one.mended}</span>}
                <InspectionFiles view={view} numbers={one.files} />
                {one.finding === null ? null : <span>{one.finding}</span>}
              </span>
            </span>
            <span>
              {t(`rec.${one.state}`)} {one.isLate ? <strong className="plan-late">{t("lateOne")}</strong> : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const Said = ({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode => (
  <section>
    <h2>{title}</h2>
    <p>{children}</p>
  </section>
);

function Whole({ view }: { readonly view: InspectionView }): ReactNode {
  const t = useInspectionWords();
  const format = useFormat();
  const nameOf = usePeople();
  return (
    <>
      <p className="plan-facts">
        <strong>{t(`state.${view.state}`)}</strong>
        <span>{t(`kind.${view.kind}`)}</span>
        <span>
          {format.day(view.from)}–{format.day(view.to)}
        </span>
        <span className="muted">{`${t("team")}: ${[view.leader, ...view.members].map(nameOf).join(", ")}`}</span>
      </p>
      <p>{view.purpose}</p>
      <InspectionActs key={view.version} view={view} />
      <Findings view={view} />
      {view.minutes === null ? null : <Said title={t("minutes")}>{view.minutes}</Said>}
      {view.answer === null ? null : <Said title={t("answer")}>{`${t(view.answer.agrees ? "agrees" : "disagrees")}. ${view.answer.text}`}</Said>}
      {view.conclusion === null ? null : <Said title={t("conclusion")}>{view.conclusion.text}</Said>}
      <Recommendations view={view} />
    </>
  );
}

function One({ planId, inspectionId }: { readonly planId: string; readonly inspectionId: string }): ReactNode {
  const t = useInspectionWords();
  const query = useRead(readInspection, { params: { planId, inspectionId } });
  return (
    <Loaded query={query}>
      {({ body }) => (
        <>
          <h2>{t("detail", { unit: body.unitName })}</h2>
          <Whole view={body} />
        </>
      )}
    </Loaded>
  );
}

export function InspectionPage(): ReactNode {
  const t = useInspectionWords();
  const { year, inspectionId } = useParams({ from: "/signed-in/plan/$year/inspections/$inspectionId" });
  return (
    <PlanFrame year={year} title={`${t("title")} ${year}`}>
      {(plan) => <One planId={plan.id} inspectionId={inspectionId} />}
    </PlanFrame>
  );
}
