// A work item from both sides: the agents' page and the customer's request are one record.

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";

test("status and assignee are changed by agents, and the customer reads under my requests how far it is", async ({ newPerson }) => {
  const customer = await newPerson();
  const chat = await Chat.onItsPage(customer);
  await chat.writeAndSee("The beamer in room two is broken");
  await chat.button("Leave a request").click();
  await expect(chat.log).toContainText("Your request is HELP-1");
  const requests = await customer.context().newPage();
  await requests.goto("/portal/HELP/requests");
  const line = requests.getByRole("listitem").filter({ hasText: "HELP-1" });
  await expect(line).toContainText("Open");

  const agent = await newPerson();
  await agentSignsIn(agent, "ana");
  await agent.goto("/app/HELP/items/HELP-1");
  const choose = async (field: string, label: string): Promise<void> => {
    await agent.getByRole("combobox", { name: field }).selectOption({ label });
    await agent.getByRole("button", { name: `Save ${field.toLowerCase()}` }).click();
    await expect(agent.getByRole("combobox", { name: field }).locator("option:checked")).toHaveText(label);
  };
  await choose("Assignee", "Ben Okafor");
  await choose("Assignee", "Ana Torres (me)");
  for (const [status, seen, meaning] of [
    ["In progress", "In progress", "Somebody is working on it."],
    ["Waiting for customer", "Waiting for you", "The team has asked you something. Answer in a comment below."],
    ["Resolved", "Resolved", "This is done. Comment below if it is not."],
  ] as const) {
    await choose("Status", status);
    await requests.goto("/portal/HELP/requests");
    await expect(line).toContainText(seen);
    await line.getByRole("link").click();
    await expect(requests.getByText(meaning)).toBeVisible();
  }
  // Who among the team has it is the team's own matter.
  await expect(requests.getByRole("main")).not.toContainText("Ana");
  const timeline = agent.getByRole("region", { name: "Comments and transcript" });
  await expect(timeline).toContainText("Resolved");
  await expect(timeline).toContainText("Ben Okafor");

  // The list narrows by both.
  await agent.goto("/app/HELP/items");
  await agent.getByLabel("Status").selectOption({ label: "Resolved" });
  await agent.getByLabel("Assignee").selectOption({ label: "Ana Torres (me)" });
  await agent.getByRole("button", { name: "Filter" }).click();
  await expect(agent.getByRole("link", { name: "HELP-1", exact: true })).toBeVisible();
  await agent.getByLabel("Assignee").selectOption({ label: "Ben Okafor" });
  await agent.getByRole("button", { name: "Filter" }).click();
  await expect(agent.getByText("No work item matches")).toBeVisible();

  await requests.getByRole("textbox", { name: /comment/i }).fill("It is broken again");
  await requests.getByRole("button", { name: /comment/i }).click();
  await agent.goto("/app/HELP/items/HELP-1");
  await expect(agent.getByText("It is broken again")).toHaveCount(1);
  await expect(chat.log).toContainText("It is broken again");
});

test("the work item of a live chat follows its claim and its end, while the page of the inbox shows the same", async ({ newPerson }) => {
  const page = await newPerson();
  await agentSignsIn(page, "ana");
  const inbox = new Inbox(page);
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("The lift does not stop at floor three");
  await chat.asksForAPerson();
  await inbox.claims();
  await expect(inbox.details).toContainText("HELP-1");
  await inbox.ends();
  await page.goto("/app/HELP/items/HELP-1");
  await expect(page.getByRole("combobox", { name: "Assignee" }).locator("option:checked")).toHaveText("Ana Torres (me)");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The lift does not stop at floor three");
  await page.getByRole("link", { name: "Open the chat in the inbox" }).click();
  await expect(inbox.log).toContainText("The lift does not stop at floor three");
});
