import type { Page } from "@playwright/test";

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { ForeignSite } from "./support/site.js";
import { agentSignsIn, expect, test } from "./support/test.js";

test("the chat goes on while the customer walks through three pages of the portal", async ({ newPerson }) => {
  const page = await newPerson();
  await page.goto("/portal/HELP");
  const chat = await Chat.inTheCorner(page);
  await chat.writeAndSee("How do I reset my password?");
  await expect(chat.log).toContainText("Here is what I found.");
  await page.goto("/portal/HELP/requests/new");
  const second = await Chat.alreadyOpen(page);
  await expect(second.mine("How do I reset my password?")).toHaveCount(1);
  await second.asksForAPerson();
  await page.goto("/portal/HELP/requests");
  const third = await Chat.alreadyOpen(page);
  await expect(third.header).toContainText("Waiting for a person");
  await expect(third.mine("How do I reset my password?")).toHaveCount(1);
});

test("nothing is stored and one script is loaded before the chat is first used", async ({ newPerson }) => {
  const page = await newPerson();
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (["script", "fetch", "xhr", "websocket"].includes(request.resourceType()) || request.url().endsWith(".wasm")) {
      scripts.push(request.url());
    }
  });
  await page.goto("/portal/HELP");
  await expect(page.getByRole("button", { name: /chat/i })).toBeVisible();
  expect(scripts.map((url) => new URL(url).pathname)).toEqual(["/loader.js"]);
  expect(await page.context().cookies()).toEqual([]);
  expect(await page.evaluate("localStorage.length + sessionStorage.length")).toBe(0);
});

test("a chat is readable before its module has arrived, and what is typed until then is kept and sent once", async ({ newPerson }) => {
  const page = await newPerson();
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("How do I connect to the VPN?");
  await expect(chat.log).toContainText("Here is what I found.");
  let arrive = (): void => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(/\.wasm$/, async (route) => {
    await arrived;
    await route.continue();
  });
  await page.reload({ waitUntil: "domcontentloaded" });
  await expect(chat.mine("How do I connect to the VPN?")).toHaveCount(1);
  await expect(chat.log).toContainText("Here is what I found.");
  await chat.composer.pressSequentially("Thank you, that was quick");
  await expect(page.locator("main[data-live]")).toHaveCount(0);
  arrive();
  await chat.isConnected();
  await expect(chat.composer).toHaveValue("Thank you, that was quick");
  await chat.composer.press("Enter");
  await expect(chat.mine("Thank you, that was quick")).toHaveCount(1);
  await expect(chat.status("Thank you, that was quick", "Sent")).toBeVisible();
});

test("the chat works on a page of another site with a strict policy", async ({ newPerson, server }) => {
  const site = await ForeignSite.start(server.origin);
  try {
    await server.baton("space", "origins", "HELP", site.origin);
    const page = await newPerson();
    await page.goto(`${site.origin}/one`);
    const chat = await Chat.inTheCorner(page);
    await chat.writeAndSee("How do I connect to the VPN?");
    await expect(chat.log).toContainText("Here is what I found.");
    await page.getByRole("link", { name: "Two" }).click();
    const second = await Chat.alreadyOpen(page);
    await expect(second.mine("How do I connect to the VPN?")).toHaveCount(1);
  } finally {
    await site.stop();
  }
});

test("on a page of another site a customer is handed over, talks on while the page changes, and Rovo answers again at the end", async ({ newPerson, server }) => {
  const site = await ForeignSite.start(server.origin);
  try {
    await server.baton("space", "origins", "HELP", site.origin);
    const agentPage = await newPerson();
    await agentSignsIn(agentPage, "ana");
    const inbox = new Inbox(agentPage);
    const page = await newPerson();
    await page.goto(`${site.origin}/one`);
    const first = await Chat.inTheCorner(page);
    await first.writeAndSee("How do I connect to the VPN?");
    await expect(first.log).toContainText("Here is what I found.");
    await first.asksForAPerson();
    await inbox.claims();
    await expect(inbox.log).toContainText("How do I connect to the VPN?");
    await expect(first.header).toContainText("You're talking to Ana Torres");
    await inbox.writes("Which network are you on?");
    await expect(first.log.getByText("Which network are you on?")).toHaveCount(1);
    await first.writeAndSee("My own at home");
    await expect(inbox.log.getByText("My own at home")).toHaveCount(1);

    await page.getByRole("link", { name: "Two" }).click();
    await expect(page.getByRole("heading", { name: "Page /two" })).toBeVisible();
    const second = await Chat.alreadyOpen(page);
    await expect(second.header).toContainText("You're talking to Ana Torres");
    await expect(second.mine("My own at home")).toHaveCount(1);
    await expect(second.log.getByText("Which network are you on?")).toHaveCount(1);
    await inbox.writes("Please try it again now");
    await expect(second.log.getByText("Please try it again now")).toHaveCount(1);
    await second.writeAndSee("It works, thank you");
    await expect(inbox.log.getByText("It works, thank you")).toHaveCount(1);

    await inbox.ends();
    await expect(second.log).toContainText("The chat has ended. HELP-1 has the transcript");
    await expect(second.header).toContainText("Rovo");
    await second.writeAndSee("How do I book annual leave?");
    const answer = second.log.getByRole("link").filter({ hasText: /leave/i }).first();
    await expect(answer).toHaveAttribute("href", /^\/portal\/HELP\/articles\//);
    await expect(second.mine("How do I connect to the VPN?")).toHaveCount(1);
  } finally {
    await site.stop();
  }
});

/** The open chat is all that a small window shows: its frame fills it, and what it is used with is in view. */
async function fillsTheWindow(page: Page, chat: Chat): Promise<void> {
  const window = page.viewportSize()!;
  await expect.poll(() => page.locator("iframe").boundingBox(), "the frame").toEqual({ x: 0, y: 0, ...window });
  for (const part of [chat.composer, chat.button("Send"), chat.button("Close chat")]) {
    const box = (await part.boundingBox())!;
    expect(box.x, `${part}`).toBeGreaterThanOrEqual(0);
    expect(box.y, `${part}`).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width, `${part}`).toBeLessThanOrEqual(window.width);
    expect(box.y + box.height, `${part}`).toBeLessThanOrEqual(window.height);
  }
  for (const frame of page.frames()) {
    const overflow = await frame.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    expect(overflow, frame.url()).toBe(0);
  }
}

