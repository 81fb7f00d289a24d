import { type ReactNode, useEffect, useRef } from "react";
import "./page.css";

type Props = {
  readonly title: string;
  /** One line below the title: what this page is for, or the state of what it shows. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** `wide` for desks and tables, `text` for forms and reading. */
  readonly width?: "wide" | "text";
};

/** A page of the application: its heading takes the focus when one arrives, so that a screen reader says where one is. */
export function Page({ title, lead, actions, children, width = "wide" }: Props): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Công Tâm`;
  }, [title]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={`page page-${width}`}>
      <header className="page-head">
        <div className="grow">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead === undefined ? null : <div className="muted">{lead}</div>}
        </div>
        {actions === undefined ? null : <div className="row no-print">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
