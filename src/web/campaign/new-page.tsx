import { useNavigate } from "@tanstack/react-router";
import type { z } from "zod";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { createCampaign } from "../../contract/campaign.ts";
import { listUnits } from "../../contract/organisation.ts";
import { listRegulations } from "../../contract/regulation.ts";
import { useAct, useAll } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { Choice, TextField } from "../ui/fields.tsx";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { LinkButton } from "./link-button.tsx";
import { useDocument } from "./regulation-tree.ts";
import { UnitPicker } from "./unit-picker.tsx";
import { useSetupWords } from "./words-setup.ts";
import { useCampaignWords } from "./words.ts";

type Unit = z.output<typeof listUnits.response>["items"][number];
type Version = z.output<typeof listRegulations.response>["items"][number];
type Draft = { readonly title: string | undefined; readonly year: string | undefined; readonly regulation: string; readonly owner: string; readonly chosen: ReadonlySet<string> };

/** Units that one may evaluate: the authority all, a head the offices under the own unit. */
function useOwners(units: readonly Unit[]): { readonly value: string; readonly label: string }[] {
  const words = useCampaignWords();
  const session = useSession();
  const authority = hasRole(session, "programme-officer") ? [{ value: "", label: words("authority") }] : [];
  const own = hasRole(session, "unit-head") ? units.filter((one) => session.user.unitIds.includes(one.id)).map((one) => ({ value: one.id, label: words("ownedBy", { unit: one.name }) })) : [];
  return [...authority, ...own];
}

const isYear = (typed: string): boolean => /^20\d\d$|^2100$/.test(typed.trim());

/** What may be chosen under a regulation, and whether anything is wrong with the whole. */
function useChoice(draft: Draft, units: readonly Unit[]): { readonly fitting: readonly Unit[]; readonly codes: readonly string[]; readonly year: string; readonly document: ReturnType<typeof useDocument> } {
  const document = useDocument(draft.regulation);
  const indexes = new Set(document.data?.body.document.indexes.map((one) => one.code));
  const fitting = units.filter((one) => indexes.has(one.index ?? "") && (draft.owner === "" || one.parent === draft.owner));
  return { fitting, document, year: draft.year ?? document.data?.body.document.year ?? "", codes: fitting.filter((one) => draft.chosen.has(one.id)).map((one) => one.code) };
}

function NewCampaignForm({ units, versions }: { readonly units: readonly Unit[]; readonly versions: readonly Version[] }): ReactNode {
  const t = useSetupWords();
  const words = useCampaignWords();
  const navigate = useNavigate();
  const create = useAct(createCampaign, { touches: ["campaign"] });
  const owners = useOwners(units);
  const frozen = versions.filter((one) => one.frozenAt !== null);
  const [draft, setDraft] = useState<Draft>({ title: undefined, year: undefined, regulation: frozen.length === 1 ? (frozen[0]?.id ?? "") : "", owner: owners[0]?.value ?? "", chosen: new Set() });
  const [isTried, setTried] = useState(false);
  const { fitting, codes, year, document } = useChoice(draft, units);
  const title = draft.title ?? t("defaultName", { year });
  const change = (to: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...to }));
  };
  const submit = (): void => {
    setTried(true);
    if (title.trim() === "" || !isYear(year) || draft.regulation === "" || codes.length === 0 || create.isPending || create.isSuccess) return;
    const body = { title: title.trim(), year: Number(year), regulationVersionId: draft.regulation, unitCodes: [...codes], ...(draft.owner === "" ? {} : { ownerUnitId: draft.owner }) };
    create.mutate({ body }, { onSuccess: ({ body: { id } }) => { void navigate({ to: "/campaigns/$campaignId/setup", params: { campaignId: id } }); } });
  };
  const about = (
    <>
      <TextField label={t("year")} isNumber value={year} onChange={(value) => { change({ year: value }); }} fault={isTried && !isYear(year) ? t("yearWrong") : undefined} />
      <TextField label={t("name")} value={title} onChange={(value) => { change({ title: value }); }} fault={isTried && title.trim() === "" ? t("nameNeeded") : undefined} />
    </>
  );
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {owners.length < 2 ? null : <Choice label={t("whose")} value={draft.owner} options={owners} onChange={(owner) => { change({ owner, chosen: new Set() }); }} />}
      <Choice
        label={t("regulation")}
        help={t("regulationHelp")}
        value={draft.regulation}
        options={[{ value: "", label: t("choose") }, ...versions.map((one) => ({ value: one.id, label: one.frozenAt === null ? t("notFrozen", { title: one.title }) : one.title, isBarred: one.frozenAt === null }))]}
        onChange={(regulation) => {
          change({ regulation });
        }}
        fault={isTried && draft.regulation === "" ? t("regulationNeeded") : undefined}
      />
      {draft.regulation === "" ? (
        about
      ) : (
        // What the regulation suggests is there before anybody types: a year that came late would stand beside the typed one.
        <Loaded query={document}>
          {() => (
            <>
              {about}
              {fitting.length === 0 ? (
                <p className="muted">{t("noUnits")}</p>
              ) : (
                <UnitPicker legend={t("units")} units={fitting.map((one) => ({ unitId: one.id, code: one.code, name: one.name, index: one.index ?? "" }))} chosen={draft.chosen} onChange={(chosen) => { change({ chosen }); }} fault={isTried && codes.length === 0 ? t("unitsNeeded") : undefined} />
              )}
            </>
          )}
        </Loaded>
      )}
      <RefusalNote error={create.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          {t("createNow")}
        </Button>
        <LinkButton to="/campaigns">{words("cancel")}</LinkButton>
      </div>
    </form>
  );
}

export function NewCampaignPage(): ReactNode {
  const t = useSetupWords();
  const units = useAll(listUnits, {});
  const versions = useAll(listRegulations, {});
  return (
    <Page title={t("newTitle")} lead={t("newLead")} width="text">
      <Loaded query={versions}>
        {(list) =>
          list.some((one) => one.frozenAt !== null) ? (
            <Loaded query={units}>{(all) => <NewCampaignForm units={all} versions={list} />}</Loaded>
          ) : (
            <Notice title={t("noRegulation")} action={<LinkButton to="/regulations">{t("toRegulations")}</LinkButton>}>
              {t("noRegulationHelp")}
            </Notice>
          )
        }
      </Loaded>
    </Page>
  );
}
