import type { ReactNode } from "react";
import type { readPreviousValues } from "../../contract/result-previous.ts";
import type { Answer } from "../shell/client.ts";
import { useFormat } from "../ui/format.ts";
import type { Task } from "./file.ts";
import type { Round } from "./ground.ts";
import { valueText } from "./values.ts";
import { useAppraisalWords } from "./words.ts";

/** What is said of a criterion besides one's own word: by the unit, by others of the council, last year. */

export type Previous = Answer<typeof readPreviousValues>["body"];

function LastYear({ previous, code }: { readonly previous: Previous | undefined; readonly code: string }): ReactNode {
  const t = useAppraisalWords();
  const format = useFormat();
  const values = (previous?.units ?? []).flatMap((unit) => unit.values.filter((one) => one.code === code && one.state === "scored").map((one) => ({ ...one, unit: unit.name })));
  const year = previous?.campaign?.year;
  if (values.length === 0 || year === undefined) return null;
  return (
    <div className="appraisal-pair">
      <dt>{t("lastYear", { year })}</dt>
      <dd>
        {values.map((one) => (
          <p key={one.unit}>
            <span className="num">{t("pointsOf", { points: format.decimal(one.points), max: format.decimal(one.maxPoints) })}</span>
            {values.length > 1 ? ` (${one.unit})` : ""}
            {one.isSameCriterion ? "" : ` · ${t("otherCriterion")}`}
          </p>
        ))}
      </dd>
    </div>
  );
}

type Props = { readonly task: Pick<Task, "criterion" | "leaf">; readonly round: Round; readonly personId: string; readonly nameOf: (personId: string | null) => string; readonly previous?: Previous | undefined };

export function Said({ task: { criterion, leaf }, round, personId, nameOf, previous }: Props): ReactNode {
  const t = useAppraisalWords();
  const format = useFormat();
  const { self, explanation, appraisals } = criterion;
  const line = (points: string | null, input: Readonly<Record<string, unknown>> | null): ReactNode => (
    <>
      <strong className="num">{points === null ? t("nothing") : t("points", { points: format.decimal(points) })}</strong>
      {input === null || "points" in input ? null : <span className="muted"> · {valueText(leaf, input, format, t)}</span>}
    </>
  );
  const others = appraisals.filter((one) => one.input !== null && (one.round !== round || one.by !== personId));
  return (
    <dl className="appraisal-said">
      <div className="appraisal-pair">
        <dt>{t("self")}</dt>
        <dd>
          {self === null ? <span className="muted">{t("notScored")}</span> : line(self.points, self.input)}
          {self === null ? null : self.note === "" ? <p className="muted small">{t("withoutNote")}</p> : <p className="appraisal-note">{self.note}</p>}
        </dd>
      </div>
      {others.map((one) => (
        <div key={`${one.round} ${one.by ?? ""}`} className="appraisal-pair">
          <dt>{t(one.asChair ? "byChair" : "byMember", { round: one.round, name: nameOf(one.by) })}</dt>
          <dd>
            {line(one.points, one.input)}
            {one.note === "" ? null : <p className="appraisal-note">{one.note}</p>}
          </dd>
        </div>
      ))}
      {explanation === null ? null : (
        <div className="appraisal-pair">
          <dt>{t("explanation")}</dt>
          <dd>
            <p className="appraisal-note">{explanation.note}</p>
          </dd>
        </div>
      )}
      <LastYear previous={previous} code={leaf.code} />
    </dl>
  );
}
