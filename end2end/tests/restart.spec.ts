import type { Page } from "@playwright/test";

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";

/** A customer and an agent who talk, on pages that are marked: one that is loaded anew loses its mark. */
async function inMidChat(newPerson: () => Promise<Page>, words: string): Promise<{ chat: Chat; inbox: Inbox; agentPage: Page; customerPage: Page }> {
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  const customerPage = await newPerson();
  const chat = await Chat.onItsPage(customerPage);
  await chat.writeAndSee(words);
  await chat.asksForAPerson();
  await inbox.claims();
  await inbox.writes("I'm with you");
  await expect(chat.log.getByText("I'm with you")).toHaveCount(1);
  for (const page of [customerPage, agentPage]) await page.evaluate("window.marked = true");
  return { chat, inbox, agentPage, customerPage };
}

test("the server is killed and restarted in mid-chat: nothing is lost, nothing comes twice, no page is reloaded", async ({ newPerson, server, allowed }) => {
  allowed.push(/WebSocket|ERR_CONNECTION|net::ERR/);
  const { chat, inbox, agentPage, customerPage } = await inMidChat(newPerson, "Before the crash");

  await server.kill();
  await chat.write("While you were away");
  await expect(chat.status("While you were away", "Sent")).toBeHidden();
  await expect(chat.text(/No connection/)).toBeVisible({ timeout: 20_000 });
  const reply = agentPage.getByRole("textbox", { name: "Reply", exact: true });
  await reply.fill("Typed into the void");
  await reply.press("Enter");
  await server.launch();

  await expect(chat.status("While you were away", "Sent")).toBeVisible({ timeout: 40_000 });
  await expect(chat.mine("While you were away")).toHaveCount(1);
  await expect(inbox.log.getByText("While you were away")).toHaveCount(1, { timeout: 40_000 });
  await expect(chat.log.getByText("Typed into the void")).toHaveCount(1, { timeout: 40_000 });
  await expect(inbox.log.getByText("Typed into the void")).toHaveCount(1);
  await expect(inbox.rows("My Chats")).toHaveCount(1);
  for (const page of [customerPage, agentPage]) {
    expect(await page.evaluate("window.marked")).toBe(true);
  }
});

test("a message that was not sent survives a reload of the page", async ({ newPerson, server, allowed }) => {
  allowed.push(/WebSocket|ERR_CONNECTION|net::ERR|Failed to load/);
  const page = await newPerson();
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("First words");
  await server.kill();
  await chat.write("Kept over a reload");
  await chat.composer.fill("A draft, too");
  await server.launch();
  await page.reload();
  const again = await Chat.onItsPage(page);
  await expect(again.mine("Kept over a reload")).toHaveCount(1, { timeout: 30_000 });
  await expect(again.status("Kept over a reload", "Sent")).toBeVisible({ timeout: 30_000 });
  await expect(again.composer).toHaveValue("A draft, too");
});

test("the server is stopped in order and started again in mid-chat: nothing is lost, nothing comes twice, no page is reloaded", async ({ newPerson, server, allowed }) => {
  allowed.push(/WebSocket|ERR_CONNECTION|net::ERR/);
  const { chat, inbox, agentPage, customerPage } = await inMidChat(newPerson, "Before the update");

  // Both go on writing while it stops: that may still be stored, or may have to wait.
  await inbox.reply.fill("Said while it stops");
  const [ended] = await Promise.all([
    server.terminate(),
    chat.write("Asked while it stops"),
    inbox.reply.press("Enter"),
  ]);
  expect(ended.code).toBe(0);
  expect(ended.took).toBeLessThan(10_000);
  await chat.write("Written into the pause");
  await inbox.reply.fill("Answered into the pause");
  await inbox.reply.press("Enter");
  await expect(chat.status("Written into the pause", "Sent")).toBeHidden();
  await chat.composer.fill("A draft, begun in the pause");
  await server.launch();

  for (const words of ["Asked while it stops", "Written into the pause"]) {
    await expect(chat.status(words, "Sent")).toBeVisible({ timeout: 40_000 });
  }
  for (const words of ["Said while it stops", "Answered into the pause"]) {
    await expect(chat.log.getByText(words)).toHaveCount(1, { timeout: 40_000 });
  }
  // Whatever was to come twice would have come before the words that come now.
  await inbox.writes("And on we go");
  await expect(chat.composer).toHaveValue("A draft, begun in the pause");
  await chat.composer.press("Enter");
  await expect(inbox.log.getByText("A draft, begun in the pause")).toHaveCount(1);
  await expect(chat.log.getByText("And on we go")).toHaveCount(1);
  const all = ["Before the update", "I'm with you", "Asked while it stops", "Said while it stops", "Written into the pause", "Answered into the pause"];
  for (const words of all) {
    await expect(chat.log.getByText(words), words).toHaveCount(1);
    await expect(inbox.log.getByText(words), words).toHaveCount(1);
  }
  await expect(inbox.rows("My Chats")).toHaveCount(1);
  await expect(chat.header).toContainText("You're talking to Ana Torres");
  for (const page of [customerPage, agentPage]) expect(await page.evaluate("window.marked")).toBe(true);
});
