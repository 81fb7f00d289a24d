import { lazy, type ReactNode, Suspense } from "react";
import { useShowing } from "./viewer-state.ts";

/** Where the viewer stands in the frame; its code comes when something is opened. */

const Viewer = lazy(async () => ({ default: (await import("./viewer.tsx")).Viewer }));

export function ViewerPlace(): ReactNode {
  const showing = useShowing();
  return showing === undefined ? null : (
    <Suspense fallback={<aside className="viewer" aria-busy="true" />}>
      <Viewer showing={showing} />
    </Suspense>
  );
}
