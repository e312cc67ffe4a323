// What is heard of alerts: nothing can be heard in a test, so the tones that pages begin are counted, over all tabs.

import type { Page } from "@playwright/test";

import { type Agent, expect, test } from "./support/alerted.js";
import { Chat } from "./support/customer.js";

const WAITING = "Guest is waiting";
const TEST_TITLE = "Notifications reach you";
/** How many tones a chime has, which is the sound of who has chosen none, and a bell. */
const CHIME = 2;
const BELL = 3;

/** Counts the tones of every page that this agent opens. */
async function countsTones(agent: Agent): Promise<() => number> {
  let tones = 0;
  await agent.context.exposeFunction("toneBegins", () => void (tones += 1));
  await agent.context.addInitScript(`
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...words) { window.toneBegins(); return start.apply(this, words); };
  `);
  return () => tones;
}

/** Opens a tab that may make sounds: browsers let only those which somebody has touched. */
async function touches(agent: Agent, path: string): Promise<Page> {
  const page = await agent.watches(path);
  await page.getByRole("heading", { level: 1 }).click();
  return page;
}

async function somebodyWaits(newPerson: () => Promise<Page>): Promise<void> {
  const chat = await Chat.onItsPage(await newPerson());
  await chat.asksForAPerson();
}

async function sendsTest(agent: Agent, page: Page): Promise<void> {
  const before = agent.desktop.count(TEST_TITLE);
  await page.getByRole("main").getByRole("button", { name: "Send a test notification" }).click();
  await expect.poll(() => agent.desktop.count(TEST_TITLE)).toBe(before + 1);
  await expect(page.getByRole("main").getByText("It has arrived: this browser has shown it.")).toBeVisible();
}

test("over several tabs each alert is heard once, and none while sounds are muted", async ({ newAgent, newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--repeat-alerts", "0", "--time-to-assign", "30m");
  const ana = await newAgent();
  const tones = await countsTones(ana);
  await ana.signsIn("ana@northwind.example");
  await touches(ana, "/app/HELP/items");
  await touches(ana, "/app/HELP/inbox");
  const settings = await touches(ana, "/app/notifications");
  for (let chats = 1; chats <= 2; chats += 1) {
    await somebodyWaits(newPerson);
    await expect.poll(() => ana.desktop.count(WAITING)).toBe(chats);
    await expect.poll(tones).toBe(chats * CHIME);
  }
  await settings.getByRole("radio", { name: "Muted" }).check();
  await settings.getByRole("button", { name: "Save" }).click();
  await expect(settings).toHaveURL(/done=yes/);
  await ana.isListening(settings);
  await somebodyWaits(newPerson);
  await expect.poll(() => ana.desktop.count(WAITING)).toBe(3);
  // A sound would have come before that of a test, and that is muted too.
  await sendsTest(ana, settings);
  expect(tones()).toBe(2 * CHIME);
});

test("the page of notifications lets the chosen sound be heard, and a test notification is heard with the sound that was saved", async ({ newAgent }) => {
  const ana = await newAgent();
  const tones = await countsTones(ana);
  const page = await ana.signsIn("ana@northwind.example");
  await ana.goes(page, "/app/notifications");
  await page.getByRole("radio", { name: "Bell" }).check();
  await page.getByRole("button", { name: "Hear it" }).click();
  await expect.poll(tones).toBe(BELL);
  await sendsTest(ana, page);
  await expect.poll(tones).toBe(BELL + CHIME);
  await page.getByRole("radio", { name: "Muted" }).check();
  await page.getByRole("button", { name: "Hear it" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(/done=yes/);
  await ana.isListening(page);
  await sendsTest(ana, page);
  expect(tones()).toBe(BELL + CHIME);
});
