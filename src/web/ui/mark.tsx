import type { ReactNode } from "react";

/** The product's mark: a short ruler balanced on a point. One colour, drawn for 16 px and up. */
export const Mark = ({ size }: { readonly size: number }): ReactNode => (
  <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path fill="currentColor" d="M1 3h14v5H1z" />
    <path stroke="var(--surface)" d="M4.5 3v2M8 3v3M11.5 3v2" />
    <path fill="currentColor" d="m8 9 3 5H5z" />
  </svg>
);
