import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { assignWork, type Board, listProducts } from "../../contract/personnel-work.ts";
import { useAct, useRead } from "../shell/query.ts";
import { DayField } from "../ui/day-field.tsx";
import { TextField, Tick } from "../ui/fields.tsx";
import { matches, readDecimal, useFormat } from "../ui/format.ts";
import { Pick } from "../ui/pick.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { namedPlace, placeIn } from "./faults.ts";
import { equalShares } from "./shares.ts";
import { useBoardWords } from "./words-board.ts";

type WhomProps = { readonly people: Board["people"]; readonly chosen: readonly string[]; readonly shareOf: (personId: string) => string; readonly onChoose: (chosen: readonly string[]) => void; readonly onShare: (personId: string, share: string) => void };

/** From here on one looks for people by name. */
const MANY = 12;

/** Whose the work is; of a team each one's share. */
function Whom({ people, chosen, shareOf, onChoose, onShare }: WhomProps): ReactNode {
  const t = useBoardWords();
  const [text, setText] = useState("");
  // Whoever is chosen stays in sight, whatever is looked for.
  const shown = people.filter((one) => chosen.includes(one.personId) || matches(`${one.name} ${one.title}`, text));
  return (
    <fieldset className="work-people">
      <legend className="field-label">{t("who")}</legend>
      {people.length <= MANY ? null : <TextField label={t("search")} isLabelHidden placeholder={t("search")} type="search" className="work-people-search" value={text} onChange={setText} />}
      {shown.map((one) => (
        <div key={one.personId} className="row">
          <label>
            <input
              type="checkbox"
              checked={chosen.includes(one.personId)}
              onChange={(event) => {
                onChoose(event.target.checked ? [...chosen, one.personId] : chosen.filter((other) => other !== one.personId));
              }}
            />{" "}
            {one.name}
            {people.length <= MANY ? null : <span className="small muted"> · {one.title}</span>}
          </label>
          {chosen.length > 1 && chosen.includes(one.personId) ? (
            <input
              className="field-input num work-number"
              inputMode="decimal"
              aria-label={t("shareOf", { name: one.name })}
              value={shareOf(one.personId)}
              onChange={(event) => {
                onShare(one.personId, event.target.value);
              }}
            />
          ) : null}
        </div>
      ))}
    </fieldset>
  );
}

/** Work of the catalogue for one person, or for several with their shares. */
export function AssignForm({ board, people: followed }: { readonly board: Board; readonly people: Board["people"] }): ReactNode {
  const t = useBoardWords();
  const format = useFormat();
  const id = useId();
  const products = useRead(listProducts, { query: { unitId: board.unitId } });
  const [productId, setProduct] = useState<string>();
  const [quantity, setQuantity] = useState("1");
  const [due, setDue] = useState("");
  const [output, setOutput] = useState("");
  const [isUnplanned, setUnplanned] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [own, setOwn] = useState<ReadonlyMap<string, string>>(new Map());
  const [said, setSaid] = useState("");
  const assigning = useAct(assignWork, { touches: ["personnel"] });
  const amount = readDecimal(quantity) ?? "";
  const equal = equalShares(amount, chosen.length);
  const shareOf = (personId: string): string => own.get(personId) ?? equal[chosen.indexOf(personId)] ?? "";
  const product = products.data?.body.items.find((one) => one.id === productId);
  const labels = new Map([["productId", t("product")], ["quantity", t("quantity")], ["due", t("due")], ["output", t("output")], ["people", t("who")]]);
  const nameOf = (pointer: string): string | undefined => {
    const [field = "", at = ""] = placeIn("assignments", pointer)?.field.split("/") ?? [];
    const person = followed.find((one) => one.personId === assigning.variables?.body.assignments[0]?.people[Number(at)]?.personId);
    return field === "people" && at !== "" && person !== undefined ? t("shareOf", { name: person.name }) : namedPlace(labels.get(field));
  };
  const assign = async (): Promise<void> => {
    if (productId === undefined) return;
    const people = chosen.map((personId) => ({ personId, share: readDecimal(shareOf(personId)) ?? shareOf(personId) }));
    await assigning.mutateAsync({ params: { periodId: board.periodId }, body: { assignments: [{ productId, quantity: readDecimal(quantity) ?? quantity, due, output, isUnplanned, people }] } });
    setSaid(t("assignedTo", { count: people.length }));
    setChosen([]);
    setOwn(new Map());
  };
  return (
    <form
      className="card stack"
      aria-labelledby={`${id}-title`}
      onSubmit={(event) => {
        event.preventDefault();
        assign().catch(() => undefined);
      }}
    >
      <h2 id={`${id}-title`}>{t("assign")}</h2>
      <div className="form-grid">
        <div className="field">
          <span>{t("product")}</span>
          <Pick label={t("product")} options={(products.data?.body.items ?? []).map((one) => ({ value: one.id, label: `${one.code} ${one.name}` }))} value={productId} onPick={setProduct} isLoading={products.isPending} />
          {product === undefined ? null : <span className="small muted">{t("counts", { coefficient: format.decimal(product.coefficient), output: product.output })}</span>}
        </div>
        <TextField label={t("quantity")} className="work-number" value={quantity} onChange={setQuantity} isNumber />
        <DayField label={t("due")} value={due} onChange={setDue} />
        <TextField label={t("output")} value={output} onChange={setOutput} placeholder={product?.output ?? ""} />
      </div>
      <Tick label={t("isUnplanned")} isOn={isUnplanned} onChange={setUnplanned} />
      <Whom
        people={followed}
        chosen={chosen}
        shareOf={shareOf}
        onChoose={(next) => {
          setChosen(next);
          setSaid("");
        }}
        onShare={(personId, share) => {
          setOwn(new Map([...own, [personId, share]]));
        }}
      />
      <p role="status" className="small">
        {said}
      </p>
      <RefusalNote error={assigning.error} nameOf={nameOf} />
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={productId === undefined || quantity.trim() === "" || due === "" || chosen.length === 0} loading={assigning.isPending}>
          {t("assign")}
        </Button>
      </div>
    </form>
  );
}
