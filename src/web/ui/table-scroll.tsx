import type { ReactNode } from "react";

type Props = { readonly label: string; readonly children: ReactNode };

/** A table that is wider than the screen is scrolled within this frame, by keyboard too. */
export const TableScroll = ({ label, children }: Props): ReactNode => (
  <div className="table-scroll" role="region" aria-label={label} tabIndex={0}>
    {children}
  </div>
);
