import { Button, Input } from "antd";
import { type ReactNode, useState } from "react";
import type { readProgress } from "../../contract/assessment.ts";
import { readMark } from "../../contract/leadership.ts";
import { type Past, useLaw } from "../shell/past.ts";
import { type ItemOf, useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Level } from "../ui/level.tsx";
import { SideDrawer } from "../ui/reasons.tsx";
import { Ruler } from "../ui/ruler.tsx";
import { thresholdsOf } from "../../scoring/explain/thresholds.ts";
import { type Cell, shownMark, shownNote } from "./marking.ts";
import type { Criterion, MarkedUnit } from "./mark-row.tsx";
import { TypedMark } from "./mark-scale.tsx";
import { useMarksWords } from "./words.ts";

type Progress = ItemOf<typeof readProgress>;

/** Where the unit stood a year before, on the ruler of that year's regulation. */
function LastYear({ past, code }: { readonly past: Past | undefined; readonly code: string }): ReactNode {
  const t = useMarksWords();
  const format = useFormat();
  const law = useLaw(past?.regulationVersionId);
  const unit = past?.result?.units.find((one) => one.code === code);
  if (unit === undefined || law.data === undefined) return <p className="muted">{t("lastNone")}</p>;
  return law.data.ratios.flatMap(({ key, title }) => {
    const own = unit.ratios[key];
    const classification = law.data?.classifications.find((one) => one.ratio === key);
    if (own === undefined || classification === undefined) return [];
    return (
      <div key={key}>
        <p>
          {title}: <strong className="num">{format.percent(own.percent)}</strong>, {t("place", { rank: own.rank })}
        </p>
        <Ruler title={title} thresholds={thresholdsOf(classification)} value={own.percent} level={own.level} size="medium" />
        <Level level={own.level} title={classification.levels.find((one) => one.key === own.level)?.title} />
      </div>
    );
  });
}

function ThisYear({ progress }: { readonly progress: Progress | undefined }): ReactNode {
  const t = useMarksWords();
  const format = useFormat();
  if (progress === undefined) return <p className="muted">{t("progressNone")}</p>;
  return (
    <ul className="summary-list">
      <li>{t("scored", { scored: progress.scored, all: progress.toScore })}</li>
      <li>{progress.submittedAt === null ? t("notSubmitted") : t("submitted", { time: format.time(progress.submittedAt) })}</li>
      <li>{t("appraised", { first: progress.appraised["1"], second: progress.appraised["2"] })}</li>
    </ul>
  );
}

type OwnProps = { readonly campaignId: string; readonly unit: MarkedUnit; readonly criterion: Criterion; readonly cell: Cell; readonly isOpen: boolean; readonly onWant: (cell: Cell, mark: string | null, note: string | null) => void };

/** One's own mark in full: to two decimals, with a note and what it was before. */
function OwnMark({ campaignId, unit, criterion, cell, isOpen, onWant }: OwnProps): ReactNode {
  const t = useMarksWords();
  const format = useFormat();
  const [typed, setTyped] = useState<string>();
  const { data } = useRead(readMark, { params: { campaignId, unitId: unit.unitId, code: criterion.code } }, { staleTime: 0 });
  const mark = shownMark(cell);
  const note = typed ?? shownNote(cell) ?? "";
  return (
    <div className="stack summary-mark">
      <div className="row">
        <span>{criterion.title}</span>
        <TypedMark
          cell={cell}
          max={criterion.max}
          label={t("typedFor", { title: criterion.title, unit: unit.name })}
          isOpen={isOpen}
          onMark={(one, wanted) => {
            onWant(one, wanted, shownNote(one));
          }}
        />
        <span className="small muted">{cell.state === "idle" ? null : t(`state.${cell.state}`)}</span>
        {isOpen && mark !== null ? (
          <Button
            onClick={() => {
              onWant(cell, null, null);
            }}
          >
            {t("withdraw")}
          </Button>
        ) : null}
      </div>
      {isOpen && mark !== null ? (
        <>
          <label>
            {t("note", { title: criterion.title })}
            <Input.TextArea
              value={note}
              rows={3}
              maxLength={2000}
              onChange={(event) => {
                setTyped(event.target.value);
              }}
            />
            <span className="small muted">{t("noteHelp")}</span>
          </label>
          <div>
            <Button
              disabled={typed === undefined || typed.trim() === (shownNote(cell) ?? "")}
              onClick={() => {
                onWant(cell, mark, note.trim() === "" ? null : note.trim());
                setTyped(undefined);
              }}
            >
              {t("saveNote")}
            </Button>
          </div>
        </>
      ) : shownNote(cell) === null ? null : (
        <p>{shownNote(cell)}</p>
      )}
      {data === undefined || data.body.history.length === 0 ? null : (
        <details>
          <summary>{t("history")}</summary>
          <ul className="summary-list small">
            {data.body.history.toReversed().map((one) => (
              <li key={one.version}>{t("historyLine", { time: format.time(one.at), mark: one.mark === null ? t("noMark") : format.decimal(one.mark) })}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

type Props = Omit<OwnProps, "criterion" | "cell"> & { readonly cellOf: (code: string) => Cell | undefined; readonly past: Past | undefined; readonly progress: Progress | undefined; readonly onClose: () => void };

/** What a leader wants to know of a unit before giving a mark. */
export function UnitSummary({ unit, past, progress, cellOf, onClose, ...own }: Props): ReactNode {
  const t = useMarksWords();
  return (
    <SideDrawer title={unit.name} isOpen onClose={onClose}>
      <div className="stack">
        <section className="stack">
          <h2>{t("lastYear", { year: past?.year ?? "" })}</h2>
          <LastYear past={past} code={unit.unitCode} />
        </section>
        <section>
          <h2>{t("progress")}</h2>
          <ThisYear progress={progress} />
        </section>
        <section className="stack">
          <h2>{t("mine")}</h2>
          {unit.criteria.map((criterion) => {
            const cell = cellOf(criterion.code);
            return cell === undefined ? null : <OwnMark key={criterion.code} {...own} unit={unit} criterion={criterion} cell={cell} />;
          })}
        </section>
      </div>
    </SideDrawer>
  );
}
