// The product document's section "Deactivate live chat in your service space": each step as one test, named with its
// sentence. Each begins where the step before it led.

import type { Page } from "@playwright/test";

import { adminSignsIn } from "./support/settings.js";
import { Chat } from "./support/customer.js";
import { expect, test } from "./support/test.js";

async function opensLiveChat(page: Page): Promise<void> {
  await adminSignsIn(page);
  await page.goto("/app/HELP/items");
  await page.locator("summary[aria-label='More actions']").click();
  await page.getByRole("link", { name: "Space settings" }).click();
  await page.getByRole("main").getByRole("link", { name: "Live chat", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Live chat" })).toBeVisible();
}

async function viewsTheAgent(page: Page): Promise<void> {
  await opensLiveChat(page);
  await page.getByRole("link", { name: "View this agent" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Rovo" })).toBeVisible();
}

async function selectsTheSpace(page: Page): Promise<void> {
  await viewsTheAgent(page);
  const navigation = page.getByRole("navigation", { name: "Rovo agent" });
  await expect(navigation.getByRole("heading", { name: "Surfaces" })).toBeVisible();
  await navigation.getByRole("link", { name: "Northwind Help" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Northwind Help" })).toBeVisible();
}

async function selectsTheScenario(page: Page): Promise<void> {
  await selectsTheSpace(page);
  await page.locator(".scenarios").getByRole("link", { name: "Help customers" }).click();
  await expect(page.getByRole("heading", { name: "Skills" })).toBeVisible();
}

async function deletesTheSkill(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Delete Chat with live agent" }).click();
  await expect(page.getByRole("heading", { name: "This stops live chat" })).toBeVisible();
  await page.getByRole("button", { name: "Stop live chat" }).click();
  await expect(page.getByRole("status")).toContainText("Live chat has stopped on the portal");
}

const LINES = "Add similar escalation lines to this agent’s prompt";

test("Next to the name of your service space, select More actions (…), then Space settings, then Live chat.", async ({ newPerson }) => {
  await opensLiveChat(await newPerson());
});

test("Select View this agent.", async ({ newPerson }) => {
  const page = await newPerson();
  await viewsTheAgent(page);
  await expect(page.getByLabel(LINES)).toHaveValue(/Project key: HELP/);
});

test("In the navigation on the left, under Surfaces, select your Jira Service Management space.", async ({ newPerson }) => {
  await selectsTheSpace(await newPerson());
});

test("Select a scenario, and then remove the skill.", async ({ newPerson }) => {
  const page = await newPerson();
  await selectsTheScenario(page);
  await deletesTheSkill(page);
  await expect(page.getByText("No skill yet.")).toBeVisible();
});

test("Under Skills, delete Chat with live agent.", async ({ newPerson }) => {
  const page = await newPerson({ javaScriptEnabled: false });
  await selectsTheScenario(page);
  const skills = page.getByRole("region", { name: "Skills" });
  await expect(skills.getByText("Chat with live agent", { exact: true })).toBeVisible();
  await deletesTheSkill(page);
});

test("Under Add similar escalation lines to this agent’s prompt, remove any prompt instructions.", async ({ newPerson }) => {
  const page = await newPerson();
  await viewsTheAgent(page);
  await page.getByLabel(LINES).fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("No escalation line of the Rovo agent names this space’s project key.")).toBeVisible();
  await page.getByRole("button", { name: "Stop live chat" }).click();
  await expect(page.getByRole("status")).toContainText("Live chat has stopped on the portal");
  await expect(page.getByLabel(LINES)).toHaveValue("");
});

test("Live chat will stop working in your service space.", async ({ newPerson }) => {
  const waiting = await Chat.onItsPage(await newPerson());
  await waiting.write("The scanner hums and does nothing");
  await waiting.asksForAPerson();
  const open = await Chat.onItsPage(await newPerson());
  await expect(open.button("Talk to a person")).toBeVisible();

  const admin = await newPerson();
  await selectsTheScenario(admin);
  await admin.getByRole("button", { name: "Delete Chat with live agent" }).click();
  await expect(admin.getByText("1 customer is waiting for a person and gets a work item instead.")).toBeVisible();
  await admin.getByRole("button", { name: "Stop live chat" }).click();

  await expect(open.button("Talk to a person")).toBeHidden();
  await expect(waiting.log).toContainText("HELP-1");
  await expect(waiting.header).not.toContainText("Waiting for a person");

  await admin.getByRole("button", { name: "Add skill" }).click();
  await expect(open.button("Talk to a person")).toBeVisible();
});
