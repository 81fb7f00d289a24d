import { Button } from "antd";
import type { ReactNode } from "react";
import { type RatingRound, takeOverRating } from "../../contract/personnel-year.ts";
import { useAct } from "../shell/query.ts";
import { RefusalNote } from "../ui/states.tsx";
import { titleIn } from "./titles.ts";
import { useMoveWords } from "./words-move.ts";
import "./year.css";

/** Who works here now while the file is still elsewhere: whoever rates them takes it over (article 19.1). */

type Arrival = RatingRound["arrivals"][number];

function Row({ arrival }: { readonly arrival: Arrival }): ReactNode {
  const t = useMoveWords();
  const act = useAct(takeOverRating, { touches: ["personnel"] });
  return (
    <li className="stack">
      <div>
        <strong>{arrival.name}</strong> <span className="small muted">{titleIn(arrival.title, arrival.officeName)}</span>
        <p className="small">{t("arrivedFrom", { place: arrival.from })}</p>
      </div>
      <RefusalNote error={act.error} />
      <div>
        <Button loading={act.isPending} onClick={() => { act.mutate({ params: { fileId: arrival.fileId }, version: arrival.version }); }}>
          {t(arrival.isFromElsewhere ? "takeOver" : "bringUp")}
          <span className="visually-hidden">: {arrival.name}</span>
        </Button>
      </div>
    </li>
  );
}

export function Arrivals({ round }: { readonly round: RatingRound }): ReactNode {
  const t = useMoveWords();
  if (round.arrivals.length === 0) return null;
  return (
    <section className="card stack no-print" aria-label={t("arrivals")}>
      <h2>{t("arrivals")}</h2>
      <p>{t("arrivalsHelp")}</p>
      <ul className="year-rows">
        {round.arrivals.map((one) => (
          <Row key={one.fileId} arrival={one} />
        ))}
      </ul>
    </section>
  );
}
