import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { AreaField, isShort } from "../ui/fields.tsx";
import { matches, useFormat } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useRecordWords } from "./words-records.ts";
import { useCampaignWords } from "./words.ts";

/** What is recorded of units, line by line; each line can be taken back with a reason. */

type RecordLine = { readonly key: string; readonly unit: string; readonly what: string; readonly value: string; readonly ground: string; readonly takeBack: string };

type Props = {
  readonly title: string;
  readonly empty: string;
  readonly lines: readonly RecordLine[];
  readonly reasonLabel: string;
  /** Undefined where the reader may only look. */
  readonly onTakeBack: ((key: string, reason: string) => Promise<void>) | undefined;
};

const ROWS = 60;

function TakeBack({ line, label, onTakeBack, onClose }: { readonly line: RecordLine; readonly label: string; readonly onTakeBack: (key: string, reason: string) => Promise<void>; readonly onClose: () => void }): ReactNode {
  const t = useRecordWords();
  const words = useCampaignWords();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const isTooShort = isShort(reason);
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      await onTakeBack(line.key, reason.trim());
      onClose();
    } catch (error_) {
      setError(error_);
      setBusy(false);
    }
  };
  return (
    <div className="stack record-take-back">
      <AreaField label={label} value={reason} onChange={setReason} help={isTooShort ? words("reasonShort") : undefined} />
      <RefusalNote error={error} />
      <div className="row">
        <Button
          danger
          disabled={isTooShort}
          loading={isBusy}
          onClick={() => {
            void send();
          }}
        >
          {line.takeBack}
        </Button>
        <Button onClick={onClose}>{t("cancel")}</Button>
      </div>
    </div>
  );
}

export function RecordList({ title, empty, lines, reasonLabel, onTakeBack }: Props): ReactNode {
  const t = useRecordWords();
  const words = useCampaignWords();
  const format = useFormat();
  const [typed, setTyped] = useState("");
  const [limit, setLimit] = useState(ROWS);
  const [open, setOpen] = useState<string>();
  const fit = lines.filter((one) => matches(`${one.unit} ${one.what}`, typed)).toSorted((a, b) => format.compare(a.unit, b.unit) || format.compare(a.what, b.what));
  return (
    <section className="stack">
      <h2>{title}</h2>
      {lines.length === 0 ? (
        <p className="muted">{empty}</p>
      ) : (
        <>
          <div className="row">
            <input
              type="search"
              className="field-input picker-search"
              aria-label={words("search")}
              placeholder={words("search")}
              value={typed}
              onChange={({ target }) => {
                setTyped(target.value);
              }}
            />
            <span role="status">{t("shown", { shown: format.count(fit.length), all: format.count(lines.length) })}</span>
          </div>
          <ul className="record-lines card">
            {fit.slice(0, limit).map((line) => (
              <li key={line.key}>
                <div className="row">
                  <div className="grow">
                    <strong>{line.unit}</strong> · {line.what}
                    {line.value === "" ? null : `: ${line.value}`}
                    <p className="muted small">{line.ground}</p>
                  </div>
                  {onTakeBack === undefined || open === line.key ? null : (
                    <Button
                      size="small"
                      onClick={() => {
                        setOpen(line.key);
                      }}
                    >
                      {t("withdraw")} <span className="visually-hidden">{`${line.what}, ${line.unit}`}</span>
                    </Button>
                  )}
                </div>
                {onTakeBack !== undefined && open === line.key ? (
                  <TakeBack
                    line={line}
                    label={reasonLabel}
                    onTakeBack={onTakeBack}
                    onClose={() => {
                      setOpen(undefined);
                    }}
                  />
                ) : null}
              </li>
            ))}
          </ul>
          {fit.length <= limit ? null : (
            <div>
              <Button
                onClick={() => {
                  setLimit(limit + ROWS);
                }}
              >
                {t("more")}
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}
