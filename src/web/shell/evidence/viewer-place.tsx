import { lazy, type ReactNode, Suspense, useSyncExternalStore } from "react";
import { isOver, listenToUploads, uploadsNow } from "./sendings.ts";
import { useShowing } from "./viewer-state.ts";

/** Where the viewer and what is on its way stand in the frame; their code comes when there is something to show. */

const Viewer = lazy(async () => ({ default: (await import("./viewer.tsx")).Viewer }));

const UploadTray = lazy(async () => ({ default: (await import("./upload-tray.tsx")).UploadTray }));

export function UploadsPlace(): ReactNode {
  const uploads = useSyncExternalStore(listenToUploads, uploadsNow);
  return uploads.every(isOver) ? null : (
    <Suspense>
      <UploadTray uploads={uploads.filter((one) => one.phase.kind !== "refused")} />
    </Suspense>
  );
}

export function ViewerPlace(): ReactNode {
  const showing = useShowing();
  return showing === undefined ? null : (
    <Suspense fallback={<aside className="viewer" aria-busy="true" />}>
      <Viewer showing={showing} />
    </Suspense>
  );
}
