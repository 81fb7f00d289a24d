import { Button, Checkbox } from "antd";
import { type ReactNode, useId, useState } from "react";
import { RefusalNote } from "./states.tsx";
import { useUiWords } from "./words.ts";
import "./final-act.css";

type Props = {
  /** What will happen, in sentences: what changes, for whom. */
  readonly consequences: readonly ReactNode[];
  /** What can no longer be undone. */
  readonly lasting: ReactNode;
  /** The verb on the button. */
  readonly action: string;
  readonly onAct: () => void;
  readonly isBusy: boolean;
  readonly error: unknown;
  /** Whether everything that the act needs is filled in. */
  readonly isReady?: boolean;
  readonly isDangerous?: boolean;
  /** What the act needs to know, above its consequences. */
  readonly children?: ReactNode;
  readonly aside?: ReactNode;
};

/** An act that lasts: what will happen, to whom, what stays; pressed only after one has said to have read it. */
export function FinalAct({ consequences, lasting, action, onAct, isBusy, error, isReady = true, isDangerous = false, children, aside }: Props): ReactNode {
  const t = useUiWords();
  const title = useId();
  const [hasRead, setHasRead] = useState(false);
  return (
    <section className="card final-act" aria-labelledby={title}>
      {children}
      <h2 id={title}>{t("willHappen")}</h2>
      <ul>
        {consequences.map((one, i) => (
          <li key={i}>{one}</li>
        ))}
      </ul>
      <p className="final-act-lasting">{lasting}</p>
      <Checkbox
        checked={hasRead}
        onChange={(event) => {
          setHasRead(event.target.checked);
        }}
      >
        {t("haveRead")}
      </Checkbox>
      <RefusalNote error={error} />
      <div className="row">
        <Button type="primary" danger={isDangerous} disabled={!hasRead || !isReady} loading={isBusy} onClick={onAct}>
          {action}
        </Button>
        {aside}
      </div>
    </section>
  );
}
