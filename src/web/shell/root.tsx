import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Failure, Notice } from "../ui/states.tsx";
import { Frame } from "./frame.tsx";
import { sessionRead } from "./session.ts";
import { useUiWords } from "../ui/words.ts";

/** The trunk of the tree of pages: the door, and everything behind it. Rooms hang their pages on `signedInRoute`. */

export const rootRoute = createRootRouteWithContext<{ readonly client: QueryClient }>()({});

/** Only a place of our own: whoever sends a link may not send people elsewhere. */
const ownPlace = (value: unknown): string | undefined => (typeof value === "string" && /^\/(?![/\\])/.test(value) ? value : undefined);

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: ({ next }: Readonly<Record<string, unknown>>): { next?: string } => {
    const place = ownPlace(next);
    return place === undefined ? {} : { next: place };
  },
  component: lazyRouteComponent(() => import("./sign-in.tsx"), "SignInPage"),
});

export function NotFound(): ReactNode {
  const t = useUiWords();
  return (
    <div className="page page-text">
      <Notice title={t("notFound")}>{t("notFoundHelp")}</Notice>
    </div>
  );
}

export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "signed-in",
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.query({ ...sessionRead, staleTime: "static" });
    if (session === null) throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { next: location.href } });
  },
  component: Frame,
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => (
    <div className="page page-text">
      <Failure error={error} onRetry={reset} />
    </div>
  ),
});
