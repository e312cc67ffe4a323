import { type Page } from "@playwright/test";

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { fits } from "./support/settings.js";
import { ForeignSite } from "./support/site.js";
import { agentSignsIn, expect, isAccessible, staffSignsIn, test } from "./support/test.js";
import { agentsLine, customersWire } from "./support/wire.js";

/**
 * Lets the chat look and work as without script, in a browser in which axe, a script itself, can run. The log, which
 * loads itself anew, can be told to stand still.
 */
async function asWithoutScript(page: Page): Promise<{ standsStill: (still: boolean) => void }> {
  let isStill = false;
  await page.route(/\.(js|wasm)$/, (route) => route.abort());
  await page.route(/\/assets\/widget\..*\.css$/, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/\(scripting: ?none\)/, "all").replaceAll("noscript", ".noscript");
    await route.fulfill({ response, body });
  });
  await page.route(/\/chat\/HELP/, async (route) => {
    if (isStill) return route.fulfill({ status: 204 });
    const response = await route.fetch();
    const body = (await response.text()).replaceAll("<noscript>", '<div class="noscript">').replaceAll("</noscript>", "</div>");
    return route.fulfill({ response, body });
  });
  return { standsStill: (still) => void (isStill = still) };
}

test("axe finds nothing on the customer's pages", async ({ newPerson }) => {
  const page = await newPerson();
  for (const path of ["/", "/portal/HELP", "/portal/HELP?q=vpn", "/portal/HELP/requests", "/portal/HELP/requests/new", "/portal/HELP/sign-in", "/portal/HELP/sign-up"]) {
    await page.goto(path);
    await isAccessible(page);
  }
  await page.goto("/portal/HELP?q=vpn");
  await page.getByRole("main").getByRole("link", { name: /VPN/ }).first().click();
  await isAccessible(page);
  const chat = await Chat.onItsPage(page);
  await isAccessible(page);
  await chat.writeAndSee("How do I connect to the VPN?");
  await expect(chat.log).toContainText("Here is what I found.");
  await isAccessible(page);
  await chat.asksForAPerson();
  await isAccessible(page);
});

test("axe finds nothing on a chat with an agent, on one that has ended, and on its request", async ({ newPerson }) => {
  const page = await newPerson();
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("The meeting room has no sound");
  await chat.asksForAPerson();
  const agent = await newPerson();
  await agentSignsIn(agent, "ana");
  const inbox = new Inbox(agent);
  await inbox.claims();
  await inbox.writes("Which network are you on?");
  await expect(chat.log).toContainText("Which network are you on?");
  await isAccessible(page);
  await inbox.ends();
  await expect(chat.log).toContainText("The chat has ended.");
  await isAccessible(page);
  for (const path of ["/portal/HELP/requests", "/portal/HELP/requests/HELP-1", "/chat/HELP/log"]) {
    await page.goto(path);
    await isAccessible(page);
  }
});

test("axe finds nothing on the agents' pages", async ({ newPerson }) => {
  const agent = await newPerson();
  await agent.goto("/app/sign-in");
  await isAccessible(agent);
  await agentSignsIn(agent, "ana");
  await isAccessible(agent);
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("The meeting room has no sound");
  await chat.asksForAPerson();
  const inbox = new Inbox(agent);
  await inbox.claims();
  await inbox.writes("Which room?");
  await isAccessible(agent);
  await agent.goto("/app/HELP/items");
  await isAccessible(agent);
  await agent.goto("/app/HELP/items/HELP-1");
  await isAccessible(agent);
});

