import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { actOnRound, type RatingRound } from "../../contract/personnel-year.ts";
import { useAct } from "../shell/query.ts";
import { TextField, Tick } from "../ui/fields.tsx";
import { matches } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { titleIn } from "./titles.ts";
import { useContractWords } from "./words-contract.ts";

/** Whether an agency rates its people on contract, and who they are (plan V.1.e). */

type Contract = NonNullable<RatingRound["contract"]>;
type WhoProps = { readonly staff: Contract["staff"]; readonly chosen: ReadonlySet<string>; readonly onChange: (chosen: ReadonlySet<string>) => void };

function Who({ staff, chosen, onChange }: WhoProps): ReactNode {
  const t = useContractWords();
  const [text, setText] = useState("");
  const open = staff.filter((one) => one.basis !== "civil-servant");
  if (open.length === 0) return <p className="muted">{t("nobody")}</p>;
  return (
    <fieldset className="year-staff">
      <legend>{t("who")}</legend>
      <TextField label={t("search")} isLabelHidden placeholder={t("search")} type="search" value={text} onChange={setText} />
      <div className="year-staff-list">
        {open
          .filter((one) => matches(`${one.name} ${one.title} ${one.officeName}`, text))
          .map((one) => (
            <Tick
              key={one.personId}
              label={`${one.name} · ${titleIn(one.title, one.officeName)}, ${one.officeName}`}
              isOn={chosen.has(one.personId)}
              onChange={(isOn) => {
                onChange(new Set(isOn ? [...chosen, one.personId] : [...chosen].filter((id) => id !== one.personId)));
              }}
            />
          ))}
      </div>
      <p className="small muted" role="status">{t("chosen", { count: chosen.size })}</p>
    </fieldset>
  );
}

function Form({ round, contract }: { readonly round: RatingRound; readonly contract: Contract }): ReactNode {
  const t = useContractWords();
  const [isIncluded, setIncluded] = useState(contract.isIncluded);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(contract.personIds));
  const [paper, setPaper] = useState("");
  const act = useAct(actOnRound, { touches: ["personnel"] });
  const submit = (): void => {
    if (paper.trim() !== "" && !act.isPending) act.mutate({ params: { roundId: round.id, year: round.year }, body: { kind: "contract-staff", isIncluded, personIds: [...chosen], paper: paper.trim() }, version: round.version });
  };
  return (
    <form className="stack" noValidate aria-label={t("title")} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <Tick label={t("isIncluded")} isOn={isIncluded} onChange={setIncluded} />
      <p className="small muted">{t("before")}</p>
      <Who staff={contract.staff} chosen={chosen} onChange={setChosen} />
      <TextField label={t("paper")} value={paper} onChange={setPaper} maxLength={200} />
      <RefusalNote error={act.error} />
      <div>
        <Button htmlType="submit" disabled={paper.trim() === ""} loading={act.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

export function ContractStaff({ round }: { readonly round: RatingRound }): ReactNode {
  const t = useContractWords();
  const { contract } = round;
  if (contract === null) return null;
  const count = contract.personIds.length;
  return (
    <details className="card no-print">
      <summary>{t("title")}</summary>
      <div className="stack">
        <p>{t("help")}</p>
        <p>{contract.paper === "" ? t("undecided") : t(contract.isIncluded ? "is" : "isNot", { paper: contract.paper, count })}</p>
        <Form round={round} contract={contract} />
      </div>
    </details>
  );
}
