import type { ReactNode } from "react";

type Props = { readonly label: string; readonly className?: string; readonly children: ReactNode };

/** A table that is wider than the screen is scrolled within this frame, by keyboard too. */
export const TableScroll = ({ label, className, children }: Props): ReactNode => (
  <div className={className === undefined ? "table-scroll" : `table-scroll ${className}`} role="region" aria-label={label} tabIndex={0}>
    {children}
  </div>
);
