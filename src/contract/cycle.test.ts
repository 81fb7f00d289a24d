import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { availableActions, type Calendar, type CycleAction, deadlineOf, foldCycle, isOpenFor, type KeptAction, type RecordedAction, refuse, STAGES } from "./cycle.ts";

const CALENDAR: Calendar = { "self-scoring": "2025-12-14T17:00:00Z", "appraisal-1": "2025-12-19T17:00:00Z", explanation: "2025-12-21T17:00:00Z", "appraisal-2": "2025-12-25T17:00:00Z" };
const BEFORE = "2025-12-01T00:00:00Z";
const recorded = (actions: readonly KeptAction[], by = "officer"): RecordedAction[] => actions.map((action, i) => ({ number: i + 1, at: BEFORE, by, action }));
const setCalendar: CycleAction = { kind: "set-calendar", calendar: CALENDAR };
const opened = foldCycle(recorded([setCalendar, { kind: "advance", to: "self-scoring" }]));
const appraising = foldCycle(recorded([setCalendar, { kind: "advance", to: "self-scoring" }, { kind: "advance", to: "appraisal-1" }]));

describe("the cycle is a fold over recorded actions", () => {
  it("starts as a draft and opens with a calendar", () => {
    const draft = foldCycle([]);
    expect(draft.stage).toBe("draft");
    expect(refuse(draft, { kind: "advance", to: "self-scoring" }, "officer", BEFORE)).toBe("calendar-missing");
    expect(refuse(draft, setCalendar, "officer", BEFORE)).toBeUndefined();
    expect(opened.stage).toBe("self-scoring");
  });

  it("refuses a calendar out of order, in the past, or once the campaign is open", () => {
    const draft = foldCycle([]);
    expect(refuse(draft, { kind: "set-calendar", calendar: { ...CALENDAR, explanation: CALENDAR["appraisal-1"] } }, "o", BEFORE)).toBe("calendar-order");
    expect(refuse(draft, setCalendar, "o", CALENDAR["self-scoring"])).toBe("calendar-past");
    expect(refuse(opened, setCalendar, "o", BEFORE)).toBe("stage");
  });

  it("goes through the stages one by one, and never ends the units' time before its hour", () => {
    expect(refuse(opened, { kind: "advance", to: "explanation" }, "o", CALENDAR["self-scoring"])).toBe("not-next");
    expect(refuse(opened, { kind: "advance", to: "appraisal-1" }, "o", "2025-12-14T16:59:59Z")).toBe("before-deadline");
    expect(refuse(opened, { kind: "advance", to: "appraisal-1" }, "o", CALENDAR["self-scoring"])).toBeUndefined();
  });

  it("no sequence of accepted actions skips a stage or goes back", () => {
    const action = fc.oneof(
      fc.constantFrom<KeptAction>(setCalendar, ...STAGES.map((to): KeptAction => ({ kind: "advance", to }))),
      fc.record({ kind: fc.constant("extend" as const), unitId: fc.constantFrom("a", "b"), stage: fc.constantFrom("self-scoring" as const, "explanation" as const), until: fc.constant("2026-01-15T00:00:00Z"), reason: fc.constant("mất điện cả ngày") }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(action, fc.integer({ min: 0, max: 60 })), { maxLength: 40 }), (attempts) => {
        const actions: RecordedAction[] = [];
        let place = 0;
        for (const [one, day] of attempts) {
          const now = new Date(Date.UTC(2025, 11, 1 + day)).toISOString().replace(".000", "");
          if (refuse(foldCycle(actions), one, "o", now) !== undefined) continue;
          actions.push({ number: actions.length + 1, at: now, by: "o", action: one });
          const reached = STAGES.indexOf(foldCycle(actions).stage);
          expect(reached - place === 0 || reached - place === 1).toBe(true);
          place = reached;
        }
      }),
    );
  });
});

