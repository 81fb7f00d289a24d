import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { readHistory } from "../../contract/assessment.ts";
import { listPeople } from "../../contract/organisation.ts";
import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import { call } from "../shell/client.ts";
import { keyOf, useRead } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { judge } from "../ui/engine.ts";
import { asInput } from "../ui/entry/input.ts";
import { useFormat } from "../ui/format.ts";
import { SideDrawer } from "../ui/reasons.tsx";
import { Loaded } from "../ui/states.tsx";
import { useAssessmentWords } from "./words.ts";

/** Every value that a criterion ever had, newest first, in a drawer beside it. */

const STEPS = ["self", "appraisal-1", "explanation", "appraisal-2", "import", "correction"] as const;
const stepOf = (step: string): (typeof STEPS)[number] | "other" => STEPS.find((one) => one === step) ?? "other";

/** What the people of a unit are called; whoever reads is "me". */
export function useNames(unitId: string): (personId: string) => string | undefined {
  const t = useAssessmentWords();
  const { user } = useSession();
  const { data } = useRead(listPeople, { query: { unit: unitId, limit: 200 } }, { staleTime: 600_000 });
  return (personId) => (personId === user.personId ? t("byMe") : data?.body.items.find(({ id }) => id === personId)?.name);
}

type Place = { readonly campaignId: string; readonly unitId: string };

function Values({ place, leaf }: { readonly place: Place; readonly leaf: CompiledLeaf }): ReactNode {
  const t = useAssessmentWords();
  const format = useFormat();
  const nameOf = useNames(place.unitId);
  const { code } = leaf;
  const history = useInfiniteQuery({
    queryKey: keyOf(readHistory, { params: place, query: { code } }),
    queryFn: async ({ pageParam, signal }) => (await call(readHistory, { params: place, query: { code, ...(pageParam === "" ? {} : { cursor: pageParam }) }, signal })).body,
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  return (
    <Loaded query={history}>
      {({ pages }) => {
        const items = pages.flatMap((one) => one.items);
        if (items.length === 0) return <p>{t("historyEmpty")}</p>;
        return (
          <>
            <ol className="desk-history">
              {items.map(({ step, version, at, by, input, note, source, points }) => {
                const judged = judge(leaf, asInput(input));
                const name = by === null ? undefined : nameOf(by);
                return (
                  <li key={`${step} ${version} ${at}`}>
                    <p className="muted small">
                      {t(`step.${stepOf(step)}`)} · <time dateTime={at}>{format.time(at)}</time>
                      {name === undefined ? null : ` · ${name}`}
                      {source === null ? null : ` · ${source}`}
                    </p>
                    {step === "explanation" ? null : (
                      <p>
                        {points === null ? null : <strong className="num">{t("points", { points: format.decimal(points) })}. </strong>}
                        {judged.kind === "points" ? judged.reason : t(input === null ? "cleared" : "noLongerFits")}
                      </p>
                    )}
                    {note === "" ? null : <p className="desk-note-text">{note}</p>}
                  </li>
                );
              })}
            </ol>
            {history.hasNextPage ? (
              <Button loading={history.isFetchingNextPage} onClick={() => { void history.fetchNextPage(); }}>
                {t("more")}
              </Button>
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}

export function HistoryDrawer({ place, leaf, isOpen, onClose }: { readonly place: Place; readonly leaf: CompiledLeaf; readonly isOpen: boolean; readonly onClose: () => void }): ReactNode {
  const t = useAssessmentWords();
  return (
    <SideDrawer title={t("historyOf", { code: leaf.code })} isOpen={isOpen} onClose={onClose}>
      <Values place={place} leaf={leaf} />
    </SideDrawer>
  );
}
