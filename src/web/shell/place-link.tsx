import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** A link to a page of another room by its address, query and all; the page that is there now stays until the other is. */
export function PlaceLink({ href, label, className, children }: { readonly href: string; readonly label?: string; readonly className?: string; readonly children: ReactNode }): ReactNode {
  const router = useRouter();
  return (
    <a
      href={href}
      aria-label={label}
      className={className}
      onClick={(event) => {
        // Whoever asks for another window or tab gets it.
        if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        router.history.push(href);
      }}
    >
      {children}
    </a>
  );
}
