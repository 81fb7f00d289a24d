import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ItemView } from "../../contract/evidence.ts";
import { Findings, titleOf } from "../shell/evidence/findings.tsx";
import { sizeText } from "../shell/evidence/size.ts";
import { openViewer, useOwner, useShowing } from "../shell/evidence/viewer-state.ts";
import { TableDownload } from "../shell/table-download.tsx";
import { useFormat } from "../ui/format.ts";
import { useBeginning } from "../ui/more.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useEvidenceRoomWords } from "./words.ts";

/** What a unit has, one line for each document. */

const OWNER = "library";
const SAID_BY_THE_ACT = ["not-described"] as const;
type Linked = { readonly campaignId: string | undefined; readonly codesOf: (fileIds: readonly string[]) => readonly string[] };
type RowProps = { readonly item: ItemView; readonly isOwn: boolean; readonly linked: Linked; readonly isShown: boolean; readonly onOpen: () => void; readonly onDetails: () => void };

function Codes({ item, linked: { campaignId, codesOf } }: Pick<RowProps, "item" | "linked">): ReactNode {
  const t = useEvidenceRoomWords();
  const codes = codesOf(item.current === null ? [] : [item.current.id]);
  if (codes.length === 0 || campaignId === undefined) return <span className="muted">{t("unlinked")}</span>;
  return (
    <span className="library-codes">
      {codes.map((code) => (
        <Link key={code} className="num" to="/campaigns/$campaignId/units/$unitId" params={{ campaignId, unitId: item.unitId }} search={{ criterion: code }}>
          {code}
        </Link>
      ))}
    </span>
  );
}

/** What a document says of itself, confirmed or as a program has read it; a dash where it says nothing. */
function Said({ item }: Pick<RowProps, "item">): ReactNode {
  const format = useFormat();
  const said = item.description ?? item.current?.content?.proposal;
  const muted = item.description === null ? " muted" : "";
  const orDash = (text: string | undefined): string => (text === undefined || text === "" ? "–" : text);
  return (
    <>
      <td className={muted}>{orDash(said?.number)}</td>
      <td className={`library-day${muted}`}>{said === undefined || said === null || said.dated === null ? "–" : format.day(said.dated)}</td>
      <td className={muted}>{orDash(said?.issuer)}</td>
    </>
  );
}

function Row({ item, isOwn, linked, isShown, onOpen, onDetails }: RowProps): ReactNode {
  const t = useEvidenceRoomWords();
  const format = useFormat();
  const { current, description, versionCount } = item;
  const title = titleOf(item);
  const act = t(isOwn && description === null && current !== null ? "confirmShort" : "details");
  return (
    <tr aria-current={isShown ? "true" : undefined} className={isShown ? "library-shown" : undefined}>
      <th scope="row" className="library-title">
        {current === null ? (
          <span className="muted">{t("waiting")}</span>
        ) : (
          <button type="button" className="evidence-open" onClick={onOpen}>
            {title}
          </button>
        )}
        {current !== null && title !== current.name ? <span className="small muted library-file">{current.name}</span> : null}
        <Findings item={item} hides={SAID_BY_THE_ACT} />
      </th>
      <Said item={item} />
      <td>
        <Codes item={item} linked={linked} />
      </td>
      <td className="num">
        {current === null ? "–" : sizeText(current.size, format)}
        <span className="small muted library-file">{[current?.kind?.toUpperCase() ?? "", versionCount > 1 ? t("versions", { count: versionCount }) : ""].filter((one) => one !== "").join(" · ")}</span>
      </td>
      <td>
        <button type="button" className="evidence-act" aria-label={t("actOn", { act, name: title })} onClick={onDetails}>
          {act}
        </button>
      </td>
    </tr>
  );
}

export function ItemTable({ items, isOwn, linked, onDetails }: { readonly isOwn: boolean; readonly items: readonly ItemView[]; readonly linked: Linked; readonly onDetails: (itemId: string) => void }): ReactNode {
  const t = useEvidenceRoomWords();
  useOwner(OWNER);
  const showing = useShowing();
  const shownId = showing?.owner === OWNER ? showing.list[showing.at]?.item.id : undefined;
  const { shown, more } = useBeginning(items);
  const list = items.flatMap((item) => (item.current === null ? [] : [{ file: item.current, item, pages: "", proves: "" }]));
  return (
    <>
      <TableScroll label={t("items")} className="library-table" isTaken={false}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("document")}</th>
              <th scope="col">{t("number")}</th>
              <th scope="col">{t("dated")}</th>
              <th scope="col">{t("issuer")}</th>
              <th scope="col">{t("criteria")}</th>
              <th scope="col" className="num">
                {t("file")}
              </th>
              <th scope="col">
                <span className="visually-hidden">{t("acts")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((item) => (
              <Row key={item.id} item={item} isOwn={isOwn} linked={linked} isShown={item.id === shownId} onOpen={() => { openViewer({ owner: OWNER, list, at: list.findIndex((one) => one.item.id === item.id) }); }} onDetails={() => { onDetails(item.id); }} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {more}
      <TakeItems items={items} linked={linked} />
    </>
  );
}

function TakeItems({ items, linked: { codesOf } }: { readonly items: readonly ItemView[]; readonly linked: Linked }): ReactNode {
  const t = useEvidenceRoomWords();
  const format = useFormat();
  const saidBy = ({ description, current }: ItemView) => description ?? current?.content?.proposal;
  return (
    <div>
      <TableDownload
        name={t("items")}
        rows={items.filter((one) => one.current !== null)}
        columns={[
          { title: t("document"), of: titleOf },
          { title: t("number"), of: (one) => saidBy(one)?.number ?? "" },
          { title: t("dated"), of: (one) => format.day(saidBy(one)?.dated ?? "") },
          { title: t("issuer"), of: (one) => saidBy(one)?.issuer ?? "" },
          { title: t("criteria"), of: (one) => codesOf(one.current === null ? [] : [one.current.id]).join(", ") },
          { title: t("file"), of: (one) => one.current?.name ?? "" },
          { title: "SHA-256", of: (one) => one.current?.sha256 ?? "" },
        ]}
      />
    </div>
  );
}
