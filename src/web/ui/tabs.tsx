import { Link, useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import "./tabs.css";

/** A page among its neighbours. `isExact` where addresses of others begin with this one's. */
export type Tab = { readonly to: string; readonly label: string; readonly isExact?: boolean; readonly search?: Readonly<Record<string, string>> };

type Props = { readonly label: string; readonly tabs: readonly Tab[]; /** Below tabs that stand already: the parts of the page that is open there. */ readonly isWithin?: boolean };

/** The pages that belong together. Where they are wider than the screen, the one that is open is brought into view; until they are known their place is kept. */
export function Tabs({ label, tabs, isWithin = false }: Props): ReactNode {
  const bar = useRef<HTMLElement>(null);
  const place = useLocation({ select: ({ pathname }) => pathname });
  const isThere = tabs.length > 0;
  useEffect(() => {
    const open = !isThere ? undefined : [...(bar.current?.querySelectorAll("a") ?? [])].findLast(({ pathname }) => place.startsWith(pathname));
    if (open !== undefined && bar.current !== null) bar.current.scrollLeft = open.offsetLeft - (bar.current.clientWidth - open.offsetWidth) / 2;
  }, [place, isThere]);
  const looks = `tabs no-print${isWithin ? " tabs-within" : ""}`;
  if (!isThere) return <div className={looks} aria-hidden="true" />;
  return (
    <nav ref={bar} className={looks} aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.to}>
            <Link to={tab.to} {...(tab.search === undefined ? {} : { search: tab.search })} activeOptions={{ exact: tab.isExact === true, includeSearch: false }}>
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
