import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { CompiledLeaf } from "../../../scoring/engine/compile.ts";
import { rolesInCampaign } from "../../shell/campaign.ts";
import { openEvidence } from "../../shell/evidence/criterion-evidence.tsx";
import { useSession } from "../../shell/session.ts";
import { TableDownload } from "../../shell/table-download.tsx";
import { Notice } from "../../ui/states.tsx";
import type { Ground } from "../ground.ts";
import { columnsOf, excelTable, workbookColumns } from "./columns.ts";
import { useEditing } from "./editing.ts";
import { GridView } from "./grid-view.tsx";
import { useHidden } from "./hidden.ts";
import { Many, type Panel, type Place } from "./many.tsx";
import { planPaste } from "./paste.ts";
import { Printed } from "./printed.tsx";
import { RowDetail } from "./row-detail.tsx";
import { agreeable, farOf, type Row, type View } from "./rows.ts";
import { usePutRow } from "./rows-read.ts";
import { Toolbar } from "./toolbar.tsx";
import { useListed, useReasons, useShown } from "./use-shown.ts";
import { useGridWords } from "./words.ts";

/** The grid of a criterion with what belongs to it: filters, what is done with many at once, the active row in full. */

/** As a table may be called. */
const LONGEST_NAME = 120;
const START: View = { filter: "all", search: "", sort: { by: "unit", isDown: false } };

type SheetProps = { readonly place: Place; readonly ground: Ground; readonly leaf: CompiledLeaf; readonly rows: readonly Row[] };

export function Sheet({ place, ground, leaf, rows }: SheetProps): ReactNode {
  const { campaignId, code } = place;
  const t = useGridWords();
  const navigate = useNavigate();
  const isChair = rolesInCampaign(ground.campaign, useSession()).includes("council-chair");
  const shown = useShown(ground, leaf, campaignId);
  const put = usePutRow({ ...place, round: ground.round, scope: "assigned" });
  const editing = useEditing({ campaignId, round: ground.round, leaf, drafts: shown.drafts, rows, put });
  const suggestions = useReasons(place, ground, rows);
  const [view, setView] = useState<View>(START);
  const [hidden, hide] = useHidden();
  const [panel, setPanel] = useState<Panel>();
  const [said, setSaid] = useState("");
  const [active, setActive] = useState<string>();
  const [isAtWork, setAtWork] = useState(false);
  const far = useMemo(() => farOf(leaf, rows), [leaf, rows]);
  const listed = useListed(rows, view, far, isAtWork && panel === undefined);
  const columns = useMemo(() => columnsOf(ground.round, isChair).filter((one) => !hidden.has(one)), [ground.round, hidden, isChair]);
  const onActive = useCallback((row: Row | undefined) => {
    setActive(row?.unitId);
  }, []);
  const plan = (text: string, at: number): void => {
    setAtWork(false);
    setPanel({ kind: "paste", plan: planPaste(leaf, listed, at, text) });
  };
  if (panel !== undefined) {
    const close = (done?: string): void => {
      setPanel(undefined);
      if (done !== undefined) setSaid(done);
    };
    return <Many panel={panel} place={place} ground={ground} rows={listed} far={far} editing={editing} onClose={close} />;
  }
  return (
    <>
      <Toolbar
        rows={rows}
        view={view}
        far={far}
        columns={columnsOf(ground.round, isChair)}
        hidden={hidden}
        agreeCount={isChair ? 0 : agreeable(listed).length}
        onView={setView}
        onHide={hide}
        onCopy={async () => navigator.clipboard.writeText(excelTable(columns, listed, shown))}
        onAgree={() => { setPanel({ kind: "agree" }); }}
        download={<TableDownload name={`${code} ${leaf.leaf.title}`.slice(0, LONGEST_NAME)} columns={workbookColumns(columns, shown)} rows={listed} />}
      />
      <p role="status" className={said === "" ? "visually-hidden" : "grid-said"}>{said}</p>
      <p className="small muted no-print grid-keys">{t("keys")}</p>
      <Printed rows={listed} columns={columns} shown={shown} />
      <div className="grid-split no-print">
        {listed.length === 0 ? (
          <Notice title={t("noneShown")}>{t("noneShownHelp")}</Notice>
        ) : (
          <GridView
            rows={listed}
            columns={columns}
            shown={shown}
            editing={editing}
            far={far}
            view={view}
            suggestions={suggestions}
            isReadOnly={!ground.isRunning}
            onSort={(by) => { setView({ ...view, sort: { by, isDown: view.sort.by === by && !view.sort.isDown } }); }}
            onActive={onActive}
            onWork={setAtWork}
            onTable={plan}
            onOpenEvidence={(row) => { openEvidence(row.unitId, code); }}
            onOpenUnit={(row) => { void navigate({ to: "/campaigns/$campaignId/appraisal/units/$unitId", params: { campaignId, unitId: row.unitId }, search: { code } }); }}
          />
        )}
        <RowDetail row={rows.find((one) => one.unitId === active)} campaignId={campaignId} shown={shown} editing={editing} />
      </div>
    </>
  );
}
