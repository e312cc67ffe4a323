// Whole ways through the portal, as somebody goes them who has never been there.

import { fits } from "./support/settings.js";
import { agentSignsIn, expect, test } from "./support/test.js";

const PHONE = { width: 390, height: 844 };

test("on a phone a newcomer searches, reads an article, raises a request, makes an account, finds the request in it, and comments", async ({ newPerson }) => {
  const page = await newPerson({ viewport: PHONE });
  const main = page.getByRole("main");
  await page.goto("/portal/HELP");
  await fits(page);
  await page.getByLabel("Search the articles").fill("the printer eats paper");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("the printer eats paper");
  await fits(page);
  await main.getByRole("link", { name: /Print/ }).first().click();
  await expect(page).toHaveURL(/\/portal\/HELP\/articles\//);
  await expect(page.getByRole("heading", { level: 1, name: /Print/ })).toBeVisible();
  await fits(page);

  await main.getByRole("link", { name: "Raise a request" }).click();
  await main.getByLabel("Summary").fill("The printer on floor three eats paper");
  await main.getByLabel("Description").fill("Every second sheet is torn. The article did not help.");
  await fits(page);
  await main.getByRole("button", { name: "Send request" }).click();
  await expect(page).toHaveURL(/\/portal\/HELP\/requests\/HELP-1/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The printer on floor three eats paper");
  await expect(main).toContainText("You are not signed in");
  await fits(page);

  await page.getByRole("navigation", { name: "Portal" }).getByRole("link", { name: "Sign in" }).click();
  await main.getByRole("link", { name: "Create an account" }).click();
  await main.getByLabel("Name").fill("Robin Berg");
  await main.getByLabel("E-mail").fill("robin@example.org");
  await main.getByLabel("Password").fill("a long enough one");
  await fits(page);
  await main.getByRole("button", { name: "Create an account" }).click();
  await expect(page.getByRole("link", { name: "Robin Berg, your account" })).toBeVisible();

  await page.getByRole("navigation", { name: "Portal" }).getByRole("link", { name: "My requests" }).click();
  await fits(page);
  await expect(main.getByRole("listitem")).toHaveCount(1);
  await main.getByRole("link", { name: /HELP-1/ }).click();
  await expect(main).not.toContainText("You are not signed in");
  await main.getByLabel("Add a comment").fill("It is the one beside the kitchen.");
  await main.getByRole("button", { name: "Send comment" }).click();
  await expect(main.getByText("It is the one beside the kitchen.")).toHaveCount(1);
  await expect(main.getByLabel("Add a comment")).toHaveValue("");
  await fits(page);

  // It is the account that has it, and the team reads it under the newcomer's name.
  const elsewhere = await newPerson({ viewport: PHONE });
  await elsewhere.goto("/portal/HELP/sign-in");
  await elsewhere.getByLabel("E-mail").fill("robin@example.org");
  await elsewhere.getByLabel("Password").fill("a long enough one");
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await elsewhere.goto("/portal/HELP/requests");
  await elsewhere.getByRole("link", { name: /HELP-1/ }).click();
  await expect(elsewhere.getByText("It is the one beside the kitchen.")).toHaveCount(1);
  const agent = await newPerson();
  await agentSignsIn(agent, "ana");
  await agent.goto("/app/HELP/items/HELP-1");
  await expect(agent.getByRole("main")).toContainText("Robin Berg");
  await expect(agent.getByRole("main")).toContainText("Every second sheet is torn.");
  await expect(agent.getByText("It is the one beside the kitchen.")).toHaveCount(1);
});
