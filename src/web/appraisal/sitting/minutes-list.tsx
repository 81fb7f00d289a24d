import { Button, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { useFormat } from "../../ui/format.ts";
import { type Entry, minutesText } from "./minutes.ts";
import { useSittingWords } from "./words.ts";

/** The minutes as they grow: copied as text, printed alone. */

type Scope = "sitting" | "round";
type Props = { readonly campaign: string; readonly round: string; readonly now: string; readonly entries: readonly Entry[]; readonly scope: Scope; readonly onScope: (scope: Scope) => void; readonly onOpen: (key: string) => void };

export function MinutesList({ campaign, round, now, entries, scope, onScope, onOpen }: Props): ReactNode {
  const t = useSittingWords();
  const format = useFormat();
  const [isCopied, setCopied] = useState(false);
  const points = (value: string | null): string => (value === null ? "–" : format.decimal(value));
  const sentence = (one: Entry): string => t(one.reason === "" ? "minuteAgreed" : "minute", { time: format.time(one.at), unit: one.unit, code: one.code, title: one.title, before: points(one.before), points: points(one.points), reason: one.reason, by: one.by });
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(minutesText([t("minutesTitle"), t("minutesHead", { campaign, round, time: format.time(now) })], entries.map(sentence)));
    setCopied(true);
  };
  return (
    <section className="sitting-minutes" aria-labelledby="sitting-minutes">
      <header className="row">
        <h2 id="sitting-minutes" className="grow">
          {t("minutesTitle")}
        </h2>
        <span className="row no-print">
          <Segmented<Scope>
            aria-label={t("minutesScope")}
            value={scope}
            options={[
              { value: "sitting", label: t("scope.sitting") },
              { value: "round", label: t("scope.round") },
            ]}
            onChange={onScope}
          />
          <Button
            disabled={entries.length === 0}
            onClick={() => {
              void copy();
            }}
          >
            {isCopied ? t("copied") : t("copyText")}
          </Button>
          <Button
            disabled={entries.length === 0}
            onClick={() => {
              globalThis.print();
            }}
          >
            {t("print")}
          </Button>
        </span>
      </header>
      <p className="sitting-only-print">{t("minutesHead", { campaign, round, time: format.time(now) })}</p>
      {entries.length === 0 ? (
        <p className="muted">{t("noMinutes")}</p>
      ) : (
        <ol>
          {entries.map((one) => (
            <li key={one.key}>
              <span className="num muted">{format.clock(one.at)}</span>{" "}
              <button
                type="button"
                className="sitting-link"
                onClick={() => {
                  onOpen(one.key);
                }}
              >
                {one.unit}
              </button>
              , <span className="num">{one.code}</span> {one.title}: <span className="num">{points(one.before)}</span> → <strong className="num">{points(one.points)}</strong>
              {one.reason === "" ? "" : `. ${t("because", { reason: one.reason })}`} <span className="muted">({one.by})</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
