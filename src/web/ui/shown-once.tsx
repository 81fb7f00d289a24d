import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { useUiWords } from "./words.ts";

type Props = { readonly label: string; readonly value: string; readonly children?: ReactNode };

/** A secret that nobody is shown again. */
export function ShownOnce({ label, value, children }: Props): ReactNode {
  const t = useUiWords();
  const id = useId();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <section className="shown-once" role="status">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <div className="row">
        <input
          id={id}
          className="field-input"
          readOnly
          value={value}
          onFocus={(event) => {
            event.target.select();
          }}
        />
        <Button
          onClick={() => {
            // Without a clipboard the field can still be marked and copied by hand.
            copy().catch(() => undefined);
          }}
        >
          {isCopied ? t("copied") : t("copy")}
        </Button>
      </div>
      <p>{t("shownOnce")}</p>
      {children}
    </section>
  );
}
