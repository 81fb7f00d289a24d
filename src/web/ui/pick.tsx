import { Select } from "antd";
import type { ReactNode } from "react";
import { matches } from "./format.ts";
import { useUiWords } from "./words.ts";

type Option = { readonly value: string; readonly label: string };
type Props = { readonly id?: string; readonly label: string; readonly options: readonly Option[]; readonly value: string | undefined; readonly onPick: (value: string | undefined) => void; readonly isLoading?: boolean; readonly mayClear?: boolean };

/** One of many by typing part of its name, with marks or without. */
export function Pick({ id, label, options, value, onPick, isLoading = false, mayClear = false }: Props): ReactNode {
  const t = useUiWords();
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      className="pick"
      showSearch={{ filterOption: (typed, option) => matches(option?.label ?? "", typed) }}
      allowClear={mayClear}
      loading={isLoading}
      placeholder={t("none")}
      notFoundContent={t("searchNothing")}
      options={[...options]}
      value={value ?? null}
      onChange={(picked: string | null | undefined) => {
        onPick(picked ?? undefined);
      }}
    />
  );
}
