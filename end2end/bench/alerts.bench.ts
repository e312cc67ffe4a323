import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { expect, test } from "@playwright/test";

import { Agent } from "../tests/support/alerted.js";
import { origin, tell } from "./found.js";

// The bench writes, here is looked what comes on screen. Each says by a file where it is.
const email = process.env["BATON_AGENT"] ?? "ana@northwind.example";
const password = process.env["BATON_PASSWORD"];
const begun = process.env["BATON_BEGUN"] ?? "";
const over = process.env["BATON_OVER"] ?? "";

/** What is still on its way when everything has been written. */
const GRACE = 10_000;

test("alerts", async ({ launchOptions }) => {
  const agent = await Agent.withBrowser(origin, "granted", launchOptions, "allow");
  try {
    const page = await agent.signsIn(email, password);
    await agent.goes(page, "/app/notifications");
    // By the words it is known which message a pop-up is of.
    await page.getByRole("checkbox", { name: "Show the customer’s words in notifications" }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page).toHaveURL(/done=yes/);
    await agent.isListening(page);
    await agent.opens("about:blank");
    await expect.poll(() => page.evaluate("document.hasFocus()"), "another tab is in front").toBe(false);
    writeFileSync(begun, "");
    await expect.poll(() => existsSync(over), { timeout: 60_000 }).toBe(true);
    const written = Number(readFileSync(over, "utf8"));
    const texts = (): number => new Set(agent.desktop.raised.map((popUp) => popUp.text)).size;
    for (const end = Date.now() + GRACE; texts() < written && Date.now() < end; ) await new Promise((next) => setTimeout(next, 200));
    tell({ popUps: agent.desktop.raised.map(({ text, raisedAt }) => ({ text, at: raisedAt })) });
  } finally {
    await agent.leaves();
  }
});
