import type { ReactNode } from "react";

const ROWS = [0, 1, 2, 3, 4, 5, 6];

/** Across the whole page and every printed sheet: that this is a draft, who looks at it and when. Drawn, so that it is no text to select. */
export const Watermark = ({ text }: { readonly text: string }): ReactNode => (
  <svg className="watermark" aria-hidden="true" focusable="false" viewBox="0 0 1200 900" preserveAspectRatio="xMidYMid slice">
    {ROWS.map((row) => (
      <text key={row} x={row % 2 === 0 ? 40 : 260} y={80 + row * 160} transform={`rotate(-18 600 ${String(80 + row * 160)})`}>
        {text}
      </text>
    ))}
  </svg>
);
