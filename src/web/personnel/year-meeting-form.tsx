import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { type RatingRound, recordMeeting } from "../../contract/personnel-year.ts";
import { useAct } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { DayField } from "../ui/day-field.tsx";
import { AreaField, Choice, TextField } from "../ui/fields.tsx";
import { dayHere } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useRoundWords } from "./year-round-words.ts";

/** Minutes of the meeting that reviewed an office's or an agency's people, once they were adopted. */

const namesIn = (text: string): string[] => text.split("\n").map((one) => one.trim()).filter((one) => one !== "");

function MeetingForm({ round }: { readonly round: RatingRound }): ReactNode {
  const t = useRoundWords();
  const act = useAct(recordMeeting, { touches: ["personnel"] });
  const offices = [...new Map(round.lines.map((one) => [one.officeId, { value: one.officeId, label: one.officeName }])).values()];
  const first = offices[0]?.value ?? "";
  const [unitId, setUnit] = useState(first);
  const [heldOn, setHeldOn] = useState(dayHere(round.now));
  const [texts, setTexts] = useState({ place: "", chairedBy: "", secretary: "", attended: "", absent: "", conclusion: "" });
  const [opinions, setOpinions] = useState<Readonly<Record<string, string>>>({});
  const people = round.lines.filter((one) => one.officeId === unitId && one.decided === null);
  const set = (more: Partial<typeof texts>): void => { setTexts({ ...texts, ...more }); };
  const attended = namesIn(texts.attended);
  const isReady = people.length > 0 && heldOn !== "" && attended.length > 0 && [texts.place, texts.chairedBy, texts.secretary, texts.conclusion].every((one) => one.trim() !== "");
  const submit = (): void => {
    if (!isReady || act.isPending) return;
    act.mutate({ params: { roundId: round.id, year: round.year }, body: { unitId, heldOn, place: texts.place, chairedBy: texts.chairedBy, secretary: texts.secretary, attended, absent: namesIn(texts.absent), opinions: people.map((one) => ({ fileId: one.id, text: opinions[one.id] ?? t("agreed") })), conclusion: texts.conclusion, isAdopted: true } });
  };
  return (
    <details className="card no-print">
      <summary>{t("minutes")}</summary>
      <form className="stack" noValidate aria-label={t("minutes")} onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <p>{t("minutesHelp")}</p>
        <div className="form-grid">
          <Choice label={t("meetingUnit")} value={unitId} options={offices} onChange={setUnit} />
          <DayField label={t("heldOn")} value={heldOn} onChange={setHeldOn} />
          <TextField label={t("place")} value={texts.place} onChange={(place) => { set({ place }); }} maxLength={300} />
          <TextField label={t("chairedBy")} value={texts.chairedBy} onChange={(chairedBy) => { set({ chairedBy }); }} maxLength={200} />
          <TextField label={t("secretary")} value={texts.secretary} onChange={(secretary) => { set({ secretary }); }} maxLength={200} />
        </div>
        <AreaField label={t("attended")} value={texts.attended} onChange={(names) => { set({ attended: names }); }} />
        <AreaField label={t("absentees")} value={texts.absent} onChange={(names) => { set({ absent: names }); }} rows={2} />
        {people.map((one) => (
          <TextField key={one.id} label={t("opinionOn", { name: one.name })} value={opinions[one.id] ?? t("agreed")} onChange={(text) => { setOpinions({ ...opinions, [one.id]: text }); }} maxLength={4000} />
        ))}
        <TextField label={t("conclusion")} value={texts.conclusion} onChange={(conclusion) => { set({ conclusion }); }} maxLength={4000} />
        <RefusalNote error={act.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={act.isPending} disabled={!isReady}>
            {t("saveMinutes")}
          </Button>
        </div>
      </form>
    </details>
  );
}

/** For those who keep minutes, while there is somebody left to meet about. */
export function Minutes({ round }: { readonly round: RatingRound }): ReactNode {
  const session = useSession();
  if (!hasRole(session, "personnel-officer", "unit-head", "programme-officer") || round.lines.every((one) => one.decided !== null)) return null;
  return <MeetingForm key={`meeting ${round.version}`} round={round} />;
}
