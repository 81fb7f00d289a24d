import { useMemo, useState } from "react";
import type { readMarking } from "../../contract/leadership.ts";
import type { ShownRegulation } from "../../scoring/regulation/show.ts";
import { useLaw } from "../shell/past.ts";
import type { ItemOf } from "../shell/query.ts";
import { matches, useFormat } from "../ui/format.ts";
import type { MarkedUnit } from "./mark-row.tsx";
import { cellKey, shownMark } from "./marking.ts";
import type { MarksDesk } from "./marks-desk.ts";

const isDone = (unit: MarkedUnit, desk: MarksDesk): boolean =>
  unit.criteria.every(({ code }) => {
    const cell = desk.cell(cellKey(unit.unitId, code));
    return cell !== undefined && shownMark(cell) !== null;
  });

type Group = { readonly index: string; readonly title: string; readonly left: number };

export type View = {
  readonly law: ShownRegulation | undefined;
  readonly units: readonly MarkedUnit[];
  readonly groups: readonly Group[];
  readonly group: string;
  readonly handleGroup: (index: string) => void;
  /** The chosen group's units, and those of them that are listed. */
  readonly inGroup: readonly MarkedUnit[];
  readonly shown: readonly MarkedUnit[];
  /** Units that still lack a mark. */
  readonly open: ReadonlySet<string>;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly isOnlyLeft: boolean;
  readonly filterLeft: (isOn: boolean) => void;
};

/** The units in groups, and what of one group is shown. */
export function useView(items: readonly ItemOf<typeof readMarking>[], versionId: string, desk: MarksDesk): View {
  const format = useFormat();
  const law = useLaw(versionId);
  const [chosen, setGroup] = useState<string>();
  const [text, setText] = useState("");
  // Kept as it was when the filter was set: a unit that has just been marked does not vanish from under the finger.
  const [onlyLeft, setOnlyLeft] = useState<ReadonlySet<string>>();
  const units = useMemo(() => items.map(({ unitId, unitCode, name, index, marks }): MarkedUnit => ({ unitId, unitCode, name, index, criteria: marks })).toSorted((one, other) => format.compare(one.name, other.name)), [items, format]);
  const open = new Set(units.filter((one) => !isDone(one, desk)).map((one) => one.unitId));
  const groups = [...Map.groupBy(units, (one) => one.index)].toSorted(([one], [other]) => format.compare(one, other)).map(([index, own]) => ({ index, title: law.data?.indexes.find((one) => one.code === index)?.title ?? index, left: own.filter((one) => open.has(one.unitId)).length }));
  const group = chosen ?? groups[0]?.index ?? "";
  const inGroup = units.filter((one) => one.index === group);
  const shown = inGroup.filter((one) => matches(`${one.name} ${one.unitCode}`, text) && (onlyLeft === undefined || onlyLeft.has(one.unitId)));
  const filterLeft = (isOn: boolean): void => { setOnlyLeft(isOn ? open : undefined); };
  return { law: law.data, units, groups, group, handleGroup: setGroup, inGroup, shown, open, text, setText, isOnlyLeft: onlyLeft !== undefined, filterLeft };
}
