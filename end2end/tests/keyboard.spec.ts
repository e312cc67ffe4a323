// The chat by keyboard alone: everything can be reached, and the focus is never lost on the way.

import { type Locator, type Page } from "@playwright/test";

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";
import { customersWire } from "./support/wire.js";

/** Presses Tab until something has the focus. */
async function tabsTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  const isThere = (element: Element) => element.matches(":focus") && element.ownerDocument.hasFocus();
  for (let step = 0; step < 80; step += 1) {
    if (await target.evaluate(isThere)) return;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}

/** Something has the focus, in the page and in its frame, also once everything is drawn that has just changed. */
async function focusIsSomewhere(page: Page, after: string): Promise<void> {
  for (const frame of page.frames()) {
    const isLost = await frame.evaluate(`new Promise((done) =>
      requestAnimationFrame(() => requestAnimationFrame(() => done(
        document.activeElement === null || document.activeElement === document.body))))`);
    expect(isLost, `the focus is lost after: ${after}`).toBe(false);
  }
}

test("by keyboard alone a customer asks, rates the answer, asks for a person, talks to them and ends the chat, and the focus is never lost", async ({ newPerson }) => {
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  const page = await newPerson();
  const { keyboard } = page;
  await page.goto("/portal/HELP");
  const button = page.getByRole("button", { name: /chat/i });
  await tabsTo(page, button);
  await keyboard.press("Enter");
  const chat = await Chat.alreadyOpen(page);
  await expect(chat.composer).toBeFocused();

  await keyboard.type("How do I connect to the VPN?");
  await keyboard.press("Enter");
  await expect(chat.log).toContainText("Did this help?");
  await focusIsSomewhere(page, "asking");
  await tabsTo(page, chat.button("No"), "Shift+Tab");
  await keyboard.press("Enter");
  await expect(chat.log).toContainText("Sorry that this did not help.");
  await focusIsSomewhere(page, "rating");

  await tabsTo(page, chat.button("Talk to a person"));
  await keyboard.press("Space");
  await expect(chat.header).toContainText("Waiting for a person");
  await focusIsSomewhere(page, "asking for a person");
  await keyboard.press("Escape");
  await expect(button).toBeFocused();
  await keyboard.press("Space");
  await expect(chat.composer).toBeFocused();
  await expect(chat.header).toContainText("Waiting for a person");
  for (const way of ["I no longer need this", "Leave it as a request instead"]) await tabsTo(page, chat.button(way), "Shift+Tab");
  await tabsTo(page, chat.composer);

  await inbox.claims();
  await expect(chat.header).toContainText("You're talking to Ana Torres");
  await focusIsSomewhere(page, "being joined");
  await keyboard.type("Gateway not reachable");
  await keyboard.press("Enter");
  await expect(inbox.log.getByText("Gateway not reachable")).toHaveCount(1);
  await inbox.writes("Please try again now");
  await expect(chat.log).toContainText("Please try again now");
  await expect(chat.composer).toBeFocused();

  const question = chat.text("End this chat? You get the transcript in your request.");
  const end = chat.button("End chat").filter({ visible: true });
  await tabsTo(page, end, "Shift+Tab");
  await keyboard.press("Enter");
  await expect(question).toBeVisible();
  await expect(end).toBeFocused();
  await keyboard.press("Tab");
  await expect(chat.button("Keep chatting")).toBeFocused();
  await keyboard.press("Enter");
  await expect(question).toBeHidden();
  await focusIsSomewhere(page, "going on");
  await tabsTo(page, end);
  await keyboard.press("Enter");
  await expect(end).toBeFocused();
  await keyboard.press("Enter");
  await expect(chat.log).toContainText("The chat has ended.");
  await focusIsSomewhere(page, "ending");
  await expect(inbox.rows("My Chats")).toHaveCount(0);

  // The question for an address is reached and declined like the rest.
  await tabsTo(page, chat.button("No, thanks"));
  await keyboard.press("Enter");
  await expect(chat.text("Where can we reach you?")).toBeHidden();
  await focusIsSomewhere(page, "declining");
  await keyboard.press("Escape");
  await expect(page.locator("iframe")).toBeHidden();
  await expect(button).toBeFocused();
});

test("Escape takes back the question whether to end the chat, leaves the chat open, and the focus is where it came from", async ({ newPerson }) => {
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const page = await newPerson();
  await page.goto("/portal/HELP");
  const chat = await Chat.inTheCorner(page);
  await chat.writeAndSee("My screen flickers");
  await chat.asksForAPerson();
  await new Inbox(agentPage).claims();
  const end = chat.button("End chat").filter({ visible: true });
  await end.press("Enter");
  await expect(chat.button("Keep chatting")).toBeVisible();
  await expect(end).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(chat.button("Keep chatting")).toBeHidden();
  await expect(page.locator("iframe")).toBeVisible();
  await focusIsSomewhere(page, "Escape");
  await expect(end).toBeFocused();
});

test("when the button that has the focus goes, because the agent comes or ends the chat, the focus stays in the chat", async ({ newPerson }) => {
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  const page = await newPerson();
  await page.goto("/portal/HELP");
  const chat = await Chat.inTheCorner(page);
  await chat.writeAndSee("My screen flickers");
  await chat.asksForAPerson();
  await chat.button("Leave it as a request instead").focus();
  await inbox.claims();
  await expect(chat.header).toContainText("You're talking to Ana Torres");
  await expect(chat.button("Leave it as a request instead")).toBeHidden();
  await focusIsSomewhere(page, "being joined");
  await chat.button("End chat").filter({ visible: true }).focus();
  await inbox.ends();
  await expect(chat.log).toContainText("The chat has ended.");
  await focusIsSomewhere(page, "the agent's end");
});

test("by keyboard alone words that were not sent are deleted, and a reader who is further up gets back to the newest, without losing the focus", async ({ newPerson }) => {
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  const page = await newPerson();
  const wire = await customersWire(page);
  await page.goto("/portal/HELP");
  const chat = await Chat.inTheCorner(page);
  await chat.writeAndSee("How do I connect to the VPN?");
  await expect(chat.log).toContainText("Did this help?");
  await chat.asksForAPerson();
  await inbox.claims();
  await expect(chat.header).toContainText("You're talking to Ana Torres");
  wire.blanks("It says stop code");
  await chat.write("It says stop code");
  await tabsTo(page, chat.mine("It says stop code").getByRole("button", { name: "Delete" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(chat.mine("It says stop code")).toHaveCount(0);
  await focusIsSomewhere(page, "deleting");

  await chat.writeAndSee("One more question: ".repeat(60));
  await tabsTo(page, chat.log, "Shift+Tab");
  await page.keyboard.press("Home");
  await expect.poll(() => chat.log.evaluate((log) => log.scrollTop)).toBeLessThan(-100);
  await inbox.writes("Hello");
  const news = chat.button("1 new message");
  await tabsTo(page, news);
  await page.keyboard.press("Enter");
  await expect(news).toBeHidden();
  await focusIsSomewhere(page, "getting back to the newest");
});
