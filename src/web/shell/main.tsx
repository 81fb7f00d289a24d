import "@fontsource/be-vietnam-pro/vietnamese-400.css";
import "@fontsource/be-vietnam-pro/vietnamese-500.css";
import "@fontsource/be-vietnam-pro/vietnamese-600.css";
import "@fontsource/be-vietnam-pro/latin-400.css";
import "@fontsource/be-vietnam-pro/latin-500.css";
import "@fontsource/be-vietnam-pro/latin-600.css";
import "../ui/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Library } from "../ui/library.tsx";
import { startPreferences, useMode, usePreferences } from "./preferences.ts";
import { makeQueryClient } from "./query.ts";
import { makeRouter } from "./router.tsx";

const client = makeQueryClient();
const router = makeRouter(client);

function Application(): ReactNode {
  const { density } = usePreferences();
  return (
    <Library mode={useMode()} isCompact={density === "compact"}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </Library>
  );
}

/** A file that misses its place would take the page's place, and with it what was being written. */
function keepPage(event: DragEvent): void {
  const { dataTransfer, target, defaultPrevented } = event;
  if (defaultPrevented || dataTransfer?.types.includes("Files") !== true || (target instanceof HTMLInputElement && target.type === "file")) return;
  event.preventDefault();
  dataTransfer.dropEffect = "none";
}
addEventListener("dragover", keepPage);
addEventListener("drop", keepPage);

await startPreferences();
const place = document.querySelector("#root");
if (place === null) throw new Error("the page has no place for the application");
createRoot(place).render(
  <StrictMode>
    <Application />
  </StrictMode>,
);
