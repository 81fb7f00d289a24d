import type { Locator, Page } from "playwright-core";

/** Files and folders of a disk, dragged over a page and let go on a place of it, as somebody does it: the browser itself reads them. */
export async function dropFiles(page: Page, place: Locator, files: readonly string[]): Promise<void> {
  const box = await place.boundingBox();
  if (box === null) throw new Error("there is nowhere to drop files");
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) await session.send("Input.dispatchDragEvent", { type, ...at, data: { items: [], files: [...files], dragOperationsMask: 1 } });
  await session.detach();
}
