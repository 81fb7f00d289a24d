import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Unreachable } from "../ui/unreachable.ts";
import { Drafts, type Means } from "./drafts.ts";
import type { Base, Draft } from "./saving.ts";

const draft = (points: string): Draft => ({ input: { points }, note: "" });
const bases = (points: string, version: string): Map<string, Base> => new Map([["1.1", { draft: draft(points), version }]]);

class Store {
  readonly all = new Map<string, string>();
  getItem = (key: string): string | null => this.all.get(key) ?? null;
  setItem = (key: string, value: string): void => {
    this.all.set(key, value);
  };
  removeItem = (key: string): void => {
    this.all.delete(key);
  };
}

const noLine: Means["send"] = async () => {
  throw new Unreachable(undefined);
};

const open = (storage: Means["storage"], means: Partial<Means> = {}) => {
  const sent: [string, Draft, string][] = [];
  const drafts = new Drafts({
    place: "a.c.u",
    storage,
    canSend: (_code, one) => one.input?.["points"] !== "x",
    send: async (code, one, version) => {
      sent.push([code, one, version]);
      return { version: String(Number(version) + 1), at: "2026-01-01T00:00:00.000Z" };
    },
    ...means,
  });
  return { drafts, sent };
};

describe("what is typed", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  test("is kept on this computer until the server has it, and sent once after a pause", async () => {
    const store = new Store();
    const { drafts, sent } = open(store);
    drafts.read(bases("1", "1"));
    drafts.edit("1.1", draft("2"));
    await vi.advanceTimersByTimeAsync(500);
    drafts.edit("1.1", draft("3"));
    expect([...store.all.values()].map((one) => JSON.parse(one) as unknown)).toEqual([{ ...draft("3"), version: "1" }]);
    await vi.advanceTimersByTimeAsync(700);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(sent).toEqual([["1.1", draft("3"), "1"]]);
    expect(store.all.size).toBe(0);
    expect(drafts.unsaved()).toEqual([]);
  });

  test("is one request at a time", async () => {
    const answers: (() => void)[] = [];
    const { drafts } = open(new Store(), {
      send: async (_code, _draft, version) => {
        await new Promise<void>((resolve) => {
          answers.push(resolve);
        });
        return { version: String(Number(version) + 1), at: "2026-01-01T00:00:00.000Z" };
      },
    });
    drafts.read(bases("1", "1"));
    drafts.edit("1.1", draft("2"));
    await vi.advanceTimersByTimeAsync(1000);
    drafts.edit("1.1", draft("3"));
    drafts.flush();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(answers).toHaveLength(1);
    answers[0]?.();
    await vi.advanceTimersByTimeAsync(1000);
    expect(answers).toHaveLength(2);
  });

  test("comes back after the page was closed without a line, and is sent", async () => {
    const store = new Store();
    const before = open(store, { send: noLine });
    before.drafts.read(bases("1", "1"));
    before.drafts.edit("1.1", draft("2"));
    await vi.advanceTimersByTimeAsync(5000);
    expect(store.all.size).toBe(1);
    vi.clearAllTimers();
    const { drafts, sent } = open(store);
    drafts.read(bases("1", "1"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toEqual([["1.1", draft("2"), "1"]]);
    expect(store.all.size).toBe(0);
  });

  test("comes back beside what somebody else has saved meanwhile", () => {
    const store = new Store();
    store.setItem("congtam.draft.a.c.u.1.1", JSON.stringify({ ...draft("2"), version: "1" }));
    const { drafts } = open(store);
    drafts.read(bases("9", "2"));
    expect(drafts.slots().get("1.1")).toMatchObject({ draft: draft("2"), phase: { kind: "conflict", current: { version: "2" } } });
    drafts.resolve("1.1", "theirs");
    expect(drafts.slots().get("1.1")).toMatchObject({ draft: draft("9"), phase: { kind: "rest" } });
    expect(store.all.size).toBe(0);
  });

  test("of another window is not removed with one's own", async () => {
    const store = new Store();
    const { drafts } = open(store);
    drafts.read(bases("1", "1"));
    drafts.edit("1.1", draft("2"));
    store.setItem("congtam.draft.a.c.u.1.1", JSON.stringify({ ...draft("5"), version: "1" }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(drafts.unsaved()).toEqual([]);
    expect(store.all.size).toBe(1);
  });

  test("waits while it cannot be sent, and lives on the page where nothing can be kept", async () => {
    const broken = {
      getItem: () => null,
      setItem: () => {
        throw new Error("full");
      },
      removeItem: () => undefined,
    };
    const { drafts, sent } = open(broken);
    drafts.read(bases("1", "1"));
    drafts.edit("1.1", draft("x"));
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent).toEqual([]);
    expect(drafts.isKept("1.1")).toBe(false);
    expect(drafts.unsaved()).toEqual(["1.1"]);
    drafts.edit("1.1", draft("2"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toHaveLength(1);
  });
});
