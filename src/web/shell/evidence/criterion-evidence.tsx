import { Link as PageLink } from "@tanstack/react-router";
import { type ReactNode, useEffect, useId, useState } from "react";
import { useFormat } from "../../ui/format.ts";
import { Failure, RefusalNote } from "../../ui/states.tsx";
import { DropZone } from "./drop-zone.tsx";
import { InsteadForm, Said } from "./instead.tsx";
import { LibraryPick } from "./library-pick.tsx";
import { LinkLine } from "./link-line.tsx";
import { type ChangeLinks, type FilePlace, type Link, type Links, type LinkSet, setsOf, useChangeLinks, useLinks, withFiles } from "./links.ts";
import { sizeText } from "./size.ts";
import { UploadList } from "./upload-list.tsx";
import type { Library, Sending } from "./sendings.ts";
import { useAddFiles, useIntake, useUploads } from "./use-uploads.ts";
import { closeViewer, openViewer, showingNow, useOwner, useShowing, useWanted, wantFirst } from "./viewer-state.ts";
import { useEvidenceWords } from "./words.ts";
import "./evidence.css";

/** What proves a criterion, beside its score: to be read by everybody who may, to be brought by the unit. */

function Set({ set, all, owner, uploads, tellsChecks, onChange }: { readonly tellsChecks: boolean; readonly uploads: readonly Sending[]; readonly set: LinkSet; readonly all: readonly Link[]; readonly owner: string; readonly onChange: ChangeLinks | undefined }): ReactNode {
  const t = useEvidenceWords();
  const showing = useShowing();
  const shownId = showing?.list[showing.at]?.file.id;
  if (set.links.length === 0) return null;
  return (
    <>
      {set.part === "explanation" ? <h4>{t("withExplanation")}</h4> : null}
      <ul className="evidence-links">
        {set.links.map((link) => (
          <LinkLine key={link.fileId} link={link} tellsChecks={tellsChecks} sending={uploads.find((one) => one.fileId === link.fileId && one.phase.kind !== "kept")} isShown={link.fileId === shownId} onChange={onChange} onOpen={() => { openViewer({ owner, list: all, at: all.findIndex((one) => one.fileId === link.fileId) }); }} />
        ))}
      </ul>
    </>
  );
}

/** When files may come, which, how large: said before anybody chooses one. */
function Hint({ library }: { readonly library: Library }): ReactNode {
  const t = useEvidenceWords();
  const format = useFormat();
  const { data } = useIntake(library);
  const limits = data?.body;
  return (
    <>
      <span className="evidence-by-mouse">{t("dropHere")} </span>
      {limits === undefined ? null : t("kindsAndSize", { kinds: limits.kinds.join(", "), size: sizeText(limits.maxBytes, format) })}
    </>
  );
}

type AddProps = { readonly place: FilePlace; readonly code: string; readonly year: number; readonly linked: readonly Link[]; readonly onChange: ChangeLinks };

function Add({ place: { campaignId, unitId }, code, year, linked, onChange }: AddProps): ReactNode {
  const library = { unitId, year };
  const spot = `${campaignId} ${code}`;
  const intake = useIntake(library);
  const uploads = useUploads(library, spot);
  const addFiles = useAddFiles(library, intake.data?.body);
  const [error, setError] = useState<unknown>();
  const link = async (ids: readonly string[]): Promise<void> => {
    setError(undefined);
    try {
      await onChange((links) => withFiles(links, ids));
    } catch (error_) {
      // The files are in the library and are linked from there.
      setError(error_);
    }
  };
  return (
    <div className="evidence-add no-print">
      <UploadList uploads={uploads.filter(({ fileId }) => fileId === undefined || linked.every((one) => one.fileId !== fileId))} />
      <RefusalNote error={error} />
      <DropZone hint={<Hint library={library} />} onFiles={(files) => { addFiles(files, { spot, onNamed: async (named) => link(named.map((one) => one.id)), onRefused: () => { void link([]); } }); }}>
        <LibraryPick library={library} taken={linked.map((one) => one.fileId)} onPick={(fileId) => { void link([fileId]); }} />
      </DropZone>
    </div>
  );
}

