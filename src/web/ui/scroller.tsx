import type { ReactNode } from "react";

/** People without a mouse scroll what they can focus. */
const FOCUSABLE = { role: "region", tabIndex: 0 } as const;

/** A place for a table that may be wider than the window. */
export const Scroller = ({ label, className = "", children }: { readonly label: string; readonly className?: string; readonly children: ReactNode }): ReactNode => (
  <div {...FOCUSABLE} aria-label={label} className={`table-scroll ${className}`}>
    {children}
  </div>
);
