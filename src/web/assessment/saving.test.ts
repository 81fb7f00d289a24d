import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Refused } from "../ui/refusal.ts";
import { Unreachable } from "../ui/unreachable.ts";
import { delayOf, type Draft, EMPTY_BASE, type Event, isSameDraft, isUnsaved, savingOf, type Slot, slotOf, step } from "./saving.ts";

const draft = (points: string, note = ""): Draft => ({ input: { points }, note });
const edit = (points: string): Event => ({ kind: "edited", draft: draft(points), canSend: true });
const run = (...events: readonly Event[]): Slot => events.reduce(step, slotOf(EMPTY_BASE));
const saved = (version: string): Event => ({ kind: "saved", version, at: "2026-01-01T00:00:00.000Z" });
const stale = (current: unknown): Event => ({ kind: "failed", error: new Refused(412, { type: "/problems/stale", title: "", current }) });
const lost: Event = { kind: "failed", error: new Unreachable(undefined) };
const due: Event = { kind: "due" };

describe("what becomes of what is typed", () => {
  test("it waits a moment, is sent and kept", () => {
    expect(run(edit("1")).phase.kind).toBe("waiting");
    const sending = run(edit("1"), due);
    expect(sending.phase).toMatchObject({ kind: "sending", sent: draft("1") });
    const slot = step(sending, saved("1"));
    expect(slot).toMatchObject({ phase: { kind: "rest" }, base: { version: "1", draft: draft("1") } });
    expect(savingOf(slot, true)).toEqual({ kind: "saved", at: "2026-01-01T00:00:00.000Z" });
  });

  test("what is typed while it is sent is sent after it, upon the version that came of it", () => {
    const slot = run(edit("1"), due, edit("2"), saved("1"));
    expect(slot).toMatchObject({ phase: { kind: "waiting" }, draft: draft("2"), base: { version: "1" } });
  });

  test("back to what the server has is nothing to save", () => {
    expect(isUnsaved(run(edit("1"), due, saved("1"), edit("2"), edit("1")))).toBe(false);
  });

  test("what cannot be sent is held, and sent once it can", () => {
    const held = run({ kind: "edited", draft: draft("1a"), canSend: false }, due);
    expect(held.phase.kind).toBe("held");
    expect(isUnsaved(held)).toBe(true);
    expect(step(held, edit("1")).phase.kind).toBe("waiting");
  });

  test("without a line it waits longer each time, however much is typed", () => {
    const once = run(edit("1"), due, lost);
    expect(delayOf(once)).toBe(2000);
    expect(savingOf(once, true)).toEqual({ kind: "offline" });
    expect(savingOf(once, false)).toEqual({ kind: "unsaved" });
    expect(step(once, edit("2")).phase).toEqual(once.phase);
    expect(step(step(once, edit("2")), due).phase).toMatchObject({ kind: "sending", sent: draft("2") });
    expect(delayOf(run(edit("1"), due, lost, due, lost))).toBe(4000);
  });

  test("somebody else's value stands beside one's own until somebody decides", () => {
    const slot = run(edit("1"), due, stale({ version: "3", input: { points: "9" }, note: "khác" }));
    expect(slot).toMatchObject({ draft: draft("1"), phase: { kind: "conflict", current: { version: "3", draft: draft("9", "khác") } } });
    expect(step(slot, { kind: "keep-mine" })).toMatchObject({ draft: draft("1"), base: { version: "3" }, phase: { kind: "waiting" } });
    expect(step(slot, { kind: "take-theirs" })).toMatchObject({ draft: draft("9", "khác"), base: { version: "3" }, phase: { kind: "rest" } });
    expect(step(slot, edit("2")).phase).toEqual(slot.phase);
  });

  test("an answer that was lost is no conflict: the server has what was sent", () => {
    expect(run(edit("1"), due, stale({ version: "1", input: { points: "1" }, note: " " }))).toMatchObject({ phase: { kind: "rest" }, base: { version: "1" } });
  });

  test("nor is it when more was typed before the line came back", () => {
    const slot = run(edit("1"), due, lost, edit("2"), due, stale({ version: "1", input: { points: "1" }, note: "" }));
    expect(slot).toMatchObject({ draft: draft("2"), base: { version: "1" }, phase: { kind: "waiting" } });
  });

  test("a refusal is shown and what was typed stays", () => {
    const slot = run(edit("1"), due, { kind: "failed", error: new Refused(403, { type: "/problems/not-allowed", title: "" }) });
    expect(slot).toMatchObject({ draft: draft("1"), phase: { kind: "refused" } });
    expect(delayOf(slot)).toBeUndefined();
    expect(step(slot, due).phase.kind).toBe("sending");
  });

  test("a file that is read anew is taken where nothing was typed, and asked about where something was", () => {
    const base = { draft: draft("9"), version: "4" };
    expect(run({ kind: "read", base })).toMatchObject({ draft: draft("9"), phase: { kind: "rest" } });
    expect(run(edit("1"), { kind: "read", base })).toMatchObject({ draft: draft("1"), phase: { kind: "conflict", current: base } });
    expect(run(edit("9"), { kind: "read", base })).toMatchObject({ phase: { kind: "rest" }, base });
    expect(run(edit("1"), { kind: "read", base: { draft: draft("8"), version: "0" } }).phase.kind).toBe("waiting");
  });
});

