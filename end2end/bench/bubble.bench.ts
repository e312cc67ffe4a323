import { expect, test } from "@playwright/test";

import { Chat } from "../tests/support/customer.js";
import { origin, tell } from "./found.js";

/** How many messages are written. The first warms up and is not counted. */
const MESSAGES = 21;

/** Put into the page: notes when Enter goes down, and when the next frame after the new bubble is painted. */
function watch(): void {
  const times: number[] = [];
  let pressed = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter") pressed = performance.now();
  }, { capture: true });
  const log = document.querySelector("[role=log]");
  if (!log) throw new Error("no log");
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    const bubble = added.some((node) => node instanceof Element && (node.matches("li.me") || node.querySelector("li.me")));
    if (!bubble || pressed === 0) return;
    const since = pressed;
    pressed = 0;
    // The first callback comes before the paint, the second after it.
    requestAnimationFrame(() => requestAnimationFrame(() => times.push(performance.now() - since)));
  }).observe(log, { childList: true, subtree: true });
  Object.assign(window, { bubbleTimes: times });
}

test("bubble", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: origin });
  const page = await context.newPage();
  const chat = await Chat.onItsPage(page);
  await page.evaluate(watch);
  for (let number = 1; number <= MESSAGES; number += 1) {
    const words = `Message number ${number} of a measurement`;
    await chat.composer.fill(words);
    await chat.composer.press("Enter");
    await expect(chat.mine(words).getByText("Sent", { exact: true }).or(chat.mine(words)).first()).toBeVisible();
    await expect.poll(() => page.evaluate("window.bubbleTimes.length")).toBe(number);
    // A customer may write ten a second; nobody measured writes faster.
    await page.waitForTimeout(150);
  }
  const millis = await page.evaluate<number[]>("window.bubbleTimes");
  await context.close();
  tell({ times: [{ name: "bubble", millis: millis.slice(1) }] });
});
