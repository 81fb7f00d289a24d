import { Button } from "antd";
import type { ReactNode } from "react";
import { listUncovered } from "../../contract/campaign-setup.ts";
import { useAll } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded } from "../ui/states.tsx";
import type { Content } from "./assignment.ts";
import { isHole } from "./coverage.ts";
import { useAssignmentWords } from "./words-assignments.ts";

/** What nobody appraises, content by content, and the shortest way to mend it. */

type Props = { readonly campaignId: string; readonly contents: readonly Content[]; readonly onFix: ((content: string, unitIds: readonly string[]) => void) | undefined };

const NAMED = 12;

function Hole({ campaignId, content, onFix }: { readonly campaignId: string; readonly content: Content; readonly onFix: Props["onFix"] }): ReactNode {
  const t = useAssignmentWords();
  const format = useFormat();
  const query = useAll(listUncovered, { params: { campaignId, index: content.index, code: content.code } });
  return (
    <li className="card stack">
      <h3>
        {t("holeOf", { code: content.code, title: content.title })}: <span className="campaign-warning">{t("hole", { count: format.count(content.uncovered), units: format.count(content.units) })}</span>
      </h3>
      <Loaded query={query} rows={2}>
        {(units) => (
          <>
            <details>
              <summary>{t("holeUnits")}</summary>
              <ul>
                {units.map((one) => (
                  <li key={one.unitId}>
                    {one.name}: {one.leaves.slice(0, NAMED).join(", ")}
                    {one.leaves.length > NAMED ? "…" : ""}
                  </li>
                ))}
              </ul>
            </details>
            {onFix === undefined ? null : (
              <div>
                <Button
                  onClick={() => {
                    onFix(content.code, units.map((one) => one.unitId));
                  }}
                >
                  {t("holeFix")}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </li>
  );
}

export function CoverageHoles({ campaignId, contents, onFix }: Props): ReactNode {
  const t = useAssignmentWords();
  const open = contents.filter(isHole);
  return (
    <section className="stack">
      <h2>{t("holes")}</h2>
      {open.length === 0 ? (
        <p className="setup-done">{t("noHoles")}</p>
      ) : (
        <ul className="campaign-rows">
          {open.map((one) => (
            <Hole key={`${one.index} ${one.code}`} campaignId={campaignId} content={one} onFix={onFix} />
          ))}
        </ul>
      )}
    </section>
  );
}
