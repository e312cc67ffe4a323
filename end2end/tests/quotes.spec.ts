// What Rovo quotes looks like what stands in the article, wherever it is shown.

import type { Locator } from "@playwright/test";

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";

const STEPS = [/^Open Northwind VPN/, /^Enter vpn\.northwind\.example/, /^Sign in with/, /^Approve the request/];

async function areNumbered(steps: Locator): Promise<void> {
  await expect(steps).toHaveText(STEPS);
  for (const step of await steps.all()) {
    await expect(step).toHaveCSS("display", "list-item");
    await expect(step).toHaveCSS("list-style-type", "decimal");
  }
}

test("the steps of an article are a numbered list in the chat, in the agent's log and in the customer's request", async ({ newPerson }) => {
  const page = await newPerson();
  const chat = await Chat.onItsPage(page);
  const steps = (within: Locator) => within.locator("ol > li").filter({ hasText: /VPN|vpn|Sign in|Approve/ });
  await chat.writeAndSee("How do I connect to the VPN for the first time?");
  await areNumbered(steps(chat.log.locator("blockquote")));

  await chat.asksForAPerson();
  const inbox = new Inbox(await newPerson());
  await agentSignsIn(inbox.page, "ana");
  await inbox.opens("Unassigned");
  const source = inbox.log.locator("details.source").filter({ hasText: "Connect to the VPN" }).first();
  await source.locator("summary").click();
  await areNumbered(steps(source.locator("blockquote")));

  await chat.button("Leave it as a request instead").click();
  await expect(chat.log).toContainText("Your request is HELP-1");
  await page.goto("/portal/HELP/requests/HELP-1");
  await areNumbered(steps(page.locator(".talk .said")));
});
