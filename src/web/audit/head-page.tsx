import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { listAuditEntries, readAuditHead } from "../../contract/audit.ts";
import { call } from "../shell/client.ts";
import { useRead } from "../shell/query.ts";
import { TextField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, RefusalNote } from "../ui/states.tsx";
import { useUiWords } from "../ui/words.ts";
import { Walk } from "./ledger/walk.tsx";
import { AuditTabs } from "./tabs.tsx";
import { useAuditWords } from "./words.ts";

function Keep({ seq, hash, at }: { readonly seq: number; readonly hash: string; readonly at: string }): ReactNode {
  const t = useAuditWords();
  const words = useUiWords();
  const format = useFormat();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(t("keepText", { seq, hash, time: format.time(at) }));
    setCopied(true);
  };
  return (
    <section className="card stack" aria-labelledby="keep">
      <h2 id="keep">{t("keepTitle")}</h2>
      <p>{t("keepLead")}</p>
      <dl className="facts">
        <dt>{t("seq")}</dt>
        <dd className="num">{seq}</dd>
        <dt>{t("hash")}</dt>
        <dd>
          <code className="hash">{hash}</code>
        </dd>
        <dt>{t("at")}</dt>
        <dd>{format.time(at)}</dd>
      </dl>
      <div className="no-print">
        <Button
          onClick={() => {
            // Without a clipboard the three lines can be marked.
            copy().catch(() => undefined);
          }}
        >
          {isCopied ? words("copied") : words("copy")}
        </Button>
      </div>
    </section>
  );
}

type Found = { readonly word: "same" | "differs" | "gone"; readonly seq: number; readonly hash: string };

async function compareHead(seq: number, hash: string): Promise<Found> {
  const { body } = await call(listAuditEntries, { query: { limit: 1, cursor: String(seq + 1) } });
  const [entry] = body.items;
  if (entry === undefined || entry.seq !== seq) return { word: "gone", seq, hash: "" };
  return { word: entry.hash === hash ? "same" : "differs", seq, hash: entry.hash };
}

function Compare(): ReactNode {
  const t = useAuditWords();
  const [seq, setSeq] = useState("");
  const [hash, setHash] = useState("");
  const [found, setFound] = useState<Found>();
  const [error, setError] = useState<unknown>(null);
  const isReady = /^[1-9]\d{0,13}$/.test(seq) && /^[0-9a-f]{64}$/.test(hash);
  const compare = async (): Promise<void> => {
    setError(null);
    try {
      setFound(await compareHead(Number(seq), hash));
    } catch (error_) {
      setError(error_);
    }
  };
  return (
    <form
      className="card stack no-print"
      aria-labelledby="compare"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void compare();
      }}
    >
      <h2 id="compare">{t("compareTitle")}</h2>
      <div className="form-grid">
        <TextField label={t("keptSeq")} isNumber value={seq} onChange={(typed) => { setFound(undefined); setSeq(typed.replaceAll(/\D/g, "")); }} />
        <TextField label={t("keptHash")} spellCheck={false} value={hash} onChange={(typed) => { setFound(undefined); setHash(typed.trim().toLowerCase()); }} />
      </div>
      <RefusalNote error={error} />
      <div className="row">
        <Button htmlType="submit" disabled={!isReady}>
          {t("compare")}
        </Button>
        <span role="status" className={found?.word === "same" ? "audit-good" : "audit-bad"}>
          {found === undefined ? "" : t(found.word, { seq: found.seq, hash: found.hash })}
        </span>
      </div>
    </form>
  );
}

/** The end of the ledger, to be kept elsewhere; and whether what was kept still holds. */
export function HeadPage(): ReactNode {
  const t = useAuditWords();
  const head = useRead(readAuditHead, {});
  return (
    <Page title={t("head")} width="text">
      <AuditTabs />
      <Loaded query={head}>{({ body }) => <Keep {...body} />}</Loaded>
      <Compare />
      <Walk />
      <section className="card stack" aria-labelledby="whole">
        <h2 id="whole">{t("wholeTitle")}</h2>
        <p>{t("wholeLead")}</p>
      </section>
    </Page>
  );
}
