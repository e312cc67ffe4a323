// The inbox by itself: by keyboard alone, over reloads, and through a network that comes and goes.

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";

test("a chat is found, claimed, answered and ended by keyboard alone", async ({ newPerson }) => {
  const page = await newPerson();
  await agentSignsIn(page, "ana");
  const inbox = new Inbox(page);
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("My laptop shows a blue screen");
  await chat.asksForAPerson();
  await expect(inbox.rows("Unassigned")).toHaveCount(1);

  await page.keyboard.press("j");
  await expect(inbox.rows("Unassigned").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(inbox.button("Claim chat")).toBeVisible();
  await page.keyboard.press("c");
  await expect(inbox.rows("My Chats")).toHaveCount(1);
  const reply = page.getByRole("textbox", { name: "Reply", exact: true });
  await expect(reply).toBeFocused();
  await page.keyboard.type("Hello, which model is it?");
  await page.keyboard.press("Enter");
  await expect(chat.log.getByText("Hello, which model is it?")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(inbox.rows("My Chats")).toHaveCount(1);
  await page.keyboard.press("e");
  await expect(dialog.getByRole("button", { name: "End chat", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(inbox.rows("My Chats")).toHaveCount(0);
  await expect(chat.log).toContainText("The chat has ended");
});

test("a reply and a note that were begun are there again after a reload", async ({ newPerson }) => {
  const page = await newPerson();
  await agentSignsIn(page, "ana");
  const inbox = new Inbox(page);
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("My laptop shows a blue screen");
  await chat.asksForAPerson();
  await inbox.claims();
  await page.getByRole("textbox", { name: "Reply", exact: true }).fill("A reply that I began");
  await inbox.button("Internal note").click();
  await page.getByRole("textbox", { name: "Internal note" }).fill("A note that I began");
  await page.reload();
  await expect(page.locator("body[data-live]")).toBeAttached();
  await inbox.button("Internal note").click();
  await expect(page.getByRole("textbox", { name: "Internal note" })).toHaveValue("A note that I began");
  await inbox.button("Reply").click();
  await expect(page.getByRole("textbox", { name: "Reply", exact: true })).toHaveValue("A reply that I began");
  await expect(inbox.log).not.toContainText("that I began");
});

test("two agents who take turns in one browser each find their own reply that they began, and never the other's", async ({ newPerson }) => {
  const page = await newPerson();
  const inbox = new Inbox(page);
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("My laptop shows a blue screen");
  const began = { ana: "", ben: "" };
  for (const who of ["ana", "ben", "ana", "ben"] as const) {
    await agentSignsIn(page, who);
    await chat.asksForAPerson();
    await inbox.claims();
    await expect(inbox.reply).toHaveValue(began[who]);
    began[who] += `${who}'s own words. `;
    await inbox.reply.fill(began[who]);
    await chat.button("End chat").click();
    await expect(chat.text("End this chat?")).toBeVisible();
    await chat.button("End chat").last().click();
    await expect(inbox.rows("My Chats")).toHaveCount(0);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/sign-in/);
  }
});

test("lists and conversation are right again after the network was away", async ({ newPerson, allowed }) => {
  allowed.push(/WebSocket|ERR_INTERNET_DISCONNECTED|net::ERR/);
  const page = await newPerson();
  await agentSignsIn(page, "ana");
  const inbox = new Inbox(page);
  const first = await Chat.onItsPage(await newPerson());
  await first.writeAndSee("My laptop shows a blue screen");
  await first.asksForAPerson();
  await inbox.claims();
  await inbox.writes("I'm with you");
  await page.evaluate("window.marked = true");

  await page.context().setOffline(true);
  const reply = page.getByRole("textbox", { name: "Reply", exact: true });
  await reply.fill("Written without a network");
  await reply.press("Enter");
  await expect(inbox.log.getByText("Written without a network")).toHaveCount(1);
  await first.writeAndSee("Said while the agent was away");
  const second = await Chat.onItsPage(await newPerson());
  await second.writeAndSee("Somebody new");
  await second.asksForAPerson();
  await page.context().setOffline(false);

  await expect(inbox.rows("Unassigned")).toHaveCount(1, { timeout: 40_000 });
  await expect(inbox.log.getByText("Said while the agent was away")).toHaveCount(1, { timeout: 40_000 });
  await expect(first.log.getByText("Written without a network")).toHaveCount(1, { timeout: 40_000 });
  await expect(inbox.log.getByText("Written without a network")).toHaveCount(1);
  expect(await page.evaluate("window.marked"), "nothing was reloaded").toBe(true);
});
