import { AutoComplete, Button } from "antd";
import { type ReactNode, useState } from "react";
import { listAuditEntries, readAuditHead } from "../../../contract/audit.ts";
import { listAccounts } from "../../../contract/identity.ts";
import { call } from "../../shell/client.ts";
import { useAll } from "../../shell/query.ts";
import { endOfDay } from "../../ui/day.ts";
import { DayField } from "../../ui/day-field.tsx";
import { TextField } from "../../ui/fields.tsx";
import { matches } from "../../ui/format.ts";
import { useLanguage } from "../../ui/language.ts";
import { Pick } from "../../ui/pick.tsx";
import { RefusalNote } from "../../ui/states.tsx";
import { actionOptions } from "../action-words.ts";
import { useAuditWords } from "../words.ts";
import { lastNotAfter } from "./chain.ts";

export type Wanted = { readonly by?: string; readonly action?: string; readonly subject?: string; readonly before?: string };

/** Where in the ledger a day ends, as the number before which its newest entry stands. */
async function endIn(day: string): Promise<string> {
  const { body: head } = await call(readAuditHead, {});
  const timeOf = async (seq: number): Promise<string | undefined> => (await call(listAuditEntries, { query: { limit: 1, cursor: String(seq + 1) } })).body.items[0]?.at;
  return String((await lastNotAfter(endOfDay(day), head.seq, timeOf)) + 1);
}

/** Who, what, about what, until when. */
export function SearchForm({ wanted, onSearch }: { readonly wanted: Wanted; readonly onSearch: (wanted: Wanted) => void }): ReactNode {
  const t = useAuditWords();
  const accounts = useAll(listAccounts, {});
  const [by, setBy] = useState(wanted.by);
  const [action, setAction] = useState(wanted.action ?? "");
  const [subject, setSubject] = useState(wanted.subject ?? "");
  const [day, setDay] = useState("");
  const options = actionOptions(useLanguage());
  const [isFinding, setFinding] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const search = async (): Promise<void> => {
    setError(null);
    setFinding(day !== "");
    try {
      const before = day === "" ? undefined : await endIn(day);
      onSearch({ ...(by === undefined ? {} : { by }), ...(action === "" ? {} : { action }), ...(subject === "" ? {} : { subject }), ...(before === undefined ? {} : { before }) });
    } catch (error_) {
      setError(error_);
    } finally {
      setFinding(false);
    }
  };
  const people = [{ value: "system", label: t("system") }, { value: "public", label: t("public") }, ...(accounts.data ?? []).map((one) => ({ value: one.id, label: `${one.name} (${one.username})` }))];
  return (
    <form
      className="card stack no-print"
      onSubmit={(event) => {
        event.preventDefault();
        void search();
      }}
    >
      <div className="form-grid audit-form">
        <div className="field">
          <span>{t("by")}</span>
          <Pick label={t("by")} options={people} value={by} onPick={setBy} mayClear />
          <span className="small muted">{t("anybody")}</span>
        </div>
        <div className="field">
          <span>{t("action")}</span>
          <AutoComplete
            aria-label={t("action")}
            allowClear
            value={action}
            options={options}
            showSearch={{ filterOption: (typed, option) => matches(option?.label ?? "", typed) }}
            onChange={(value: string | undefined) => {
              setAction((value ?? "").trim());
            }}
          />
          <span className="small muted">{t("actionHelp")}</span>
        </div>
        <TextField label={t("subject")} help={t("subjectHelp")} value={subject} onChange={(typed) => { setSubject(typed.trim()); }} />
        <DayField label={t("day")} help={t("dayHelp")} value={day} onChange={setDay} />
      </div>
      <RefusalNote error={error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={isFinding}>
          {t("search")}
        </Button>
        <Button
          onClick={() => {
            setBy(undefined);
            setAction("");
            setSubject("");
            setDay("");
            onSearch({});
          }}
        >
          {t("clear")}
        </Button>
        <span role="status">{isFinding ? t("finding") : ""}</span>
      </div>
    </form>
  );
}
