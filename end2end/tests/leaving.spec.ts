// Closing the inbox while it holds words that the server does not have.

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";

test("who closes the tab on a reply that was not sent is asked first, and nobody else is", async ({ newPerson, allowed }) => {
  allowed.push(/WebSocket|ERR_INTERNET_DISCONNECTED|net::ERR/, /^a dialog: /);
  const page = await newPerson();
  await agentSignsIn(page, "ana");
  const inbox = new Inbox(page);
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("My laptop shows a blue screen");
  await chat.asksForAPerson();
  await inbox.claims();
  await inbox.writes("I'm with you");

  await page.context().setOffline(true);
  await inbox.reply.fill("Written without a network");
  await inbox.reply.press("Enter");
  await expect(inbox.log.getByText("Written without a network")).toHaveCount(1);
  let questions = 0;
  page.on("dialog", () => (questions += 1));
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  expect((await asked).type()).toBe("beforeunload");

  // The agent stays, and what was written goes out.
  await page.context().setOffline(false);
  await expect(chat.log.getByText("Written without a network")).toHaveCount(1, { timeout: 40_000 });
  await expect(inbox.log.getByText("Written without a network")).toHaveCount(1);
  await expect(inbox.log).not.toContainText("Sending", { timeout: 40_000 });
  const closed = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await closed;
  expect(questions).toBe(1);
});
