import type { Route } from "../../src/contract/route.ts";
import { furnishRooms } from "../../src/server/main.ts";

/** Requests made from the contract, so that a new route is attacked without anybody thinking of it. */

export const routes: readonly Route[] = furnishRooms(new Uint8Array(32)).endpoints.map(({ route }) => route);

/** Where a documented example says only what stands there. */
const BODIES: Readonly<Record<string, (id: string) => unknown>> = {
  "assessment.agree": (id) => ({ round: "1", items: [{ unitId: id, code: "1.1" }] }),
  "assessment.askOpinion": (id) => ({ toUnitId: id, question: "Đề nghị cho ý kiến về kết quả này.", due: "2025-12-20", items: [{ unitId: id, code: "1.1" }] }),
  "campaign.create": (id) => ({ title: "Đợt", year: 2025, regulationVersionId: id, unitCodes: ["SNV"] }),
  "campaign.assign": (id) => ({ items: [{ personId: id, index: "01", codes: ["1"], unitIds: null }] }),
  "leadership.setRemit": (id) => ({ unitIds: [id] }),
  "leadership.giveMarks": (id) => ({ marks: [{ unitId: id, code: "4.1", mark: "4.50", version: "0" }] }),
  "organisation.addPost": (id) => ({ unit: id, kind: "officer", title: "Chuyên viên", from: "2026-01-01", to: null }),
  "organisation.mergeUnit": (id) => ({ into: [id], on: "2026-01-01", kind: "merge" }),
};

const filled = (value: unknown, id: string): unknown => JSON.parse(JSON.stringify(value ?? {}).replaceAll(/"[0-9a-z]*…"/g, JSON.stringify(id)));

/** A body that the route's schema takes, about this id; undefined where the route takes none. */
export function bodyFor({ operationId, body, example }: Route, id: string): unknown {
  if (body === undefined) return undefined;
  const candidates = [filled(example, id), BODIES[operationId]?.(id)];
  const fitting = candidates.find((one) => one !== undefined && body.safeParse(one).success);
  if (fitting === undefined) throw new Error(`${operationId}: no example fits its schema; give one in tests/trust/requests.ts`);
  return fitting;
}

export const filledPath = (route: Route, ids: Readonly<Record<string, string>>): string => `/api/v1${route.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(ids[name] ?? "none"))}`;

export const parameters = (route: Route): string[] => [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
