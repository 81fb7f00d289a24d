import { type ReactNode, useState } from "react";
import type { Gap } from "../../contract/result.ts";
import { Place } from "../shell/place.tsx";
import { useFormat } from "../ui/format.ts";
import { SideDrawer } from "../ui/reasons.tsx";
import type { UnitName } from "./standing.ts";
import { useResultWords } from "./words.ts";

type Props = { readonly campaignId: string; readonly gaps: readonly Gap[]; readonly units: readonly UnitName[]; readonly titleOf: (index: string, code: string) => string };

function UnitGaps({ campaignId, unit, gaps, titleOf, isOpen }: Omit<Props, "units"> & { readonly unit: UnitName; readonly isOpen: boolean }): ReactNode {
  const t = useResultWords();
  const format = useFormat();
  const [isShown, setShown] = useState(isOpen);
  return (
    <li>
      <details
        open={isShown}
        onToggle={(event) => {
          setShown(event.currentTarget.open);
        }}
      >
        <summary>
          <span className="grow">{unit.name}</span> <span className="num">{format.count(gaps.length)}</span>
        </summary>
        {isShown ? (
          <ul>
            {gaps.map(({ code, why }) => (
              <li key={code}>
                <Place to={`/campaigns/${campaignId}/units/${unit.unitId}?criterion=${code}`}>
                  {code} {titleOf(unit.index, code)}
                </Place>{" "}
                <span className="muted small">{t(`why.${why}`)}</span>
              </li>
            ))}
          </ul>
        ) : null}
      </details>
    </li>
  );
}

/** Every criterion without points, by unit, each with the way to where it is scored. */
export function GapsPanel({ only, onClose, ...props }: Props & { readonly only: string | undefined; readonly onClose: () => void }): ReactNode {
  const t = useResultWords();
  const format = useFormat();
  const byUnit = Map.groupBy(props.gaps, (one) => one.unit);
  const shown = props.units.filter((one) => byUnit.has(one.code) && (only === undefined || one.code === only)).toSorted((one, other) => format.compare(one.name, other.name));
  const whys = Map.groupBy(only === undefined ? props.gaps : (byUnit.get(only) ?? []), (one) => one.why);
  return (
    <SideDrawer title={t("gapsTitle")} isOpen onClose={onClose}>
      <div className="stack">
        <p className="muted">{[...whys].map(([why, list]) => `${format.count(list.length)} ${t(`why.${why}`)}`).join(" · ")}</p>
        <ul className="gap-units">
          {shown.map((unit) => (
            <UnitGaps key={unit.code} {...props} unit={unit} gaps={byUnit.get(unit.code) ?? []} isOpen={shown.length === 1} />
          ))}
        </ul>
      </div>
    </SideDrawer>
  );
}