test("on a phone the chat in the corner fills the window, on the portal and on another site's page, and gives it back when it is closed", async ({ newPerson, server }) => {
  const site = await ForeignSite.start(server.origin);
  try {
    await server.baton("space", "origins", "HELP", site.origin);
    for (const address of [`${server.origin}/portal/HELP`, `${site.origin}/one`]) {
      const page = await newPerson({ viewport: { width: 320, height: 640 } });
      await page.goto(address);
      const chat = await Chat.inTheCorner(page);
      await fillsTheWindow(page, chat);
      await chat.writeAndSee(`How do I connect to the VPN? ${"connect".repeat(12)}`);
      await expect(chat.log).toContainText("Here is what I found.");
      await fillsTheWindow(page, chat);
      await page.setViewportSize({ width: 390, height: 844 });
      await fillsTheWindow(page, chat);
      await chat.button("Close chat").click();
      await expect(page.locator("iframe")).toBeHidden();
      await expect(page.getByRole("button", { name: /chat/i })).toBeInViewport({ ratio: 1 });
    }
  } finally {
    await site.stop();
  }
});

test("the chat is used by keyboard alone, and Escape gives the focus back to its button", async ({ newPerson }) => {
  const page = await newPerson();
  await page.goto("/portal/HELP");
  const button = page.getByRole("button", { name: /chat/i });
  await button.focus();
  await page.keyboard.press("Enter");
  const chat = await Chat.alreadyOpen(page);
  await expect(chat.composer).toBeFocused();
  await page.keyboard.type("How do I book annual leave?");
  await page.keyboard.press("Enter");
  await expect(chat.log).toContainText("Here is what I found.");
  await expect(chat.composer).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator("iframe")).toBeHidden();
  await expect(button).toBeFocused();
});

test("on a phone the composer is one line high and grows with its text, also in a frame that was loaded while it was minimised", async ({ newPerson }) => {
  const page = await newPerson({ viewport: { width: 390, height: 844 } });
  await page.goto("/portal/HELP");
  const button = page.getByRole("button", { name: /chat/i });
  const lines = async (chat: Chat): Promise<number> => {
    const height = (await chat.composer.boundingBox())?.height ?? 0;
    return Math.round((height - 20) / 24);
  };
  const first = await Chat.inTheCorner(page);
  await expect.poll(() => lines(first)).toBe(1);
  await page.keyboard.press("Escape");
  await expect(page.locator("iframe")).toBeHidden();

  await page.goto("/portal/HELP/requests/new");
  await expect(page.locator("iframe")).toBeAttached();
  await expect(page.frameLocator("iframe").locator("main[data-live]")).toBeAttached();
  await button.click();
  const chat = await Chat.alreadyOpen(page);
  await expect.poll(() => lines(chat)).toBe(1);
  await chat.composer.fill("One\ntwo\nthree");
  await expect.poll(() => lines(chat)).toBe(3);
  await chat.composer.fill("");
  await expect.poll(() => lines(chat)).toBe(1);
});

test("without script: ask, get an answer, ask for a person, and what is being written stays while the log loads anew", async ({ newPerson }) => {
  const page = await newPerson({ javaScriptEnabled: false });
  await page.goto("/portal/HELP");
  await page.getByRole("link", { name: /chat/i }).first().click();
  await expect(page).toHaveURL(/\/chat\/HELP/);
  const log = page.frameLocator("iframe");
  await page.getByLabel("Your message").fill("How do I connect to the VPN?");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(log.getByText("How do I connect to the VPN?")).toHaveCount(1);
  await expect(log.getByText("Here is what I found.")).toBeVisible();
  await log.getByRole("button", { name: "Talk to a person" }).click();
  await expect(log.getByText("You asked for a person")).toBeVisible();
  await expect(log.getByRole("button", { name: "Leave it as a request instead" })).toBeVisible();

  const composer = page.getByLabel("Your message");
  await composer.pressSequentially("It says: gateway not");
  const loaded: string[] = [];
  page.on("framenavigated", (frame) => loaded.push(new URL(frame.url()).pathname));
  await expect.poll(() => loaded).toContain("/chat/HELP/log");
  await expect(log.getByText("You asked for a person")).toBeVisible();
  await expect(composer).toHaveValue("It says: gateway not");
  await expect(composer).toBeFocused();
  await page.keyboard.type(" reachable");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(log.getByText("It says: gateway not reachable")).toHaveCount(1);
});
