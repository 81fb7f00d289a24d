import type { Grant, Relation, Role, Route } from "../../contract/route.ts";
import type { Actor } from "./call.ts";
import { Problem } from "./problem.ts";

/** Whether one grant fits somebody who stands in these relations to what is touched. */
function fits(grant: Grant, actor: Actor | undefined, relations: ReadonlySet<Relation>): boolean {
  if (!relations.has(grant.relation)) return false;
  if (grant.to === "public") return true;
  if (actor === undefined) return false;
  return grant.to === "signed-in" || actor.roles.includes(grant.to);
}

/** The one decision on permission: allowed only if a grant of the route fits. */
export const isAllowed = (route: Pick<Route, "grants">, actor: Actor | undefined, relations: readonly Relation[]): boolean => {
  const all = new Set<Relation>(["any", ...relations]);
  return route.grants.some((grant) => fits(grant, actor, all));
};

/** The roles by which somebody was let in; where the route asks for none, all that they have. */
export function rolesThatOpened({ grants }: Pick<Route, "grants">, actor: Actor, relations: readonly Relation[]): readonly Role[] {
  const all = new Set<Relation>(["any", ...relations]);
  const opening = actor.roles.filter((role) => grants.some((grant) => grant.to === role && fits(grant, actor, all)));
  return opening.length === 0 ? actor.roles : opening;
}

/** Throws the refusal: 401 for nobody, 403 for somebody without the right. */
export function requireAllowed(route: Pick<Route, "grants">, actor: Actor | undefined, relations: readonly Relation[]): void {
  if (!isAllowed(route, actor, relations)) throw new Problem(actor === undefined ? "not-signed-in" : "not-allowed");
}

/** Whether anybody with these roles could ever be let in: asked before anything is read for a request. */
export const mightBeAllowed = (route: Pick<Route, "grants">, actor: Actor | undefined): boolean =>
  route.grants.some((grant) => grant.to === "public" || (actor !== undefined && (grant.to === "signed-in" || actor.roles.includes(grant.to))));
