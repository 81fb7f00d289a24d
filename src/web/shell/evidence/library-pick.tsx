import { Button, Select } from "antd";
import { type ReactNode, useState } from "react";
import { listItems } from "../../../contract/evidence.ts";
import { matches } from "../../ui/format.ts";
import { useAll } from "../query.ts";
import { titleOf, useDescribed } from "./findings.tsx";
import type { Library } from "./sendings.ts";
import { useEvidenceWords } from "./words.ts";

/** One file proves many criteria: it is taken from the library instead of sent again. */
export function LibraryPick({ library, taken, onPick }: { readonly library: Library; readonly taken: readonly string[]; readonly onPick: (fileId: string) => void }): ReactNode {
  const t = useEvidenceWords();
  const described = useDescribed();
  const [isOpen, setOpen] = useState(false);
  const { data, isFetching } = useAll(listItems, { params: { unitId: library.unitId, year: library.year } }, { enabled: isOpen });
  if (!isOpen) {
    return (
      <Button onClick={() => { setOpen(true); }}>
        {t("fromLibrary")}
      </Button>
    );
  }
  const items = (data ?? []).filter(({ current }) => current !== null && !taken.includes(current.id));
  const options = items.map((item) => {
    const facts = described(item);
    return { value: item.current?.id ?? "", label: `${titleOf(item)}${facts === "" ? "" : ` (${facts})`}` };
  });
  const texts = new Map(items.map((item) => [item.current?.id ?? "", `${titleOf(item)} ${described(item)} ${item.current?.name ?? ""}`]));
  return (
    <Select<string>
      autoFocus
      defaultOpen
      className="evidence-pick"
      aria-label={t("fromLibrary")}
      placeholder={t("fromLibraryFind")}
      loading={isFetching}
      notFoundContent={isFetching ? t("looking") : t("libraryNone")}
      showSearch={{ filterOption: (typed, option) => matches(texts.get(String(option?.value)) ?? "", typed) }}
      options={options}
      onSelect={(fileId) => {
        onPick(fileId);
        setOpen(false);
      }}
      onOpenChange={(open) => {
        if (!open) setOpen(false);
      }}
    />
  );
}
