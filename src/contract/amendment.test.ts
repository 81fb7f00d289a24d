import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { availableActions, type CycleState, foldCycle, type KeptAction, mayAct, openAmendment, type RecordedAction, refuse, type Stage } from "./cycle.ts";
import { ROLES } from "./route.ts";

const NOW = "2025-12-16T02:00:00Z";
const REASON = "Sắp xếp lại chức năng, nhiệm vụ giữa năm";
const document = { number: "02400/QĐ-UBND", on: "2025-12-15", text: "Sửa đổi, bổ sung Bộ tiêu chí năm 2025." };
const propose = (version: string): KeptAction & { kind: "propose-amendment" } => ({ kind: "propose-amendment", regulationVersionId: version, sha256: `hash of ${version}`, document, reason: REASON });
const approve = (proposal: number): KeptAction => ({ kind: "approve-amendment", proposal });
const withdraw = (proposal: number): KeptAction => ({ kind: "withdraw-amendment", proposal, reason: REASON });

type Done = readonly [by: string, action: KeptAction];
const recorded = (done: readonly Done[]): RecordedAction[] => done.map(([by, action], i) => ({ number: i + 1, at: NOW, by, action }));
const after = (...done: readonly Done[]): CycleState => foldCycle(recorded(done));
const at = (stage: Stage, state: CycleState): CycleState => ({ ...state, stage });

describe("an amendment of the regulation", () => {
  it("is in force once another person has approved it, and tells what became of it", () => {
    const proposed = after(["officer", propose("second")]);
    expect(proposed.regulation).toBeUndefined();
    expect(openAmendment(proposed)).toMatchObject({ number: 1, state: "proposed", regulation: { versionId: "second", sha256: "hash of second" }, document, by: "officer", at: NOW, decidedBy: null });
    expect(refuse(proposed, approve(1), "officer", NOW)).toBe("same-person");
    expect(refuse(proposed, approve(1), "chair", NOW)).toBeUndefined();
    const approved = after(["officer", propose("second")], ["chair", approve(1)]);
    expect(approved.regulation).toEqual({ versionId: "second", sha256: "hash of second" });
    expect(approved.amendments).toMatchObject([{ number: 1, state: "approved", decidedBy: "chair", decidedAt: NOW }]);
    expect(approved.version).toBe(2);
  });

  it("that is withdrawn changes nothing and stays on record", () => {
    const state = after(["officer", propose("second")], ["chair", withdraw(1)]);
    expect(state.regulation).toBeUndefined();
    expect(state.amendments).toMatchObject([{ state: "withdrawn", decidedBy: "chair", withdrawalReason: REASON }]);
    expect(refuse(state, approve(1), "chair", NOW)).toBe("unknown-amendment");
    expect(refuse(state, withdraw(1), "officer", NOW)).toBe("unknown-amendment");
    expect(refuse(state, propose("third"), "officer", NOW)).toBeUndefined();
  });

  it("is taken back by another one, to an earlier version", () => {
    const back = after(["officer", propose("second")], ["chair", approve(1)], ["officer", propose("first")], ["chair", approve(3)]);
    expect(back.regulation?.versionId).toBe("first");
    expect(back.amendments.map((one) => one.state)).toEqual(["approved", "approved"]);
  });

  it("waits alone, and only until the result is decided", () => {
    const proposed = after(["officer", propose("second")]);
    expect(refuse(proposed, propose("third"), "officer", NOW)).toBe("amendment-open");
    expect(refuse(proposed, approve(7), "chair", NOW)).toBe("unknown-amendment");
    for (const stage of ["draft", "self-scoring", "appraisal-1", "explanation", "appraisal-2", "consolidation"] as const) {
      expect(refuse(at(stage, after()), propose("second"), "officer", NOW)).toBeUndefined();
      expect(refuse(at(stage, proposed), approve(1), "chair", NOW)).toBeUndefined();
    }
    for (const stage of ["decided", "published"] as const) {
      expect(refuse(at(stage, after()), propose("second"), "officer", NOW)).toBe("stage");
      expect(refuse(at(stage, proposed), approve(1), "chair", NOW)).toBe("stage");
      expect(refuse(at(stage, proposed), withdraw(1), "officer", NOW)).toBeUndefined();
    }
  });

  it("is the officer's to propose, the chair's to approve, either's to withdraw, nobody else's", () => {
    expect(ROLES.filter((role) => mayAct("propose-amendment", [role]))).toEqual(["programme-officer"]);
    expect(ROLES.filter((role) => mayAct("approve-amendment", [role]))).toEqual(["council-chair"]);
    expect(ROLES.filter((role) => mayAct("withdraw-amendment", [role]))).toEqual(["programme-officer", "council-chair"]);
    const proposed = after(["officer", propose("second")]);
    expect(availableActions(proposed, ["council-chair"], NOW)).toEqual(["approve-amendment", "withdraw-amendment"]);
    expect(availableActions(proposed, ["programme-officer"], NOW)).not.toContain("propose-amendment");
  });

  it("whatever is tried: the version in force is the last one that two people wanted, nothing is forgotten, at most one is open", () => {
    const action = fc.oneof(fc.constantFrom("a", "b", "c").map(propose), fc.integer({ min: 1, max: 12 }).map(approve), fc.integer({ min: 1, max: 12 }).map(withdraw));
    const attempt = fc.tuple(fc.constantFrom("officer", "chair", "both"), action);
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 40 }), (attempts) => {
        const actions: RecordedAction[] = [];
        let expected: string | undefined;
        let alone = false;
        for (const [by, one] of attempts) {
          if (refuse(foldCycle(actions), one, by, NOW) !== undefined) continue;
          actions.push({ number: actions.length + 1, at: NOW, by, action: one });
          const proposal = one.kind === "approve-amendment" ? actions.find((earlier) => earlier.number === one.proposal) : undefined;
          if (proposal?.action.kind === "propose-amendment") {
            alone ||= proposal.by === by;
            expected = proposal.action.regulationVersionId;
          }
        }
        const state = foldCycle(actions);
        expect({ inForce: state.regulation?.versionId, alone }).toEqual({ inForce: expected, alone: false });
        expect(state.amendments).toHaveLength(actions.filter((one) => one.action.kind === "propose-amendment").length);
        expect(state.amendments.filter((one) => one.state === "proposed").length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
