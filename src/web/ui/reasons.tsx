import { Button, Drawer } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { ExplainedStep } from "../../scoring/explain/unit.ts";
import { ArticleLink } from "./article-link.tsx";
import { useUiWords } from "./words.ts";
import "./reasons.css";

/** How a number came about, as a worked sum on squared paper: one line a step, its article as a chip, sub-steps indented. */

type ShownSteps = {
  /** The version of the regulation by which it was computed. */
  readonly versionId: string;
  /** What a room adds to a step: the way to a criterion in the unit's file, say. */
  readonly more?: ((step: ExplainedStep) => ReactNode) | undefined;
  /** Steps whose own steps are shown on demand. */
  readonly isFolded?: ((step: ExplainedStep) => boolean) | undefined;
};
type StepProps = ShownSteps & { readonly step: ExplainedStep; readonly path: string };

function InnerSteps({ step, path, ...shown }: StepProps): ReactNode {
  return (
    <ol>
      {step.steps.map((one, i) => (
        <StepView key={`${path}.${String(i)}`} {...shown} step={one} path={`${path}.${String(i)}`} />
      ))}
    </ol>
  );
}

function StepView(props: StepProps): ReactNode {
  const { step, path, versionId, more, isFolded } = props;
  const t = useUiWords();
  return (
    <li id={`step-${path}`}>
      <div className="reason-line">
        {step.article === "" ? null : <ArticleLink versionId={versionId} article={step.article} />}
        <span>
          {step.title === "" ? null : <strong>{step.title}. </strong>}
          {step.text} {more?.(step)}
        </span>
        <a className="reason-anchor no-print" href={`#step-${path}`} aria-label={t("linkToStep")}>
          #
        </a>
      </div>
      {step.steps.length === 0 ? null : isFolded?.(step) === true ? (
        <details>
          <summary>{t("innerSteps", { title: step.title })}</summary>
          <InnerSteps {...props} />
        </details>
      ) : (
        <InnerSteps {...props} />
      )}
    </li>
  );
}

/** The same as plain text, for a letter or the minutes. */
function reasonsText(step: ExplainedStep, depth = 0): string {
  const line = [step.article === "" ? "" : `[${step.article}]`, step.title === "" ? "" : `${step.title}.`, step.text].filter((part) => part !== "").join(" ");
  return [`${"  ".repeat(depth)}${line}`, ...step.steps.map((one) => reasonsText(one, depth + 1))].join("\n");
}

/** The steps on the page. */
export function Reasons({ step, ...shown }: ShownSteps & { readonly step: ExplainedStep }): ReactNode {
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
        <StepView {...shown} step={step} path="0" />
      </ol>
    </div>
  );
}

type DrawerProps = { readonly title: string; readonly isOpen: boolean; readonly onClose: () => void; readonly children: ReactNode };

/** What is longer than the drawer is scrolled by the keyboard too. */
const reachable = (content: HTMLElement | null): void => {
  content?.parentElement?.setAttribute("tabindex", "0");
};

/** The library puts the focus around the dialog; within it, whoever hears the page is told its name. */
const enter = (content: HTMLElement | null): void => {
  const dialog = content?.closest<HTMLElement>('[role="dialog"]');
  dialog?.setAttribute("tabindex", "-1");
  dialog?.focus();
};

/** Where a drawer is taken away instead of closed, the library does not give the focus back to what opened it. */
function useWayBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected && document.activeElement === document.body) opener.focus();
    },
    [opener],
  );
}

/** The drawer at the side in which reasons, evidence and history open without leaving the page. */
export function SideDrawer({ title, isOpen, onClose, children }: DrawerProps): ReactNode {
  const content = useRef<HTMLDivElement>(null);
  useWayBack();
  return (
    <Drawer
      title={title}
      open={isOpen}
      onClose={onClose}
      size={640}
      destroyOnHidden
      afterOpenChange={(isThere) => {
        if (isThere) enter(content.current);
      }}
    >
      <div
        ref={(element) => {
          content.current = element;
          reachable(element);
        }}
      >
        {children}
      </div>
    </Drawer>
  );
}
