import { type ReactNode, useEffect, useRef } from "react";
import { readText } from "../../../contract/evidence-files.ts";
import type { FileView } from "../../../contract/evidence.ts";
import { Loaded, Notice } from "../../ui/states.tsx";
import { useAll } from "../query.ts";
import { useEvidenceWords } from "./words.ts";

type Section = { readonly page: number; readonly text: string };

function Sections({ sections, page }: { readonly sections: readonly Section[]; readonly page: number }): ReactNode {
  const t = useEvidenceWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector(`[data-page="${String(page)}"]`)?.scrollIntoView({ block: "start" });
  }, [page]);
  return (
    <div ref={box}>
      {sections.map((one) => (
        <section key={one.page} data-page={one.page}>
          {sections.length === 1 ? null : <h3>{t("section", { number: one.page })}</h3>}
          <p className="viewer-words">{one.text}</p>
        </section>
      ))}
    </div>
  );
}

/** What is written in an office file, section by section; how it looks only its own program shows. */
export function TextView({ file, page }: { readonly file: FileView; readonly page: number }): ReactNode {
  const t = useEvidenceWords();
  const query = useAll(readText, { params: { fileId: file.id } });
  return (
    <div className="viewer-scroll viewer-text" role="group" tabIndex={0} aria-label={t("textOf", { name: file.name })}>
      <p className="small muted">{t(file.content?.reading === "waiting" ? "beingRead" : "textOnly")}</p>
      <Loaded query={query}>
        {(pages) =>
          pages.length === 0 ? (
            <Notice title={t("noText")}>{t("downloadOnlyHelp")}</Notice>
          ) : (
            <Sections sections={pages} page={page} />
          )
        }
      </Loaded>
    </div>
  );
}
