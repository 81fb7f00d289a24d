import { useRouter } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";

/** A link whose place is only known when it is drawn (from a notification, from what is to be done): a real address, without leaving the application. */
export function Place({ to, className, children }: { readonly to: string; readonly className?: string; readonly children: ReactNode }): ReactNode {
  const { history } = useRouter();
  const go = (event: MouseEvent): void => {
    // A new tab or a saved address is the browser's own matter.
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.push(to);
  };
  return (
    <a href={to} className={className} onClick={go}>
      {children}
    </a>
  );
}
