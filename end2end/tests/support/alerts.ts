// What happens around alerts, and what an agent has seen of them.

import { type Page, expect } from "@playwright/test";

import type { Agent } from "./alerted.js";
import { Chat } from "./customer.js";

export const WAITING = "Guest is waiting";
export const TEST_TITLE = "Notifications reach you";

/** Somebody asks for a person. */
export async function somebodyWaits(newPerson: () => Promise<Page>): Promise<Chat> {
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("My screen flickers");
  await chat.asksForAPerson();
  return chat;
}

/** What came up until now: a test comes after everything that was on its way, and it comes up alone. */
export async function seesUntilNow(agent: Agent, page: Page): Promise<string[]> {
  const before = agent.desktop.count(TEST_TITLE);
  await agent.goes(page, "/app/notifications");
  await page.getByRole("main").getByRole("button", { name: "Send a test notification" }).click();
  await expect.poll(() => agent.desktop.count(TEST_TITLE)).toBe(before + 1);
  return agent.titles.filter((title) => title !== TEST_TITLE);
}

export async function marks(page: Page, available: "available" | "unavailable"): Promise<void> {
  const menu = page.locator("#availability");
  await menu.locator("summary").click();
  const choice = menu.getByRole("switch", { name: "Service desk" });
  const wanted = String(available === "available");
  if ((await choice.getAttribute("aria-checked")) !== wanted) await choice.click();
  await expect(choice).toHaveAttribute("aria-checked", wanted);
}
