import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: ["tests/server/cluster.ts"],
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    exclude: ["**/node_modules/**", "dist/**", "tests/architecture/fixtures/**"],
    pool: "threads",
    testTimeout: 20_000,
    globals: false,
  },
});
