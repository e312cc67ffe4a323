import type { Page } from "@playwright/test";

import { adminSignsIn, fits } from "./support/settings.js";
import { expect, isAccessible, test } from "./support/test.js";

const PAGES = ["", "/surface", "/scenarios/1", "/test"].map((tail) => `/app/HELP/settings/rovo${tail}`);

test("the test pane explains an answer, a hand-off and no answer", async ({ newPerson }) => {
  const page = await newPerson({ javaScriptEnabled: false });
  await adminSignsIn(page);
  await page.goto("/app/HELP/settings/rovo/test");
  await page.getByLabel("What the customer says").fill("How do I connect to the VPN?");
  await page.getByRole("button", { name: "Ask Rovo" }).click();
  const why = page.locator(".tried-why");
  await expect(page.getByText("Here is what I found.")).toBeVisible();
  await expect(why).toContainText("Quoted: Connect to the VPN");
  await expect(why).toContainText("reaches the threshold of 0.92");
  await expect(why.getByRole("table")).toContainText("Connect to the VPN");

  await page.getByLabel("What the customer says next").fill("I want to talk to a human");
  await page.getByRole("button", { name: "Say it" }).click();
  await expect(page.getByText("Rovo asks the team to join.")).toBeVisible();
  await expect(why.last()).toContainText("the rule “talk to a human” matched “i want to talk to a human”");

  await page.getByRole("link", { name: "Start anew" }).click();
  await page.getByLabel("What the customer says").fill("Quetzal feathers glimmer beyond Andromeda");
  await page.getByRole("button", { name: "Ask Rovo" }).click();
  await expect(page.getByText("in other words")).toBeVisible();

  await page.goto("/app/HELP/inbox");
  await expect(page.getByText("Quetzal")).toHaveCount(0);
});

test("a scenario of its own limits what Rovo quotes, and goes again", async ({ newPerson }) => {
  const page = await newPerson();
  await adminSignsIn(page);
  await page.goto("/app/HELP/settings/rovo/surface");
  await page.getByLabel("Name").fill("Network <b>");
  await page.getByLabel("Trigger").fill("vpn");
  await page.getByRole("button", { name: "Add scenario" }).click();
  await page.locator(".scenarios").getByRole("link", { name: "Network <b>" }).click();
  await page.getByRole("radio", { name: "None" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");
  await page.getByRole("link", { name: "Test pane" }).click();
  await page.getByLabel("What the customer says").fill("How do I connect to the VPN?");
  await page.getByRole("button", { name: "Ask Rovo" }).click();
  await expect(page.getByText("Scenario: Network <b>, since “vpn” occurs.")).toBeVisible();
  await expect(page.getByText("It may quote no article.")).toBeVisible();
  await page.getByRole("link", { name: "Network <b>" }).click();
  await page.getByRole("button", { name: "Delete scenario" }).click();
  await expect(page.getByRole("link", { name: "Network <b>" })).toHaveCount(0);
});

test("of two admins who save the Rovo agent at once, the second learns what changed and keeps what was typed", async ({ newPerson }) => {
  const [first, second] = [await newPerson(), await newPerson()];
  for (const page of [first, second]) {
    await adminSignsIn(page);
    await page.goto("/app/HELP/settings/rovo");
  }
  const saves = (page: Page) => page.getByRole("main").getByRole("button", { name: "Save", exact: true }).click();
  const before = await first.getByLabel("Name").inputValue();
  await first.getByLabel("Name").fill("Robin");
  await saves(first);
  await expect(first.getByRole("main").getByRole("status")).toContainText("Saved.");
  await second.getByLabel("Name").fill("Rowan");
  await second.getByLabel("Instructions").fill("Answer in one sentence.");
  await saves(second);
  await expect(second.getByRole("main").getByRole("alert")).toContainText(`Alex Admin changed Rovo agent from ${before} to Robin`);
  await expect(second.getByLabel("Name")).toHaveValue("Rowan");
  await expect(second.getByLabel("Instructions")).toHaveValue("Answer in one sentence.");
  await saves(second);
  await expect(second.getByRole("main").getByRole("status")).toContainText("Saved.");
  await expect(second.getByLabel("Name")).toHaveValue("Rowan");
});

test("axe finds nothing on the Rovo agent's pages", async ({ newPerson }) => {
  const page = await newPerson();
  await adminSignsIn(page);
  for (const path of PAGES) {
    await page.goto(path);
    await isAccessible(page);
  }
  await page.getByLabel("What the customer says").fill("How do I connect to the VPN?");
  await page.getByRole("button", { name: "Ask Rovo" }).click();
  await page.getByLabel("What the customer says next").fill("I want to talk to a human");
  await page.getByRole("button", { name: "Say it" }).click();
  await expect(page.locator(".tried-why")).toHaveCount(2);
  await isAccessible(page);
  await page.goto("/app/HELP/settings/rovo/scenarios/1");
  await page.getByRole("button", { name: "Delete Chat with live agent" }).click();
  await isAccessible(page);
});

test("the Rovo agent's pages fit into 320 pixels", async ({ newPerson }) => {
  const page = await newPerson({ viewport: { width: 320, height: 640 } });
  await adminSignsIn(page);
  for (const path of PAGES) {
    await page.goto(path);
    await fits(page);
  }
});
