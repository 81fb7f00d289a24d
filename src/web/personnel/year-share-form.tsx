import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { actOnRound, type RatingLine, type RatingRound } from "../../contract/personnel-year.ts";
import { useAct } from "../shell/query.ts";
import { AreaField, isShort, TextField } from "../ui/fields.tsx";
import { FinalAct } from "../ui/final-act.tsx";
import { readDecimal, useFormat } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useShareWords } from "./words-share.ts";

/** What only the decider says of a whole round: a larger share of excellent, and who of equal points comes first (article 20.5). */


/** More than the plain share, for an agency that stands out (article 20.5.b). */
function Share({ round }: { readonly round: RatingRound }): ReactNode {
  const t = useShareWords();
  const format = useFormat();
  const [share, setShare] = useState("");
  const [paper, setPaper] = useState("");
  const [reason, setReason] = useState("");
  const act = useAct(actOnRound, { touches: ["personnel"] });
  const wanted = readDecimal(share);
  return (
    <details className="card no-print">
      <summary>{t("share")}</summary>
      <FinalAct
        consequences={[t("shareWhat", { share: share.trim() === "" ? "…" : share, people: round.lines.length + round.hidden })]}
        lasting={t("shareLasting")}
        action={t("decideShare")}
        isBusy={act.isPending}
        error={act.error}
        isReady={wanted !== undefined && paper.trim() !== "" && !isShort(reason)}
        onAct={() => {
          if (wanted !== undefined) act.mutate({ params: { roundId: round.id, year: round.year }, body: { kind: "share", share: wanted, reason: reason.trim(), paper: paper.trim() }, version: round.version });
        }}
      >
        <p>{t("shareHelp", { share: format.decimal(round.share) })}</p>
        <div className="form-grid">
          <TextField label={t("shareOf")} value={share} onChange={setShare} isNumber maxLength={5} />
          <TextField label={t("paper")} value={paper} onChange={setPaper} maxLength={200} />
        </div>
        <AreaField label={t("reason")} value={reason} onChange={setReason} maxLength={2000} />
      </FinalAct>
    </details>
  );
}

/** Those of equal points at the last place, each group by itself. */
const tiesOf = (lines: readonly RatingLine[]): RatingLine[][] => [...Map.groupBy(lines.filter((one) => one.pending === "quota-tie" && one.decided === null), (one) => `${one.basis} ${one.group} ${one.percent ?? ""}`).values()].filter((group) => group.length > 1);

function moved<T>(all: readonly T[], at: number): T[] {
  const next = [...all];
  const [one] = next.splice(at, 1);
  return one === undefined ? next : next.toSpliced(at - 1, 0, one);
}

function Tie({ round, people }: { readonly round: RatingRound; readonly people: readonly RatingLine[] }): ReactNode {
  const t = useShareWords();
  const format = useFormat();
  const [order, setOrder] = useState<readonly RatingLine[]>(people);
  const [reason, setReason] = useState("");
  const act = useAct(actOnRound, { touches: ["personnel"] });
  return (
    <form
      className="card stack no-print"
      aria-label={t("tie")}
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate({ params: { roundId: round.id, year: round.year }, body: { kind: "order", fileIds: order.map((one) => one.id), reason: reason.trim() }, version: round.version });
      }}
    >
      <h2>{t("tie")}</h2>
      <p>{t("tieHelp", { points: format.decimal(people[0]?.percent ?? "0") })}</p>
      <ol className="year-rows">
        {order.map((one, at) => (
          <li key={one.id}>
            {one.name} <span className="small muted">{one.officeName}</span>{" "}
            <button type="button" className="link-like small" disabled={at === 0} onClick={() => { setOrder(moved(order, at)); }}>
              {t("up")}
              <span className="visually-hidden">: {one.name}</span>
            </button>
          </li>
        ))}
      </ol>
      <AreaField label={t("reason")} value={reason} onChange={setReason} maxLength={2000} />
      <RefusalNote error={act.error} />
      <div>
        <Button htmlType="submit" disabled={isShort(reason)} loading={act.isPending}>
          {t("decideOrder")}
        </Button>
      </div>
    </form>
  );
}

export const Ties = ({ round }: { readonly round: RatingRound }): ReactNode => (round.mayDecide ? tiesOf(round.lines).map((people) => <Tie key={people.map((one) => one.id).join(" ")} round={round} people={people} />) : null);

export function LargerShare({ round }: { readonly round: RatingRound }): ReactNode {
  const t = useShareWords();
  const format = useFormat();
  return (
    <>
      {round.shareReason === null ? null : <p>{t("shareIs", { share: format.decimal(round.share), reason: round.shareReason })}</p>}
      {round.mayDecide && round.lines.length > 0 ? <Share key={`share ${round.version}`} round={round} /> : null}
    </>
  );
}
