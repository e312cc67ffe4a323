// What can be shown at once is shown at once: the pages that a script takes over have their content before it arrives.

import { type Page, type Locator } from "@playwright/test";

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, expect, staffSignsIn, test } from "./support/test.js";

/** Nothing on the page stands for something that is still to come. */
async function nothingSpins(page: Page): Promise<void> {
  const spinning: Locator = page.locator("[role=progressbar], [aria-busy=true], progress, .coming, .shape, .spinner, .skeleton, .loading");
  await expect(spinning).toHaveCount(0);
}

/** Holds the page's modules back until they may arrive. */
async function withoutModules(page: Page): Promise<() => void> {
  let arrive = (): void => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(/\.wasm$/, async (route) => {
    await arrived;
    await route.continue();
  });
  return arrive;
}

test("the inbox has its lists, the open conversation and its details in it, without script and before the module has arrived", async ({ newPerson }) => {
  const agentPage = await newPerson();
  await agentSignsIn(agentPage, "ana");
  const agent = new Inbox(agentPage);
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("How do I connect to the VPN?");
  await expect(chat.log).toContainText("Here is what I found.");
  await chat.asksForAPerson();
  await agent.claims();
  await agent.writes("Which network are you on?");
  const second = await Chat.onItsPage(await newPerson());
  await second.writeAndSee("My phone was stolen");
  await second.asksForAPerson();
  await expect(agent.rows("Unassigned")).toHaveCount(1);
  const address = agentPage.url();

  const showsAll = async (page: Page): Promise<void> => {
    const inbox = new Inbox(page);
    await nothingSpins(page);
    await expect(inbox.rows("Unassigned")).toHaveCount(1);
    await expect(inbox.rows("Unassigned")).toContainText("My phone was stolen");
    await expect(inbox.heading("Unassigned")).toContainText("1 chat");
    await expect(inbox.rows("My Chats")).toHaveCount(1);
    await expect(inbox.rows("My Chats")).toContainText("Which network are you on?");
    for (const words of ["How do I connect to the VPN?", "Which network are you on?"]) {
      await expect(inbox.log.getByText(words)).toHaveCount(1);
    }
    await expect(inbox.details.getByRole("link", { name: "HELP-1" })).toBeVisible();
    await expect(inbox.details).toContainText(/Guest \d{4}/);
    await expect(inbox.details).toContainText("How do I connect to the VPN?");
    await nothingSpins(page);
  };

  const plain = await newPerson({ javaScriptEnabled: false });
  await staffSignsIn(plain, "ana@northwind.example");
  await plain.goto(address);
  await showsAll(plain);

  const arrive = await withoutModules(agentPage);
  await agentPage.reload({ waitUntil: "domcontentloaded" });
  await showsAll(agentPage);
  await expect(agentPage.locator("body[data-live]")).toHaveCount(0);
  arrive();
  await expect(agentPage.locator("body[data-live]")).toBeAttached();
  await showsAll(agentPage);
});

test("the chat has the conversation in it before its module has arrived, on its page and in the corner of another", async ({ newPerson }) => {
  const page = await newPerson();
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("How do I connect to the VPN?");
  await expect(chat.log).toContainText("Here is what I found.");
  await chat.asksForAPerson();
  const arrive = await withoutModules(page);

  await page.goto("/chat/HELP", { waitUntil: "domcontentloaded" });
  await expect(chat.mine("How do I connect to the VPN?")).toHaveCount(1);
  await expect(chat.log).toContainText("Here is what I found.");
  await expect(chat.header).toContainText("Waiting for a person");
  await expect(chat.text("You're next")).toBeVisible();
  await nothingSpins(page);
  await expect(page.locator("main[data-live]")).toHaveCount(0);

  await page.goto("/portal/HELP");
  await page.getByRole("button", { name: /chat/i }).click();
  const frame = page.frameLocator("iframe");
  const log = frame.getByRole("log", { name: "Conversation" });
  await expect(log).toContainText("How do I connect to the VPN?");
  await expect(log).toContainText("Here is what I found.");
  await expect(frame.getByText("You're next")).toBeVisible();
  await expect(frame.locator("[role=progressbar], [aria-busy=true]")).toHaveCount(0);
  await expect(frame.locator("main[data-live]")).toHaveCount(0);
  arrive();
  await Chat.alreadyOpen(page);
  await expect(log.getByText("How do I connect to the VPN?")).toHaveCount(1);
});
