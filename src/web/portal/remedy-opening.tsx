import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { readSettings } from "../../contract/documents.ts";
import { letterheadFor } from "../../contract/letterhead.ts";
import { openRemediation } from "../../contract/remediation.ts";
import { useOnce } from "../shell/once.ts";
import { useRead } from "../shell/query.ts";
import { TextField } from "../ui/fields.tsx";
import { readDecimal, useFormat } from "../ui/format.ts";
import { Loading, RefusalNote } from "../ui/states.tsx";
import { usePortalWords } from "./words.ts";

/** Opens what is to be remedied: each criterion that lost at least so much, by default what the authority's notices call of note. */
export function Opening({ campaignId }: { readonly campaignId: string }): ReactNode {
  const t = usePortalWords();
  const format = useFormat();
  const { send, isBusy, error, done } = useOnce(openRemediation, { touches: ["portal"] });
  const { data: settings, isPending } = useRead(readSettings, {});
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? format.decimal(settings?.body.letterhead?.noteworthy ?? letterheadFor("").noteworthy);
  const least = readDecimal(shown);
  // A default that came late would stand beside what somebody has typed.
  if (isPending) return <Loading rows={2} />;
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (least !== undefined) void send({ params: { campaignId }, body: { leastLost: Number(least).toFixed(2) } });
      }}
    >
      <h2>{t("open")}</h2>
      <TextField label={t("least")} value={shown} onChange={setTyped} maxLength={6} isNumber />
      <RefusalNote error={error} />
      <div className="row">
        <Button htmlType="submit" loading={isBusy}>
          {t("openButton")}
        </Button>
        {done === undefined ? null : <span role="status">{t("opened", { count: done.body.opened })}</span>}
      </div>
    </form>
  );
}
