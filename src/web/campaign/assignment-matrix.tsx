import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useFormat } from "../ui/format.ts";
import { TableScroll } from "../ui/table-scroll.tsx";
import { type Appraiser, type Assignment, cellKey, cellState, type Content, neighbour } from "./assignment.ts";
import { isHole } from "./coverage.ts";
import { useAssignmentWords } from "./words-assignments.ts";

/** People by contents. Cells are chosen by dragging over them or with arrows and the space bar. */

type Shared = { readonly people: readonly Appraiser[]; readonly contents: readonly Content[]; readonly held: ReadonlyMap<string, readonly Assignment[]>; readonly chosen: ReadonlySet<string>; readonly onChoose: ((chosen: ReadonlySet<string>) => void) | undefined };

function PersonHead({ person }: { readonly person: Appraiser }): ReactNode {
  const t = useAssignmentWords();
  const isHelper = person.roles.every((role) => role === "working-group");
  return (
    <th scope="row">
      {person.name}
      {person.conflicts.map((one) => (
        <div key={one.unitId} className="matrix-conflict small">
          <span aria-hidden="true">⚠</span> {t("conflict", { units: one.name })}: {t(`because.${one.because}`)}
        </div>
      ))}
      {isHelper ? <div className="muted small">{t("helper")}</div> : null}
    </th>
  );
}

function useCellWord(): (content: string, held: readonly Assignment[]) => string {
  const t = useAssignmentWords();
  return (content, held) => {
    const state = cellState(content, held);
    return state.kind === "some" || state.kind === "parts" ? t(state.kind, { count: state.count }) : t(state.kind);
  };
}

/** While the button of the mouse is down, what is passed becomes like the first cell. */
function useDragging({ chosen, onChoose }: Shared): { readonly begin: (key: string) => void; readonly pass: (key: string) => void } {
  const [wanted, setWanted] = useState<boolean>();
  useEffect(() => {
    const stop = (): void => {
      setWanted(undefined);
    };
    globalThis.addEventListener("pointerup", stop);
    return () => {
      globalThis.removeEventListener("pointerup", stop);
    };
  }, []);
  const put = (key: string, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(key);
    else next.delete(key);
    onChoose?.(next);
  };
  return {
    begin: (key) => {
      const isChosen = !chosen.has(key);
      setWanted(isChosen);
      put(key, isChosen);
    },
    pass: (key) => {
      if (wanted !== undefined && chosen.has(key) !== wanted) put(key, wanted);
    },
  };
}

type Place = { readonly row: number; readonly column: number };
type CellProps = { readonly isHeld: boolean; readonly isChosen: boolean; readonly place: Place; /** Whether Tab stops here. */ readonly isStop: boolean; readonly name: string; readonly onFocus: (place: Place) => void; readonly onMove: (event: KeyboardEvent, place: Place) => void; readonly onBegin: () => void; readonly onPass: () => void; readonly children: ReactNode };

function CellButton({ isHeld, isChosen, place, isStop, name, onFocus, onMove, onBegin, onPass, children }: CellProps): ReactNode {
  return (
    <button
      type="button"
      data-place={`${String(place.row)} ${String(place.column)}`}
      className={isHeld ? "matrix-button matrix-button-held" : "matrix-button"}
      aria-pressed={isChosen}
      aria-label={name}
      tabIndex={isStop ? 0 : -1}
      onFocus={() => {
        onFocus(place);
      }}
      onKeyDown={(event) => {
        onMove(event, place);
      }}
      onPointerDown={(event) => {
        if (event.pointerType !== "mouse") return;
        event.currentTarget.releasePointerCapture(event.pointerId);
        onBegin();
      }}
      onPointerEnter={onPass}
      onClick={(event) => {
        // The mouse has chosen already when it went down; keys and fingers choose now.
        const native: unknown = event.nativeEvent;
        if (native instanceof PointerEvent && native.pointerType === "mouse") return;
        onBegin();
        globalThis.dispatchEvent(new Event("pointerup"));
      }}
    >
      {children}
    </button>
  );
}

export function AssignmentMatrix(shared: Shared): ReactNode {
  const { people, contents, held, chosen, onChoose } = shared;
  const t = useAssignmentWords();
  const format = useFormat();
  const wordOf = useCellWord();
  const drag = useDragging(shared);
  const table = useRef<HTMLTableElement>(null);
  const [focus, setFocus] = useState({ row: 0, column: 0 });
  const move = (event: KeyboardEvent, at: Place): void => {
    const next = neighbour(at, event.key, { rows: people.length, columns: contents.length });
    if (next === undefined) return;
    event.preventDefault();
    setFocus(next);
    table.current?.querySelector<HTMLButtonElement>(`[data-place="${String(next.row)} ${String(next.column)}"]`)?.focus();
  };
  return (
    <TableScroll label={t("matrix")}>
      <table className="plain matrix" ref={table}>
        <thead>
          <tr>
            <th scope="col">{t("person")}</th>
            {contents.map((one) => (
              <th key={one.code} scope="col">
                {one.code}. {one.title}
                <div className={isHole(one) ? "matrix-hole" : "matrix-full"}>{isHole(one) ? t("hole", { count: format.count(one.uncovered), units: format.count(one.units) }) : t("covered")}</div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person, row) => (
            <tr key={person.personId}>
              <PersonHead person={person} />
              {contents.map((content, column) => {
                const key = cellKey(person.personId, content.code);
                const own = held.get(key) ?? [];
                const word = wordOf(content.code, own);
                const isBusy = own.length > 0;
                if (onChoose === undefined) return <td key={key}>{isBusy ? word : "–"}</td>;
                return (
                  <td key={key} className="matrix-cell">
                    <CellButton
                      isHeld={isBusy}
                      isChosen={chosen.has(key)}
                      place={{ row, column }}
                      isStop={focus.row === row && focus.column === column}
                      name={t("cell", { person: person.name, code: content.code, what: word })}
                      onFocus={setFocus}
                      onMove={move}
                      onBegin={() => {
                        drag.begin(key);
                      }}
                      onPass={() => {
                        drag.pass(key);
                      }}
                    >
                      {isBusy ? word : "+"}
                    </CellButton>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
