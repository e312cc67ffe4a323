import { defineConfig } from "@playwright/test";

import usual from "../playwright.config.js";

// What `cargo xtask bench` counts in the browser. The bench starts the server and says where it is (BATON_ORIGIN), and
// reads what was found from a file (BATON_FOUND). One browser, one page at a time: figures must not share the machine.

export default defineConfig({
  ...usual,
  testDir: ".",
  testMatch: "*.bench.ts",
  fullyParallel: false,
  workers: 1,
  timeout: 75_000,
  reporter: [["line"]],
  // Recording a trace would be measured too.
  use: { ...usual.use, trace: "off" },
});
