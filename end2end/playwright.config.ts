import { defineConfig, devices } from "@playwright/test";

// Baton is started by the tests themselves, each file with a server, a port and a data folder of its own; so there is
// no `webServer` here. `cargo xtask e2e` sets BATON_BIN (the server), BATON_SITE (what it serves) and CHROMIUM (the
// system's browser; unset, Playwright takes its own).

const onCi = Boolean(process.env["CI"]);
const chromium = process.env["CHROMIUM"];

export default defineConfig({
  testDir: "tests",
  fullyParallel: true,
  forbidOnly: onCi,
  // A test that passes at the second attempt has found something.
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["html", { open: "never" }]],
  use: {
    // Recording every test costs a quarter of the time. On CI a failure leaves its screenshot and the page's tree.
    trace: onCi ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
    locale: "en-GB",
    timezoneId: "UTC",
  },
  projects: [
    {
      name: "chromium",
      use: {
        ...devices["Desktop Chrome"],
        launchOptions: {
          ...(chromium ? { executablePath: chromium } : {}),
          args: [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // Nothing but this machine has an address. Any name below `localhost` is this machine, for a second origin.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
          ],
        },
      },
    },
  ],
});
