import type { ReactNode } from "react";
import type { RatingFile } from "../../contract/personnel-year.ts";
import type { Paper, RatingPlace, RatingStep } from "../../contract/personnel-year-steps.ts";
import { useFormat } from "../ui/format.ts";
import { useMoveWords } from "./words-move.ts";
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
              {` · ${t(one.verified ? "complaintVerified" : "complaintUnverified")}`}
            </span>
            <p className="year-text">{one.text}</p>
            {one.answer === null ? null : <p className="year-text">{`${t(one.answer.changes ? "complaintRight" : "complaintWrong")}: ${one.answer.text}`}</p>}
            {one.afterwards === null ? null : <p className="year-text">{`${t(one.afterwards.changes ? "foundWrong" : "foundRight")}: ${one.afterwards.finding}`}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What a step says besides its name. */
function useSaid(): (step: RatingStep) => string {
  const t = useYearWords();
  const moves = useMoveWords();
  const format = useFormat();
  const placeIn = ({ title, office, agency }: RatingPlace): string => [title.includes(office) ? "" : office, office.endsWith(agency) || title.endsWith(agency) ? "" : agency].reduce((said, one) => (one === "" ? said : `${said}, ${one}`), title);
  const foundIn = ({ finding, changes }: Extract<RatingStep, { kind: "verify" }>): string => (changes === true ? `${t("verifiedWrong")}\n${finding}` : finding);
  const paperOf = ({ number, on, about }: Paper): string => t("paperLine", { number, day: format.day(on), about });
  return (step) => {
    switch (step.kind) {
      case "fact":
        return `${t(step.value ? "factHolds" : "factGone", { fact: t(`fact.${step.fact}`) })}\n${paperOf(step.paper)}`;
      case "absence":
        return `${t("absenceLine", { months: format.count(step.months), cause: t(`absence.${step.cause}`) })}\n${paperOf(step.paper)}`;
      case "group":
        return step.group || t("noGroup");
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
        return foundIn(step);
      case "meeting":
        return step.opinion;
      case "propose":
        return step.reason;
      case "transfer":
        return moves("transferLine", { from: placeIn(step.from), to: placeIn(step.to) });
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
  const moves = useMoveWords();
  const saidBy = useSaid();
  if (file.steps.length === 0) return null;
  return (
    <section className="stack" aria-label={t("history")}>
      <h2>{t("history")}</h2>
      <ol className="year-rows">
        {file.steps.map(({ number, at, byName, step }) => {
          const said = saidBy(step);
          const head = step.kind === "transfer" ? moves("transfer") : step.kind === "meeting" || step.kind === "decide" ? t(`did.${step.kind}`) : t(`act.${step.kind}`);
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
