import type { Account } from "../../contract/identity.ts";
import { plainText } from "../ui/format.ts";

export const STATES = ["open", "new", "idle", "disabled", "service"] as const;
export type State = (typeof STATES)[number];

/** What is first to be known of an account. */
export function stateOf({ disabledAt, isIdle, isService, hasPassword, oidc }: Account): State {
  if (disabledAt !== null) return "disabled";
  if (isService) return "service";
  if (isIdle) return "idle";
  return hasPassword || oidc !== null ? "open" : "new";
}

/** "Nguyễn Thị Lan" → "nguyen.thi.lan": a user name to begin with. */
export const usernameFrom = (name: string): string =>
  plainText(name)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .join(".")
    .slice(0, 64);
