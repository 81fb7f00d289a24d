import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { addRemediationFile, readRemediation, readRemediationFile } from "../../contract/remediation.ts";
import { BesideDownload } from "../shell/beside-file.tsx";
import { useAct, useRead } from "../shell/query.ts";
import { asBase64 } from "../ui/base64.ts";
import { Loaded, RefusalNote } from "../ui/states.tsx";
import { usePortalWords } from "./words.ts";

/** What proves a remedy: the files of an item, and room for one more of the unit's. */

type Props = { readonly campaignId: string; readonly itemId: string; /** Of what, for who hears the button alone. */ readonly name: string; readonly mayAdd: boolean };

function Add({ campaignId, itemId }: Pick<Props, "campaignId" | "itemId">): ReactNode {
  const t = usePortalWords();
  const id = useId();
  const [file, setFile] = useState<File>();
  const add = useAct(addRemediationFile, { touches: ["portal"] });
  const send = async (): Promise<void> => {
    if (file === undefined || add.isPending) return;
    const added = await add.mutateAsync({ params: { campaignId, itemId }, body: { name: file.name, content: await asBase64(file) } }).catch(() => undefined);
    if (added !== undefined) setFile(undefined);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label htmlFor={id}>{t("addFile")}</label>
      <div className="row">
        <input key={add.data?.body.files.length} id={id} type="file" accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx" onChange={(event) => { setFile(event.target.files?.[0]); add.reset(); }} />
        <Button htmlType="submit" disabled={file === undefined} loading={add.isPending}>
          {t("addFileButton")}
        </Button>
      </div>
      <RefusalNote error={add.error} />
    </form>
  );
}

export function RemedyFiles({ campaignId, itemId, name, mayAdd }: Props): ReactNode {
  const t = usePortalWords();
  const item = useRead(readRemediation, { params: { campaignId, itemId } });
  return (
    <Loaded query={item}>
      {({ body: { files } }) => (
        <div className="stack">
          {files.length === 0 ? <p className="small muted">{t("noFiles")}</p> : null}
          <div className="row">
            {files.map((file) => (
              <BesideDownload key={file.number} file={file} route={readRemediationFile} given={{ params: { campaignId, itemId, number: String(file.number) } }} of={name} />
            ))}
          </div>
          {mayAdd ? <Add campaignId={campaignId} itemId={itemId} /> : null}
        </div>
      )}
    </Loaded>
  );
}
