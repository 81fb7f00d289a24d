import { useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useDeferredValue, useEffect, useState } from "react";
import { type ItemView, listItems } from "../../contract/evidence.ts";
import { COMMON } from "../shell/evidence/common.ts";
import { titleOf } from "../shell/evidence/findings.tsx";
import { forgetEvidence } from "../shell/evidence/links.ts";
import { useUnitName } from "../shell/names.ts";
import { useAll } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { matches, useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { Intake } from "./intake.tsx";
import { ItemDrawer } from "./item-drawer.tsx";
import { ItemTable } from "./item-table.tsx";
import { useLinked } from "./linked.ts";
import { useEvidenceRoomWords } from "./words.ts";
import "../shell/evidence/evidence.css";
import "./library.css";

const SHOWN = ["all", "undescribed", "unlinked", "flagged"] as const;
type Shown = (typeof SHOWN)[number];

/** What the server is still reading is looked at again, until it has read it. */
const AGAIN_MS = 4000;
function useReadAgain(items: readonly ItemView[] | undefined): void {
  const client = useQueryClient();
  const isReading = items?.some(({ current }) => current?.content?.reading === "waiting") === true;
  useEffect(() => {
    if (!isReading) return undefined;
    const timer = setInterval(() => {
      void forgetEvidence(client);
    }, AGAIN_MS);
    return () => {
      clearInterval(timer);
    };
  }, [client, isReading]);
}

type LibraryProps = { readonly unitId: string; readonly year: number; readonly items: readonly ItemView[]; readonly isOwn: boolean };

function Library({ unitId, year, items, isOwn }: LibraryProps): ReactNode {
  const t = useEvidenceRoomWords();
  const format = useFormat();
  const [text, setText] = useState("");
  const typed = useDeferredValue(text);
  const [shown, setShown] = useState<Shown>("all");
  const [open, setOpen] = useState<string>();
  const linked = useLinked({ unitId, year });
  const fits: Readonly<Record<Shown, (item: ItemView) => boolean>> = {
    all: () => true,
    undescribed: ({ description, current }) => description === null && current !== null,
    unlinked: ({ current }) => linked.codesOf(current === null ? [] : [current.id]).length === 0,
    flagged: ({ findings }) => findings.some((one) => !COMMON.includes(one)),
  };
  const found = items.filter((item) => fits[shown](item) && matches(`${titleOf(item)} ${item.current?.name ?? ""} ${item.description?.number ?? ""} ${item.description?.issuer ?? ""}`, typed));
  if (items.length === 0) return <Notice title={t(isOwn ? "empty" : "emptyOther")}>{t(isOwn ? "emptyHelp" : "emptyOtherHelp")}</Notice>;
  return (
    <section className="stack" aria-label={t("items")}>
      <div className="row library-tools">
        <input type="search" className="field-input library-search" aria-label={t("find")} placeholder={t("find")} value={text} onChange={(event) => { setText(event.target.value); }} />
        <div className="library-filters" role="group" aria-label={t("show")}>
          {SHOWN.filter((one) => isOwn || one !== "undescribed").map((one) => (
            <button key={one} type="button" aria-pressed={shown === one} onClick={() => { setShown(one); }}>
              {t(`show.${one}`)} <span className="num">{format.count(items.filter(fits[one]).length)}</span>
            </button>
          ))}
        </div>
        <span className="grow" />
        <Link to="/evidence" search={{ unit: unitId, year: String(year) }}>
          {t("searchInside")}
        </Link>
        <a href={`/api/v1/units/${encodeURIComponent(unitId)}/evidence/${String(year)}/bundle`} download>
          {t("bundle")}
        </a>
      </div>
      {found.length === 0 ? <p className="muted">{t("nothingFits")}</p> : <ItemTable items={found} isOwn={isOwn} linked={linked} onDetails={setOpen} />}
      <ItemDrawer itemId={open} isOwn={isOwn} onClose={() => { setOpen(undefined); }} />
    </section>
  );
}

/** All evidence of a unit for a year: brought once, described once, linked to any number of criteria. */
export function LibraryPage(): ReactNode {
  const t = useEvidenceRoomWords();
  const format = useFormat();
  const params = useParams({ from: "/signed-in/evidence/$unitId/$year" });
  const { unitId } = params;
  const year = Number(params.year);
  const session = useSession();
  const isOwn = session.user.unitIds.includes(unitId) && hasRole(session, "unit-scorer", "unit-head");
  const unitOf = useUnitName();
  const query = useAll(listItems, { params: { unitId, year } });
  useReadAgain(query.data);
  return (
    <Page title={t("libraryTitle", { year })} lead={`${unitOf(unitId)}${query.data === undefined ? "" : ` · ${t("count", { count: format.count(query.data.length) })}`}`}>
      {isOwn ? <Intake library={{ unitId, year }} /> : null}
      <Loaded query={query}>{(items) => <Library key={`${unitId} ${params.year}`} unitId={unitId} year={year} items={items} isOwn={isOwn} />}</Loaded>
    </Page>
  );
}
