import { defineConfig } from "@playwright/test";

import config from "./playwright.config.js";

// Pictures for docs/screenshots: `cargo xtask screenshots`. They are no test, so the tests do not take them.
export default defineConfig(config, { testDir: "screenshots", retries: 0, reporter: [["list"]] });
