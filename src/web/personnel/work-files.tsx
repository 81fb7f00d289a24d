import { type ReactNode, useId, useState } from "react";
import type { WorkItem } from "../../contract/personnel-work.ts";
import { addWorkFile, MOST_WORK_FILES, readWorkFile } from "../../contract/personnel-work-files.ts";
import { BesideDownload } from "../shell/beside-file.tsx";
import { Chooser } from "../shell/evidence/drop-zone.tsx";
import { useAct } from "../shell/query.ts";
import { asBase64 } from "../ui/base64.ts";
import { smallPicture } from "../ui/small-picture.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useWorkWords } from "./words-work.ts";
import "../shell/evidence/evidence.css";

/** What came of a piece of work, attached to it: taken along by whoever looks, brought by who did it. */

type Props = { readonly item: Pick<WorkItem, "id" | "name" | "files">; readonly periodId: string };

export function WorkFiles({ item, periodId }: Props): ReactNode {
  if (item.files.length === 0) return null;
  return (
    <div className="row work-files">
      {item.files.map((one) => (
        <BesideDownload key={one.number} file={one} route={readWorkFile} given={{ params: { periodId, itemId: item.id, number: String(one.number) } }} of={item.name} isSmall />
      ))}
    </div>
  );
}

const ENDINGS = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,image/*";

/** The same, with a way to bring more; each file is sent as soon as it is chosen. */
export function WorkFilesField({ item, periodId }: Props): ReactNode {
  const t = useWorkWords();
  const help = useId();
  const add = useAct(addWorkFile, { touches: ["personnel"] });
  const [waiting, setWaiting] = useState(0);
  const send = async (files: readonly File[]): Promise<void> => {
    setWaiting(files.length);
    for (const file of files) {
      // One after another: what has come is not lost with what has not.
      const small = await smallPicture(file);
      const answer = await add.mutateAsync({ params: { periodId, itemId: item.id }, body: { name: small.name, content: await asBase64(small) } }).catch(() => undefined);
      if (answer === undefined) break;
      setWaiting((left) => left - 1);
    }
    setWaiting(0);
  };
  return (
    <div className="work-attach">
      <WorkFiles item={item} periodId={periodId} />
      {item.files.length >= MOST_WORK_FILES ? null : (
        <span className="row">
          <Chooser label={t("attach")} accept={ENDINGS} isQuiet describedBy={help} onFiles={(files) => { void send(files); }} />
          <span id={help} className="visually-hidden">{item.name}</span>
          <span role="status" className="small muted">{waiting === 0 ? "" : t("attaching", { count: waiting })}</span>
        </span>
      )}
      <RefusalNote error={add.error} />
    </div>
  );
}
