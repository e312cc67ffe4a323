import { type Locator, type Page } from "@playwright/test";

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, test } from "./support/test.js";
import { earOf } from "./support/wire.js";

interface Talk {
  chat: Chat;
  inbox: Inbox;
  agentPage: Page;
  customerPage: Page;
}

/** A customer and an agent who talk, on pages that are marked: one that is loaded anew loses its mark. */
async function inMidChat([customerPage, agentPage]: [Page, Page], words: string): Promise<Talk> {
  await agentSignsIn(agentPage, "ana");
  const inbox = new Inbox(agentPage);
  const chat = await Chat.onItsPage(customerPage);
  await chat.writeAndSee(words);
  await chat.asksForAPerson();
  await inbox.claims();
  await inbox.writes("I'm with you");
  await expect(chat.log.getByText("I'm with you")).toHaveCount(1);
  for (const page of [customerPage, agentPage]) await page.evaluate("window.marked = true");
  return { chat, inbox, agentPage, customerPage };
}

/** Who has said what, each in the order in which they said it. */
interface Said {
  customer: string[];
  agent: string[];
}

/**
 * Both go on where they were, and everything that was ever said is on both pages: once, in the order in which each of them
 * said it, and in the same order of all of it on the one page as on the other.
 */
async function goesOn({ chat, inbox, agentPage, customerPage }: Talk, said: Said): Promise<void> {
  for (const words of said.customer) await expect(chat.status(words, "Sent"), words).toBeVisible({ timeout: 40_000 });
  for (const words of said.agent) await expect(chat.log.getByText(words), words).toHaveCount(1, { timeout: 40_000 });
  // Whatever was to come twice would have come before the words that come now.
  await inbox.writes("And on we go");
  await expect(chat.log.getByText("And on we go")).toHaveCount(1);
  await chat.writeAndSee("So we do");
  await expect(inbox.log.getByText("So we do")).toHaveCount(1);

  const all = [...said.customer, ...said.agent, "And on we go", "So we do"];
  const messages = (log: Locator): Locator => log.getByText(new RegExp(`^(${all.join("|")})$`));
  const order = (await messages(chat.log).allInnerTexts()).map((words) => words.trim());
  expect([...order].sort(), "everything, once").toEqual([...all].sort());
  for (const [who, theirs] of Object.entries(said)) {
    expect(order.filter((words) => theirs.includes(words)), `in the order of the ${who}`).toEqual(theirs);
  }
  expect(order.slice(-2), "what was said last").toEqual(["And on we go", "So we do"]);
  await expect(messages(inbox.log), "the same for the agent").toHaveText(order);

  await expect(inbox.rows("My Chats")).toHaveCount(1);
  await expect(chat.header).toContainText("You're talking to Ana Torres");
  for (const page of [customerPage, agentPage]) expect(await page.evaluate("window.marked"), "nothing was reloaded").toBe(true);
}

test("the server is killed and restarted in mid-chat: nothing is lost, nothing comes twice, no page is reloaded", async ({ newPerson, server, allowed }) => {
  allowed.push(/WebSocket|ERR_CONNECTION|net::ERR/);
  const pages: [Page, Page] = [await newPerson(), await newPerson()];
  const [customersEar, agentsEar] = [await earOf(pages[0], "customer"), await earOf(pages[1], "agent")];
  const talk = await inMidChat(pages, "Before the crash");
  const { chat, inbox } = talk;

  // Of the first words of each, neither page hears that they are stored. The next are on their way as the server dies, and
  // the last are written while it is away.
  customersEar.closes();
  agentsEar.closes();
  await chat.write("Stored in silence");
  await inbox.writes("Heard by nobody");
  await customersEar.wasTold("Stored in silence");
  await agentsEar.wasTold("Heard by nobody");
  await expect(chat.status("Stored in silence", "Sent")).toBeHidden();
  await inbox.reply.fill("Answered as it dies");
  await Promise.all([server.kill(), chat.write("Asked as it dies"), inbox.reply.press("Enter")]);
  await chat.write("While you were away");
  await expect(chat.status("While you were away", "Sent")).toBeHidden();
  await expect(chat.text(/No connection/)).toBeVisible({ timeout: 20_000 });
  await inbox.writes("Typed into the void");
  await server.launch();

  await goesOn(talk, {
    customer: ["Before the crash", "Stored in silence", "Asked as it dies", "While you were away"],
    agent: ["I'm with you", "Heard by nobody", "Answered as it dies", "Typed into the void"],
  });
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
  const talk = await inMidChat([await newPerson(), await newPerson()], "Before the update");
  const { chat, inbox } = talk;

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
  await inbox.writes("Answered into the pause");
  await expect(chat.status("Written into the pause", "Sent")).toBeHidden();
  await chat.composer.fill("A draft, begun in the pause");
  await server.launch();

  await expect(inbox.log.getByText("Written into the pause")).toHaveCount(1, { timeout: 40_000 });
  await expect(chat.composer).toHaveValue("A draft, begun in the pause");
  await chat.composer.press("Enter");
  await goesOn(talk, {
    customer: ["Before the update", "Asked while it stops", "Written into the pause", "A draft, begun in the pause"],
    agent: ["I'm with you", "Said while it stops", "Answered into the pause"],
  });
});
