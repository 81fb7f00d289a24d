import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHART_HEIGHT, CHART_WIDTH, shapesOf } from "./chart.ts";
import { YEAR_CHART_HEIGHT, YEAR_CHART_WIDTH, yearShapes } from "./year-chart.ts";

const value = fc.double({ min: 0, max: 1e6, noNaN: true });

/** Greater values lie higher, which is nearer to 0. */
const isOrdered = (values: readonly number[], heights: readonly number[]): boolean => values.every((one, i) => values.every((other, j) => one <= other || (heights[i] ?? 0) <= (heights[j] ?? 0)));

describe("a chart of a measure", () => {
  it("keeps everything within its frame, higher values higher", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 9 }), value, fc.boolean(), (values, threshold, isForecast) => {
        const shapes = shapesOf({ title: "Đúng hạn", points: values.map((one, i) => ({ label: String(i), value: one, shown: String(one) })), threshold: { value: threshold, label: "mức" }, forecast: isForecast ? { value: 5, low: 1, high: 9, label: "dự báo" } : undefined });
        const dots = shapes.filter((one) => one.tag === "circle").map(({ at }) => [Number(at["cx"]), Number(at["cy"])] as const);
        const inside = dots.every(([x, y]) => x >= 0 && x <= CHART_WIDTH && y >= 0 && y <= CHART_HEIGHT);
        return inside && isOrdered(values, dots.map(([, y]) => y)) && dots.length === values.length;
      }),
    );
  });
  it("draws the threshold and, only where there is one, the forecast with its range", () => {
    const chart = { title: "Đúng hạn", points: [{ label: "Quý I", value: 90, shown: "90%" }], threshold: { value: 95, label: "95%" }, forecast: undefined };
    expect(shapesOf(chart).filter((one) => one.tag === "line").map((one) => one.tone)).toEqual(["--warning"]);
    expect(shapesOf({ ...chart, forecast: { value: 94, low: 92, high: 96, label: "Dự báo" } }).filter((one) => one.tag === "line").length).toBe(3);
  });
});

describe("an index over the years", () => {
  it("keeps everything within its frame, higher values higher, every year written", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 9 }), (values) => {
        const shapes = yearShapes([2020, 2020 + values.length], values.map((one, i) => ({ year: 2020 + i, value: one, shown: String(one) })));
        const dots = shapes.filter((one) => one.tag === "circle").map(({ at }) => [Number(at["cx"]), Number(at["cy"])] as const);
        const inside = dots.every(([x, y]) => x >= 0 && x <= YEAR_CHART_WIDTH && y >= 20 && y <= YEAR_CHART_HEIGHT);
        return inside && isOrdered(values, dots.map(([, y]) => y)) && shapes.some((one) => one.words === String(2020 + values.length));
      }),
    );
  });
  it("breaks its line where a year has no value", () => {
    const at = (year: number) => ({ year, value: year, shown: "" });
    const lines = (years: readonly number[]) => yearShapes([2020, 2024], years.map(at)).filter((one) => one.tone === "--brand" && one.tag === "line").length;
    expect([lines([2020, 2021, 2022]), lines([2020, 2022, 2023]), lines([2020, 2022, 2024])]).toEqual([2, 1, 0]);
  });
});