test("axe finds nothing on the pages that say what did not work", async ({ newPerson, server, allowed }) => {
  test.setTimeout(120_000);
  allowed.push(/status of 4(03|04|29)/);
  const page = await newPerson();
  for (const path of ["/nothing-here", "/portal/NONE", "/portal/HELP/articles/none", "/chat/NONE"]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await isAccessible(page);
  }
  await Chat.onItsPage(page);
  await page.goto("/portal/HELP/requests/new");
  await page.getByLabel("Summary").fill("A new keyboard");
  await page.getByLabel("Description").fill("The letter E is stuck.");
  const address = page.url();
  const form = { id: "none", summary: "A new keyboard", description: "Stuck." };
  const post = () => page.request.post(address, { form, headers: { origin: server.origin } });
  const answers = [await post()];
  while (answers.every((answer) => answer.status() === 422)) answers.push(...(await Promise.all(Array.from({ length: 50 }, post))));
  const answer = answers.find((one) => one.status() !== 422) ?? answers[0]!;
  expect(answer.status()).toBe(429);
  // The server's own answer, also if a moment has passed.
  await page.route(address, async (route) => (route.request().method() === "POST" ? route.fulfill({ response: answer }) : route.continue()));
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByRole("heading", { name: "That was too much at once" })).toBeVisible();
  await expect(page.getByLabel("Summary")).toHaveValue("A new keyboard");
  await isAccessible(page);

  const agent = await newPerson();
  await staffSignsIn(agent, "ana@northwind.example");
  for (const [path, status] of [
    ["/app/nothing", 404],
    ["/app/NONE/inbox", 404],
    ["/app/HELP/items/HELP-999", 404],
    ["/app/HELP/inbox/00000000-0000-7000-8000-000000000000", 404],
    ["/app/HELP/settings/live-chat", 403],
    ["/app/site/people", 403],
  ] as const) {
    expect((await agent.goto(path))?.status(), path).toBe(status);
    await isAccessible(agent);
  }
});

test("axe finds nothing on a chat without script", async ({ newPerson, allowed }) => {
  allowed.push(/ERR_FAILED/);
  const page = await newPerson();
  const { standsStill } = await asWithoutScript(page);
  const looksAtIt = async (): Promise<void> => {
    standsStill(true);
    await isAccessible(page);
    standsStill(false);
  };
  await page.goto("/chat/HELP");
  const log = page.frameLocator("iframe");
  await expect(log.getByRole("heading", { name: "How can we help?" })).toBeVisible();
  await expect(page.locator("main > .history"), "the page looks as it does without script").toBeHidden();
  await looksAtIt();
  await page.getByLabel("Your message").fill("How do I connect to the VPN?");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(log.getByText("Here is what I found.")).toBeVisible();
  await looksAtIt();
  await log.getByRole("button", { name: "Leave a request" }).click();
  await expect(log.getByText("Where can we reach you?")).toBeVisible();
  await looksAtIt();
  await expect(page.locator("main[data-live]"), "no script has run").toHaveCount(0);
});

test("axe finds nothing on a page of another site with the chat open in it", async ({ newPerson, server }) => {
  const site = await ForeignSite.start(server.origin);
  try {
    await server.baton("space", "origins", "HELP", site.origin);
    const page = await newPerson();
    await page.goto(`${site.origin}/one`);
    await expect(page.getByRole("button", { name: /chat/i })).toBeVisible();
    await isAccessible(page);
    const chat = await Chat.inTheCorner(page);
    await isAccessible(page);
    await chat.writeAndSee("How do I connect to the VPN?");
    await expect(chat.log).toContainText("Did this help?");
    await isAccessible(page);
    await chat.asksForAPerson();
    await isAccessible(page);
  } finally {
    await site.stop();
  }
});

test("axe finds nothing on a chat while it waits, is offline, has words that were not sent, or asks for an address", async ({ newPerson, server, allowed }) => {
  allowed.push(/WebSocket|ERR_CONNECTION|net::ERR/);
  const page = await newPerson();
  const wire = await customersWire(page);
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("My laptop shows a blue screen");
  wire.blanks("It says stop code");
  await chat.write("It says stop code");
  await expect(chat.mine("It says stop code").getByRole("button", { name: "Retry" })).toBeVisible();
  await isAccessible(page);
  await chat.asksForAPerson();
  await expect(chat.text("You're next")).toBeVisible();
  await isAccessible(page);
  await chat.button("Leave it as a request instead").click();
  await expect(chat.text("Where can we reach you?")).toBeVisible();
  await isAccessible(page);
  await chat.email.fill("nobody");
  await chat.button("Save").click();
  await expect(chat.text(/This is no e-mail address/)).toBeVisible();
  await isAccessible(page);
  await chat.composer.fill("x".repeat(4_001));
  await expect(chat.text(/has 1 too many/)).toBeVisible();
  await isAccessible(page);

  await chat.composer.fill("Written without a connection");
  await server.kill();
  await expect(chat.text(/No connection/)).toBeVisible({ timeout: 20_000 });
  await chat.composer.press("Enter");
  await expect(chat.mine("Written without a connection")).toBeVisible();
  await isAccessible(page);
});

