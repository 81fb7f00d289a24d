import type { ReactNode } from "react";
import { listItems } from "../../../contract/evidence.ts";
import { useFormat } from "../../ui/format.ts";
import { useAll } from "../query.ts";
import { DropZone } from "./drop-zone.tsx";
import { titleOf } from "./findings.tsx";
import { LibraryPick } from "./library-pick.tsx";
import { sizeText } from "./size.ts";
import type { Library } from "./sendings.ts";
import { UploadList } from "./upload-list.tsx";
import { useAddFiles, useIntake, useUploads } from "./use-uploads.ts";
import { useEvidenceWords } from "./words.ts";
import "./evidence.css";

/** Files of a unit's library as a field of a form: brought here, or taken from what is there. */

type Props = { readonly library: Library; /** Where on which page: uploads that began here are shown here. */ readonly spot: string; readonly fileIds: readonly string[]; readonly onChange: (change: (fileIds: readonly string[]) => readonly string[]) => void };

const withMore = (more: readonly string[]) => (fileIds: readonly string[]): readonly string[] => [...fileIds, ...more.filter((one) => !fileIds.includes(one))];

export function LibraryFiles({ library, spot, fileIds, onChange }: Props): ReactNode {
  const t = useEvidenceWords();
  const format = useFormat();
  const intake = useIntake(library);
  const uploads = useUploads(library, spot);
  const addFiles = useAddFiles(library, intake.data?.body);
  const { data: items = [] } = useAll(listItems, { params: library }, { enabled: fileIds.length > 0 });
  const titles = new Map(items.flatMap((item) => (item.current === null ? [] : [[item.current.id, titleOf(item)] as const])));
  const nameOf = (id: string): string => titles.get(id) ?? uploads.find((one) => one.fileId === id)?.name ?? t("evidence");
  const limits = intake.data?.body;
  const pick = <LibraryPick library={library} taken={fileIds} onPick={(fileId) => { onChange(withMore([fileId])); }} />;
  return (
    <div className="evidence-add">
      {fileIds.length === 0 ? null : (
        <ul className="evidence-links">
          {fileIds.map((id) => (
            <li key={id} className="evidence-link">
              <span className="evidence-name">{nameOf(id)}</span>{" "}
              <button type="button" className="evidence-act" aria-label={t("actOn", { act: t("unlink"), name: nameOf(id) })} onClick={() => { onChange((all) => all.filter((one) => one !== id)); }}>
                {t("unlink")}
              </button>
            </li>
          ))}
        </ul>
      )}
      <UploadList uploads={uploads.filter((one) => one.phase.kind !== "kept")} />
      {limits?.isOpen === false ? (
        <>
          <p className="small muted">{t("intakeShut")}</p>
          {pick}
        </>
      ) : (
        <DropZone hint={limits === undefined ? null : t("kindsAndSize", { kinds: limits.kinds.join(", "), size: sizeText(limits.maxBytes, format) })} onFiles={(files) => { addFiles(files, { spot, onNamed: async (named) => { onChange(withMore(named.map((one) => one.id))); } }); }}>
          {pick}
        </DropZone>
      )}
    </div>
  );
}
