// What each side sees of the other while they talk, and what a page says while nobody looks at it.

import type { Page } from "@playwright/test";

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";

/** Counts the tones that a page begins; nothing can be heard in a test. */
async function countsTones(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(`
    window.tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...words) { window.tones += 1; return start.apply(this, words); };
    // Whether somebody looks at this page: another tab may be in front of it.
    document.hasFocus = () => window.looked !== false;
    Object.defineProperty(document, "visibilityState", { get: () => (window.looked === false ? "hidden" : "visible") });
  `);
  return async () => Number(await page.evaluate("window.tones"));
}

async function looks(page: Page, where: "away" | "here"): Promise<void> {
  await page.evaluate(`window.looked = ${where === "here"}; document.dispatchEvent(new Event("visibilitychange"))`);
}

test("each side sees that the other is typing", async ({ newPerson }) => {
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("My screen flickers");
  await chat.asksForAPerson();
  await inbox.claims();
  await expect(chat.header).toContainText("Ana");

  const reply = agentPage.getByRole("textbox", { name: "Reply", exact: true });
  await reply.pressSequentially("Which");
  await expect(chat.text("Ana Torres is typing")).toBeVisible();
  await reply.fill("Which model is it?");
  await reply.press("Enter");
  await expect(chat.log.getByText("Which model is it?")).toHaveCount(1);
  await expect(chat.text("Ana Torres is typing")).toHaveCount(0);

  await chat.composer.pressSequentially("The fourteen");
  await expect(agentPage.getByText("The customer is typing…")).toBeVisible();
  await chat.write("The fourteen inch one");
  await expect(inbox.log.getByText("The fourteen inch one")).toHaveCount(1);
  await expect(agentPage.getByText("The customer is typing…")).toBeHidden();
});

test("the button of a minimised chat counts what the agent writes, and opening it clears the count", async ({ newPerson }) => {
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  const page = await newPerson();
  await page.goto("/portal/HELP");
  const chat = await Chat.inTheCorner(page);
  await chat.writeAndSee("My screen flickers");
  await chat.asksForAPerson();
  await inbox.claims();
  await expect(chat.header).toContainText("Ana");
  await chat.button("Close chat").click();
  await expect(page.locator("iframe")).toBeHidden();

  await inbox.writes("Hello");
  await expect(page.getByRole("button", { name: "Chat with us (1)" })).toBeVisible();
  await inbox.writes("Which model is it?");
  const button = page.getByRole("button", { name: "Chat with us (2)" });
  await expect(button).toBeVisible();
  await expect(button).toContainText("2");

  await button.click();
  await expect(chat.log.getByText("Which model is it?")).toBeVisible();
  await chat.button("Close chat").click();
  await expect(page.getByRole("button", { name: "Chat with us", exact: true })).toBeVisible();
});

test("who waits is told by the title, and by a sound if they asked for one", async ({ newPerson }) => {
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  const page = await newPerson();
  const tones = await countsTones(page);
  const chat = await Chat.onItsPage(page);
  const title = await page.title();
  await chat.writeAndSee("My screen flickers");
  await chat.asksForAPerson();
  await looks(page, "away");
  await inbox.claims();
  await expect(page).toHaveTitle(`(1) ${title}`);
  expect(await tones(), "no sound that nobody asked for").toBe(0);

  // Switching it on lets it be heard once.
  const sound = chat.button("Sound");
  await expect(sound).toHaveAttribute("aria-pressed", "false");
  await sound.click();
  await expect(sound).toHaveAttribute("aria-pressed", "true");
  await expect.poll(tones).toBe(1);
  await looks(page, "away");
  await inbox.writes("Hello, are you there?");
  await expect.poll(tones).toBe(2);
  await expect(page).toHaveTitle(/^\(\d\) /);

  await looks(page, "here");
  await expect(page).toHaveTitle(title);
});

test("a customer who scrolled up stays there and is told how much is new", async ({ newPerson }) => {
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  const page = await newPerson({ viewport: { width: 400, height: 520 } });
  const chat = await Chat.onItsPage(page);
  for (const word of ["one", "two", "three", "four"]) await chat.writeAndSee(`This is message ${word}`);
  await chat.asksForAPerson();
  await inbox.claims();
  await expect(chat.header).toContainText("Ana");

  await chat.log.evaluate((log) => log.scrollTo({ top: -log.scrollHeight }));
  const before = await chat.log.evaluate((log) => log.scrollTop);
  await inbox.writes("First answer");
  await inbox.writes("Second answer");
  await expect(chat.button("2 new messages")).toBeVisible();
  await expect(chat.log.getByText("Second answer")).not.toBeInViewport();
  expect(await chat.log.evaluate((log) => log.scrollTop)).toBeLessThan(-48);
  expect(before).toBeLessThan(-48);
  await chat.button("2 new messages").click();
  await expect(chat.log.getByText("Second answer")).toBeInViewport();
  await expect(chat.button("2 new messages")).toBeHidden();
});

test("an agent who scrolled up stays there and is told how much is new", async ({ newPerson }) => {
  const agentPage = await newPerson({ viewport: { width: 1280, height: 520 } });
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  const chat = await Chat.onItsPage(await newPerson());
  for (const word of ["one", "two", "three", "four"]) await chat.writeAndSee(`This is message ${word}`);
  await chat.asksForAPerson();
  await inbox.claims();
  await inbox.log.evaluate((log) => log.scrollTo({ top: -log.scrollHeight }));
  await expect(inbox.log.getByText("This is message one")).toBeInViewport();
  await chat.writeAndSee("One more thing");
  await chat.writeAndSee("And another");
  await expect(inbox.button("2 new below")).toBeVisible();
  await expect(inbox.log.getByText("This is message one")).toBeInViewport();
  await inbox.button("2 new below").click();
  await expect(inbox.log.getByText("And another")).toBeInViewport();
});

test("an agent who reads along still sees the newest words when the page gets smaller", async ({ newPerson }) => {
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  const chat = await Chat.onItsPage(await newPerson());
  for (const word of ["one", "two", "three", "four"]) await chat.writeAndSee(`This is message ${word}`);
  await chat.asksForAPerson();
  await inbox.claims();
  await agentPage.setViewportSize({ width: 390, height: 844 });
  await chat.writeAndSee("My last words");
  await expect(inbox.log.getByText("My last words")).toBeInViewport();
  await agentPage.setViewportSize({ width: 390, height: 520 });
  await expect(inbox.log.getByText("My last words")).toBeInViewport();
});