test("axe finds nothing in the inbox with a dialog, a menu or a notice open, or while it is offline", async ({ newPerson, server, allowed }) => {
  test.setTimeout(120_000);
  allowed.push(/WebSocket|ERR_CONNECTION|net::ERR/);
  const [page, otherPage] = [await newPerson(), await newPerson()];
  const line = await agentsLine(page);
  await agentSignsIn(page, "ana");
  await agentSignsIn(otherPage, "ben");
  const [inbox, other] = [new Inbox(page), new Inbox(otherPage)];
  const chat = await Chat.onItsPage(await newPerson());
  await chat.writeAndSee("The meeting room has no sound");
  await chat.asksForAPerson();
  await inbox.opens("Unassigned");
  line.waits();
  await inbox.button("Claim chat").click();
  await expect(inbox.button("Claiming…")).toBeVisible();
  await isAccessible(page);
  await other.claims();
  line.goesOn();
  await expect(page.getByText("Ben Okafor claimed this chat first.")).toBeVisible();
  await isAccessible(page);
  await other.ends();
  await chat.asksForAPerson();
  await inbox.claims();

  const dialog = page.getByRole("dialog");
  await inbox.button("End chat").first().click();
  await expect(dialog.getByRole("heading", { name: "End this chat?" })).toBeVisible();
  await isAccessible(page);
  await dialog.getByRole("button", { name: "Keep it open" }).click();
  await expect(dialog).toBeHidden();
  await page.locator("body").press("?");
  await expect(dialog.getByRole("heading", { name: "Keyboard shortcuts" })).toBeVisible();
  await isAccessible(page);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();
  await page.getByLabel("More actions").click();
  await expect(page.getByRole("link", { name: "Open the portal" })).toBeVisible();
  await isAccessible(page);
  await page.keyboard.press("Escape");
  await inbox.button("Internal note").click();
  await isAccessible(page);
  await inbox.button("Reply").click();

  await server.kill();
  await inbox.reply.fill("Written without a connection");
  await inbox.reply.press("Enter");
  await expect(page.getByText(/No connection\. What you write/)).toBeVisible({ timeout: 20_000 });
  await isAccessible(page);
});

test("the customer's pages fit into 320 pixels, also with a talk in them and with a word that is too long", async ({ newPerson }) => {
  const page = await newPerson({ viewport: { width: 320, height: 640 } });
  for (const path of ["/portal/HELP", "/portal/HELP?q=vpn", "/portal/HELP/requests/new", "/portal/HELP/sign-in", "/portal/HELP/sign-up", "/chat/HELP"]) {
    await page.goto(path);
    await fits(page);
  }
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee(`How do I connect to the VPN? ${"connect".repeat(12)}`);
  await expect(chat.log).toContainText("Here is what I found.");
  await fits(page);
  await chat.asksForAPerson();
  await fits(page);
  const agent = await newPerson();
  await agentSignsIn(agent, "ana");
  const inbox = new Inbox(agent);
  await inbox.claims();
  await inbox.writes(`https://help.example.org/${"a-long-way/".repeat(12)}`);
  await expect(chat.log).toContainText("a-long-way/");
  await fits(page);
  await page.goto("/portal/HELP/requests");
  await fits(page);
  await page.goto("/portal/HELP/requests/HELP-1");
  await fits(page);
  await agent.setViewportSize({ width: 320, height: 640 });
  await fits(agent);
  await agent.goto("/app/HELP/items/HELP-1");
  await fits(agent);
});

test("written from right to left, the pages are mirrored and nothing is wider than they are", async ({ newPerson }) => {
  const mirrored = "document.documentElement.dir = 'rtl'";
  const page = await newPerson({ viewport: { width: 390, height: 844 } });
  for (const path of ["/portal/HELP", "/portal/HELP?q=vpn", "/portal/HELP/requests/new"]) {
    await page.goto(path);
    await page.evaluate(mirrored);
    await fits(page);
  }
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("How do I connect to the VPN?");
  await expect(chat.log).toContainText("Here is what I found.");
  const own = chat.mine("How do I connect to the VPN?").getByText("How do I connect to the VPN?");
  const start = async () => (await own.boundingBox())?.x ?? 0;
  expect(await start(), "one's own words are on the right").toBeGreaterThan(100);
  await page.evaluate(mirrored);
  await fits(page);
  await expect.poll(start, "and on the left").toBeLessThan(40);
  const agent = await newPerson();
  await agentSignsIn(agent, "ana");
  await agent.evaluate(mirrored);
  await fits(agent);
});
