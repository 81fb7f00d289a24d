import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { importPeopleList, importUnitList, listUnits, type PostKind } from "../../contract/organisation.ts";
import { useAct, useAll } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import type { SheetField, SheetRecord } from "../shell/sheet/mapping.ts";
import { SheetImport } from "../shell/sheet/sheet-import.tsx";
import { readDay } from "../ui/day.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { useUiWords } from "../ui/words.ts";
import { HEADS, useOrganisationImportWords } from "./words-import.ts";

/** Lists of units and people from Excel: those that are there already stay, and with one wrong cell nothing is taken. */

const orNull = (words: string | undefined): string | null => (words === undefined || words === "" ? null : words);

function UnitImport(): ReactNode {
  const t = useOrganisationImportWords();
  const act = useAct(importUnitList, { touches: ["organisation"] });
  const fields: readonly SheetField[] = [
    { key: "code", label: t("code"), heads: HEADS.code, isNeeded: true },
    { key: "name", label: t("unit"), heads: HEADS.name, isNeeded: true },
    { key: "index", label: t("index"), heads: HEADS.index, isNeeded: false },
    { key: "parent", label: t("parent"), heads: HEADS.parent, isNeeded: false },
  ];
  const send = async (records: readonly SheetRecord[]): Promise<void> => {
    await act.mutateAsync({ body: { units: records.map(({ values }) => ({ code: values["code"] ?? "", name: values["name"] ?? "", index: orNull(values["index"]), parent: orNull(values["parent"]) })) } });
  };
  return (
    <>
      <SheetImport kind="units" fields={fields} onSend={send} />
      {act.data === undefined ? null : <Notice title={t("unitsTaken", { created: act.data.body.created.length, unchanged: act.data.body.unchanged.length })} />}
    </>
  );
}

const KINDS: readonly (readonly [PostKind, RegExp])[] = [
  ["deputy", /cấp phó|^phó|deputy/i],
  ["head", /thủ trưởng|người đứng đầu|^cấp trưởng|head/i],
  ["officer", /công chức|viên chức|nhân viên|chuyên viên|officer|^$/i],
];
const kindIn = (words: string): PostKind | undefined => KINDS.find(([, pattern]) => pattern.test(words))?.[0];

function PeopleImport({ units }: { readonly units: readonly { readonly code: string; readonly name: string }[] }): ReactNode {
  const t = useOrganisationImportWords();
  const act = useAct(importPeopleList, { touches: ["organisation"] });
  const [codes] = useState(() => new Map(units.map((one) => [one.name.toLowerCase(), one.code])));
  const fields: readonly SheetField[] = [
    { key: "name", label: t("person"), heads: HEADS.person, isNeeded: true },
    { key: "unit", label: t("unitOf"), heads: HEADS.unit, isNeeded: true },
    { key: "title", label: t("postTitle"), heads: HEADS.title, isNeeded: true },
    { key: "kind", label: t("kind"), heads: HEADS.kind, isNeeded: false },
    { key: "from", label: t("from"), heads: HEADS.from, isNeeded: false },
  ];
  const send = async (records: readonly SheetRecord[]): Promise<void> => {
    const people = records.map(({ values: { name = "", unit = "", title = "", kind = "", from = "" } }) => ({ name, title, unit: codes.get(unit.toLowerCase()) ?? unit, kind: kindIn(kind) ?? kind, ...(from === "" ? {} : { from: readDay(from) ?? from }) }));
    await act.mutateAsync({ body: { people } });
  };
  return (
    <>
      <SheetImport kind="people" fields={fields} onSend={send} />
      {act.data === undefined ? null : <Notice title={t("peopleTaken", { ...act.data.body })} />}
    </>
  );
}

const useMayImport = (): boolean => hasRole(useSession(), "administrator", "programme-officer");

export function UnitImportPage(): ReactNode {
  const t = useOrganisationImportWords();
  const ui = useUiWords();
  const mayImport = useMayImport();
  return (
    <Page title={t("units")} lead={t("unitsLead")} actions={<Link to="/units">{t("toUnits")}</Link>}>
      {mayImport ? <UnitImport /> : <Notice title={ui("forbidden")}>{ui("forbiddenHelp")}</Notice>}
    </Page>
  );
}

export function PeopleImportPage(): ReactNode {
  const t = useOrganisationImportWords();
  const ui = useUiWords();
  const mayImport = useMayImport();
  const units = useAll(listUnits, {});
  return (
    <Page title={t("people")} lead={t("peopleLead")} actions={<Link to="/people">{t("toPeople")}</Link>}>
      {mayImport ? <Loaded query={units}>{(all) => <PeopleImport units={all} />}</Loaded> : <Notice title={ui("forbidden")}>{ui("forbiddenHelp")}</Notice>}
    </Page>
  );
}
