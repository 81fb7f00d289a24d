import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import "./campaign.css";

/** A link that looks like what one does next. */
export const LinkButton = ({ to, isMain = false, children }: { readonly to: string; readonly isMain?: boolean; readonly children: ReactNode }): ReactNode => (
  <Link to={to} className={isMain ? "link-button link-button-primary" : "link-button"}>
    {children}
  </Link>
);
