import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CycleState, foldCycle, STAGES } from "./cycle.ts";
import { type FileAction, type FileState, foldFile, isPartOpen, maySee, PARTS, partNow, type RecordedFileAction, refuseFile, type SeenStep, type Viewer } from "./file.ts";

const CALENDAR = { "self-scoring": "2025-12-14T17:00:00Z", "appraisal-1": "2025-12-19T17:00:00Z", explanation: "2025-12-21T17:00:00Z", "appraisal-2": "2025-12-24T17:00:00Z" };
const cycleIn = (stage: CycleState["stage"]): CycleState => ({ ...foldCycle([]), calendar: CALENDAR, stage });
const BEFORE = "2025-12-10T00:00:00Z";
const AFTER = "2025-12-15T00:00:00Z";

const recorded = (...actions: FileAction[]): RecordedFileAction[] => actions.map((action, i) => ({ number: i + 1, at: BEFORE, by: "p", action: { ...action, part: "self-scoring", ...(action.kind === "submit" ? { hash: "h" } : {}) } }));
const fileAfter = (...actions: FileAction[]): FileState => foldFile(recorded(...actions));
const handUp: FileAction = { kind: "hand-up" };
const submit: FileAction = { kind: "submit" };
const takeBack: FileAction = { kind: "take-back", comment: "còn thiếu hai tiêu chí" };
const sendBack: FileAction = { kind: "send-back", comment: "xem lại tiêu chí 1.1" };

describe("a unit's file", () => {
  const cycle = cycleIn("self-scoring");

  it("goes from draft over the head to submitted, each submission with its receipt", () => {
    expect(fileAfter().parts["self-scoring"]).toBe("draft");
    expect(fileAfter(handUp, sendBack)).toMatchObject({ parts: { "self-scoring": "sent-back" }, comment: "xem lại tiêu chí 1.1", version: 2 });
    expect(fileAfter(submit)).toMatchObject({ parts: { "self-scoring": "submitted", explanation: "draft" }, receipts: [{ part: "self-scoring", hash: "h", by: "p" }] });
    expect(fileAfter(submit, takeBack, submit).receipts).toHaveLength(2);
  });

  it("is closed by submitting it, opened by taking it back, and closed for good by the hour", () => {
    expect(isPartOpen(cycle, fileAfter(), "self-scoring", "u", BEFORE)).toBe(true);
    expect(isPartOpen(cycle, fileAfter(submit), "self-scoring", "u", BEFORE)).toBe(false);
    expect(isPartOpen(cycle, fileAfter(submit, takeBack), "self-scoring", "u", BEFORE)).toBe(true);
    expect(isPartOpen(cycle, fileAfter(), "self-scoring", "u", CALENDAR["self-scoring"])).toBe(false);
  });

  it.each([
    [submit, fileAfter(), AFTER, "closed"],
    [submit, fileAfter(submit), BEFORE, "submitted"],
    [handUp, fileAfter(submit), BEFORE, "submitted"],
    [sendBack, fileAfter(), BEFORE, "not-handed-up"],
    [takeBack, fileAfter(handUp), BEFORE, "not-submitted"],
    [takeBack, fileAfter(submit), BEFORE, undefined],
    [submit, fileAfter(handUp), BEFORE, undefined],
  ] as const)("%o is refused where it makes no sense", (action, file, now, refusal) => {
    expect(refuseFile(cycle, file, { action, part: "self-scoring" }, "u", now)).toBe(refusal);
  });

  it("is about the explanation from that stage on", () => {
    expect(STAGES.map((stage) => partNow(cycleIn(stage)))).toEqual(["self-scoring", "self-scoring", "self-scoring", "explanation", "explanation", "explanation", "explanation", "explanation"]);
  });

  it("an accepted chain of actions never submits twice without taking back between", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(handUp, submit, takeBack, sendBack), { maxLength: 12 }), (attempts) => {
        const accepted: FileAction[] = [];
        for (const one of attempts) if (refuseFile(cycle, fileAfter(...accepted), { action: one, part: "self-scoring" }, "u", BEFORE) === undefined) accepted.push(one);
        const kinds = accepted.map((one) => one.kind).filter((kind) => kind === "submit" || kind === "take-back");
        expect(kinds.every((kind, i) => kind === (i % 2 === 0 ? "submit" : "take-back"))).toBe(true);
      }),
    );
  });
});

const nobody: Viewer = { personId: "me", isOfUnit: false, isChair: false, isSecretariat: false, isMember: false, isAuditor: false };
const unit: Viewer = { ...nobody, isOfUnit: true };
const member: Viewer = { ...nobody, isMember: true };
const chair: Viewer = { ...nobody, isChair: true };
const officer: Viewer = { ...nobody, isSecretariat: true };
const auditor: Viewer = { ...nobody, isAuditor: true };
const STEPS: readonly SeenStep[] = ["self", "appraisal-1", "explanation", "appraisal-2", "import", "correction"];

/** The stages in which somebody sees another's value of a step. */
const stagesSeen = (viewer: Viewer, step: SeenStep, file = fileAfter()): string[] => STAGES.filter((stage) => maySee(viewer, cycleIn(stage), file, step, step.startsWith("appraisal") ? "another" : ""));
const from = (stage: (typeof STAGES)[number]): string[] => STAGES.slice(STAGES.indexOf(stage));

describe("what is seen when", () => {
  it("a unit's draft is its own until it is handed in or its time is over", () => {
    for (const viewer of [member, chair, officer]) {
      expect(stagesSeen(viewer, "self")).toEqual(from("appraisal-1"));
      expect(stagesSeen(viewer, "self", fileAfter(submit))).toEqual([...STAGES]);
      expect(stagesSeen(viewer, "explanation")).toEqual(from("appraisal-2"));
    }
    expect(stagesSeen(unit, "self")).toEqual([...STAGES]);
  });

  it("the council's work is seen by the unit and by other members when the round has closed", () => {
    for (const viewer of [unit, member]) {
      expect(stagesSeen(viewer, "appraisal-1")).toEqual(from("explanation"));
      expect(stagesSeen(viewer, "appraisal-2")).toEqual(from("consolidation"));
    }
    for (const viewer of [chair, officer, auditor]) expect(stagesSeen(viewer, "appraisal-1")).toEqual([...STAGES]);
    expect(maySee(member, cycleIn("appraisal-1"), fileAfter(), "appraisal-1", "me")).toBe(true);
  });

  it("whoever belongs to a unit sees its file as the unit does, chair or not", () => {
    expect(stagesSeen({ ...chair, isOfUnit: true }, "appraisal-1")).toEqual(from("explanation"));
    expect(stagesSeen({ ...officer, isOfUnit: true }, "import")).toEqual(["published"]);
  });

  it("what others measured is shown to the unit with the published result only", () => {
    for (const step of ["import", "correction"] as const) {
      expect(stagesSeen(unit, step)).toEqual(["published"]);
      expect(stagesSeen(officer, step)).toEqual([...STAGES]);
    }
  });

  it("nobody without a part sees anything, the auditor everything, at any stage of either part", () => {
    for (const step of STEPS) {
      expect(stagesSeen(nobody, step)).toEqual([]);
      expect(stagesSeen(auditor, step)).toEqual([...STAGES]);
    }
    expect(PARTS).toHaveLength(2);
  });
});
