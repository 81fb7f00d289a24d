import { describe, expect, it } from "vitest";
import { engineOf } from "../../../tests/support.ts";
import { factFaults } from "./record-rules.ts";

const org = engineOf("gia-lai-2026-org");
const staff = engineOf("gia-lai-2026-staff");
const fields = (engine: typeof org, key: string, value: unknown): string[] => factFaults(engine, "SNV", key, value).map((one) => one.pointer);
const COUNTS = { assigned: 20, completed: 18, onTime: 17, exceeded: 2 };

describe("facts by the engine's own reading", () => {
  it.each<[string, unknown, string[]]>([
    ["all there", COUNTS, []],
    ["numbers as text", { ...COUNTS, assigned: "20" }, []],
    ["taken back", null, []],
    ["more done than given", { ...COUNTS, completed: 21 }, ["/value/completed"]],
    ["none given", { assigned: 0, completed: 0, onTime: 0, exceeded: 0 }, ["/value/assigned"]],
    ["one missing, one too many, one no number", { assigned: 20, completed: 18, onTime: "nhiều", "a/b~": 1 }, ["/value/a~1b~0", "/value/onTime", "/value/exceeded"]],
    ["no counts at all", true, ["/value"]],
  ])("counts: %s", (_name, value, expected) => {
    expect(fields(org, "tasks", value)).toEqual(expected);
  });

  it.each<[string, unknown, string[]]>([
    ["headOf", "good", []],
    ["headOf", "splendid", ["/value"]],
    ["quotaGroup", "Phòng Tổng hợp", []],
    ["quotaGroup", " ", ["/value"]],
    ["tasks", COUNTS, ["/key"]],
  ])("%s: %j", (key, value, expected) => {
    expect(fields(staff, key, value)).toEqual(expected);
  });

  it("asks for this fact only, however many others are required, and tells in both languages", () => {
    expect(factFaults(org, "SNV", "tasks", { ...COUNTS, completed: 21 })).toEqual([{ pointer: "/value/completed", message: { vi: expect.stringContaining("21") as string, en: expect.stringContaining("21") as string } }]);
  });
});
