// Spaces, as a site admin names them and sets their clocks.

import { adminSignsIn, fits } from "./support/settings.js";
import { expect, isAccessible, test } from "./support/test.js";

test("a site admin renames a space and sets its time zone, without script, and the log tells both", async ({ newPerson }) => {
  const page = await newPerson({ javaScriptEnabled: false });
  await adminSignsIn(page);
  await page.goto("/app/site/spaces");
  await page.getByRole("link", { name: "Change: Northwind Help" }).click();
  await page.getByLabel("Name").fill(" ");
  await page.getByLabel("Time zone").selectOption("Asia/Kolkata");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Name")).toHaveAccessibleDescription(/Enter a name/);
  await expect(page.getByLabel("Time zone")).toHaveValue("Asia/Kolkata");
  await page.getByLabel("Name").fill("Night desk");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Night desk" })).toBeVisible();
  await page.goto("/app/site/audit?what=space_renamed");
  await expect(page.getByText("Europe/Berlin")).toBeVisible();
  await expect(page.getByText("Asia/Kolkata")).toBeVisible();

  const customer = await newPerson({ javaScriptEnabled: false });
  await customer.goto("/portal/HELP/requests/new");
  await expect(customer.getByRole("link", { name: "Night desk" })).toBeVisible();
  await customer.getByLabel("Summary").fill("My badge is broken");
  await customer.getByLabel("Description").fill("It does not open the door.");
  await customer.getByRole("button", { name: /send|raise/i }).click();
  await expect(customer.getByText(/\d\d:\d\d IST/).first()).toBeVisible();
});

test("two admins who rename a space at once: the second learns what changed, and keeps what was typed", async ({ newPerson }) => {
  const [first, second] = [await newPerson(), await newPerson()];
  for (const page of [first, second]) {
    await adminSignsIn(page);
    await page.goto("/app/site/spaces/HELP");
  }
  await first.getByLabel("Name").fill("First desk");
  await first.getByRole("button", { name: "Save" }).click();
  await expect(first.getByRole("status")).toBeVisible();
  await second.getByLabel("Name").fill("Second desk");
  await second.getByRole("button", { name: "Save" }).click();
  await expect(second.getByRole("alert")).toContainText("Alex Admin changed Name");
  await expect(second.getByRole("alert")).toContainText("from Northwind Help to First desk");
  await expect(second.getByLabel("Name")).toHaveValue("Second desk");
});

const PAGES = ["/app/site/people", "/app/site/teams", "/app/site/spaces", "/app/site/spaces/HELP", "/app/site/plan", "/app/site/audit", "/app/HELP/settings/members", "/app/HELP/settings/audit", "/app/profile"];

test("axe finds nothing on the pages of people, teams, spaces, plan and audit, and none is wider than a phone", async ({ newPerson }) => {
  const page = await newPerson({ viewport: { width: 320, height: 640 } });
  await adminSignsIn(page);
  for (const address of PAGES) {
    await page.goto(address);
    await isAccessible(page);
    await fits(page);
  }
  await page.goto("/app/site/teams");
  await page.getByRole("link", { name: "Service desk" }).click();
  await isAccessible(page);
  await fits(page);
});
