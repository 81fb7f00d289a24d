import type { ReactNode } from "react";
import { useFormat } from "./format.ts";
import { useUiWords } from "./words.ts";

/** What became of what was typed. `at` is when the server kept it. */
export type Saving =
  | { readonly kind: "idle" }
  | { readonly kind: "unsaved" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved"; readonly at: string }
  | { readonly kind: "offline" }
  | { readonly kind: "conflict" }
  | { readonly kind: "refused" };

const COLOURS: Readonly<Record<Saving["kind"], string>> = { idle: "inherit", unsaved: "var(--muted)", saving: "var(--muted)", saved: "var(--good)", offline: "var(--warning)", conflict: "var(--failed)", refused: "var(--failed)" };

export function SaveState({ saving }: { readonly saving: Saving }): ReactNode {
  const t = useUiWords();
  const format = useFormat();
  const said = saving.kind === "idle" ? "" : saving.kind === "saved" ? t("savedAt", { time: format.clock(saving.at) }) : t(saving.kind);
  return (
    <span role="status" className="small" style={{ color: COLOURS[saving.kind] }}>
      {said}
    </span>
  );
}
