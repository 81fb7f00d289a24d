import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { actOnUnit, type Board } from "../../contract/personnel-work.ts";
import { useAct } from "../shell/query.ts";
import { DayField } from "../ui/day-field.tsx";
import { AreaField, TextField } from "../ui/fields.tsx";
import { FinalAct } from "../ui/final-act.tsx";
import { useFormat } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useBoardWords } from "./words-board.ts";

type Props = { readonly board: Board; readonly version: string };
type ActsProps = Props & { /** The head of the office, or who keeps its files. */ readonly mayAct: boolean };

function Minutes({ board, version }: Props): ReactNode {
  const t = useBoardWords();
  const id = useId();
  const [on, setOn] = useState(board.today);
  const [chair, setChair] = useState("");
  const [secretary, setSecretary] = useState("");
  const [attended, setAttended] = useState(String(board.people.length));
  const [invited, setInvited] = useState(String(board.people.length));
  const [opinions, setOpinions] = useState("");
  const act = useAct(actOnUnit, { touches: ["personnel"] });
  return (
    <form
      className="stack"
      aria-labelledby={`${id}-title`}
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate({ params: { periodId: board.periodId, unitId: board.unitId }, body: { kind: "meeting", on, chair, secretary, attended: Number(attended), invited: Number(invited), opinions, isAdopted: true }, version });
      }}
    >
      <h3 id={`${id}-title`}>{t("minutes")}</h3>
      <div className="form-grid">
        <DayField label={t("on")} value={on} onChange={setOn} />
        <TextField label={t("chair")} maxLength={200} value={chair} onChange={setChair} />
        <TextField label={t("secretary")} maxLength={200} value={secretary} onChange={setSecretary} />
        <TextField label={t("attended")} isNumber value={attended} onChange={setAttended} />
        <TextField label={t("invited")} isNumber value={invited} onChange={setInvited} />
      </div>
      <AreaField label={t("opinions")} rows={4} maxLength={10_000} value={opinions} onChange={setOpinions} />
      <RefusalNote error={act.error} />
      <div className="row">
        <Button htmlType="submit" loading={act.isPending} disabled={chair.trim() === "" || secretary.trim() === "" || on === ""}>
          {t("keepMinutes")}
        </Button>
      </div>
    </form>
  );
}

/** The office's meeting with its minutes, and the notice of the results. */
export function UnitActs({ board, version, mayAct }: ActsProps): ReactNode {
  const t = useBoardWords();
  const format = useFormat();
  const act = useAct(actOnUnit, { touches: ["personnel"] });
  const [by, setBy] = useState("");
  const isComplete = board.people.every((one) => one.form === "confirmed" || one.form === "absent" || one.unitId !== board.unitId);
  return (
    <section className="card stack">
      <h2>{t("meeting")}</h2>
      {board.meeting === null ? null : <p>{t("metOn", { day: format.day(board.meeting.on), chair: board.meeting.chair, attended: format.count(board.meeting.attended), invited: format.count(board.meeting.invited) })}</p>}
      {board.notifiedAt === null ? null : <p>{t("notified", { time: format.time(board.notifiedAt) })}</p>}
      {board.isOpen && mayAct ? (
        <details>
          <summary>{t("minutes")}</summary>
          <Minutes board={board} version={version} />
        </details>
      ) : null}
      {board.isOpen && mayAct && board.meeting !== null && isComplete ? (
        <FinalAct
          consequences={[t("notifyWhat", { count: board.people.length })]}
          lasting={t("notifyLasting")}
          action={t("notify")}
          isBusy={act.isPending}
          error={act.error}
          isReady={by.trim() !== ""}
          onAct={() => {
            act.mutate({ params: { periodId: board.periodId, unitId: board.unitId }, body: { kind: "notify", by }, version });
          }}
        >
          <TextField label={t("how")} value={by} onChange={setBy} />
        </FinalAct>
      ) : null}
    </section>
  );
}