/** An open viewer goes along from criterion to criterion, and closes with the last. */
function useFollow(owner: string, all: readonly Link[], isOn: boolean): void {
  const first = all.findIndex((one) => one.file.state === "kept");
  useEffect(() => {
    const showing = showingNow();
    if (!isOn || showing === undefined || showing.owner === owner) return;
    if (first === -1) closeViewer();
    else openViewer({ owner, list: all, at: first, takesFocus: false });
  }, [owner, all, first, isOn]);
}

/** Where somebody has asked for it from elsewhere on the page, the first file opens; they work on meanwhile. */
function useOpening(owner: string, all: readonly Link[]): void {
  const isWanted = useWanted() === owner;
  const first = all.findIndex((one) => one.file.state === "kept");
  useEffect(() => {
    if (!isWanted) return;
    wantFirst(undefined);
    if (first !== -1) openViewer({ owner, list: all, at: first, takesFocus: false });
  }, [owner, all, first, isWanted]);
}

type Props = { readonly place: FilePlace; readonly code: string; /** Where the unit may bring files for it here. */ readonly mayAdd?: boolean; /** One criterion at a time is on the page: an open viewer goes along with it. */ readonly follows?: boolean; /** For the council: the same file elsewhere, nearly the same text. */ readonly tellsChecks?: boolean };

const ownerOf = ({ place, code }: Pick<Props, "place" | "code">): string => `${place.unitId} ${code}`;
/** From another place of the page that has a criterion's evidence on it: opens its first file. */
export const openEvidence = (unitId: string, code: string): void => {
  wantFirst(`${unitId} ${code}`);
};

/** Where the regulation lets a unit explain itself instead, and nothing is linked yet. */
function Instead({ place, code, rule, own }: Pick<Props, "place" | "code"> & Pick<Links, "rule"> & { readonly own: LinkSet | undefined }): ReactNode {
  if (rule?.codes.includes(code) !== true || (own !== undefined && own.links.length > 0)) return null;
  return <InsteadForm key={own?.version} place={place} code={code} said={own?.instead ?? ""} rule={rule} />;
}

function Body({ place, code, links, mayAdd, follows = false, tellsChecks = false }: Props & { readonly links: Links }): ReactNode {
  const t = useEvidenceWords();
  const change = useChangeLinks(place, code);
  const sets = setsOf(links, code);
  const all = sets.flatMap((set) => set.links);
  const owner = ownerOf({ place, code });
  const uploads = useUploads({ unitId: place.unitId, year: links.year });
  useFollow(owner, all, follows);
  useOpening(owner, all);
  const isMissing = links.without.includes(code);
  const isWriting = mayAdd === true && links.open !== null;
  const said = sets.find((one) => one.instead !== "" && one.links.length === 0);
  const own = sets.find((one) => one.part === links.open);
  return (
    <>
      {all.length === 0 && said === undefined ? <p className={isMissing ? "evidence-missing" : "muted"}>{isMissing ? t("missing") : t("noneYet")}</p> : null}
      {sets.map((set) => (
        <Set key={set.part} set={set} all={all} owner={owner} uploads={uploads} tellsChecks={tellsChecks} onChange={isWriting && set.part === links.open ? change : undefined} />
      ))}
      {said === undefined ? null : <Said text={said.instead} />}
      {isWriting ? <Instead place={place} code={code} rule={links.rule} own={own} /> : null}
      {isWriting ? <Add place={place} code={code} year={links.year} linked={own?.links ?? []} onChange={change} /> : null}
      <p className="small no-print">
        <PageLink to="/evidence/$unitId/$year" params={{ unitId: place.unitId, year: String(links.year) }}>
          {t("toLibrary")}
        </PageLink>
      </p>
    </>
  );
}

export function CriterionEvidence(props: Props): ReactNode {
  const t = useEvidenceWords();
  const id = useId();
  useOwner(ownerOf(props));
  const query = useLinks(props.place);
  return (
    <section className="evidence" aria-labelledby={id}>
      <h3 id={id}>{t("evidence")}</h3>
      {query.data === undefined ? query.isError ? <Failure error={query.error} onRetry={() => { void query.refetch(); }} /> : <p className="muted">{t("looking")}</p> : <Body {...props} links={query.data.body} />}
    </section>
  );
}
