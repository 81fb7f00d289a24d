import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { changeItems } from "../../../contract/personnel-catalogue.ts";
import { useAct } from "../../shell/query.ts";
import { useFormat } from "../../ui/format.ts";
import { Loaded, Notice, RefusalNote } from "../../ui/states.tsx";
import { useCatalogueWords } from "../words-catalogue.ts";
import { CatalogueFrame } from "./frame.tsx";
import { type CatalogueItem, type CatalogueView, TOUCHED, useFindings, useItems } from "./reads.ts";

/** Lines that are nearly the same, side by side: one is kept, the others go. */

type Act = (kept: CatalogueItem, others: readonly CatalogueItem[]) => void;

function Candidate({ item, name, isKept, onKeep }: { readonly item: CatalogueItem; readonly name: string; readonly isKept: boolean; readonly onKeep: () => void }): ReactNode {
  const t = useCatalogueWords();
  const format = useFormat();
  return (
    <label className={`catalogue-candidate${isKept ? " catalogue-kept" : ""}`}>
      <span className="row">
        <input type="radio" name={name} checked={isKept} onChange={onKeep} />
        <strong>{item.name}</strong>
      </span>
      {item.detail === "" ? null : <span className="small">{item.detail}</span>}
      <span className="small muted">{item.output === "" ? t("noOutput") : item.output}</span>
      <span className="small num">
        {t("groupOf", { group: item.group ?? "–" })} · {item.points === null ? "–" : format.decimal(item.points)} {t("pointsWord")}
      </span>
    </label>
  );
}

function Group({ items, similarity, isBusy, onJoin }: { readonly items: readonly CatalogueItem[]; readonly similarity: number; readonly isBusy: boolean; readonly onJoin: Act }): ReactNode {
  const t = useCatalogueWords();
  const name = useId();
  const [chosen, setChosen] = useState<string>();
  const kept = items.find((one) => one.id === chosen) ?? items[0];
  if (kept === undefined) return null;
  return (
    <li className="card stack">
      <fieldset className="catalogue-group">
        <legend>
          {t("alike", { similarity })}
        </legend>
        <div className="catalogue-side">
          {items.map((item) => (
            <Candidate key={item.id} item={item} name={name} isKept={item.id === kept.id} onKeep={() => { setChosen(item.id); }} />
          ))}
        </div>
      </fieldset>
      <div className="row">
        <Button type="primary" loading={isBusy} onClick={() => { onJoin(kept, items.filter((one) => one.id !== kept.id)); }}>
          {t("keepOne", { count: items.length - 1 })}
        </Button>
      </div>
    </li>
  );
}

function Groups({ list }: { readonly list: CatalogueView }): ReactNode {
  const t = useCatalogueWords();
  const findings = useFindings(list.id);
  const items = useItems(list.id);
  const joining = useAct(changeItems, { touches: TOUCHED });
  const byId = new Map((items.data ?? []).map((one) => [one.id, one]));
  const join: Act = (_kept, others) => {
    joining.mutate({ params: { catalogueId: list.id }, version: list.version, body: { add: [], change: [], remove: others.map((one) => one.id) } });
  };
  return (
    <Loaded query={findings}>
      {({ body: { alike } }) =>
        alike.length === 0 ? (
          <Notice title={t("noneAlike")}>{t("noneAlikeHelp")}</Notice>
        ) : (
          <>
            <RefusalNote error={joining.error} />
            <ul className="catalogue-rows">
              {alike.map((one) => (
                <Group key={one.items.join(" ")} items={one.items.flatMap((id) => byId.get(id) ?? [])} similarity={one.similarity} isBusy={joining.isPending} onJoin={join} />
              ))}
            </ul>
          </>
        )
      }
    </Loaded>
  );
}

export function CatalogueAlikePage(): ReactNode {
  const t = useCatalogueWords();
  const { catalogueId } = useParams({ from: "/signed-in/catalogues/$catalogueId/alike" });
  return (
    <CatalogueFrame catalogueId={catalogueId} title={t("alikeTitle")} lead={t("alikeLead")}>
      {(list) => <Groups list={list} />}
    </CatalogueFrame>
  );
}
