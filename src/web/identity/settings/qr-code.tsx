import type { ReactNode } from "react";
import { qrOf } from "./qr.ts";

const QUIET = 4;

/** A text as a QR code, drawn dark on white in every theme, as phones expect. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const modules = qrOf(text);
  if (modules === undefined) return null;
  const size = modules.length + 2 * QUIET;
  const path = modules.flatMap((line, row) => line.flatMap((isDark, column) => (isDark ? [`M${String(column + QUIET)} ${String(row + QUIET)}h1v1h-1z`] : []))).join("");
  return (
    <svg className="qr" viewBox={`0 0 ${String(size)} ${String(size)}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  );
}