describe("deadlines", () => {
  it("the very instant of the end is too late", () => {
    expect(isOpenFor(opened, "self-scoring", "u", "2025-12-14T16:59:59.999Z")).toBe(true);
    expect(isOpenFor(opened, "self-scoring", "u", "2025-12-14T17:00:00Z")).toBe(false);
    expect(isOpenFor(appraising, "self-scoring", "u", BEFORE)).toBe(false);
  });

  it("an extension holds for one unit, also after the campaign went on, until consolidation", () => {
    const until = "2025-12-20T00:00:00Z";
    const extended = foldCycle([...recorded([setCalendar, { kind: "advance", to: "self-scoring" }, { kind: "extend", unitId: "u", stage: "self-scoring", until, reason: "mất điện cả ngày" }, { kind: "advance", to: "appraisal-1" }])]);
    expect(deadlineOf(extended, "self-scoring", "u")).toBe(until);
    expect(isOpenFor(extended, "self-scoring", "u", "2025-12-19T00:00:00Z")).toBe(true);
    expect(isOpenFor(extended, "self-scoring", "v", "2025-12-19T00:00:00Z")).toBe(false);
    expect(isOpenFor({ ...extended, stage: "consolidation" }, "self-scoring", "u", "2025-12-19T00:00:00Z")).toBe(false);
  });

  it("an end is only ever moved later", () => {
    expect(refuse(opened, { kind: "extend", unitId: "u", stage: "self-scoring", until: "2025-12-10T00:00:00Z", reason: "mất điện cả ngày" }, "o", BEFORE)).toBe("not-later");
    expect(refuse(opened, { kind: "extend", unitId: "u", stage: "explanation", until: "2025-12-30T00:00:00Z", reason: "mất điện cả ngày" }, "o", BEFORE)).toBe("stage");
  });
});

describe("reopening needs two people", () => {
  const after = "2025-12-15T00:00:00Z";
  const proposal: CycleAction = { kind: "propose-reopening", unitId: "u", stage: "self-scoring", until: "2025-12-18T00:00:00Z", reason: "nộp nhầm tệp minh chứng" };
  const proposed = foldCycle([...recorded([setCalendar, { kind: "advance", to: "self-scoring" }, { kind: "advance", to: "appraisal-1" }]), { number: 4, at: after, by: "officer", action: proposal }]);

  it("who proposed cannot approve", () => {
    expect(refuse(appraising, proposal, "officer", after)).toBeUndefined();
    expect(refuse(proposed, { kind: "approve-reopening", proposal: 4 }, "officer", after)).toBe("same-person");
    expect(refuse(proposed, { kind: "approve-reopening", proposal: 4 }, "chair", after)).toBeUndefined();
    expect(refuse(proposed, { kind: "approve-reopening", proposal: 9 }, "chair", after)).toBe("unknown-proposal");
  });

  it("once approved it is open for that unit alone and the proposal is done", () => {
    const approved = foldCycle([...recorded([setCalendar, { kind: "advance", to: "self-scoring" }, { kind: "advance", to: "appraisal-1" }]), { number: 4, at: after, by: "officer", action: proposal }, { number: 5, at: after, by: "chair", action: { kind: "approve-reopening", proposal: 4 } }]);
    expect(isOpenFor(approved, "self-scoring", "u", after)).toBe(true);
    expect(approved.proposals.size).toBe(0);
  });
});

describe("what may be done", () => {
  it("is shown to those who may, and only when it is possible", () => {
    expect(availableActions(foldCycle([]), ["programme-officer"], BEFORE)).toEqual(["set-calendar", "propose-amendment"]);
    expect(availableActions(opened, ["programme-officer"], BEFORE)).toEqual(["extend", "propose-reopening", "propose-amendment"]);
    expect(availableActions(opened, ["programme-officer"], CALENDAR["self-scoring"])).toContain("advance");
    expect(availableActions(opened, ["auditor", "administrator", "unit-scorer"], BEFORE)).toEqual([]);
  });
});