/** A server that keeps versions, a line that breaks, and somebody else who saves now and then. */
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("edit" as const), points: fc.constantFrom("1", "2", "3") }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("send" as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("answer" as const), isLostOn: fc.constantFrom("none", "way", "back") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("other" as const), points: fc.constantFrom("7", "8") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("read" as const) }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

class World {
  slot = slotOf(EMPTY_BASE);
  server = { draft: EMPTY_BASE.draft, version: 0 };
  typed = EMPTY_BASE.draft;

  answer(isLostOn: string): void {
    const { phase, base } = this.slot;
    if (phase.kind !== "sending") return;
    if (isLostOn === "way") this.slot = step(this.slot, lost);
    else if (base.version === String(this.server.version)) {
      this.server = { draft: phase.sent, version: this.server.version + 1 };
      this.slot = step(this.slot, isLostOn === "back" ? lost : saved(String(this.server.version)));
    } else this.slot = step(this.slot, stale({ version: String(this.server.version), ...this.server.draft }));
  }

  live(one: Happening): void {
    if (one.kind === "edit") {
      this.typed = draft(one.points);
      this.slot = step(this.slot, edit(one.points));
    } else if (one.kind === "send") this.slot = step(this.slot, due);
    else if (one.kind === "answer") this.answer(one.isLostOn);
    else if (one.kind === "other") this.server = { draft: draft(one.points), version: this.server.version + 1 };
    else {
      const isClean = this.slot.phase.kind === "rest";
      this.slot = step(this.slot, { kind: "read", base: { draft: this.server.draft, version: String(this.server.version) } });
      if (isClean) this.typed = this.slot.draft;
    }
  }
}

describe("whatever happens", () => {
  const lived = (happenings: readonly Happening[]): World => {
    const world = new World();
    for (const one of happenings) world.live(one);
    return world;
  };

  test("what was typed last is on the screen", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const { slot, typed } = lived(happenings);
        expect(slot.draft).toEqual(typed);
      }),
    );
  });

  test("nothing is called saved that the server has not, or has had", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const { slot, server } = lived(happenings);
        fc.pre(slot.phase.kind === "rest" && slot.base.version === String(server.version));
        expect(isSameDraft(slot.draft, server.draft)).toBe(true);
      }),
    );
  });

  test("once the line holds, it ends with the server having it or with a question", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const world = lived(happenings);
        for (let i = 0; i < 4; i++) {
          world.live({ kind: "send" });
          world.live({ kind: "answer", isLostOn: "none" });
        }
        expect(["rest", "conflict"]).toContain(world.slot.phase.kind);
      }),
    );
  });
});
