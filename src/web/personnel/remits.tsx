import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { type Board, type PersonRow, setRemit } from "../../contract/personnel-work.ts";
import { useAct } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { DayField } from "../ui/day-field.tsx";
import { useFormat } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useFieldWords } from "./words-field.ts";

/** What the deputies are in charge of (article 15.4): d of each follows from the people of that field. */

type Remit = Board["remits"][number];
type Props = { readonly board: Board; readonly deputy: PersonRow; readonly present: Remit | undefined };

const without = (all: readonly string[], one: string): readonly string[] => all.filter((other) => other !== one);

function Choices({ label, options, chosen, onChange }: { readonly label: string; readonly options: readonly (readonly [id: string, name: string])[]; readonly chosen: readonly string[]; readonly onChange: (chosen: readonly string[]) => void }): ReactNode {
  if (options.length === 0) return null;
  return (
    <fieldset className="work-people">
      <legend className="field-label">{label}</legend>
      {options.map(([id, name]) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={(event) => {
              onChange(event.target.checked ? [...chosen, id] : without(chosen, id));
            }}
          />{" "}
          {name}
        </label>
      ))}
    </fieldset>
  );
}

function FieldForm({ board, deputy, present }: Props): ReactNode {
  const t = useFieldWords();
  const [units, setUnits] = useState<readonly string[]>(present?.units ?? []);
  const [people, setPeople] = useState<readonly string[]>(present?.people ?? []);
  const [from, setFrom] = useState(board.today);
  const act = useAct(setRemit, { touches: ["personnel"] });
  const officers = board.people.filter((one) => one.unitId === board.unitId && !one.isLeader);
  return (
    <form
      className="stack"
      aria-label={t("fieldOf", { name: deputy.name })}
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate({ params: { personId: deputy.personId }, body: { units: [...units], people: [...people], from } });
      }}
    >
      <Choices label={t("units")} options={board.below.map((one) => [one.unitId, one.name] as const)} chosen={units} onChange={setUnits} />
      <Choices label={t("people")} options={officers.map((one) => [one.personId, one.name] as const)} chosen={people} onChange={setPeople} />
      <DayField label={t("from")} value={from} onChange={setFrom} />
      <RefusalNote error={act.error} />
      <div>
        <Button htmlType="submit" loading={act.isPending} disabled={from === "" || units.length + people.length === 0}>
          {t("give")}
        </Button>
      </div>
    </form>
  );
}

function Deputy({ board, deputy, present }: Props): ReactNode {
  const t = useFieldWords();
  const format = useFormat();
  const names = new Map([...board.below.map((one) => [one.unitId, one.name] as const), ...board.people.map((one) => [one.personId, one.name] as const)]);
  const field = [...(present?.units ?? []), ...(present?.people ?? [])].flatMap((one) => names.get(one) ?? []);
  return (
    <li>
      <strong>{deputy.name}</strong>
      <p className={present === undefined ? "work-overdue small" : "small"}>{present === undefined ? t("none") : t("present", { field: field.join("; "), day: format.day(present.from) })}</p>
      <details>
        <summary>{t("change")}</summary>
        <FieldForm key={JSON.stringify(present)} board={board} deputy={deputy} present={present} />
      </details>
    </li>
  );
}

export function Remits({ board }: { readonly board: Board }): ReactNode {
  const t = useFieldWords();
  const { user } = useSession();
  const deputies = board.people.filter((one) => one.isLeader && one.unitId === board.unitId && one.superiorId === user.personId);
  if (deputies.length === 0) return null;
  return (
    <section className="card stack no-print" aria-label={t("title")}>
      <h2>{t("title")}</h2>
      <p className="small muted">{t("help")}</p>
      <ul className="work-rows work-fields">
        {deputies.map((one) => (
          <Deputy key={one.personId} board={board} deputy={one} present={board.remits.find((remit) => remit.personId === one.personId)} />
        ))}
      </ul>
    </section>
  );
}
