import { Button, Drawer } from "antd";
import { type ReactNode, useState } from "react";
import type { ExplainedStep } from "../../scoring/explain/unit.ts";
import { useUiWords } from "./words.ts";
import "./reasons.css";

/** How a number came about, as a worked sum on squared paper: one line a step, its article as a chip, sub-steps indented. */

type StepProps = { readonly step: ExplainedStep; readonly path: string; readonly hrefOf: (article: string) => string };

function StepView({ step, path, hrefOf }: StepProps): ReactNode {
  const t = useUiWords();
  return (
    <li id={`step-${path}`}>
      <div className="reason-line">
        {step.article === "" ? null : (
          <a className="article" href={hrefOf(step.article)} title={t("article", { article: step.article })}>
            {step.article}
          </a>
        )}
        <span>
          {step.title === "" ? null : <strong>{step.title}. </strong>}
          {step.text}
        </span>
        <a className="reason-anchor no-print" href={`#step-${path}`} aria-label={t("linkToStep")}>
          #
        </a>
      </div>
      {step.steps.length === 0 ? null : (
        <ol>
          {step.steps.map((one, i) => (
            <StepView key={`${path}.${String(i)}`} step={one} path={`${path}.${String(i)}`} hrefOf={hrefOf} />
          ))}
        </ol>
      )}
    </li>
  );
}

/** The same as plain text, for a letter or the minutes. */
export function reasonsText(step: ExplainedStep, depth = 0): string {
  const line = [step.article === "" ? "" : `[${step.article}]`, step.title === "" ? "" : `${step.title}.`, step.text].filter((part) => part !== "").join(" ");
  return [`${"  ".repeat(depth)}${line}`, ...step.steps.map((one) => reasonsText(one, depth + 1))].join("\n");
}

/** The steps on the page; `hrefOf` leads to the text of an article. */
export function Reasons({ step, hrefOf }: { readonly step: ExplainedStep; readonly hrefOf: (article: string) => string }): ReactNode {
  const t = useUiWords();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(reasonsText(step));
    setCopied(true);
  };
  return (
    <div className="reasons">
      <div className="row no-print">
        <Button
          size="small"
          onClick={() => {
            void copy();
          }}
        >
          {isCopied ? t("copied") : t("copyText")}
        </Button>
        <Button
          size="small"
          onClick={() => {
            globalThis.print();
          }}
        >
          {t("print")}
        </Button>
      </div>
      <ol className="reason-sheet">
        <StepView step={step} path="0" hrefOf={hrefOf} />
      </ol>
    </div>
  );
}

type DrawerProps = { readonly title: string; readonly isOpen: boolean; readonly onClose: () => void; readonly children: ReactNode };

/** The drawer at the side in which reasons, evidence and history open without leaving the page. */
export function SideDrawer({ title, isOpen, onClose, children }: DrawerProps): ReactNode {
  return (
    <Drawer title={title} open={isOpen} onClose={onClose} size={640} destroyOnHidden>
      {children}
    </Drawer>
  );
}
