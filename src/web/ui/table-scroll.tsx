import type { ReactNode } from "react";

type Props = { readonly label: string; readonly className?: string; readonly children: ReactNode };

/** A table that is wider than the screen is scrolled within this frame, by keyboard too. No landmark: the section around it often has the same name. */
export const TableScroll = ({ label, className, children }: Props): ReactNode => (
  <div className={className === undefined ? "table-scroll" : `table-scroll ${className}`} role="group" aria-label={label} tabIndex={0}>
    {children}
  </div>
);
