import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { type FileView, withdrawFile } from "../../contract/evidence.ts";
import { useAct } from "../shell/query.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useEvidenceRoomWords } from "./words.ts";

/** Taking a wrong file back: says what becomes of it, and asks why. */

const LEAST = 5;

export function Withdraw({ file }: { readonly file: FileView }): ReactNode {
  const t = useEvidenceRoomWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const act = useAct(withdrawFile, { touches: ["evidence", "assessment.links"] });
  if (!isOpen) {
    return (
      <button type="button" className="evidence-act" aria-label={t("actOn", { act: t("withdraw"), name: file.name })} onClick={() => { setOpen(true); }}>
        {t("withdraw")}
      </button>
    );
  }
  return (
    <form
      className="evidence-form"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate({ params: { fileId: file.id }, body: { reason: reason.trim() } });
      }}
    >
      <p className="small" id={`${id}-help`}>
        {t("withdrawHelp")}
      </p>
      <label htmlFor={id}>{t("withdrawReason")}</label>
      <input id={id} className="field-input" maxLength={500} autoFocus value={reason} aria-describedby={`${id}-help`} onChange={(event) => { setReason(event.target.value); }} />
      <div className="row">
        <Button danger htmlType="submit" size="small" loading={act.isPending} disabled={reason.trim().length < LEAST}>
          {t("withdrawNow")}
        </Button>
        <Button size="small" onClick={() => { setOpen(false); }}>
          {t("keep")}
        </Button>
      </div>
      <RefusalNote error={act.error} />
    </form>
  );
}
