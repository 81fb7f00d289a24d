import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useFormat } from "./format.ts";
import { useUiWords } from "./words.ts";

const STEP = 50;

/** The beginning of a long list, and a button that shows more of it; `step` rows at a time. */
export function useBeginning<T>(items: readonly T[], step = STEP): { readonly shown: readonly T[]; readonly more: ReactNode } {
  const t = useUiWords();
  const format = useFormat();
  const [steps, setSteps] = useState(1);
  const count = steps * step;
  const rest = items.length - count;
  const more =
    rest <= 0 ? null : (
      <div className="row">
        <Button
          onClick={() => {
            setSteps(steps + 1);
          }}
        >
          {t("more", { count: format.count(Math.min(rest, step)) })}
        </Button>
        <span className="small muted">{t("moreLeft", { count: format.count(rest) })}</span>
      </div>
    );
  return { shown: items.slice(0, count), more };
}
