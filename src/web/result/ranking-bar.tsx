import { Button, Input, Segmented, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { ShownRegulation } from "../../scoring/regulation/show.ts";
import type { VersionItem } from "../../contract/result.ts";
import { useResultWords } from "./words.ts";

export type Filter = { readonly text: string; readonly level: string; readonly only: "all" | "pending" | "gaps" };
export const NO_FILTER: Filter = { text: "", level: "", only: "all" };

type Props = {
  readonly law: ShownRegulation;
  readonly source: { readonly value: string; readonly versions: readonly VersionItem[]; readonly seesDraft: boolean };
  readonly index: string;
  readonly ratio: string;
  readonly filter: Filter;
  readonly showsGaps: boolean;
  readonly onChoose: (change: { readonly of?: string; readonly index?: string; readonly ratio?: string }) => void;
  readonly onFilter: (filter: Filter) => void;
};

/** What is looked at, and what of it. */
export function RankingBar({ law, source, index, ratio, filter, showsGaps, onChoose, onFilter }: Props): ReactNode {
  const t = useResultWords();
  const levels = law.classifications.find((one) => one.ratio === ratio)?.levels ?? [];
  const sources = [...(source.seesDraft ? [{ value: "draft", label: t("draft") }] : []), ...source.versions.map((one) => ({ value: String(one.number), label: `${t("version", { number: one.number })} (${t(`state.${one.state}`)})` }))];
  return (
    <div className="row ranking-bar no-print">
      <label>
        {t("index")}
        <Select className="ranking-index" value={index} onChange={(code: string) => { onChoose({ index: code }); }} popupMatchSelectWidth={false} options={law.indexes.map((one) => ({ value: one.code, label: one.title }))} />
      </label>
      <label>
        {t("ratio")}
        <Select value={ratio} onChange={(key: string) => { onChoose({ ratio: key }); }} popupMatchSelectWidth={false} options={law.ratios.map((one) => ({ value: one.key, label: one.title }))} />
      </label>
      {sources.length > 1 ? (
        <label>
          {t("source")}
          <Select value={source.value} onChange={(of: string) => { onChoose({ of }); }} popupMatchSelectWidth={false} options={sources} />
        </label>
      ) : null}
      <label>
        {t("level")}
        <Select
          value={filter.level}
          popupMatchSelectWidth={false}
          onChange={(level: string) => {
            onFilter({ ...filter, level });
          }}
          options={[{ value: "", label: t("allLevels") }, ...levels.map((one) => ({ value: one.key, label: one.title }))]}
        />
      </label>
      <label className="ranking-search">
        {t("search")}
        <Input
          type="search"
          allowClear
          value={filter.text}
          onChange={(event) => {
            onFilter({ ...filter, text: event.target.value });
          }}
        />
      </label>
      {showsGaps ? (
        <fieldset>
          <legend>{t("only")}</legend>
          <Segmented
            name="only"
            value={filter.only}
            onChange={(only) => {
              onFilter({ ...filter, only });
            }}
            options={[{ value: "all" as const, label: t("all") }, { value: "pending" as const, label: t("onlyPending") }, { value: "gaps" as const, label: t("onlyGaps") }]}
          />
        </fieldset>
      ) : null}
    </div>
  );
}

/** Copies text and says so. */
export function CopyButton({ text, count }: { readonly text: () => string; readonly count: number }): ReactNode {
  const t = useResultWords();
  const [said, setSaid] = useState<"copied" | "copyFailed">();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      setSaid("copied");
    } catch {
      setSaid("copyFailed");
    }
  };
  return (
    <>
      <Button
        onClick={() => {
          void copy();
        }}
      >
        {t("copy")}
      </Button>
      <span role="status" className="small muted">
        {said === undefined ? "" : t(said, { count })}
      </span>
    </>
  );
}
