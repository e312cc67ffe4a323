// The three lists of the inbox: what each row tells, and that they are right after sleep and in every tab.

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";

test("each list has its count, and each row says who waits, what for, how long and how much time is left", async ({ newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--time-to-assign", "40s", "--time-to-reply", "60s");
  const anaPage = await newPerson();
  await agentSignsIn(anaPage, "ana");
  const benPage = await newPerson();
  await agentSignsIn(benPage, "ben");
  const [ana, ben] = [new Inbox(anaPage), new Inbox(benPage)];
  const counts = async (inbox: Inbox, unassigned: number, mine: number, others: number): Promise<void> => {
    for (const [name, count] of [["Unassigned", unassigned], ["My Chats", mine], ["Others", others]] as const) {
      await expect(inbox.rows(name)).toHaveCount(count);
      await expect(inbox.heading(name)).toHaveText(new RegExp(`^${name} ?${count} ?${count} chats?$`));
    }
  };
  await counts(ana, 0, 0, 0);

  const asks = ["How do I connect to the VPN?", "The door of the archive does not open"];
  for (const question of asks) {
    const chat = await Chat.onItsPage(await newPerson());
    await chat.writeAndSee(question);
    if (question.includes("VPN")) await expect(chat.log).toContainText("Here is what I found.");
    await chat.asksForAPerson();
    await expect(ana.rows("Unassigned").filter({ hasText: question })).toHaveCount(1);
  }
  await counts(ana, 2, 0, 0);
  await expect(anaPage).toHaveTitle(/^\(2\) Live chat inbox/);

  // Guests are told apart, oldest first.
  const names = await ana.rows("Unassigned").locator(".row-name").allInnerTexts();
  for (const name of names) expect(name).toMatch(/^Guest \d{4}$/);
  expect(new Set(names).size).toBe(2);
  const [oldest] = await ana.rows("Unassigned").allInnerTexts();
  expect(oldest).toContain(asks[0]);

  // The wait grows, and the ring with it.
  const first = ana.rows("Unassigned").first();
  await expect(first).toContainText(/waiting for \d+s/, { timeout: 15_000 });
  await expect(first.getByRole("img", { name: /^\d+ % of time to assign is gone$/ })).toBeVisible();

  await ana.claims();
  await counts(ana, 1, 1, 0);
  await counts(ben, 1, 0, 1);
  await expect(ana.rows("My Chats").first().getByRole("img", { name: /% of time to reply is gone/ })).toBeVisible();
  await expect(ben.rows("Others").first()).toContainText("with Ana Torres");
  await ana.writes("On my way");
  await expect(ana.rows("My Chats").first().getByRole("img")).toHaveCount(0);
  await expect(ana.rows("My Chats").first()).toContainText("You: On my way");
  await ana.ends();
  await counts(ana, 1, 0, 1);
  await expect(ana.rows("Others").first()).toContainText("HELP-1");
});

test("a conversation has an address that opens it in another tab", async ({ newPerson }) => {
  const page = await newPerson();
  await agentSignsIn(page, "ana");
  const inbox = new Inbox(page);
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("My screen flickers");
  await chat.asksForAPerson();
  const row = inbox.rows("Unassigned").first();
  const [tab] = await Promise.all([page.context().waitForEvent("page"), row.click({ modifiers: ["ControlOrMeta"] })]);
  const other = new Inbox(tab);
  await expect(other.log).toContainText("My screen flickers");
  await expect(inbox.log, "this tab stays where it was").toHaveCount(0);
  await expect(tab).toHaveURL(/\/app\/HELP\/inbox\/[0-9a-f-]{36}$/);
  await other.button("Claim chat").click();
  await expect(inbox.rows("My Chats"), "both tabs are one agent").toHaveCount(1);

  await inbox.opens("My Chats");
  await other.writes("Which screen is it?");
  await expect(inbox.log.getByText("Which screen is it?")).toHaveCount(1);
  await page.goBack();
  await expect(inbox.log).toHaveCount(0);
  await page.goForward();
  await expect(inbox.log).toContainText("Which screen is it?");
});

test("after a night asleep lists and conversation are right again, without a reload", async ({ newPerson, allowed }) => {
  allowed.push(/WebSocket|ERR_INTERNET_DISCONNECTED|net::ERR/);
  const page = await newPerson();
  await page.clock.install();
  await agentSignsIn(page, "ana");
  const inbox = new Inbox(page);
  const first = await Chat.onItsPage(await newPerson());
  await first.writeAndSee("My laptop shows a blue screen");
  await first.asksForAPerson();
  await inbox.claims();
  await inbox.reply.fill("A reply that I began");
  await page.evaluate("window.marked = true");

  // The lid is closed: no network, no timers. Meanwhile the world goes on.
  await page.context().setOffline(true);
  await page.clock.pauseAt(new Date(Date.now() + 60_000));
  await first.writeAndSee("Are you still there?");
  const second = await Chat.onItsPage(await newPerson());
  await second.writeAndSee("Somebody new");
  await second.asksForAPerson();
  const ben = await newPerson();
  await agentSignsIn(ben, "ben");
  await new Inbox(ben).claims();
  const third = await Chat.onItsPage(await newPerson());
  await third.writeAndSee("And one more");
  await third.asksForAPerson();

  await page.context().setOffline(false);
  await page.clock.fastForward("08:00:00");
  await page.clock.resume();
  await expect(inbox.log.getByText("Are you still there?")).toHaveCount(1, { timeout: 40_000 });
  await expect(inbox.rows("Unassigned")).toHaveCount(1);
  await expect(inbox.rows("Unassigned").first()).toContainText("And one more");
  await expect(inbox.rows("Others").first()).toContainText("with Ben Okafor");
  await expect(inbox.rows("My Chats").first()).toContainText("Are you still there?");
  await expect(inbox.reply).toHaveValue("A reply that I began");
  await inbox.reply.press("Enter");
  await expect(first.log.getByText("A reply that I began")).toHaveCount(1);
  expect(await page.evaluate("window.marked"), "nothing was reloaded").toBe(true);
});
