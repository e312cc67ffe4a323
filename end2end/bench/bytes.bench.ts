import { type Browser, type BrowserContext, expect, test } from "@playwright/test";

import { Chat } from "../tests/support/customer.js";
import { PASSWORD } from "../tests/support/test.js";
import { Counter } from "./counter.js";
import { type Load, origin, tell } from "./found.js";

async function inItsOwn<T>(browser: Browser, act: (context: BrowserContext) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ baseURL: origin });
  try {
    return await act(context);
  } finally {
    await context.close();
  }
}

/** A host page before anybody has clicked: whatever it has besides the loader is the host's own. */
async function closed(browser: Browser, name: string, address: string): Promise<Load> {
  return inItsOwn(browser, async (context) => {
    const counter = await Counter.on(context);
    await counter.page.goto(address);
    await expect(counter.page.getByRole("button", { name: /chat/i })).toBeVisible();
    return counter.total(name);
  });
}

/** Everything that the first opening of the chat loads, the loader and the document included, the host's page not. */
async function opened(browser: Browser, address: string): Promise<Load> {
  return inItsOwn(browser, async (context) => {
    const counter = await Counter.on(context);
    await counter.page.goto(address);
    const before = await counter.total("before");
    await Chat.inTheCorner(counter.page);
    const all = await counter.total("chat, first open, everything together");
    const hosts = before.bytes - before.script_bytes;
    return { ...all, bytes: all.bytes - hosts, requests: all.requests - (before.requests - before.scripts) };
  });
}

test("bytes", async ({ browser }) => {
  const loads: Load[] = [];
  loads.push(await closed(browser, "host page (portal)", "/portal/HELP"));
  loads.push(await opened(browser, "/portal/HELP"));

  // The cache of each context is its own, so that every page is loaded as for the first time.
  const session = await inItsOwn(browser, async (context) => {
    const page = await context.newPage();
    await page.goto("/app/sign-in");
    await page.getByLabel("E-mail").fill("admin@northwind.example");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.goto("/app/HELP/inbox");
    await expect(page.locator("body[data-live]")).toBeAttached();
    await page.goto("/app/HELP/settings");
    const links = page.getByRole("navigation").locator('a[href^="/app/HELP/settings"]');
    const settings = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    return { state: await context.storageState(), settings: [...new Set(settings)] };
  });
  expect(session.settings.length).toBeGreaterThan(5);
  const load = async (name: string, address: string) => {
    const context = await browser.newContext({ baseURL: origin, storageState: session.state });
    const counter = await Counter.on(context);
    const answer = await counter.page.goto(address);
    expect(answer?.status(), address).toBe(200);
    const total = await counter.total(name);
    await context.close();
    return total;
  };
  loads.push(await load("inbox, first load", "/app/HELP/inbox"));
  const settings: Load[] = [];
  for (const address of session.settings) settings.push(await load(`settings, first load of the heaviest of ${session.settings.length} pages (${address})`, address));
  loads.push(settings.reduce((heaviest, other) => (other.bytes > heaviest.bytes ? other : heaviest)));
  tell({ loads });
});
