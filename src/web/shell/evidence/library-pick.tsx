import { Button, Select } from "antd";
import { type ReactNode, useState } from "react";
import { listItems } from "../../../contract/evidence.ts";
import { matches } from "../../ui/format.ts";
import { useAll } from "../query.ts";
import { titleOf, useDescribed } from "./findings.tsx";
import type { Library } from "./uploads.ts";
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
  const options = (data ?? []).flatMap((item) => {
    const { current } = item;
    if (current === null || taken.includes(current.id)) return [];
    const facts = described(item);
    return [{ value: current.id, label: `${titleOf(item)}${facts === "" ? "" : ` (${facts})`}`, search: `${titleOf(item)} ${facts} ${current.name}` }];
  });
  return (
    <Select<string>
      autoFocus
      defaultOpen
      className="evidence-pick"
      aria-label={t("fromLibrary")}
      placeholder={t("fromLibraryFind")}
      loading={isFetching}
      notFoundContent={isFetching ? t("looking") : t("libraryNone")}
      showSearch={{ filterOption: (typed, option) => matches(option?.search ?? "", typed) }}
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
