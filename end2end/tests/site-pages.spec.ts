// The pages of the site's administration, of set-up, of an invitation and of an agent's own profile: what axe finds, and
// small screens.

import type { Page } from "@playwright/test";

import { People } from "./support/people.js";
import { fits } from "./support/settings.js";
import { expect, isAccessible, isAccessibleInLight, test } from "./support/test.js";

const PAGES = [
  "/app",
  "/app/site/people",
  "/app/site/people?q=nobody-of-this-name",
  "/app/site/teams",
  "/app/site/spaces",
  "/app/site/plan",
  "/app/site/audit",
  "/app/profile",
  "/app/HELP/settings",
  "/app/HELP/settings/members",
  "/app/HELP/settings/audit",
  "/app/HELP/items",
  "/app/HELP/items?status=closed",
];

async function isGood(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  await fits(page);
  await isAccessibleInLight(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await isAccessible(page);
}

test("axe finds nothing on the site's pages, and they fit into 320 pixels", async ({ newPerson, server, allowed }) => {
  test.setTimeout(120_000);
  allowed.push(/404/);
  await server.baton("space", "add", "DESK", "A second space");
  const people = await People.opens(await newPerson());
  const { page, main } = people;
  for (const path of PAGES) {
    await page.goto(path);
    await isGood(page);
  }
  await page.goto("/app/site/teams");
  await main.getByRole("link", { name: "Service desk" }).click();
  await main.getByLabel("Name or e-mail address").fill("a");
  await main.getByRole("button", { name: "Search" }).click();
  await isGood(page);
  await people.opensAgain();
  await people.presses("End site admin", "Alex Admin");
  await expect(main.getByRole("alert")).toBeVisible();
  await isGood(page);
  const link = await people.invites("Dora Duarte", "dora@northwind.example", "HELP");
  await isGood(page);

  const guest = await newPerson();
  await guest.goto(link);
  await isGood(guest);
  await guest.getByLabel("Password", { exact: true }).fill("short");
  await guest.getByRole("button", { name: "Create account" }).click();
  await isGood(guest);
  await guest.goto("/app/invite/none");
  await isGood(guest);
});

test.describe("first start", () => {
  test.use({ content: "nothing" });

  test("axe finds nothing on the set-up page, and it fits into 320 pixels", async ({ newPerson }) => {
    const page = await newPerson();
    await page.goto("/setup");
    await isGood(page);
  });
});
