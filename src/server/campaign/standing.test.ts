import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROLES, type Role } from "../../contract/route.ts";
import { mayCreate, rolesIn } from "./standing.ts";

const OWNED = { ownerUnitId: "stc", officeIds: ["p1", "p2"] };
const PROVINCE = { ownerUnitId: null, officeIds: [] };

describe("who somebody is in a campaign", () => {
  it.each<[string, readonly Role[], readonly string[], readonly Role[]]>([
    ["the unit's head runs it and leads the council", ["unit-head"], ["stc"], ["programme-officer", "council-chair", "chairman"]],
    ["helpers of the unit keep their name", ["council-member", "working-group"], ["stc"], ["council-member", "working-group"]],
    ["a scorer of the unit itself has no part", ["unit-scorer"], ["stc"], []],
    ["an office's head and scorer work for the office", ["unit-head", "unit-scorer"], ["p1"], ["unit-head", "unit-scorer"]],
    ["who is evaluated does not run it, whatever post they have above", ["unit-head", "council-member"], ["stc", "p2"], ["unit-head"]],
    ["another unit's head has no part", ["unit-head"], ["snv"], []],
    ["nor has the authority's officer", ["programme-officer"], ["snv"], []],
    ["nor, in the unit itself, by the authority's roles", ["programme-officer", "council-chair", "chairman", "administrator", "opinion-giver"], ["stc"], []],
    ["the auditor reads everything", ["auditor"], [], ["auditor"]],
    ["and stays auditor beside another part", ["unit-head", "auditor"], ["stc"], ["programme-officer", "council-chair", "chairman", "auditor"]],
  ])("%s", (_name, roles, unitIds, expected) => {
    expect(rolesIn(OWNED, { roles, unitIds, deputyIn: [] })).toEqual(expected);
  });

  it("a deputy of the unit with the head's role prepares and marks, and settles nothing; a deputy elsewhere is nobody's deputy here", () => {
    const deputy = { roles: ["unit-head"], unitIds: ["stc"], deputyIn: ["stc"] } as const;
    expect(rolesIn(OWNED, deputy)).toEqual(["programme-officer", "vice-chairman"]);
    expect(rolesIn(OWNED, { ...deputy, roles: ["unit-scorer"] })).toEqual([]);
    expect(rolesIn(OWNED, { ...deputy, unitIds: ["stc", "p1"] })).toEqual(["unit-head"]);
    expect(rolesIn(OWNED, { ...deputy, deputyIn: ["p1"] })).toEqual(["programme-officer", "council-chair", "chairman"]);
  });

  const rights = fc.record({ roles: fc.uniqueArray(fc.constantFrom(...ROLES)), unitIds: fc.uniqueArray(fc.constantFrom("stc", "p1", "p2", "snv")), deputyIn: fc.constant<string[]>([]) });

  it("the authority's own campaigns know everybody by their roles", () => {
    fc.assert(fc.property(rights, (actor) => {
      expect(rolesIn(PROVINCE, actor)).toEqual(actor.roles);
    }));
  });

  it("nobody without a post in the unit or its offices has a part, the auditor excepted", () => {
    fc.assert(fc.property(rights, ({ roles }) => {
      expect(rolesIn(OWNED, { roles, unitIds: ["snv"], deputyIn: [] })).toEqual(roles.filter((role) => role === "auditor"));
    }));
  });

  it("only a head of the unit outside its offices leads, and no office ever does", () => {
    fc.assert(
      fc.property(rights, (actor) => {
        const leads = rolesIn(OWNED, actor).some((role) => role === "programme-officer" || role === "council-chair");
        expect(leads).toBe(actor.roles.includes("unit-head") && actor.unitIds.includes("stc") && !actor.unitIds.includes("p1") && !actor.unitIds.includes("p2"));
      }),
    );
  });
});

describe("who may make a campaign", () => {
  it("the programme officer the authority's, a unit's head the own unit's", () => {
    const officer = { roles: ["programme-officer"] as const, unitIds: ["stc"] };
    const head = { roles: ["unit-head"] as const, unitIds: ["stc"] };
    expect([mayCreate(undefined, officer), mayCreate("stc", officer), mayCreate(undefined, head), mayCreate("stc", head), mayCreate("snv", head)]).toEqual([true, false, false, true, false]);
    expect(mayCreate("stc", { roles: ["unit-scorer"], unitIds: ["stc"] })).toBe(false);
  });
});
