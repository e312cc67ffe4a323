// A work item from both sides: the agents' page and the customer's request are one record.

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, staffSignsIn, test } from "./support/test.js";

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

test("an open work item's page follows the chat and what colleagues change, and leaves alone what is being written on it", async ({ newPerson }) => {
  const page = await newPerson();
  await agentSignsIn(page, "ana");
  const inbox = new Inbox(page);
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("The lift stops between floors");
  await chat.asksForAPerson();
  await inbox.claims();

  const ben = await newPerson();
  await agentSignsIn(ben, "ben");
  await ben.goto("/app/HELP/items/HELP-1");
  await expect(ben.locator("body[data-live]")).toBeAttached();
  const loaded = await ben.evaluate(() => performance.timeOrigin);
  const timeline = ben.getByRole("log", { name: "Comments and transcript" });
  const words = ben.getByRole("textbox", { name: "Comment", exact: true });
  await words.fill("I know that lift");
  await chat.writeAndSee("Now it moves again");
  await expect(timeline.getByText("Now it moves again")).toHaveCount(1);
  await inbox.writes("Good to hear. I send somebody anyway.");
  await expect(timeline.getByText("I send somebody anyway")).toHaveCount(1);

  const item = await page.context().newPage();
  await item.goto("/app/HELP/items/HELP-1");
  await item.getByRole("combobox", { name: "Status" }).selectOption({ label: "In progress" });
  await item.getByRole("button", { name: "Save status" }).click();
  const shown = (field: string) => ben.getByRole("combobox", { name: field }).locator("option:checked");
  await expect(shown("Status")).toHaveText("In progress");
  await expect(shown("Assignee")).toHaveText("Ana Torres");
  // What has been chosen and not saved is nobody else's to change.
  await ben.getByRole("combobox", { name: "Status" }).selectOption({ label: "Waiting for customer" });
  await item.getByRole("combobox", { name: "Status" }).selectOption({ label: "Resolved" });
  await item.getByRole("button", { name: "Save status" }).click();
  await expect(timeline).toContainText("Resolved");
  await expect(shown("Status")).toHaveText("Waiting for customer");

  await expect(words).toHaveValue("I know that lift");
  expect(await ben.evaluate(() => performance.timeOrigin), "nothing was loaded anew").toBe(loaded);
});

test("a comment that was begun on a work item's page survives a reload, and goes once", async ({ newPerson }) => {
  const customer = await newPerson();
  const chat = await Chat.onItsPage(customer);
  await chat.writeAndSee("The tap drips");
  await chat.button("Leave a request").click();
  await expect(chat.log).toContainText("Your request is HELP-1");
  const agent = await newPerson();
  await agentSignsIn(agent, "ana");
  const opens = async (): Promise<void> => {
    await agent.goto("/app/HELP/items/HELP-1");
    await expect(agent.locator("body[data-live]")).toBeAttached();
  };
  await opens();
  const words = agent.getByRole("textbox", { name: "Comment", exact: true });
  await agent.getByRole("radio", { name: "Internal note" }).check();
  await words.fill("Third time this year");
  await opens();
  await expect(words).toHaveValue("Third time this year");
  await expect(agent.getByRole("radio", { name: "Internal note" })).toBeChecked();
  await agent.getByRole("button", { name: "Add internal note" }).click();
  const timeline = agent.getByRole("log", { name: "Comments and transcript" });
  await expect(timeline.getByText("Third time this year")).toHaveCount(1);
  await expect(words).toHaveValue("");
  await opens();
  await expect(words).toHaveValue("");
  await expect(timeline.getByText("Third time this year")).toHaveCount(1);
  await expect(chat.log).not.toContainText("Third time");
});

test("an open request of the customer's takes over how far it is and what was answered, and keeps the comment that is being written", async ({ newPerson }) => {
  const customer = await newPerson();
  const chat = await Chat.onItsPage(customer);
  await chat.writeAndSee("The window does not close");
  await chat.button("Leave a request").click();
  await expect(chat.log).toContainText("Your request is HELP-1");
  await customer.goto("/portal/HELP/requests/HELP-1");
  const loaded = await customer.evaluate(() => performance.timeOrigin);
  const comment = customer.getByRole("textbox", { name: /comment/i });
  await comment.fill("It is cold in here");

  const agent = await newPerson();
  await agentSignsIn(agent, "ana");
  await agent.goto("/app/HELP/items/HELP-1");
  await agent.getByRole("combobox", { name: "Status" }).selectOption({ label: "In progress" });
  await agent.getByRole("button", { name: "Save status" }).click();
  await agent.getByRole("textbox", { name: "Comment", exact: true }).fill("A carpenter comes at four");
  await agent.getByRole("button", { name: "Reply to customer" }).click();

  await expect(customer.getByRole("log", { name: "Comments" })).toContainText("A carpenter comes at four", { timeout: 10_000 });
  await expect(customer.getByRole("status")).toContainText("Somebody is working on it.");
  await expect(comment).toHaveValue("It is cold in here");
  await expect(comment).toBeFocused();
  expect(await customer.evaluate(() => performance.timeOrigin), "nothing was loaded anew").toBe(loaded);
});

test("times on pages of staff are the reader's own, on those that stay as the server wrote them as well", async ({ newPerson }) => {
  const admin = await newPerson({ timezoneId: "Asia/Kolkata" });
  await staffSignsIn(admin, "admin@northwind.example");
  await admin.goto("/app/site/audit");
  const time = admin.locator("time[datetime]").first();
  const local = await time.evaluate((element: HTMLTimeElement) => {
    const at = new Date(element.dateTime);
    return `${at.getDate()} ${at.toLocaleString("en", { month: "long" })} ${at.getFullYear()} ${at.toTimeString().slice(0, 5)}`;
  });
  await expect(time).toHaveText(local);
  expect(local, "which is not UTC's").not.toBe(await time.evaluate((element: HTMLTimeElement) => element.dateTime.slice(11, 16)));
});
