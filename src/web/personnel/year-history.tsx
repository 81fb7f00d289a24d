import type { ReactNode } from "react";
import type { RatingFile } from "../../contract/personnel-year.ts";
import type { Paper, RatingStep } from "../../contract/personnel-year-steps.ts";
import { useFormat } from "../ui/format.ts";
import { useYearWords } from "./year-words.ts";

/** What was done with a file: complaints with their terms, and every step with what it says and the paper that it rests on. */

export function Complaints({ file }: { readonly file: RatingFile }): ReactNode {
  const t = useYearWords();
  const format = useFormat();
  if (file.complaints.length === 0) return null;
  return (
    <section className="stack" aria-label={t("complaints")}>
      <h2>{t("complaints")}</h2>
      <ol className="year-rows">
        {file.complaints.map((one) => (
          <li key={one.place}>
            <strong>{one.answer === null ? t("complaintOpen", { day: format.day(one.dueOn) }) : t("complaintAnswered", { day: format.day(one.answer.at) })}</strong>{" "}
            <span className="small muted">
              {t("complaintCame", { time: format.time(one.at) })}
              {one.answer === null ? ` · ${t(one.verified ? "complaintVerified" : "complaintUnverified")}` : ""}
            </span>
            <p className="year-text">{one.text}</p>
            {one.answer === null ? null : <p className="year-text">{`${t(one.answer.changes ? "complaintRight" : "complaintWrong")}: ${one.answer.text}`}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What a step says besides its name. */
function useSaid(): (step: RatingStep) => string {
  const t = useYearWords();
  const format = useFormat();
  const paperOf = ({ number, on, about }: Paper): string => t("paperLine", { number, day: format.day(on), about });
  return (step) => {
    switch (step.kind) {
      case "fact":
        return `${t(step.value ? "factHolds" : "factGone", { fact: t(`fact.${step.fact}`) })}\n${paperOf(step.paper)}`;
      case "absence":
        return `${t("absenceLine", { months: format.count(step.months), cause: t(`absence.${step.cause}`) })}\n${paperOf(step.paper)}`;
      case "group":
        return step.group;
      case "party-opinion":
        return `${step.body}: ${step.text}`;
      case "chairman-opinion":
        return `${t(step.agrees ? "agrees" : "disagrees")}: ${step.text}`;
      case "answer":
        return `${t(step.changes ? "complaintRight" : "complaintWrong")}: ${step.text}`;
      case "self-review":
      case "complain":
        return step.text;
      case "raise":
        return step.about;
      case "verify":
        return step.finding;
      case "meeting":
        return step.opinion;
      case "propose":
        return step.reason;
      case "decide":
      case "replace":
        // Its number and reason stand among the decisions.
        return "";
    }
  };
}

export function History({ file }: { readonly file: RatingFile }): ReactNode {
  const t = useYearWords();
  const format = useFormat();
  const saidBy = useSaid();
  if (file.steps.length === 0) return null;
  return (
    <section className="stack" aria-label={t("history")}>
      <h2>{t("history")}</h2>
      <ol className="year-rows">
        {file.steps.map(({ number, at, byName, step }) => {
          const said = saidBy(step);
          const head = step.kind === "meeting" || step.kind === "decide" ? t(`did.${step.kind}`) : t(`act.${step.kind}`);
          return (
            <li key={number}>
              <strong>{"level" in step ? `${head}: ${t(`level.${step.level}`)}` : head}</strong> <span className="small muted">{`${byName} · ${format.time(at)}`}</span>
              {said === "" ? null : <p className="year-text">{said}</p>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
